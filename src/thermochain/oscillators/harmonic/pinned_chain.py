r"""Harmonic chains that are held in place: by walls at the ends, or by pinning at every mass.

The potential energy q V q/2 has a tridiagonal V.  With its Cholesky factor, V = R^T R, the bonds are s = R q: one for
each mass, of neighbours only, so that the moments are those of any other `HarmonicChain`.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import cholesky_banded
from scipy.sparse import csr_array, diags_array

from thermochain.core.arguments import check_integer, check_range
from thermochain.engine.signed_swaps import no_noise
from thermochain.oscillators.harmonic.chain import HarmonicChain
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip

_LARGEST = 1e6


def pinned_chain(
    n_masses: int,
    *,
    spring: float = 1.0,
    pinning: float = 0.0,
    walls: float = 0.0,
    flip_rate: float = 0.0,
    friction: float = 1.0,
    T_left: float,
    T_right: float,
    masses: ArrayLike = 1.0,
) -> HarmonicChain:
    """A line of masses between two baths, with velocity flips of rate `flip_rate`.

    Parameters
    ----------
    n_masses
        >= 2.
    spring, pinning, walls
        Strengths of the springs between neighbours, of those that pin every mass, and of those that tie both end
        masses to walls; some mass must be held.
    friction, T_left, T_right
        Of the baths at both ends.
    masses
        As in `HarmonicChain`.

    Raises
    ------
    ValueError
        A parameter is out of range, or no mass is held.
    """
    check_integer("n_masses", n_masses, at_least=2)
    for name, value in (("pinning", pinning), ("walls", walls), ("flip_rate", flip_rate)):
        check_range(name, value, 0.0, _LARGEST, "scale the unit of energy")
    for name, value in (("spring", spring), ("friction", friction)):
        check_range(name, value, 1.0 / _LARGEST, _LARGEST, "scale the unit of energy")
    if pinning == 0.0 and walls == 0.0:
        raise ValueError("pinning=0 and walls=0 hold no mass; pass a strength > 0, or use open_harmonic_chain")
    diagonal = np.full(n_masses, 2.0 * spring + pinning)
    diagonal[[0, -1]] += walls - spring
    upper = np.zeros((2, n_masses))
    upper[0, 1:], upper[1] = -spring, diagonal
    factor = cholesky_banded(upper)
    bonds = diags_array([factor[1], factor[0, 1:]], offsets=[0, 1], shape=(n_masses, n_masses))
    ends, nothing = np.zeros(n_masses), np.zeros(n_masses)
    ends[[0, -1]] = 1.0
    temperature = np.zeros(n_masses)
    temperature[0], temperature[-1] = T_left, T_right
    noise = velocity_flip if flip_rate > 0.0 else no_noise
    swaps = noise(n_masses, n_masses, False)
    return HarmonicChain(csr_array(bonds), friction * ends, temperature, nothing, swaps, flip_rate, masses)


def ordered_current(*, friction: float, walls: float = 1.0, T_left: float, T_right: float) -> float:
    r"""Energy current of a long chain of unit springs without noise (Rieder, Lebowitz and Lieb; Nakazawa).

    (T_left - T_right) f/(A + sqrt(A^2 - B^2)) with B = 2 (1 - k' + f^2), A = k'^2 + B, baths of friction f, and walls
    of strength k', 0 for free ends: (3 - sqrt 5)/4 at f = k' = 1.  Phonons that each end absorbs with a probability t,
    and else reflects, carry t/(2 - t) of their free current.  Finite chains differ by what is exponential in their
    length.
    """
    B = 2.0 * (1.0 - walls + friction**2)
    A = walls**2 + B
    return (T_left - T_right) * friction / (A + np.sqrt(A**2 - B**2))


def pinned_conductivity(*, spring: float, pinning: float, flip_rate: float) -> float:
    r"""Conductivity delta/(2 gamma (2 + nu^2 + sqrt(nu^2 (4 + nu^2)))) with nu^2 = pinning/delta and springs delta.

    It is that of phonons of frequencies omega^2 = pinning + 2 delta (1 - cos k), scattered at the rate 2 gamma:
    the mean of (d omega/dk)^2 over k, over 2 gamma; 1/(4 gamma) without pinning.
    """
    square = pinning / spring
    return spring / (2.0 * flip_rate * (2.0 + square + np.sqrt(square * (4.0 + square))))


def self_consistent(chain: HarmonicChain, second_moments: np.ndarray) -> HarmonicChain:
    """The chain with baths of friction 2 gamma and temperatures <p_i^2>/m_i at every mass in place of velocity flips.

    A bath that gives no energy on the average acts on all first and second moments as flips do.  `second_moments` are
    the <p_i^2> of the chain with flips, shape (n_masses,).
    """
    more = 2.0 * chain.rate
    friction = chain.friction + more
    temperature = (chain.friction * chain.temperature + more * second_moments / chain.masses) / friction
    swaps = no_noise(chain.n_bonds, chain.n_masses, False)
    return HarmonicChain(chain.difference, friction, temperature, chain.force, swaps, 0.0, chain.masses)
