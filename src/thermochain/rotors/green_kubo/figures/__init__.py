"""Figures of `green_kubo`."""
