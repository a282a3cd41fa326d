"""Harmonic chains with conservative noise: exact moments, what the papers print, simulations."""
