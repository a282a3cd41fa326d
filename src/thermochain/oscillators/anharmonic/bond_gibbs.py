r"""Thermodynamics of a chain of independent bonds in any potential V(r), by quadrature.

At temperature T and tension tau the bonds are independent with the density exp(-(V(r) - tau r)/T)/Z and the momenta
Gaussian of variance T, so that all thermodynamic functions follow from moments of one bond.  With <.> the average over
this density,

    r = <r>,   e = T/2 + <V>,   (dr/dtau)_T = var(r)/T,   (dr/dT)_tau = cov(r, V - tau r)/T^2,
    c_v = (de/dT)_r = 1/2 + [var(V) - cov(V, r)^2/var(r)]/T^2.

The integrands are cut where they are exp(-37) of their maximum.  The trapezoidal rule is then exact to rounding for
smooth potentials that grow at least quadratically; for slower growth compare with twice the points.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.oscillators.anharmonic.bond_potentials import BondPotential

_DEPTH = 37.0  # height of the cut above the minimum of V - tau r, in temperatures
_WIDEST = 2.0**20  # a wider range means that the potential does not hold the bond
_POINTS = 121  # points of the trapezoidal rule, 7 for each standard deviation of a Gaussian
_SEARCHED = 61  # points of one refinement of the range, which narrows it by up to a factor of 30
_NEWTON_STEPS = 100


@dataclass(frozen=True, eq=False)
class BondState(ReadOnlyArrays):
    """Equilibrium at given tensions and temperatures; all attributes have their common shape."""

    tension: NDArray  # tau
    temperature: NDArray  # T
    stretch: NDArray  # r, of a bond
    energy: NDArray  # e, of a bond and a mass
    compressibility: NDArray  # (dr/dtau)_T
    expansion: NDArray  # (dr/dT)_tau
    stiffness: NDArray  # <V''> = (<V'^2> - tau^2)/T
    energy_by_tension: NDArray  # (de/dtau)_T
    energy_by_temperature: NDArray  # (de/dT)_tau

    @property
    def heat_capacity(self) -> NDArray:
        """c_v = (de/dT)_r."""
        return self.energy_by_temperature - self.energy_by_tension * self.expansion / self.compressibility

    @property
    def tension_by_temperature(self) -> NDArray:
        """(dtau/dT)_r; T times this is the heat that isothermal stretching takes up, with the sign turned."""
        return -self.expansion / self.compressibility


def bond_state(potential: BondPotential, tension: ArrayLike, temperature: ArrayLike) -> BondState:
    """Equilibrium of bonds in `potential` under a tension, elementwise.

    Parameters
    ----------
    potential
        V.
    tension, temperature
        tau and T > 0, shapes that broadcast.

    Raises
    ------
    ValueError
        A temperature is not > 0, or the potential does not hold the bond.
    """
    tau, T = _checked(tension, temperature)
    r, V, weight = _measure(potential, tau, T)

    def mean(values: NDArray) -> NDArray:
        return np.sum(weight * values, axis=-1)

    stretch, rest = mean(r), mean(V)
    dr, dV = r - stretch[..., None], V - rest[..., None]
    var_r, cov_rV = mean(dr**2), mean(dr * dV)
    return BondState(
        tension=tau,
        temperature=T,
        stretch=stretch,
        energy=0.5 * T + rest,
        compressibility=var_r / T,
        expansion=(cov_rV - tau * var_r) / T**2,
        stiffness=mean((potential.slope(r) - tau[..., None]) ** 2) / T,
        energy_by_tension=cov_rV / T,
        energy_by_temperature=0.5 + (mean(dV**2) - tau * cov_rV) / T**2,
    )


def tension_of(potential: BondPotential, stretch: ArrayLike, temperature: ArrayLike) -> NDArray:
    """tau(r, T), the inverse of `bond_state(...).stretch` in the tension, to 1e-10, elementwise.

    Newton's method for the minimum of the free energy, which is convex in tau, from the tension without heat; steps are
    at most twice the tension or 1.
    """
    r, T = _checked(stretch, temperature)
    tau = potential.slope(r) + 0.0
    for _ in range(_NEWTON_STEPS):
        state = bond_state(potential, tau, T)
        longest = 1.0 + 2.0 * np.abs(tau)
        change = np.clip((r - state.stretch) / state.compressibility, -longest, longest)
        tau = tau + change
        if np.all(np.abs(change) <= 1e-10 * (1.0 + np.abs(tau))):
            return tau
    raise ValueError(
        f"the tension at stretch={stretch!r} and temperature={temperature!r} is not found in {_NEWTON_STEPS} steps of "
        "Newton's method; choose less extreme ones"
    )


def bond_quantiles(
    potential: BondPotential, tension: ArrayLike, temperature: ArrayLike, probability: NDArray
) -> NDArray:
    """Quantiles of the stretch of a bond at the given probabilities, for exact sampling.

    Parameters
    ----------
    potential, tension, temperature
        V, tau and T as in `bond_state`, tau and T of shape (n_bonds,).
    probability
        In [0, 1), shape (n_bonds, n).

    Returns
    -------
    Shape (n_bonds, n); the probabilities are met to about 1e-6.
    """
    tau, T = _checked(tension, temperature)
    r, _, weight = _measure(potential, tau, T, points=32 * _POINTS)
    below = np.cumsum(weight, axis=-1) - 0.5 * weight
    return np.stack([np.interp(p, *row) for p, *row in zip(probability, below, r, strict=True)])


def _checked(first: ArrayLike, temperature: ArrayLike) -> tuple[NDArray, NDArray]:
    value, T = np.broadcast_arrays(np.asarray(first, dtype=float), np.asarray(temperature, dtype=float))
    if not np.all(np.isfinite(value)) or not np.all((T > 0) & np.isfinite(T)):
        raise ValueError(
            f"tension or stretch {first!r} must be finite and temperature={temperature!r} finite and > 0; correct them"
        )
    return value, T


def _measure(potential: BondPotential, tau: NDArray, T: NDArray, points: int = _POINTS) -> tuple[NDArray, ...]:
    """Points r, V(r) and normalised weights, shapes (..., points)."""
    low, high = _range(potential, tau[..., None], T[..., None])
    r = low + (high - low) * np.linspace(0.0, 1.0, points)
    V = potential.value(r)
    exponent = (V - tau[..., None] * r) / T[..., None]
    weight = np.exp(np.maximum(exponent.min(axis=-1, keepdims=True) - exponent, -700.0))
    return r, V, weight / weight.sum(axis=-1, keepdims=True)


def _range(potential: BondPotential, tau: NDArray, T: NDArray) -> tuple[NDArray, NDArray]:
    """Ends of the range in which V - tau r is less than _DEPTH T above its minimum."""
    high = np.ones_like(tau)
    grid = np.linspace(-1.0, 1.0, _SEARCHED)
    while True:
        tilted = potential.value(high * grid) - tau * high * grid
        depth = np.minimum(tilted[..., :1], tilted[..., -1:]) - tilted.min(axis=-1, keepdims=True)
        if np.all(depth > _DEPTH * T):
            break
        if high.max() > _WIDEST:
            raise ValueError(
                f"potential={potential!r} does not hold a bond at tension {tau.flat[0]:g}; it must grow faster than "
                "linearly to either side"
            )
        high = np.where(depth > _DEPTH * T, high, 2.0 * high)
    low = -high
    for _ in range(4):  # each refinement ends one cell beyond the outermost points inside
        r = low + (high - low) * np.linspace(0.0, 1.0, _SEARCHED)
        tilted = potential.value(r) - tau * r
        inside = tilted - tilted.min(axis=-1, keepdims=True) < _DEPTH * T
        first = np.maximum(np.argmax(inside, axis=-1) - 1, 0)[..., None]
        last = np.minimum(_SEARCHED - np.argmax(inside[..., ::-1], axis=-1), _SEARCHED - 1)[..., None]
        low, high = np.take_along_axis(r, first, axis=-1), np.take_along_axis(r, last, axis=-1)
    return low, high
