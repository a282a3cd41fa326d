r"""Highest temperatures that chains will reach, estimated before any coefficient is measured.

The check of the configuration reads this module at every start of Snakemake, so that it makes do with numpy.  Between
baths, the estimate is that of the first integral with the published coefficients (see `thermal_potential`).  A closed
chain is hottest at the start or when all its mechanical energy has become heat.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.rotors.coefficients import published_coefficients

_POINTS = 501  # of the tables over the temperatures that the published coefficients admit
_BONDS = 64  # of the averages over one bond, which converge exponentially


def hottest_between_baths(T_left: ArrayLike, T_right: ArrayLike, jump: ArrayLike) -> NDArray:
    """Highest temperature of stationary states with p_R - p_L = `jump`, elementwise; inf if it exceeds all tables."""
    T = _temperatures()
    published = published_coefficients()
    slope = published.onsager_ee(T) / published.onsager_pp(T)  # dG/d log T
    steps = np.diff(np.log(T)) * 0.5 * (slope[1:] + slope[:-1])
    G = np.concatenate([[0.0], np.cumsum(steps)])
    left, right = np.interp(T_left, T, G), np.interp(T_right, T, G)
    heated = 0.5 * np.square(jump)  # G(u) = (1-u) G_L + u G_R + heated u (1-u)
    with np.errstate(divide="ignore", invalid="ignore"):
        u = np.clip(np.nan_to_num(0.5 + 0.5 * (right - left) / heated), 0.0, 1.0)
    peak = np.maximum(np.maximum(left, right), (1.0 - u) * left + u * right + heated * u * (1.0 - u))
    return np.where(peak > G[-1], np.inf, np.interp(peak, G, T))


def hottest_when_closed(highest: float, mean_energy: float) -> float:
    """Highest temperature of a closed chain from the hottest place at the start and the mean energy per rotor."""
    T = _temperatures()
    energies = mean_internal_energy(T)
    at_rest = np.interp(mean_energy, energies, T, right=np.inf)
    return float(max(highest, at_rest))


def mean_internal_energy(temperature: ArrayLike) -> NDArray:
    """Mean energy per rotor at rest u(T) = T/2 + <1 - cos r>, elementwise, as `rotor.mean_energy`."""
    T = np.asarray(temperature, dtype=float)
    excess = 1.0 - np.cos(np.linspace(0.0, 2.0 * np.pi, _BONDS, endpoint=False))
    weights = np.exp(-excess / T[..., None])
    return 0.5 * T + (weights @ excess) / weights.sum(axis=-1)


def _temperatures() -> NDArray:
    low, high = published_coefficients().admissible_range
    return np.geomspace(low, high, _POINTS)
