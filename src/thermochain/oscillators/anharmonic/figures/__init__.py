"""Figures of `anharmonic`."""
