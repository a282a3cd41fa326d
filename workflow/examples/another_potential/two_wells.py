"""V(r) = 1 - cos r + 2 (1 - cos 2 r): a second, shallower well at r = pi."""

import numpy as np
from numba import njit

from thermochain.engine.radians import sine
from thermochain.engine.simd import splat


def potential(r):
    """V(r) of NumPy arrays."""
    return 1.0 - np.cos(r) + 2.0 * (1.0 - np.cos(2.0 * r))


@njit
def force(r):
    """V'(r) = sin r + 4 sin 2 r of vectors of eight replicas."""
    return sine(r) + splat(4.0) * sine(r + r)
