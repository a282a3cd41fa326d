"""Figures of `driven`."""
