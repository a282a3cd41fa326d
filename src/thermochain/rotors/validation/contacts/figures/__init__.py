"""Figures of `contacts`."""
