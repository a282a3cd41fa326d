"""Anharmonic chains with velocity flips (Olla 4.2)."""
