"""Angles and momenta of rotors as integers of 32 bits.

A phase is an angle of which 2^32 make a turn, so that whole turns vanish by the overflow of the integer.  The unit of
momenta is that which turns a rotor by one phase in a time step.
"""

import numpy as np
from numpy.typing import NDArray

from thermochain.engine.sine import PHASES

_TURN = 2.0 * np.pi
_GROWTH = 1.25  # largest momentum that there is room for, over the largest at the start


def as_phases(angles: NDArray) -> NDArray:
    """Phases nearest to angles in radians, int32 of the same shape."""
    turns = angles / _TURN
    return np.rint((turns - np.rint(turns)) * PHASES).astype(np.int64).astype(np.int32)


def as_angles(phases: NDArray) -> NDArray:
    """Angles in [-pi, pi) of phases."""
    return phases * (_TURN / PHASES)


def momentum_unit(time_step: float) -> float:
    """Unit of momenta stored as integers, 2 pi / (2^32 time_step)."""
    return _TURN / (PHASES * time_step)


def check_momenta(momenta: NDArray, time_step: float) -> None:
    """Raise ValueError, naming the largest time step, if a rotor turns by two fifths of a turn or more in a step."""
    largest = float(np.max(np.abs(momenta), initial=0.0))
    if not _GROWTH * largest * time_step < np.pi:  # or not a number
        raise ValueError(
            f"momenta up to {largest:.3g} turn rotors by two fifths of a turn in a step of time_step={time_step:g}; "
            f"choose time_step < {np.pi / (_GROWTH * largest):.2g}"
        )
