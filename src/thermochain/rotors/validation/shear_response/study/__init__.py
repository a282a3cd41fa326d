"""Parameters, runs, tables and files of `shear_response`."""
