"""Closed chains that come to rest, against the macroscopic equations in time."""
