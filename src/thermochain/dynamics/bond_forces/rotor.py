"""V = 1 - cos s, with s in radians."""

import numpy as np
from numba import njit

from thermochain.dynamics.simd import splat
from thermochain.dynamics.sine import sine_of_turns

_TURNS = 0.5 / np.pi


@njit
def rotor(s):
    """V'(s) = sin s."""
    return sine_of_turns(s * splat(_TURNS))
