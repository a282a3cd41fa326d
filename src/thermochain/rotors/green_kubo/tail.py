r"""Slow tails of running integrals: the difference K(t) - K at late times, which mode coupling predicts.

The momentum current of a rotor chain depends on the local temperature, J^p = -D^p(T) dp/dx.  In equilibrium the
fluctuations of energy and momentum, both diffusive, enter it as the product -(dD^p/dT) dT dp/dx, and its correlation
decays as slowly as long waves of both.  With Gaussian fluctuations of variance T^2/c_v (energy) and T (momentum) this
mode coupling gives, on a ring of M rotors,

    K_M(t) = K + A S_M(t),   S_M(t) = (1/M) sum_k exp(-(D^p + D^e) k^2 t),   k = 2 pi n / M,
    A = (dD^p/dT)^2 T^3 / (c_v (D^p + D^e)).

One amplitude determines both the tail of long rings, A (4 pi (D^p + D^e) t)^{-1/2}, and the finite-size bias A/M, which
longer correlations do not remove.  The next order in time is 1/t.  The energy current has no such product: its
quadratic terms are gradients, which sum to zero on a ring, and the remainder decays like 1/t.
"""

import numpy as np
from numpy.typing import NDArray

from thermochain.core.extrapolation import TailTerm
from thermochain.rotors.potential import ROTORS, Potential

_MODES = np.arange(1, 41)


def ring_return_density(times: NDArray, diffusivity: float, n_rotors: int) -> NDArray:
    """S_M(t): the probability density that a diffusing quantity has returned to its origin on a ring; shape of `times`.

    It is the sum over waves at late times and the sum over images (Poisson's formula) at early times.
    """
    age = diffusivity * np.asarray(times, dtype=float) / n_rotors**2  # time in units of the diffusion time of the ring
    waves = np.exp(-np.multiply.outer(age, (2.0 * np.pi * _MODES) ** 2)).sum(axis=-1)
    images = np.exp(-np.divide.outer(1.0 / (4.0 * age), 1.0 / _MODES**2)).sum(axis=-1)
    by_waves = 1.0 + 2.0 * waves
    by_images = (1.0 + 2.0 * images) / np.sqrt(4.0 * np.pi * age)
    return np.where(age > 0.05, by_waves, by_images) / n_rotors


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


def mode_coupling_term(
    temperature: float,
    n_rotors: int,
    momentum_diffusivity: float,
    momentum_diffusivity_slope: float,
    thermal_conductivity: float,
    relative_std: float,
    potential: Potential = ROTORS,
) -> TailTerm:
    """The term A S_M(t) of K^pp on a ring of `n_rotors`, with A uncertain by the fraction `relative_std`."""
    amplitude = mode_coupling_amplitude(
        temperature, momentum_diffusivity, momentum_diffusivity_slope, thermal_conductivity, potential
    )
    diffusivity = momentum_diffusivity + thermal_conductivity / float(potential.specific_heat(temperature))
    return TailTerm(
        lambda times: ring_return_density(times, diffusivity, n_rotors), amplitude, relative_std * amplitude
    )
