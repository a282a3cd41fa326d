"""Motion of weakly coupled pairs of pinned oscillators whose velocities change sign at random times (Olla, 39-42).

Verlet steps, after each of which either velocity has the sign that an odd number of flips would have left.
"""

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numba import njit
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.core.compiled import bound, compiled
from thermochain.core.pieces import pieces
from thermochain.exchange.pinned_pair import POTENTIALS, PinnedPair

_UPDATES = 3  # elementary updates of one step


@lru_cache(maxsize=16)
def _forces(pinning: str, bond: str) -> Callable:
    """Compiled forces on both oscillators for their positions and the coupling."""
    pinned, stretched = POTENTIALS[pinning].slope, POTENTIALS[bond].slope

    @njit(error_model="numpy")
    def forces(q1, q2, coupling):
        tension = coupling * stretched(q2 - q1)
        return tension - pinned(q1), -tension - pinned(q2)

    return forces


@compiled(error_model="numpy")
def _run(forces, states, coupling, h, n_steps, odd, rng):
    """Advance all pairs by n_steps steps h; `states` has (q_1, q_2, p_1, p_2) in a row, `odd` is a probability."""
    for r in range(states.shape[0]):
        q1, q2, p1, p2 = states[r]
        f1, f2 = forces(q1, q2, coupling)
        for _ in range(n_steps):
            p1, p2 = p1 + 0.5 * h * f1, p2 + 0.5 * h * f2
            q1, q2 = q1 + h * p1, q2 + h * p2
            f1, f2 = forces(q1, q2, coupling)
            p1, p2 = p1 + 0.5 * h * f1, p2 + 0.5 * h * f2
            if rng.random() < odd:
                p1 = -p1
            if rng.random() < odd:
                p2 = -p2
        states[r, 0], states[r, 1], states[r, 2], states[r, 3] = q1, q2, p1, p2


def pinned_energies(
    pair: PinnedPair,
    start: tuple[float, float],
    times: NDArray,
    coupling: float,
    n_pairs: int,
    time_step: float,
    rng: Generator,
) -> NDArray:
    """Energies p^2/2 + U(q) of the two oscillators at increasing microscopic `times`, shape (n_times, n_pairs, 2).

    At time 0 the oscillators have the energies `start`, at random angles of their orbits.  The error of the scheme is
    of second order in `time_step`.
    """
    states = np.empty((n_pairs, 4))
    for i, energy in enumerate(start):
        orbit = pair.orbit(energy)
        angles = rng.integers(orbit.q.size, size=n_pairs)
        states[:, i], states[:, 2 + i] = orbit.q[angles], orbit.p[angles]
    run, potential = bound(_run, _forces(pair.pinning, pair.bond)), POTENTIALS[pair.pinning].energy
    energies = np.empty((len(times), n_pairs, 2))
    for record, span in zip(energies, np.diff(times, prepend=0.0), strict=True):
        n_steps = max(1, math.ceil(span / time_step - 1e-9))
        h = span / n_steps
        odd = -0.5 * math.expm1(-2.0 * pair.flip_rate * h)
        for some in pieces(n_pairs, _UPDATES * n_steps):
            part = states[some]
            run(part, coupling, h, n_steps, odd, rng)
        record[:] = 0.5 * states[:, 2:] ** 2 + potential(states[:, :2])
    return energies
