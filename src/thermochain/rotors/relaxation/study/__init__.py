"""Parameters, runs, tables and files of `relaxation`."""
