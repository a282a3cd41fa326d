"""Parameters, runs, tables and files of `harmonic`."""
