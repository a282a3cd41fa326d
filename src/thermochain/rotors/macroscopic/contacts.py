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

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import RegularGridInterpolator

from thermochain.core.read_only import ReadOnlyArrays


@dataclass(frozen=True, eq=False)
class Contacts(ReadOnlyArrays, copied=True):
    """Resistances rho_p and rho_T as functions of temperature and friction, and the correction of the bulk.

    Between the entries of the table the logarithms of the resistances are interpolated linearly in log T and log gamma.
    """

    friction: NDArray  # frictions gamma of the bath, increasing, shape (m,)
    temperature: NDArray  # temperatures T on the inner side of the contact, increasing, shape (k,)
    momentum: NDArray  # rho_p, shape (m, k)
    momentum_std: NDArray  # its standard error, shape (m, k)
    heat: NDArray  # rho_T, shape (m, k)
    heat_std: NDArray  # its standard error, shape (m, k)
    sites: NDArray  # s_p and s_e, shape (2,)
    sites_std: NDArray  # their standard errors, shape (2,)

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

    def variations(self, fraction: float) -> list[Contacts]:
        """The contacts with one entry at a time, or one s, off by `fraction` of its standard error.

        Entries change in the logarithm, so that resistances stay positive.
        """
        found = []
        for name in ("momentum", "heat", "sites"):
            value, std = getattr(self, name), getattr(self, f"{name}_std")
            moved = value + fraction * std if name == "sites" else value * np.exp(fraction * std / value)
            for index in np.ndindex(value.shape):
                changed = value.copy()
                changed[index] = moved[index]
                found.append(replace(self, **{name: changed}))
        return found


@cache
def measured_contacts() -> Contacts:
    """The resistances that `make validation` measured with the measured coefficients of the default preset.

    They are a copy of workflow/reference/contacts/tables/contacts.csv, whose header explains the columns.
    """
    with (Path(__file__).parent / "contacts.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    column = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    friction, temperature = np.unique(column["friction"]), np.unique(column["temperature"])
    tables = {
        name: column[name].reshape(friction.size, temperature.size)
        for name in ("momentum", "momentum_std", "heat", "heat_std")
    }
    sites, sites_std = (
        np.array([column[f"{name}_sites{end}"][0] for name in ("momentum", "heat")]) for end in ("", "_std")
    )
    return Contacts(friction, temperature, **tables, sites=sites, sites_std=sites_std)
