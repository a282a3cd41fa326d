"""Parameters, runs, tables and files of `billiard`."""
