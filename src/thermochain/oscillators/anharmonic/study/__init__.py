"""Parameters, runs, tables and files of `anharmonic`."""
