"""Runs and their results, independent of subjects: identity, storage, tables, provenance, checkpoints, jobs."""
