"""K^pp of a cold chain: its momentum flux relaxes by phase slips, bonds that turn over the top of the potential.

A tension f makes slips forward and back differ in frequency by the factor exp(2 pi f/T).  So the tension decays at
the rate 4 pi^2 Gamma/(chi T), with Gamma the slips of a bond in one direction and chi its compliance; the
fluctuations of J^p are T M/chi, and K^pp = T^2/(4 pi^2 Gamma) whatever chi is.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ive

BARRIER = 2.0  # V(pi) - V(0)


def phase_slip_rate(temperature: ArrayLike) -> NDArray:
    """Passages of a bond over the top in one direction and unit of time, elementwise; exp(-2/T)/(sqrt(2) pi) when cold.

    This is the equilibrium flux <v theta(v)> rho(pi) with v the relative momentum of two rotors, of variance 2T.
    It counts passages that turn back at once too, so the rate of slips that stay is lower.
    """
    T = np.asarray(temperature, dtype=float)
    density_at_top = np.exp(-BARRIER / T) / (2.0 * np.pi * ive(0, 1.0 / T))
    return np.sqrt(T / np.pi) * density_at_top


def phase_slip_coefficient(temperature: ArrayLike) -> NDArray:
    """K^pp = T^2/(4 pi^2 Gamma) as if every passage stayed, elementwise: a lower bound where slips are all there is."""
    T = np.asarray(temperature, dtype=float)
    return T**2 / (4.0 * np.pi**2 * phase_slip_rate(T))
