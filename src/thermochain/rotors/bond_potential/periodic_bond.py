r"""Gibbs state of one free bond with any potential V of period 2 pi: density exp(-V(r)/T)/Z on (-pi, pi)."""

from collections.abc import Callable

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

_POINTS = 4096  # number of points, in which the error of the trapezoidal rule falls exponentially


def grid() -> NDArray:
    """Points of one period, evenly spaced, shape (4096,)."""
    return np.linspace(-np.pi, np.pi, _POINTS, endpoint=False)


def bond_average(values: NDArray, energies: NDArray, temperature: float) -> float:
    """Gibbs average of a function from its `values` and the `energies` V on `grid`, both of shape (4096,)."""
    weights = np.exp((energies.min() - energies) / temperature)
    return float(np.sum(weights * values) / np.sum(weights))


def largest_curvature(potential: Callable[[NDArray], NDArray]) -> float:
    """Largest |V''(r)|, from second differences of V on `grid`, whose error is some 1e-7 of the largest |V^(4)|."""
    values, step = potential(grid()), 2.0 * np.pi / _POINTS
    return float(np.max(np.abs(np.roll(values, 1) - 2.0 * values + np.roll(values, -1)))) / step**2


def sample_bonds(
    potential: Callable[[NDArray], NDArray], temperature: float, shape: tuple[int, ...], rng: Generator
) -> NDArray:
    """Independent bonds in (-pi, pi): uniform trial bonds, accepted with the probability exp(-(V - min V)/T).

    The minimum is that on `grid`; between its points V may be lower by 3e-7 max V'', so the probability may exceed 1 by
    that amount over T.
    """
    size, lowest = int(np.prod(shape)), np.min(potential(grid()))
    accepted = np.zeros(0)
    while accepted.size < size:
        r = rng.uniform(-np.pi, np.pi, 2 * size)
        accepted = np.append(accepted, r[rng.random(r.size) < np.exp((lowest - potential(r)) / temperature)])
    return accepted[:size].reshape(shape)
