"""Figures of `exchange`."""
