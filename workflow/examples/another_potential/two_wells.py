"""V(r) = 1 - cos r + 2 (1 - cos 2 r): a second, shallower well at r = pi."""

import numpy as np


def potential(r):
    """V(r) of NumPy arrays."""
    return 1.0 - np.cos(r) + 2.0 * (1.0 - np.cos(2.0 * r))


def force(r):
    """V'(r)."""
    return np.sin(r) + 4.0 * np.sin(2.0 * r)
