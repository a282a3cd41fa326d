"""Figures of `bias`."""
