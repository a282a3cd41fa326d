r"""The stationary system (IOS 2.30) reduced to quadratures: no iteration, machine precision.

With G' = kappa/D^p (see `thermal_potential`), u = (p - p_L)/dp in [0, 1] and dp = p_R - p_L,

    G(u)  = (1-u) G(T_L) + u G(T_R) + dp^2 u(1-u)/2,
    x(u)  = -1 + 2 int_0^u D / int_0^1 D,        D = D^p at potential G(u),
    J^p   = -(dp/2) int_0^1 D du,
    J^e   = -(A/2) int_0^1 D du,                 A = G(T_R) - G(T_L) + (p_R^2 - p_L^2)/2,

also at dp = 0, where u is just a parameter.  Derivatives with respect to the boundary
temperatures are quadratures too.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import roots_legendre

from thermochain.core.arguments import check_choice
from thermochain.core.convergence import NotConverged
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic.parabola import Parabolas
from thermochain.rotors.macroscopic.stationary import check_boundary
from thermochain.rotors.macroscopic.thermal_potential import ThermalPotential, thermal_potential

_FEWEST_NODES, _MOST_NODES = 16, 2048
_TOLERANCE = 1e-9  # largest change at the last doubling; convergence is exponential, so the error is about its square


def momentum_current(
    coefficients: TransportCoefficients,
    T_left: ArrayLike,
    T_right: ArrayLike,
    p_left: ArrayLike,
    p_right: ArrayLike,
) -> NDArray:
    """J^p of stationary states (2.30), for arrays of boundary values.

    Parameters
    ----------
    coefficients, T_left, T_right, p_left, p_right
        As for `energy_current`.

    Returns
    -------
    Array of the broadcast shape, exact to about 1e-12.

    Raises
    ------
    ValueError
        As `energy_current` does.
    """
    mean = mean_diffusivity(coefficients, T_left, T_right, p_left, p_right)
    return -0.5 * np.subtract(p_right, p_left) * mean


def mean_diffusivity(coefficients: TransportCoefficients, *boundary: ArrayLike) -> NDArray:
    """Integral int_0^1 D du, a factor of both currents; arguments, shape and errors are those of `energy_current`."""
    T_left, T_right, p_left, p_right = check_boundary(coefficients, *boundary)
    mean, _ = quadratures(Parabolas.of(thermal_potential(coefficients), T_left, T_right, p_right - p_left))
    return mean


def highest_temperature(coefficients: TransportCoefficients, *boundary: ArrayLike) -> NDArray:
    """Largest T of the profile, inside or at an end (2.41); arguments, shape and errors are as in `energy_current`."""
    T_left, T_right, p_left, p_right = check_boundary(coefficients, *boundary)
    potential = thermal_potential(coefficients)
    parabolas = Parabolas.of(potential, T_left, T_right, p_right - p_left)
    return potential.temperature(np.maximum(np.maximum(parabolas.left, parabolas.right), parabolas.peak))


def energy_current(
    coefficients: TransportCoefficients,
    T_left: ArrayLike,
    T_right: ArrayLike,
    p_left: ArrayLike,
    p_right: ArrayLike,
) -> NDArray:
    """J^e of stationary states (2.30), for arrays of boundary values.

    Parameters
    ----------
    coefficients
        K^pp and K^ee as functions of temperature.
    T_left, T_right
        Bath temperatures, numbers or arrays.
    p_left, p_right
        Boundary momenta tau/gamma, numbers or arrays.  All four broadcast against each other.

    Returns
    -------
    Array of the broadcast shape, exact to about 1e-12.

    Raises
    ------
    ValueError
        A value is not a real number or not finite, a temperature is not positive or leaves
        the admissible range of the coefficients, or the temperature inside the chain leaves it; the message names the
        argument.
    """
    T_left, T_right, p_left, p_right = check_boundary(coefficients, T_left, T_right, p_left, p_right)
    potential = thermal_potential(coefficients)
    mean, _ = quadratures(Parabolas.of(potential, T_left, T_right, p_right - p_left))
    return -0.5 * energy_drive(potential, T_left, T_right, p_left, p_right) * mean


def energy_current_slope(
    coefficients: TransportCoefficients,
    T_left: ArrayLike,
    T_right: ArrayLike,
    p_left: ArrayLike,
    p_right: ArrayLike,
    *,
    side: str,
) -> NDArray:
    r"""dJ^e/dT_R (`side="right"`) or dJ^e/dT_L (`side="left"`), by differentiating the quadratures.

    dJ^e/dT_R = -(G'(T_R)/2) [int D du + A int u dD/dG du]; for T_L the sign changes and u becomes
    1 - u.  Negative energy conductivity (2.5.3) is dJ^e/dT_R > 0 or dJ^e/dT_L < 0.

    Parameters
    ----------
    coefficients, T_left, T_right, p_left, p_right
        As for `energy_current`.
    side
        End whose temperature changes, "left" or "right".

    Returns
    -------
    Array of the broadcast shape, exact to about 1e-12.

    Raises
    ------
    ValueError
        As `energy_current` does, and for another `side`.
    """
    potential, ends, sign = _seen_from(side, coefficients, T_left, T_right, p_left, p_right)
    mean, excess = _response(potential, *ends)
    return sign * 0.5 * potential.slope(ends[1]) * mean * excess


def response_excess(
    coefficients: TransportCoefficients,
    T_left: ArrayLike,
    T_right: ArrayLike,
    p_left: ArrayLike,
    p_right: ArrayLike,
    *,
    side: str,
) -> NDArray:
    r"""Excess of the response to the temperature at one end; positive where the energy conductivity is negative.

    It is -A (int u dD/dG du) / (int D du) - 1, where u increases towards the end `side` and A is the drive of a current
    away from it: the relative loss of conductance over the relative gain of drive when that end is heated, minus 1.
    It is -1 if the conductance does not change, and has the sign of dJ^e/dT_R, or of -dJ^e/dT_L (docs/regimes.md).

    Parameters
    ----------
    coefficients, T_left, T_right, p_left, p_right
        As for `energy_current`.
    side
        End that is heated, "left" or "right".

    Returns
    -------
    Array of the broadcast shape.

    Raises
    ------
    ValueError
        As `energy_current` does, and for another `side`.
    """
    potential, ends, _ = _seen_from(side, coefficients, T_left, T_right, p_left, p_right)
    return _response(potential, *ends)[1]


def energy_drive(
    potential: ThermalPotential, T_left: NDArray, T_right: NDArray, p_left: NDArray, p_right: NDArray
) -> NDArray:
    """A = G(T_R) - G(T_L) + (p_R^2 - p_L^2)/2 = J^e / (-1/2 int D du), elementwise."""
    return potential(T_right) - potential(T_left) + 0.5 * (p_right - p_left) * (p_right + p_left)


def _seen_from(
    side: str, coefficients: TransportCoefficients, *values: ArrayLike
) -> tuple[ThermalPotential, tuple[NDArray, NDArray, NDArray, NDArray], float]:
    """The potential, the four boundary values with the end `side` on the right, and the resulting sign of currents."""
    check_choice("side", side, ("left", "right"))
    T_left, T_right, p_left, p_right = check_boundary(coefficients, *values)
    potential = thermal_potential(coefficients)
    if side == "right":
        return potential, (T_left, T_right, p_left, p_right), 1.0
    return potential, (T_right, T_left, p_right, p_left), -1.0  # exchanging the ends turns all currents (2.3.2 c)


def _response(
    potential: ThermalPotential, T_left: NDArray, T_right: NDArray, p_left: NDArray, p_right: NDArray
) -> tuple[NDArray, NDArray]:
    """The integral int D du, and the response excess at the right end."""
    mean, weighted_slope = quadratures(Parabolas.of(potential, T_left, T_right, p_right - p_left))
    return mean, -energy_drive(potential, T_left, T_right, p_left, p_right) * weighted_slope / mean - 1.0


def quadratures(parabolas: Parabolas) -> tuple[NDArray, NDArray]:
    """The integrals int_0^1 D du and int_0^1 u dD/dG du of arrays of states.

    Every state is divided at the kinks of the coefficients; Gauss-Legendre rules then converge
    exponentially on each piece.  Their number of nodes doubles until the integrals converge, and only the pieces that
    have not converged are continued.
    """
    shape, flat = parabolas.left.shape, parabolas.flat()
    cuts = flat.cuts()
    state, k = np.nonzero(np.diff(cuts, axis=1) > 0)
    parts = _integrate(flat[state], cuts[state, k], cuts[state, k + 1])
    sums = [np.bincount(state, weights=part, minlength=flat.left.size).reshape(shape) for part in parts]
    return sums[0], sums[1]


_gauss_legendre_rule = lru_cache(roots_legendre)  # cached, since the rule takes half of the time of a short call


def _integrate(pieces: Parabolas, start: NDArray, stop: NDArray) -> NDArray:
    """The integrals of D and of u dD/dG over u from `start` to `stop`, shape (2, n_pieces)."""
    result = np.full((2, start.size), np.nan)
    active = np.arange(start.size)
    n_nodes = _FEWEST_NODES
    while active.size and n_nodes <= _MOST_NODES:
        previous = result[:, active]
        result[:, active] = latest = _gauss_legendre(pieces[active], start[active], stop[active], n_nodes)
        change = np.max(np.abs(latest - previous) / (np.abs(latest) + np.abs(latest[0])), axis=0)
        moving = ~(change <= _TOLERANCE)  # the first change is nan, since there is no previous rule
        active, change = active[moving], change[moving]
        n_nodes *= 2
    if active.size:
        raise NotConverged(
            f"the quadrature of the first integral still changes by {change.max():.1e} (limit {_TOLERANCE:.0e}) "
            f"at {_MOST_NODES} nodes; reduce |p_right - p_left|"
        )
    return result


def _gauss_legendre(pieces: Parabolas, start: NDArray, stop: NDArray, n_nodes: int) -> NDArray:
    """The integrals of `_integrate` by a Gauss-Legendre rule with `n_nodes` nodes, shape (2, n_pieces)."""
    nodes, weights = _gauss_legendre_rule(n_nodes)
    half = 0.5 * (stop - start)
    u = start[:, None] + half[:, None] * (nodes + 1.0)
    g = pieces[:, None](u)
    mean = pieces.potential.diffusivity(g) @ weights
    slope = (u * pieces.potential.diffusivity_slope(g)) @ weights
    return half * np.stack([mean, slope])
