"""Parameters, runs, tables and files of `green_kubo`."""
