"""Olla's V(r) = 1 - cos(2 pi r): rotors, with angles in turns and a time that runs 2 pi times as fast."""

import numpy as np

period = 1.0


def potential(r):
    """V(r) of NumPy arrays."""
    return 1.0 - np.cos(2.0 * np.pi * r)


def force(r):
    """V'(r)."""
    return 2.0 * np.pi * np.sin(2.0 * np.pi * r)
