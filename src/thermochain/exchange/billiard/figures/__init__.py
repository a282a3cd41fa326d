"""Figures of `billiard`."""
