"""Figures of `evolution`."""
