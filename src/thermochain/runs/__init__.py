"""A run and what is kept of it: identity, storage, tables, provenance, checkpoints, jobs; no subject is known here."""
