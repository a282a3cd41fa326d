"""The configuration of the study, read and checked before any job starts."""
