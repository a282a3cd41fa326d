"""V = 1 - cos r of the angle r = 2 pi s.

Bonds s are in turns, of which the sine is fastest; their unit is TURN.
"""

import numpy as np
from numba import njit

from thermochain.engine.sine import sine_of_turns

TURN = 2.0 * np.pi  # radians


@njit
def rotor(s):
    """V'(r) = sin r with r = 2 pi s."""
    return sine_of_turns(s)
