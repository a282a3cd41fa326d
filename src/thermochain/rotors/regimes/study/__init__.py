"""Parameters, runs, tables and files of `regimes`."""
