"""Figures of `crosscheck`."""
