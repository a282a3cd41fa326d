"""Figures of `macroscopic`."""
