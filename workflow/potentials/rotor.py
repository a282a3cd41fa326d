"""V(r) = 1 - cos r, the rotors of the study; copy this file for another potential of period 2 pi."""

import numpy as np
from numba import njit

from thermochain.engine.radians import sine


def potential(r):
    """V(r) of NumPy arrays."""
    return 1.0 - np.cos(r)


@njit
def force(r):
    """V'(r) of vectors of eight replicas: + - *, `splat`, `sine` and `cosine`."""
    return sine(r)
