r"""Boundary resistances of the contacts of a finite chain, and the correction 1/N of its bulk.

Between a bath and the bulk of a chain p and T have steps, proportional to the currents j = J/N with N = (n-1)/2:

    p_L - p = rho_p j^p,   T_L - T = rho_T (j^e - p j^p),   and on the right with the opposite signs,

where p and T are the values on the inner side of the contact.  So the heat that counts is that which enters the bulk,
and the bath takes the friction heat (p_L - p) j^p of the contact.  The end rotor contributes 1/gamma to both
resistances, exactly so by the boundary identities (Section 2.1).  What is left of 1/N are factors on the coefficients,

    log lambda_p = s_p/N,   log lambda_e = s_e/N,

with numbers s of sites that belong to the bulk and do not depend on the friction.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import RegularGridInterpolator

from thermochain.core.read_only import ReadOnlyArrays


@dataclass(frozen=True, eq=False)
class Contacts(ReadOnlyArrays, copied=True):
    """Resistances rho_p and rho_T as functions of temperature and friction, and the correction of the bulk.

    Between the entries of the table the logarithms of the resistances are interpolated linearly in log T and log gamma.

    Attributes
    ----------
    friction
        Frictions gamma of the bath, increasing, shape (m,).
    temperature
        Temperatures T on the inner side of the contact, increasing, shape (k,).
    momentum, momentum_std
        rho_p and its standard error, shape (m, k).
    heat, heat_std
        rho_T and its standard error, shape (m, k).
    sites, sites_std
        s_p and s_e and their standard errors, shape (2,).
    """

    friction: NDArray
    temperature: NDArray
    momentum: NDArray
    momentum_std: NDArray
    heat: NDArray
    heat_std: NDArray
    sites: NDArray
    sites_std: NDArray

    def resistances(self, temperature: ArrayLike, friction: ArrayLike) -> tuple[NDArray, NDArray]:
        """rho_p and rho_T, elementwise; beyond the table those of its nearest entry."""
        T = np.clip(temperature, *self.temperature_range)
        gamma = np.clip(friction, *self.friction_range)
        T, gamma = np.broadcast_arrays(T, gamma)
        points = np.log(np.stack([gamma, T], axis=-1))
        axes = np.log(self.friction), np.log(self.temperature)
        tables = np.log(np.stack([self.momentum, self.heat], axis=-1))
        found = np.exp(RegularGridInterpolator(axes, tables)(points))
        return found[..., 0], found[..., 1]

    @property
    def temperature_range(self) -> tuple[float, float]:
        """Lowest and highest temperature of the table."""
        return float(self.temperature[0]), float(self.temperature[-1])

    @property
    def friction_range(self) -> tuple[float, float]:
        """Lowest and highest friction of the table."""
        return float(self.friction[0]), float(self.friction[-1])

    def log_factors(self, n_rotors: ArrayLike) -> NDArray:
        """Log lambda_p and log lambda_e of chains of n rotors, shape (2, ...)."""
        return np.multiply.outer(self.sites, 2.0 / (np.asarray(n_rotors, dtype=float) - 1.0))


def measured_contacts() -> Contacts:
    """Contacts fitted to the currents of 104 chains with the measured coefficients (`driven.contact_fit`).

    Frictions 0.3 and 3 have chains of 33 and 65 rotors between baths at 0.3 to 2; friction 1 has the chains of 65 and
    129 rotors of the default preset, whose baths reach T = 1, and therefore large errors at T = 1.5.
    """
    return Contacts(
        friction=np.array([0.3, 1.0, 3.0]),
        temperature=np.array([0.3, 0.4, 0.5, 0.7, 1.0, 1.5]),
        momentum=np.array(
            [
                [3.663, 4.218, 4.765, 6.49, 17.6, 21.8],
                [1.243, 1.236, 2.054, 3.90, 7.7, 18.4],
                [0.673, 0.756, 0.905, 2.97, 9.5, 22.9],
            ]
        ),
        momentum_std=np.array(
            [
                [0.041, 0.097, 0.230, 0.52, 2.4, 8.1],
                [0.022, 0.052, 0.140, 0.67, 2.1, 21.1],
                [0.044, 0.161, 0.130, 0.64, 1.9, 8.0],
            ]
        ),
        heat=np.array(
            [
                [4.060, 4.849, 5.650, 8.43, 15.2, 31.4],
                [2.397, 2.852, 3.898, 5.83, 11.4, 32.3],
                [3.691, 4.850, 5.729, 8.46, 13.1, 33.2],
            ]
        ),
        heat_std=np.array(
            [
                [0.225, 0.204, 0.140, 0.45, 1.5, 5.2],
                [0.050, 0.065, 0.101, 0.40, 1.7, 20.3],
                [0.167, 0.171, 0.145, 0.39, 1.4, 5.5],
            ]
        ),
        sites=np.array([6.98, 4.30]),
        sites_std=np.array([0.38, 0.75]),
    )
