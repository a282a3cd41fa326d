"""Around one job: its log, progress and guard, what it costs, what a batch system is told, and how far the study is."""
