"""Closed rotor chains that come to rest, against the macroscopic equations in time."""
