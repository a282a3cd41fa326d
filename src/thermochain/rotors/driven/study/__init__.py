"""Parameters, runs, tables and files of `driven`."""
