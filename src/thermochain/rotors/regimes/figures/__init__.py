"""Figures of `regimes`."""
