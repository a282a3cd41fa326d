"""Parameters, runs, tables and files of `published_protocol`."""
