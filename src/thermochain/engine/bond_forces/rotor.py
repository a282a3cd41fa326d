"""V = 1 - cos 2 pi s, with s in turns, where the sine is fastest: the bonds of rotors have the unit TURN."""

import numpy as np
from numba import njit

from thermochain.engine.sine import sine_of_turns

TURN = 2.0 * np.pi  # radians


@njit
def rotor(s):
    """V' of the angle, the sine of s turns."""
    return sine_of_turns(s)
