"""K^pp of a cold chain, whose momentum flux relaxes by phase slips: bonds that pass the top of the potential.

Under a tension f, the rates of slips forward and back differ by the factor exp(2 pi f/T).  So the tension decays at
the rate 4 pi^2 Gamma/(chi T), with Gamma the rate of slips of a bond in one direction and chi its compliance; the
variance of J^p is T M/chi, and K^pp = T^2/(4 pi^2 Gamma) for any chi.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ive

BARRIER = 2.0  # V(pi) - V(0)


def phase_slip_rate(temperature: ArrayLike) -> NDArray:
    """Rate of passages of a bond over the top in one direction, elementwise; exp(-2/T)/(sqrt(2) pi) for T -> 0.

    This is the equilibrium flux <v theta(v)> rho(pi) with v the relative momentum of two rotors, of variance 2T.
    It includes passages that turn back at once, so the rate of lasting slips is lower.
    """
    T = np.asarray(temperature, dtype=float)
    density_at_top = np.exp(-BARRIER / T) / (2.0 * np.pi * ive(0, 1.0 / T))
    return np.sqrt(T / np.pi) * density_at_top


def phase_slip_coefficient(temperature: ArrayLike) -> NDArray:
    """K^pp = T^2/(4 pi^2 Gamma) if every passage lasted, elementwise: a lower bound if only slips relax J^p."""
    T = np.asarray(temperature, dtype=float)
    return T**2 / (4.0 * np.pi**2 * phase_slip_rate(T))
