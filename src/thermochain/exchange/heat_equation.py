r"""The hydrodynamic limit (47)-(48) on a ring: de/dt = (D(e) e')' with D a power of the energy (Olla, 5.1 and 5.2).

Rates that are homogeneous in the energies have kappa(T) = kappa(1) T^{power}, and the energy of a cell is shape T, so

    D(e) = kappa/C_v = D(shape) (e/shape)^{power}.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

from thermochain.core.arguments import check_positive
from thermochain.core.residual import check_integrated, check_residual
from thermochain.exchange.arguments import checked_energies, checked_times

_TOLERANCE = 1e-10  # error of a time step
_FEWEST = 4  # nodes
_SHORTEST = 1e-8  # accepted shortest wave of a profile
_STABLE = 2.5  # a step of the scheme times the fastest rate


@dataclass(frozen=True)
class PowerDiffusivity:
    """D(e) = value e^power."""

    value: float  # D(1) > 0
    power: float = 0.0  # any number but -1

    def __post_init__(self):
        check_positive("value", self.value)
        if self.power == -1.0:
            raise ValueError("power=-1 must differ from -1, where the equation is that of a logarithm; pass another")


def solve_heat(diffusivity: PowerDiffusivity, energy: NDArray, times: Sequence[float]) -> NDArray:
    """Solution of (48) on the ring at the nodes of the start, shape (n_times, m).

    Parameters
    ----------
    energy
        e > 0 at time 0 and x = 0, 1/m, .., 1 - 1/m; smooth, or NotProved asks for more nodes.
    times
        Increasing, > 0.

    Raises
    ------
    ValueError
        Naming the argument, its limit and the remedy.
    NotProved
        The shortest wave of the nodes is not small, so the profile is not resolved.
    """
    start, ends = checked_energies("energy", energy, _FEWEST), checked_times(times)
    m, exponent = start.size, diffusivity.power + 1.0
    rates = (2.0 * np.pi * np.arange(m // 2 + 1)) ** 2
    largest = diffusivity.value * np.max(start**diffusivity.power)

    def slope(_, e: NDArray) -> NDArray:
        return np.fft.irfft(-rates * np.fft.rfft(diffusivity.value / exponent * e**exponent), m)

    step = _STABLE / (largest * rates[-1])  # longer ones fail, and try energies below 0 before
    solution = solve_ivp(
        slope, (0.0, ends[-1]), start, "DOP853", ends, rtol=_TOLERANCE, atol=_TOLERANCE, max_step=step
    )  # fmt: skip
    remedy = "pass more nodes or a smoother start"
    check_integrated(solution, "the heat equation", remedy)
    waves = np.fft.rfft(np.vstack([start, solution.y.T])) / m
    check_residual("the shortest wave of the profile", waves[:, -2:], start, tolerance=_SHORTEST, remedy=remedy)
    return solution.y.T
