"""Figures of `networks`."""
