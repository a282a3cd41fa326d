r"""Remainders on common noise: what is left of the energies beyond Theta_bar + M^{-1/2} Gamma (Li, 6.6 and 6.7).

The noise of (3.2) is taken from the process that is compared with it, so both are paths of one space.  For the
mesoscopic equation (3.3) it is the Brownian motion itself.  For the exchanges it is what passes each bond beyond its
mean f (E_k - E_{k+1})/2, over the amplitude V of the energies that the cells have: uncorrelated increments of variance
dt, which are Gaussian only in the limit.
"""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.core.compiled import bound
from thermochain.exchange.chain import NOISE, Chain, TransferNoise
from thermochain.exchange.jumps import Jumps
from thermochain.exchange.limit import solve_limit
from thermochain.exchange.rates import rates_of_bonds

# What a step neglects is by this factor, and by the root of the fewest steps, smaller than the remainder.
_STEPS_PER_ROOT = 16  # steps per sqrt(M), and unit of time and rate
_FEWEST = 100  # steps per unit of time and rate


def mesoscopic_remainder(
    chain: Chain,
    particles_per_cell: float,
    start: NDArray,
    time: float,
    n_paths: int,
    rng: Generator,
    noise: TransferNoise = NOISE,
) -> NDArray:
    """R(t) = Z_t - Theta_bar(t) - M^{-1/2} Gamma(t) of Proposition 6.7, shape (n_paths, N).

    Z, Theta_bar and Gamma make the same steps of Euler's scheme with the same Gaussian increments; Z is reflected at
    zero.  `noise` are the coefficients of Z, Gamma has those of Lemma 6.4.
    """
    n_steps = _n_steps(chain, particles_per_cell, start, time)
    h, mean = time / n_steps, np.array(start, dtype=float)
    energies, gauss = np.tile(mean, (n_paths, 1)), np.zeros((n_paths, mean.size))
    for _ in range(n_steps):
        kicks = np.sqrt(h) * rng.standard_normal((n_paths, mean.size + 1))
        currents, variances = _bonds(chain, energies, noise)
        amplitude = np.sqrt(chain.noise_variances(mean))
        energies = np.abs(energies - np.diff(currents * h + np.sqrt(variances / particles_per_cell) * kicks))
        gauss = gauss + h * gauss @ chain.jacobian(mean).T - np.diff(amplitude * kicks)
        mean = mean + h * chain.drift(mean)
    return energies - mean - gauss / particles_per_cell**0.5


def exchange_remainder(
    chain: Chain, particles_per_cell: float, start: NDArray, time: float, n_paths: int, rng: Generator
) -> tuple[NDArray, NDArray]:
    """R(t) = Theta^M(t) - Theta_bar(t) - M^{-1/2} Gamma(t) of Lemma 6.6, and Gamma(t) itself, shapes (n_paths, N).

    The exchanges are exact.  The noise that drives Gamma is read in steps that are short against M^{-1/2}.
    """
    n_steps = _n_steps(chain, particles_per_cell, start, time)
    h, root = time / n_steps, particles_per_cell**0.5
    jumps = Jumps(
        np.tile(start, (n_paths, 1)),
        rate=chain.rate,
        particles_per_cell=particles_per_cell,
        baths=(chain.T_left, chain.T_right),
        speed=particles_per_cell,
        rng=rng,
    )
    mean = solve_limit(chain, start, np.linspace(0.0, time, 2 * n_steps + 1))  # at the ends of steps and in between
    gauss = np.zeros((n_paths, start.size))
    before, moved = _bonds(chain, jumps.energies, NOISE), jumps.moved.copy()
    for middle in mean[1::2]:
        jumps.run(np.array([h]))
        after = _bonds(chain, jumps.energies, NOISE)
        passed = jumps.moved - moved - 0.5 * h * (before[0] + after[0])
        kicks = root * passed * np.sqrt(chain.noise_variances(middle)) / np.sqrt(before[1])
        slopes = h * chain.jacobian(middle)
        gauss = gauss + (gauss - 0.5 * np.diff(kicks)) @ (slopes + 0.5 * slopes @ slopes).T - np.diff(kicks)
        before, moved = after, jumps.moved.copy()
    return jumps.energies - mean[-1] - gauss / root, gauss


def _bonds(chain: Chain, energies: NDArray, noise: TransferNoise) -> tuple[NDArray, NDArray]:
    """Mean currents and variances V^2 of all bonds, shapes (n_paths, N + 1), at energies of shape (n_paths, N)."""
    n_paths, n = energies.shape
    rows = np.empty((n_paths, n + 2))
    rows[:, 0], rows[:, 1:-1], rows[:, -1] = chain.T_left, energies, chain.T_right
    # between the rows stand the two baths, whose rate is dropped
    rates = np.append(bound(rates_of_bonds, chain.rate)(rows.ravel()), 0.0).reshape(n_paths, n + 2)[:, :-1]
    weights = np.full(n + 2, noise.square)
    weights[[0, -1]] = noise.bath_square
    squares = weights * rows**2
    spread = squares[:, :-1] + squares[:, 1:] + noise.product * rows[:, :-1] * rows[:, 1:]
    return -0.5 * rates * np.diff(rows), rates * spread


def _n_steps(chain: Chain, particles_per_cell: float, start: NDArray, time: float) -> int:
    rate = float(np.max(chain.rates(start)))
    return max(1, round(time * rate * max(_FEWEST, _STEPS_PER_ROOT * particles_per_cell**0.5)))
