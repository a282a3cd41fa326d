"""Angles and momenta of rotors as integers of 32 bits.

A phase is an angle of which 2^32 make a turn, so that whole turns vanish by the overflow of the integer.  The unit of
momenta is that which turns a rotor by one phase in a time step.
"""

import numpy as np
from numpy.typing import NDArray

from thermochain.core.arguments import check_turns
from thermochain.engine.sine import PHASES

_TURN = 2.0 * np.pi
_GROWTH = 1.25  # largest momentum for which there must be room, over the largest at the start


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
    """Raise ValueError if rotors whose momenta grow by a quarter turn by half a turn in a step."""
    check_turns(time_step, _GROWTH * float(np.max(np.abs(momenta), initial=0.0)))
