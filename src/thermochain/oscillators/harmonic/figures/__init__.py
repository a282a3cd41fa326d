"""Figures of `harmonic`."""
