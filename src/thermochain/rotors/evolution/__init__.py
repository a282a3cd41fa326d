"""Macroscopic equations in time (Olla 17)."""
