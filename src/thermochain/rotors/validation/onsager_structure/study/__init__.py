"""Parameters, runs, tables and files of `onsager_structure`."""
