"""Parameters, runs, tables and files of `structure_factors`."""
