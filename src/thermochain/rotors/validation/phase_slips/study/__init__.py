"""Parameters, runs, tables and files of `phase_slips`."""
