"""Figures of `structure_factors`."""
