"""Conditions on a user's V and V': V has the period 2 pi and is not constant, and V' is its derivative."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thermochain.rotors.bond_potential.periodic_bond import grid

_STEP = 1e-3  # step of the difference quotient of fourth order, whose error is V^(5) step^4/30
_TOLERANCE = 1e-8  # largest error of V and V', relative to the largest value of each

FUNCTIONS = ("potential", "force")  # names of V and V' in the file of a user


def check_potential(potential: Callable[[NDArray], NDArray], force: Callable[[NDArray], NDArray]) -> None:
    """Raise ValueError unless `potential` is of period 2 pi, not constant, and `force` is its derivative.

    Both take and return arrays of shape (n,).
    """
    r = grid()
    values = potential(r)
    if not np.ptp(values) > 0:
        raise ValueError("potential(r) must not be constant, or nothing would move; write another function")
    slope = (
        8.0 * (potential(r + _STEP) - potential(r - _STEP)) - potential(r + 2 * _STEP) + potential(r - 2 * _STEP)
    ) / (12.0 * _STEP)
    differences = {
        "potential(r) must have the period 2 pi": potential(r + 2.0 * np.pi) - values,
        "force(r) must be the derivative of potential(r)": force(r) - slope,
        "force(r) must have the period 2 pi": force(r + 4.0 * np.pi) - slope,
    }
    largest = max(np.ptp(values), np.max(np.abs(slope)))
    for demand, difference in differences.items():
        worst = int(np.argmax(np.abs(difference)))
        if not abs(difference[worst]) < _TOLERANCE * largest:
            raise ValueError(f"{demand}; at r = {r[worst]:.4g} they differ by {difference[worst]:.2g}; correct it")


def check_functions(name: str, defined: dict[str, Any]) -> None:
    """Raise ValueError, beginning with the name of the file, unless it defines both functions."""
    for function in FUNCTIONS:
        if not callable(defined.get(function)):
            raise ValueError(f"file={name!r} must define the function {function}(r); see workflow/potentials/rotor.py")
