"""Parameters, tables and files of `contacts`."""
