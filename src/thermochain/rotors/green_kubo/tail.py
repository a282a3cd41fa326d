r"""Slow tails of running integrals: the difference K(t) - K at late times, which mode coupling predicts.

The momentum current of a rotor chain depends on the local temperature, J^p = -D^p(T) dp/dx.  In equilibrium the
fluctuations of energy and momentum, both diffusive, enter it as the product -(dD^p/dT) dT dp/dx, and its correlation
decays as slowly as long waves of both.  With Gaussian fluctuations of variance T^2/c_v (energy) and T (momentum) this
mode coupling gives, on a ring of M rotors,

    K_M(t) = K + A S_M(t),   S_M(t) = (1/M) sum_k exp(-(D^p + D^e) k^2 t),   k = 2 pi n / M,
    A = (dD^p/dT)^2 T^3 / (c_v (D^p + D^e)).

One amplitude determines both the tail of long rings, A (4 pi (D^p + D^e) t)^{-1/2}, and the finite-size bias A/M, which
longer correlations do not remove.  The next order is that of three waves, 1/t on long rings and gone once the longest
wave of the ring has decayed: B 4 pi (D^p + D^e) (S_M(t)^2 - 1/M^2).  The energy current has no such product: its
quadratic terms are gradients, which sum to zero on a ring, and the remainder is of the next order.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.extrapolation import INVERSE_TIME, TailTerm
from thermochain.rotors.potential import ROTORS, Potential

_MODES = np.arange(1, 41)
_EARLY = 0.05  # age of a ring, in units of M^2/D, up to which images converge faster than waves
_DECAYED = 10.0  # lifetimes of the longest wave of a ring after which nothing of it is left


@dataclass(frozen=True)
class RingTails:
    """Terms of the tails of a ring's running integrals."""

    momentum: TailTerm  # A S_M(t) of K^pp
    next_order: TailTerm  # of all coefficients, with an unknown amplitude


def ring_return_density(times: NDArray, diffusivity: float, n_rotors: int) -> NDArray:
    """S_M(t): the probability density of the return of what diffuses on a ring to its origin; shape of `times`."""
    age = _age(times, diffusivity, n_rotors)
    return np.where(age > _EARLY, 1.0 + _waves(age), _images(age)) / n_rotors


def next_order_density(times: NDArray, diffusivity: float, n_rotors: int) -> NDArray:
    """4 pi D (S_M(t)^2 - 1/M^2), which is 1/t on long rings and vanishes with the longest wave; shape of `times`."""
    age = _age(times, diffusivity, n_rotors)
    waves = _waves(age)
    beyond = np.where(age > _EARLY, waves * (2.0 + waves), _images(age) ** 2 - 1.0)
    return 4.0 * np.pi * diffusivity * beyond / n_rotors**2


def _age(times: NDArray, diffusivity: float, n_rotors: int) -> NDArray:
    """Time in units of the diffusion time of the ring."""
    return diffusivity * np.asarray(times, dtype=float) / n_rotors**2


def _waves(age: NDArray) -> NDArray:
    """M S_M - 1 as a sum over waves, for late times."""
    return 2.0 * np.exp(-np.multiply.outer(age, (2.0 * np.pi * _MODES) ** 2)).sum(axis=-1)


def _images(age: NDArray) -> NDArray:
    """M S_M as a sum over images (Poisson's formula), for early times."""
    images = np.exp(-np.divide.outer(1.0 / (4.0 * age), 1.0 / _MODES**2)).sum(axis=-1)
    return (1.0 + 2.0 * images) / np.sqrt(4.0 * np.pi * age)


def mode_coupling_amplitude(
    temperature: float,
    momentum_diffusivity: float,
    momentum_diffusivity_slope: float,
    thermal_conductivity: float,
    potential: Potential = ROTORS,
) -> float:
    """Amplitude A in the docstring of this module, from D^p, dD^p/dT and kappa at one temperature."""
    heat = float(potential.specific_heat(temperature))
    sum_of_diffusivities = momentum_diffusivity + thermal_conductivity / heat
    return momentum_diffusivity_slope**2 * temperature**3 / (heat * sum_of_diffusivities)


def ring_tails(
    n_rotors: int, longest_lag: float, diffusivity: float, amplitude: float, amplitude_std: float
) -> RingTails:
    """Tails on a ring of `n_rotors` from D^p + D^e and the amplitude A with its uncertainty.

    If the longest wave has decayed by a quarter of `longest_lag`, what still changes from there on is no diffusion, and
    the next order is 1/t, which decays slowly and so bounds it.
    """
    lives = (2.0 * np.pi) ** 2 * float(_age(0.25 * longest_lag, diffusivity, n_rotors)) < _DECAYED
    return RingTails(
        TailTerm(lambda times: ring_return_density(times, diffusivity, n_rotors), amplitude, amplitude_std),
        TailTerm(lambda times: next_order_density(times, diffusivity, n_rotors)) if lives else INVERSE_TIME,
    )
