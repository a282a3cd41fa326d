r"""The stationary system (IOS 2.30) reduced to quadratures: no iteration, machine precision.

With G' = kappa/D^p (see `thermal_potential`), u = (p - p_L)/dp in [0, 1] and dp = p_R - p_L,

    G(u)  = (1-u) G(T_L) + u G(T_R) + dp^2 u(1-u)/2,
    x(u)  = -1 + 2 int_0^u D / int_0^1 D,        D = D^p at potential G(u),
    J^p   = -(dp/2) int_0^1 D du,
    J^e   = -(A/2) int_0^1 D du,                 A = G(T_R) - G(T_L) + (p_R^2 - p_L^2)/2,

with nothing special at dp = 0, where u is just a parameter.  Derivatives with respect to the boundary
temperatures are quadratures too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import roots_legendre

from thermochain.macroscopic import piecewise
from thermochain.macroscopic.coefficients import TransportCoefficients
from thermochain.macroscopic.stationary import Boundary, NotConverged, StationaryState, check_boundary
from thermochain.macroscopic.thermal_potential import ThermalPotential, thermal_potential

_FEWEST_NODES, _MOST_NODES = 16, 2048
_TOLERANCE = 1e-9  # change at the last doubling; the rules converge exponentially, so the error is about its square
_FEWEST_PIECES, _MOST_PIECES, _PROFILE_TOLERANCE = 128, 32768, 1e-12
_NEWTON_STEPS = 6


def solve_first_integral(coefficients: TransportCoefficients, boundary: Boundary, x: NDArray) -> StationaryState:
    """Stationary state at the positions `x` in [-1, 1], shape (n,)."""
    potential = thermal_potential(coefficients)
    dp = boundary.p_right - boundary.p_left

    parabola = _parabola(potential, boundary.T_left, boundary.T_right, dp)

    def local_potential(u: NDArray) -> NDArray:
        return _evaluate(*parabola, u)

    mean, _ = _quadratures(potential, *(np.array(v) for v in (boundary.T_left, boundary.T_right, dp)))
    total = float(mean)
    n_pieces = _FEWEST_PIECES
    while True:
        u_knots = np.union1d(np.linspace(0.0, 1.0, n_pieces + 1), _cuts(potential, *parabola))
        diffusivity = piecewise.approximate(lambda u: potential.diffusivity(local_potential(u)), u_knots)
        integral = diffusivity.antiderivative()
        if abs(float(integral(1.0)) - total) <= _PROFILE_TOLERANCE * total or n_pieces >= _MOST_PIECES:
            break
        n_pieces *= 4
    wanted = 0.5 * (x + 1.0) * total
    u = np.interp(wanted, integral(u_knots), u_knots)
    for _ in range(_NEWTON_STEPS):
        u = np.clip(u - (integral(u) - wanted) / diffusivity(u), 0.0, 1.0)
    difference = _energy_difference(potential, boundary.T_left, boundary.T_right, boundary.p_left, boundary.p_right)
    return StationaryState(
        boundary=boundary,
        method="first_integral",
        x=x,
        momentum=boundary.p_left + dp * u,
        temperature=potential.temperature(local_potential(u)),
        momentum_current=-0.5 * dp * total,
        energy_current=-0.5 * float(difference) * total,
    )


def momentum_current(
    coefficients: TransportCoefficients,
    T_left: ArrayLike,
    T_right: ArrayLike,
    p_left: ArrayLike,
    p_right: ArrayLike,
) -> NDArray:
    """J^p of stationary states (2.30); arguments, result and errors as for `energy_current`."""
    mean = mean_diffusivity(coefficients, T_left, T_right, p_left, p_right)
    return -0.5 * np.subtract(p_right, p_left) * mean


def mean_diffusivity(
    coefficients: TransportCoefficients,
    T_left: ArrayLike,
    T_right: ArrayLike,
    p_left: ArrayLike,
    p_right: ArrayLike,
) -> NDArray:
    """Int_0^1 D du, the factor that both currents share; arguments, result and errors as for `energy_current`."""
    T_left, T_right, p_left, p_right = check_boundary(coefficients, T_left, T_right, p_left, p_right)
    mean, _ = _quadratures(thermal_potential(coefficients), T_left, T_right, p_right - p_left)
    return mean


def highest_temperature(
    coefficients: TransportCoefficients,
    T_left: ArrayLike,
    T_right: ArrayLike,
    p_left: ArrayLike,
    p_right: ArrayLike,
) -> NDArray:
    """Largest T of the profile, inside or at an end; arguments, result and errors as for `energy_current`."""
    T_left, T_right, p_left, p_right = check_boundary(coefficients, T_left, T_right, p_left, p_right)
    potential = thermal_potential(coefficients)
    left, right, height = _parabola(potential, T_left, T_right, p_right - p_left)
    return potential.temperature(np.maximum(np.maximum(left, right), _vertex(left, right, height)))


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
        Naming the argument: a value is not a real number or not finite, a temperature is not positive or leaves
        the coefficients' admissible range, or the temperature inside the chain does.
    """
    T_left, T_right, p_left, p_right = check_boundary(coefficients, T_left, T_right, p_left, p_right)
    potential = thermal_potential(coefficients)
    mean, _ = _quadratures(potential, T_left, T_right, p_right - p_left)
    return -0.5 * _energy_difference(potential, T_left, T_right, p_left, p_right) * mean


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

    dJ^e/dT_R = -(G'(T_R)/2) [int D du + A int u dD/dG du], and for T_L the sign changes and u becomes
    1 - u.  Negative energy conductivity (2.5.3) is dJ^e/dT_R > 0 or dJ^e/dT_L < 0.  Arguments, result and errors
    as for `energy_current`.
    """
    if side not in ("left", "right"):
        raise ValueError(f"side={side!r} must be 'left' or 'right'")
    T_left, T_right, p_left, p_right = check_boundary(coefficients, T_left, T_right, p_left, p_right)
    if side == "left":  # exchange the ends: all currents change sign (2.3.2 c)
        T_left, T_right, p_left, p_right = T_right, T_left, p_right, p_left
    potential = thermal_potential(coefficients)
    mean, weighted_slope = _quadratures(potential, T_left, T_right, p_right - p_left)
    difference = _energy_difference(potential, T_left, T_right, p_left, p_right)
    slope = -0.5 * potential.slope(T_right) * (mean + difference * weighted_slope)
    return slope if side == "right" else -slope


def _parabola(potential: ThermalPotential, T_left, T_right, dp):
    """G at both ends and dp^2/2: the parabola G(u) of the state.

    Raises ValueError if its peak leaves the admissible range.
    """
    left, right, height = potential(T_left), potential(T_right), 0.5 * np.square(dp)
    potential.check_peak(_vertex(left, right, height))
    return left, right, height


def _vertex(left, right, height):
    """The maximum of G(u) inside, (left + right)/2 + height/4 + lean^2/(4 height); where there is none, the mean."""
    lean = np.abs(right - left)
    share = np.divide(lean, height, out=np.ones_like(height), where=height > lean)
    return 0.5 * (left + right) + 0.25 * (height + share * lean) * (height > lean)


def _evaluate(left, right, height, u):
    """G(u) = (1-u) G(T_L) + u G(T_R) + (dp^2/2) u(1-u)."""
    return left * (1.0 - u) + right * u + height * (u * (1.0 - u))


def _cuts(potential: ThermalPotential, left, right, height) -> NDArray:
    """Where G(u) passes a kink of the coefficients: u in [0, 1], sorted, with 0 and 1, shape (..., n_cuts).

    Roots that do not exist are returned as 0.
    """
    left, right, height = (np.asarray(v, dtype=float)[..., None] for v in (left, right, height))
    slope, depth = right - left + height, potential.kinks - left  # height u^2 - slope u + depth = 0
    square = slope**2 - 4.0 * height * depth
    q = 0.5 * (slope + np.copysign(np.sqrt(np.maximum(square, 0.0)), slope))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        roots = np.concatenate([q / height, depth / q], axis=-1)
    inside = np.concatenate([square, square], axis=-1) > 0
    inside &= (roots > 0) & (roots < 1)
    ends = np.broadcast_to([0.0, 1.0], (*left.shape[:-1], 2))
    return np.sort(np.concatenate([np.where(inside, roots, 0.0), ends], axis=-1), axis=-1)


def _energy_difference(potential: ThermalPotential, T_left, T_right, p_left, p_right):
    """A = J^e / (-1/2 int D du)."""
    return potential(T_right) - potential(T_left) + 0.5 * (p_right - p_left) * (p_right + p_left)


def _quadratures(
    potential: ThermalPotential, T_left: NDArray, T_right: NDArray, dp: NDArray
) -> tuple[NDArray, NDArray]:
    """int_0^1 D du and int_0^1 u dD/dG du for arrays of boundary values.

    Every state is cut where it passes a kink of the coefficients; Gauss-Legendre rules then converge
    exponentially on each piece.  Their number of nodes doubles until nothing moves, and only the pieces that
    still move are carried on.
    """
    parabola = [v.ravel() for v in np.broadcast_arrays(*_parabola(potential, T_left, T_right, dp))]
    cuts = _cuts(potential, *parabola)
    state, k = np.nonzero(np.diff(cuts, axis=1) > 0)
    pieces = _Pieces(potential, *(v[state] for v in parabola), cuts[state, k], cuts[state, k + 1])
    parts = pieces.integrate()
    sums = [np.bincount(state, weights=part, minlength=T_left.size).reshape(T_left.shape) for part in parts]
    return sums[0], sums[1]


_gauss_legendre_rule = lru_cache(roots_legendre)  # half the time of a short call


@dataclass(frozen=True)
class _Pieces:
    """Pieces [start, stop] of states whose potential is a parabola in u; all arrays of shape (n_pieces,)."""

    potential: ThermalPotential
    left: NDArray
    right: NDArray
    height: NDArray
    start: NDArray
    stop: NDArray

    def integrate(self) -> NDArray:
        """Int D du and int u dD/dG du over each piece, shape (2, n_pieces)."""
        result = np.full((2, self.start.size), np.nan)
        active = np.arange(self.start.size)
        n_nodes = _FEWEST_NODES
        while active.size and n_nodes <= _MOST_NODES:
            previous = result[:, active]
            result[:, active] = latest = self._gauss_legendre(active, n_nodes)
            change = np.max(np.abs(latest - previous) / (np.abs(latest) + np.abs(latest[0])), axis=0)
            moving = ~(change <= _TOLERANCE)  # the first rule has nothing to compare with: nan
            active, change = active[moving], change[moving]
            n_nodes *= 2
        if active.size:
            raise NotConverged(
                f"the quadrature of the first integral still changes by {change.max():.1e} (limit {_TOLERANCE:.0e}) "
                f"at {_MOST_NODES} nodes; reduce |p_right - p_left|"
            )
        return result

    def _gauss_legendre(self, which: NDArray, n_nodes: int) -> NDArray:
        nodes, weights = _gauss_legendre_rule(n_nodes)
        left, right, height, start, stop = (
            v[which, None] for v in (self.left, self.right, self.height, self.start, self.stop)
        )
        half = 0.5 * (stop - start)
        u = start + half * (nodes + 1.0)
        g = _evaluate(left, right, height, u)
        mean = self.potential.diffusivity(g) @ weights
        slope = (u * self.potential.diffusivity_slope(g)) @ weights
        return half[:, 0] * np.stack([mean, slope])
