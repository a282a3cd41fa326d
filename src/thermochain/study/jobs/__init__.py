"""Around one job: its log, its progress, the guard of its numbers, and what a batch system is told about it."""
