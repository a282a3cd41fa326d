"""Harmonic chains with conservative noise (Olla 3.3 and 4.2; Simon)."""
