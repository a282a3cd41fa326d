"""Rates at which two neighbouring cells exchange energy (Li, 2.2), compiled.

A rate is a compiled function f(E_1, E_2) of the energies of the two cells, finite and positive for positive energies.
The named rates are so by their formulas; a user's function is checked whenever it is called, whoever calls it.
Li's proofs also require it to be non-decreasing and bounded; the named rates are not bounded, and no method here
needs that.
"""

from collections.abc import Callable
from types import FunctionType

import numpy as np
from numba import njit
from numpy.typing import NDArray

from thermochain.core.arguments import shown
from thermochain.core.compiled import compiled


@njit(error_model="numpy")
def _sum_sqrt(left, right):
    return np.sqrt(left + right)


@njit(error_model="numpy")
def _harmonic_mean_sqrt(left, right):
    total = left + right
    return np.sqrt(left * right / total) if total > 0.0 else 0.0


@njit(error_model="numpy")
def _min_sqrt(left, right):
    return np.sqrt(min(left, right))


@njit
def _constant(left, right):
    return 1.0


# The collision rate of the billiard scales as the square root of the smaller energy; Li's 2.1 prints the energy itself.
RATES = {
    "sum_sqrt": _sum_sqrt,
    "harmonic_mean_sqrt": _harmonic_mean_sqrt,
    "min_sqrt": _min_sqrt,
    "constant": _constant,
}

_PROBE_DECADES = 2  # decades below and above the bath temperatures in which rates are checked
_PROBE_POINTS = 9


class BadRate(ValueError):
    """Error of a rate that is not a finite number > 0; the message states it and the energies."""

    def __init__(self, value: float, left: float, right: float):
        super().__init__(
            f"rate({left:.6g}, {right:.6g}) = {value:g} must be a finite number > 0; correct the rate function "
            "f(E1, E2)"
        )


def compiled_rate(rate: str | Callable) -> Callable:
    """Compiled rate function of a name or of the user's function f(E_1, E_2).

    A function of the user raises `BadRate` wherever its value is not a finite number > 0; 0 is allowed where an energy
    is 0.  Raises ValueError for an unknown name, or if numba does not compile the function.
    """
    if isinstance(rate, str) and rate in RATES:
        return RATES[rate]
    if not callable(rate):
        raise ValueError(
            f"rate={shown(rate)} must be one of {', '.join(RATES)} or a function f(E1, E2); pass one of them"
        )
    function = njit(rate, error_model="numpy") if isinstance(rate, FunctionType) else rate

    @njit(error_model="numpy")
    def checked(left, right):
        value = float(function(left, right))
        if not (value > 0.0 and value < np.inf) and not (value == 0.0 and (left == 0.0 or right == 0.0)):
            raise BadRate(value, left, right)
        return value

    try:
        checked(1.0, 1.0)
    except BadRate:
        raise
    except Exception as problem:  # the compiler or the user's function may raise any exception
        raise ValueError(
            f"rate={shown(rate)} cannot be called as f(E1, E2): {shown(str(problem))}; write it as a plain Python "
            "function f(E1, E2) of arithmetic and functions of math or numpy"
        ) from None
    return checked


def check_rate(rate: Callable, low: float, high: float) -> None:
    """Raise ValueError unless f is finite and > 0 on a grid from `low`/100 to 100 `high` in both energies."""
    reach = 10.0**_PROBE_DECADES
    grid = np.geomspace(low / reach, high * reach, _PROBE_POINTS)
    for left in grid:
        for right in grid:
            rate(left, right)


@compiled()
def rates_of_bonds(rate: Callable, energies: NDArray) -> NDArray:
    """f(E_k, E_{k+1}) of all neighbours, shape (n - 1,) for energies of shape (n,)."""
    rates = np.empty(energies.size - 1)
    for k in range(rates.size):
        rates[k] = rate(energies[k], energies[k + 1])
    return rates


@compiled()
def rate_slopes(rate: Callable, energies: NDArray) -> tuple[NDArray, NDArray]:
    """Partial derivatives f_1 and f_2 on all bonds, by differences of fourth order (relative error about 1e-12)."""
    by_left = np.empty(energies.size - 1)
    by_right = np.empty(energies.size - 1)
    for k in range(by_left.size):
        left, right = energies[k], energies[k + 1]
        h = 1e-3 * left
        near = rate(left + h, right) - rate(left - h, right)
        far = rate(left + 2.0 * h, right) - rate(left - 2.0 * h, right)
        by_left[k] = (8.0 * near - far) / (12.0 * h)
        h = 1e-3 * right
        near = rate(left, right + h) - rate(left, right - h)
        far = rate(left, right + 2.0 * h) - rate(left, right - 2.0 * h)
        by_right[k] = (8.0 * near - far) / (12.0 * h)
    return by_left, by_right


@compiled()
def average_currents(rate: Callable, samples: NDArray, T_left: float, T_right: float) -> NDArray:
    """Mean of f (E_k - E_{k+1})/2 over records (n_records, n_replicas, N), shape (n_replicas, N + 1)."""
    n_records, n_replicas, n_cells = samples.shape
    currents = np.zeros((n_replicas, n_cells + 1))
    for s in range(n_records):
        for r in range(n_replicas):
            left = T_left
            for k in range(n_cells + 1):
                right = samples[s, r, k] if k < n_cells else T_right
                currents[r, k] += 0.5 * rate(left, right) * (left - right)
                left = right
    return currents / n_records
