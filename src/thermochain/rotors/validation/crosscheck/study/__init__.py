"""Parameters, runs, tables and files of `crosscheck`."""
