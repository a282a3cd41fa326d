"""Parameters, runs, tables and files of `macroscopic`."""
