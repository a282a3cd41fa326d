r"""Rotor chain with nearest-neighbour potential V(r) = 1 - cos r, in units k_B = mass = spacing = 1.

Angles q_i, momenta p_i, bonds r_i = q_i - q_{i-1}, energy e_i = p_i^2/2 + V(r_i) (IOS, Section 2.1).
These plain numpy formulas are the readable statement of the model and the reference that the compiled
kernels are tested against.  Every array has the sites on its first axis; further axes (replicas)
broadcast.  Rings are closed by the bond r_0 = q_0 - q_{M-1}.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import i0e, i1e, ive, roots_legendre


def potential(bond: NDArray) -> NDArray:
    """V(r) = 1 - cos r, elementwise."""
    return 1.0 - np.cos(bond)


def common_shape(angles: NDArray, momenta: NDArray) -> tuple[int, int]:
    """The shape (n_rotors, n_replicas) of both arrays; ValueError if they have none in common, or n_rotors < 3."""
    if angles.shape != momenta.shape or angles.ndim != 2 or angles.shape[0] < 3:
        raise ValueError(
            f"angles {angles.shape} and momenta {momenta.shape} must have one shape (n_rotors >= 3, n_replicas)"
        )
    n_rotors, n_replicas = angles.shape
    return n_rotors, n_replicas


def ring_bonds(angles: NDArray) -> NDArray:
    """r_i = q_i - q_{i-1} on a ring; same shape as `angles`, (n_rotors, ...)."""
    return angles - np.roll(angles, 1, axis=0)


def ring_forces(angles: NDArray) -> NDArray:
    """dp_i/dt = V'(r_{i+1}) - V'(r_i) (IOS 2.1); same shape as `angles`, (n_rotors, ...)."""
    pull = np.sin(ring_bonds(angles))
    return np.roll(pull, -1, axis=0) - pull


def ring_energy(angles: NDArray, momenta: NDArray) -> NDArray:
    """Total energy of each ring, H = sum_i p_i^2/2 + V(r_i); shape (n_rotors, ...) -> (...)."""
    return np.sum(0.5 * momenta**2 + potential(ring_bonds(angles)), axis=0)


def site_energies(angles: NDArray, momenta: NDArray) -> NDArray:
    """Energy of each rotor with half of the energy of both bonds; same shape as `angles`, (n_rotors, ...).

    This division of the bonds is symmetric under reflection, unlike e_i = p_i^2/2 + V(r_i) (IOS, Section 2.1).  The
    sums over a ring are equal.
    """
    bonds = potential(ring_bonds(angles))
    return 0.5 * (momenta**2 + bonds + np.roll(bonds, -1, axis=0))


def ring_momentum_current(angles: NDArray) -> NDArray:
    """Total momentum current J^p = -sum_i V'(r_i) (IOS 2.3); shape (n_rotors, ...) -> (...)."""
    return -np.sum(np.sin(ring_bonds(angles)), axis=0)


def ring_energy_current(angles: NDArray, momenta: NDArray) -> NDArray:
    r"""Total energy current in its reflection-symmetric form; shape (n_rotors, ...) -> (...).

    J^e = -sum_i (p_{i-1} + p_i)/2 V'(r_i).  The current of IOS (2.4), -sum_i p_{i-1} V'(r_i), is J^e
    plus dU/dt / 2 with U the total potential energy.  U is even and J^e odd under reflection of the
    ring, so the cross correlations vanish and the difference only adds noise and a transient to the
    Green-Kubo integral.
    """
    pull = np.sin(ring_bonds(angles))
    return -np.sum(0.5 * (np.roll(momenta, 1, axis=0) + momenta) * pull, axis=0)


def winding_number(angles: NDArray) -> NDArray:
    """Integer number of turns of the ring, sum_i wrap(r_i) / 2 pi; shape (n_rotors, ...) -> (...)."""
    wrapped = np.mod(ring_bonds(angles) + np.pi, 2 * np.pi) - np.pi
    return np.rint(np.sum(wrapped, axis=0) / (2 * np.pi))


def mean_cosine(temperature: NDArray | float) -> NDArray:
    """Gibbs average <cos r> = I_1(1/T) / I_0(1/T) of one free bond."""
    beta = 1.0 / np.asarray(temperature, dtype=float)
    return i1e(beta) / i0e(beta)


def mean_energy(temperature: NDArray | float) -> NDArray:
    """Gibbs average of the energy per rotor, T/2 + 1 - <cos r>, at zero mean momentum."""
    return 0.5 * np.asarray(temperature, dtype=float) + 1.0 - mean_cosine(temperature)


def specific_heat(temperature: NDArray | float) -> NDArray:
    r"""c_v = d`mean_energy`/dT per rotor: 1/2 + (<cos^2 r> - <cos r>^2)/T^2, with <cos^2 r> = 1 - T <cos r>.

    It is 1 at T = 0 (two quadratic terms a rotor) and 1/2 for T -> infinity (free rotors).
    """
    T = np.asarray(temperature, dtype=float)
    cosine = mean_cosine(T)
    return 0.5 + (1.0 - T * cosine - cosine**2) / T**2


def entropy(temperature: NDArray | float) -> NDArray:
    r"""Thermodynamic entropy per rotor, beta u + log Z with u = `mean_energy` and Z = sqrt(2 pi T) int exp(-beta V) dr.

    dS/dT = c_v/T, so that dS/du = 1/T; the additive constant is that of Planck's constant h = 1.
    """
    T = np.asarray(temperature, dtype=float)
    bond = 2.0 * np.pi * i0e(1.0 / T)  # int exp(-(1 - cos r)/T) dr over a turn
    return mean_energy(T) / T + 0.5 * np.log(2.0 * np.pi * T) + np.log(bond)


def closing_probability(temperature: float, n_rotors: int) -> float:
    r"""Probability that a ring grown bond by bond is accepted by exp(-beta V(closing bond)).

    With M - 1 independent von Mises bonds the closing angle has Fourier coefficients
    (I_k/I_0)^{M-1}, hence e^{-beta} sum_k I_k (I_k/I_0)^{M-1} -> e^{-beta} I_0(beta) for large M.
    """
    beta = 1.0 / temperature
    k = np.arange(1, 400)
    scaled = ive(k, beta)  # e^{-beta} I_k(beta)
    return float(i0e(beta) + 2.0 * np.sum(scaled * (scaled / i0e(beta)) ** (n_rotors - 1)))


@cache
def _legendre() -> tuple[NDArray, NDArray]:
    """Nodes and weights for integrals from -1 to 1, which take longer to find than all that is done with them."""
    return roots_legendre(512)


def winding_variance(temperature: float, n_rotors: int) -> float:
    r"""Variance of the winding number of a ring in its Gibbs state, exact for every M >= 3.

    The Gibbs weight of w turns is the density f_M(2 pi w) of a sum of M independent von Mises bonds on (-pi, pi).
    With their characteristic function phi(k) = <cos k r>, Poisson's formula turns the sums over w into sums over
    integer k,

        <w^2> = -(2 pi)^{-2} sum_k (phi^M)''(k) / sum_k phi(k)^M,

    of which only the term k = 0, M <r^2>/(4 pi^2), matters on a long ring.
    """
    beta = 1.0 / temperature
    nodes, weights = _legendre()
    r = np.pi * nodes
    share = weights * np.exp(beta * (np.cos(r) - 1.0))
    share /= share.sum()
    k = np.arange(64)  # phi(k) falls faster than exponentially
    value = ive(k, beta) / i0e(beta)
    slope = -np.sin(np.outer(k, r)) @ (r * share)
    curvature = -np.cos(np.outer(k, r)) @ (r**2 * share)
    M = n_rotors
    second = M * value ** (M - 2) * ((M - 1) * slope**2 + value * curvature)
    both_signs = np.where(k == 0, 1.0, 2.0)
    return float(-np.sum(both_signs * second) / (4.0 * np.pi**2 * np.sum(both_signs * value**M)))


def energy_current_variance(temperature: float, n_rotors: int) -> float:
    r"""<J^e J^e>/M at equal times of a ring in its Gibbs state, with momenta that sum to zero; exact for every M >= 3.

    Momenta with <p_i p_j> = T (delta_ij - 1/M) leave T/4 <(s_i + s_{i+1})^2> - T/M <s_i sum_j s_j> with s = sin r.  A
    weight exp(lambda s) of a bond turns its factor I_k(beta) in the partition function sum_k I_k(beta)^M into
    I_k(beta') exp(-i k alpha) with beta' e^{i alpha} = beta + i lambda; derivatives in lambda give

        <J^e J^e>/M = T^2 <I_k'/I_k> (1/2 - 1/M),

    with the average over integer k of weight I_k(beta)^M, which is <cos r> = I_1/I_0 on a long ring.
    """
    beta = 1.0 / temperature
    k = np.arange(64)  # I_k(beta) falls faster than exponentially
    value, slope = ive(k, beta) / i0e(beta), 0.5 * (ive(k - 1, beta) + ive(k + 1, beta)) / i0e(beta)
    both_signs = np.where(k == 0, 1.0, 2.0)
    cosine = np.sum(both_signs * slope * value ** (n_rotors - 1)) / np.sum(both_signs * value**n_rotors)
    return float(temperature**2 * cosine * (0.5 - 1.0 / n_rotors))
