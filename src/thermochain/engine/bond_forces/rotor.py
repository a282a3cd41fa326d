"""V = 1 - cos r of the angle r = 2 pi s; s is in turns, for which the sine is fastest, so bonds have the unit TURN."""

import numpy as np
from numba import njit

from thermochain.engine.sine import sine_of_turns

TURN = 2.0 * np.pi  # radians


@njit
def rotor(s):
    """V'(r) = sin r with r = 2 pi s."""
    return sine_of_turns(s)
