r"""Weakly coupled pairs of harmonic oscillators whose velocities change sign at random times (Olla, 5.1).

    H = (p_1^2 + q_1^2 + p_2^2 + q_2^2)/2 + delta (q_2 - q_1)^2/2,   p_i -> -p_i at rate gamma each.

Flips keep the energy.  Between them the modes q_1 + q_2 and q_2 - q_1 turn with frequencies 1 and sqrt(1 + 2 delta),
so the motion is exact and has no time step.
"""

import numpy as np
from numba import njit
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.core.compiled import compiled
from thermochain.core.pieces import pieces

_UPDATES = 10  # elementary updates of one flip


@njit(error_model="numpy")
def _turn(q, p, omega, time):
    """Position and momentum of an oscillator of frequency omega after a time."""
    cosine, sine = np.cos(omega * time), np.sin(omega * time)
    return cosine * q + sine * p / omega, cosine * p - omega * sine * q


@compiled(error_model="numpy")
def _run(states, spans, frequency, flip_rate, rng, energies):
    """Advance all pairs through the time spans and write their energies p^2/2 + q^2/2 after each.

    `states` has the shape (n_pairs, 4), with (q_1, q_2, p_1, p_2) in a row, and `energies` (n_times, n_pairs, 2);
    `frequency` is that of the mode q_2 - q_1.
    """
    root = np.sqrt(0.5)
    for r in range(states.shape[0]):
        q1, q2, p1, p2 = states[r]
        for s in range(spans.size):
            left = spans[s]
            while left > 0.0:
                wait = rng.standard_exponential() / (2.0 * flip_rate)
                stretch = min(wait, left)
                qs, ps = _turn(root * (q1 + q2), root * (p1 + p2), 1.0, stretch)
                qd, pd = _turn(root * (q2 - q1), root * (p2 - p1), frequency, stretch)
                q1, q2 = root * (qs - qd), root * (qs + qd)
                p1, p2 = root * (ps - pd), root * (ps + pd)
                if wait < left:
                    if rng.random() < 0.5:
                        p1 = -p1
                    else:
                        p2 = -p2
                left -= wait
            energies[s, r, 0] = 0.5 * (p1 * p1 + q1 * q1)
            energies[s, r, 1] = 0.5 * (p2 * p2 + q2 * q2)


def pair_energies(
    start: tuple[float, float], times: NDArray, coupling: float, flip_rate: float, n_pairs: int, rng: Generator
) -> NDArray:
    """Energies of the two oscillators at increasing microscopic `times`, shape (n_times, n_pairs, 2).

    At time 0 the oscillators have the energies `start`, with random phases.
    """
    phases = 2.0 * np.pi * rng.random((n_pairs, 2))
    amplitudes = np.sqrt(2.0 * np.asarray(start))
    states = np.concatenate([amplitudes * np.cos(phases), amplitudes * np.sin(phases)], axis=1)
    energies = np.empty((len(times), n_pairs, 2))
    spans, frequency = np.diff(times, prepend=0.0), np.sqrt(1.0 + 2.0 * coupling)
    for some in pieces(n_pairs, _UPDATES * (2.0 * flip_rate * times[-1] + len(times))):
        part = np.empty((len(times), some.stop - some.start, 2))
        _run(states[some], spans, frequency, float(flip_rate), rng, part)
        energies[:, some] = part
    return energies
