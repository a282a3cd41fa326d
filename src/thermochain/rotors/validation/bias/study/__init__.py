"""Parameters, runs, tables and files of `bias`."""
