r"""Limits of the chain of `forced_chain` (Simon, Theorem 2), which rests at length 0 until the force acts.

The equations are those of `flip_laws` with r(t, 1) = F and T'(t, 1) = 4 gamma W.  Of the work of the force,

    lim W_n(t) = F/(2 gamma) int_0^t r'(s, 1) ds + W t,

and n times the integrals of the end momenta tend to those of r'/(2 gamma) at the ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.oscillators.harmonic.flip_laws import evolve_flip_limit

_EARLY = 0.01  # D t below which an end does not feel the other one: exp(-1/(4 D t)) is 1e-11
_N_TERMS = 40  # of the series of slopes, after which exp(-pi^2 m^2 D t) is below 1e-68


@dataclass(frozen=True, eq=False)
class ForcedLimit(ReadOnlyArrays):
    """Solution r(t, x), T(t, x) of the limit equations, shapes (n_times, n_nodes), on the nodes x.

    At time 0 it is the state before the force acts.
    """

    x: NDArray  # shape (n_nodes,)
    stretch: NDArray  # r
    temperature: NDArray  # T

    @property
    def energy(self) -> NDArray:
        """Energy e = T + r^2/2, shape (n_times, n_nodes)."""
        return self.temperature + 0.5 * self.stretch**2


def evolve_forced_limit(
    n_cells: int, times: Sequence[float], *, force: float, T_left: float, flip_rate: float, work: float
) -> ForcedLimit:
    """The limit at `times`, increasing from 0, on n_cells + 1 nodes, of second order in 1/n_cells.

    The last node has r = F from the start, so its half cell is pulled at once.  That takes the work F^2/2 of its
    length, stores half of it and makes heat of the other half, with which the node starts.
    """
    x = np.linspace(0.0, 1.0, n_cells + 1)
    end = np.where(x == 1.0, 1.0, 0.0)
    start = T_left + 0.5 * force**2 * end
    stretch, temperature = evolve_flip_limit(x, force * end, start, times, flip_rate=flip_rate, work=work)
    stretch[0], temperature[0] = 0.0, T_left
    return ForcedLimit(x, stretch, temperature)


def end_momenta(times: ArrayLike, *, force: float, flip_rate: float) -> NDArray:
    """Integrals of r'(s, 0)/(2 gamma) and r'(s, 1)/(2 gamma) over s from 0 to `times`, shape (n_times, 2).

    With D = 1/(2 gamma), r' = F [1 + 2 sum over m >= 1 of (+-1)^m e^{-D (pi m)^2 s}], the sign - at x = 0.  While
    D t < 0.01 the chain is half-infinite: the integrals are 0 and F sqrt(4 D t/pi).
    """
    diffusivity = 0.5 / flip_rate
    t = np.atleast_1d(np.asarray(times, dtype=float))[:, None] * diffusivity
    m = np.pi * np.arange(1, _N_TERMS + 1)
    decay = np.exp(-np.minimum(t * m**2, 700.0)) / m**2
    alternating = np.where(np.arange(1, _N_TERMS + 1) % 2 == 0, 1.0, -1.0)
    left = t[:, 0] - 1.0 / 6.0 - 2.0 * decay @ alternating
    right = t[:, 0] + 1.0 / 3.0 - 2.0 * decay.sum(axis=1)
    early = t[:, 0] < _EARLY
    left, right = np.where(early, 0.0, left), np.where(early, np.sqrt(4.0 * t[:, 0] / np.pi), right)
    return force * np.column_stack([left, right])


def limit_work(times: ArrayLike, *, force: float, flip_rate: float, work: float) -> tuple[NDArray, NDArray]:
    """The parts of lim W_n(t) that the mean and the oscillating force do, shapes (n_times,)."""
    return force * end_momenta(times, force=force, flip_rate=flip_rate)[:, 1], work * np.asarray(times, dtype=float)
