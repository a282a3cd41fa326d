"""Macroscopic equations in time (Olla 14 to 18)."""
