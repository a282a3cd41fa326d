r"""The stationary system (IOS 2.30) reduced to quadratures: no iteration, machine precision.

With G' = kappa/D^p (see `thermal_potential`), u = (p - p_L)/dp in [0, 1] and dp = p_R - p_L,

    G(u)  = (1-u) G(T_L) + u G(T_R) + dp^2 u(1-u)/2,
    x(u)  = -1 + 2 int_0^u D / int_0^1 D,        D = D^p at potential G(u),
    J^p   = -(dp/2) int_0^1 D du,
    J^e   = -(A/2) int_0^1 D du,                 A = G(T_R) - G(T_L) + (p_R^2 - p_L^2)/2,

with nothing special at dp = 0, where u is just a parameter.  Derivatives with respect to the boundary
temperatures are quadratures too.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import roots_legendre

from thermochain.macroscopic import piecewise
from thermochain.macroscopic.coefficients import TransportCoefficients
from thermochain.macroscopic.stationary import Boundary, NotConverged, StationaryState
from thermochain.macroscopic.thermal_potential import ThermalPotential, thermal_potential

_FEWEST_NODES, _MOST_NODES = 16, 2048
# Where the last doubling changed the result by this much, the error is its square (smooth coefficients) or
# an eighth of it (a kink at the end of the measured range).
_TOLERANCE = 1e-9
_PROFILE_PIECES = 256
_NEWTON_STEPS = 6


def solve_first_integral(
    coefficients: TransportCoefficients, boundary: Boundary, x: NDArray
) -> StationaryState:
    """Stationary state at the positions `x` in [-1, 1], shape (n,)."""
    potential = thermal_potential(coefficients)
    dp = boundary.p_right - boundary.p_left

    def local_potential(u: NDArray) -> NDArray:
        return _parabola(potential, boundary.T_left, boundary.T_right, dp, u)

    u_knots = np.linspace(0.0, 1.0, _PROFILE_PIECES + 1)
    diffusivity = piecewise.approximate(lambda u: potential.diffusivity(local_potential(u)), u_knots)
    integral = diffusivity.antiderivative()
    total = float(integral(1.0))
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
    """J^p for boundary values that broadcast against each other; see `energy_current`."""
    T_left, T_right, p_left, p_right = _checked(coefficients, T_left, T_right, p_left, p_right)
    mean, _ = _quadratures(thermal_potential(coefficients), T_left, T_right, p_right - p_left)
    return -0.5 * (p_right - p_left) * mean


def energy_current(
    coefficients: TransportCoefficients,
    T_left: ArrayLike,
    T_right: ArrayLike,
    p_left: ArrayLike,
    p_right: ArrayLike,
) -> NDArray:
    """J^e for boundary values that broadcast against each other.

    Returns an array of the broadcast shape.  Raises ValueError naming the argument if a value is not
    finite, a temperature is not positive, or one leaves the coefficients' admissible range.
    """
    T_left, T_right, p_left, p_right = _checked(coefficients, T_left, T_right, p_left, p_right)
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
    1 - u.  Negative energy conductivity (2.5.3) is dJ^e/dT_R > 0 or dJ^e/dT_L < 0.
    """
    if side not in ("left", "right"):
        raise ValueError(f"side={side!r} must be 'left' or 'right'")
    T_left, T_right, p_left, p_right = _checked(coefficients, T_left, T_right, p_left, p_right)
    if side == "left":  # exchange the ends: all currents change sign (2.3.2 c)
        T_left, T_right, p_left, p_right = T_right, T_left, p_right, p_left
    potential = thermal_potential(coefficients)
    mean, weighted_slope = _quadratures(potential, T_left, T_right, p_right - p_left)
    difference = _energy_difference(potential, T_left, T_right, p_left, p_right)
    slope = -0.5 * potential.slope(T_right) * (mean + difference * weighted_slope)
    return slope if side == "right" else -slope


def _checked(coefficients: TransportCoefficients, *values: ArrayLike) -> list[NDArray]:
    arrays = np.broadcast_arrays(*(np.asarray(v, dtype=float) for v in values))
    for name, array in zip(("T_left", "T_right", "p_left", "p_right"), arrays, strict=True):
        bad = ~np.isfinite(array) if name.startswith("p") else ~(array > 0)
        if bad.any():
            kind = "a finite number" if name.startswith("p") else "a positive temperature"
            raise ValueError(f"{name}={array[bad].flat[0]} must be {kind}")
        if name.startswith("T"):
            coefficients.check_temperature(array, name)
    return arrays


def _parabola(potential: ThermalPotential, T_left, T_right, dp, u):
    return (1.0 - u) * potential(T_left) + u * potential(T_right) + 0.5 * dp**2 * u * (1.0 - u)


def _energy_difference(potential: ThermalPotential, T_left, T_right, p_left, p_right):
    """A = J^e / (-1/2 int D du)."""
    return potential(T_right) - potential(T_left) + 0.5 * (p_right**2 - p_left**2)


def _quadratures(
    potential: ThermalPotential, T_left: NDArray, T_right: NDArray, dp: NDArray
) -> tuple[NDArray, NDArray]:
    """int_0^1 D du and int_0^1 u dD/dG du for arrays of boundary values, by Gauss-Legendre rules.

    The number of nodes doubles until both agree with the previous rule; only the states that still move
    are carried on.
    """
    shape = T_left.shape
    ends = (potential(T_left).ravel(), potential(T_right).ravel(), 0.5 * dp.ravel() ** 2)
    n_states = ends[0].size
    result = np.full((2, n_states), np.nan)
    active = np.arange(n_states)
    n_nodes = _FEWEST_NODES
    while active.size and n_nodes <= _MOST_NODES:
        previous = result[:, active]
        result[:, active] = _gauss_legendre(potential, *(end[active] for end in ends), n_nodes)
        scale = np.abs(result[:, active]) + np.abs(result[0, active])
        change = np.max(np.abs(result[:, active] - previous) / scale, axis=0)
        moving = ~(change <= _TOLERANCE)  # the first rule has nothing to compare with: nan
        active, change = active[moving], change[moving]
        n_nodes *= 2
    if active.size:
        raise NotConverged(
            f"the quadrature of the first integral still changes by {change.max():.1e} (limit {_TOLERANCE:.0e}) "
            f"at {_MOST_NODES} nodes; reduce |p_right - p_left|"
        )
    return result[0].reshape(shape), result[1].reshape(shape)


def _gauss_legendre(potential, left, right, half_dp2, n_nodes):
    nodes, weights = roots_legendre(n_nodes)
    u, weights = 0.5 * (nodes + 1.0), 0.5 * weights
    g = left[:, None] * (1.0 - u) + right[:, None] * u + half_dp2[:, None] * (u * (1.0 - u))
    return np.stack([potential.diffusivity(g) @ weights, potential.diffusivity_slope(g) @ (u * weights)])
