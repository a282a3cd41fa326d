"""Parameters, runs, tables and files of `heat_response`."""
