"""Parameters, runs, tables and files of `exchange`."""
