"""Parameters, runs, tables and files of `networks`."""
