"""Figures of `relaxation`."""
