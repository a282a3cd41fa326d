"""Parameters, runs, tables and files of `bond_potential`."""
