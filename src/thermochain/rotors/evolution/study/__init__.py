"""Parameters, runs, tables and files of `evolution`."""
