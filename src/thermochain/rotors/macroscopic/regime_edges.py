r"""Boundaries of the regimes of uphill diffusion (IOS 2.46) and of negative energy conductivity (2.5.3).

The onsets of uphill diffusion are explicit in the thermal potential G; the edges of negative conductivity
are roots of the differentiated quadratures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.polynomial import Chebyshev
from numpy.polynomial.chebyshev import chebinterpolate
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic.first_integral import energy_current, energy_current_slope
from thermochain.rotors.macroscopic.thermal_potential import thermal_potential

BoundaryValues = tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike]  # T_left, T_right, p_left, p_right

_SCAN_POINTS = 49
_TEMPERATURE_POINTS = 33
_DEGREE = 32  # of the polynomial through J^e(T): exact to rounding where the singularity lies at T = 0
_HALVINGS = 24


def zero_energy_current(c: TransportCoefficients, *, T_left: float, T_right: float, p_left: float) -> float:
    """Momentum |p_right| at which J^e = 0: p_R^2 = p_L^2 - 2 int_{T_L}^{T_R} kappa/D^p; nan if there is none."""
    potential = thermal_potential(c)
    square = p_left**2 - 2.0 * float(potential(T_right) - potential(T_left))
    return float(np.sqrt(square)) if square >= 0 else float("nan")


def flat_temperature(c: TransportCoefficients, *, T_left: float, T_right: float) -> float:
    """Difference |p_right - p_left| at which dT/dx = 0 at the hotter end; beyond it T has a maximum inside.

    At x = -1 the slope vanishes if J^e = p_L J^p, hence (p_R - p_L)^2 = 2 int_{T_R}^{T_L} kappa/D^p; the condition at
    x = 1 follows by exchanging the ends.
    """
    potential = thermal_potential(c)
    return float(np.sqrt(2.0 * abs(float(potential(T_right) - potential(T_left)))))


def isoline_approximation(
    c: TransportCoefficients, T_left: ArrayLike, T_right: ArrayLike, p_left: ArrayLike, p_right: ArrayLike
) -> NDArray:
    """The function T_R - T_L - alpha (p_L^2 - p_R^2)/2 with alpha = D^p/kappa at the mean temperature.

    Its zero is the approximation (3.1) of the isoline J^e = 0.
    """
    middle = 0.5 * (np.asarray(T_left) + np.asarray(T_right))
    alpha = c.momentum_diffusivity(middle) / c.thermal_conductivity(middle)
    return np.asarray(T_right) - np.asarray(T_left) - 0.5 * alpha * (np.square(p_left) - np.square(p_right))


def normal_response(
    c: TransportCoefficients,
    T_left: ArrayLike,
    T_right: ArrayLike,
    p_left: ArrayLike,
    p_right: ArrayLike,
    *,
    side: str,
) -> NDArray:
    """Response of J^e to the temperature of one side, -dJ^e/dT_R or dJ^e/dT_L.

    The energy conductivity is negative where the response is.
    """
    slope = energy_current_slope(c, T_left, T_right, p_left, p_right, side=side)
    return -slope if side == "right" else slope


@dataclass(frozen=True)
class NegativeConductivity:
    """Intervals of the scanned parameter in which the energy conductivity is negative."""

    # (low, high) of each interval where it is negative for at least one temperature of the range.
    some: list[tuple[float, float]]
    # (low, high) of each interval where it is negative for every temperature of the range.
    all: list[tuple[float, float]]


def negative_conductivity(
    c: TransportCoefficients,
    boundary: Callable[[ArrayLike, ArrayLike], BoundaryValues],
    *,
    side: str,
    scan: tuple[float, float],
    temperatures: tuple[float, float],
) -> NegativeConductivity:
    """Intervals of a scanned boundary value with negative energy conductivity.

    Parameters
    ----------
    c
        Transport coefficients.
    boundary
        Function of (scanned value, varied temperature) that returns (T_left, T_right, p_left, p_right).
    side
        End whose temperature is varied, "left" or "right".  The response is negative where J^e grows
        with T_right, or falls with T_left.
    scan, temperatures
        Ranges of the scanned value and of the varied temperature.
    """
    T = np.linspace(*temperatures, _TEMPERATURE_POINTS)

    def normality(values: NDArray) -> NDArray:  # shape (n_values, n_T)
        return normal_response(c, *boundary(values[:, None], T[None, :]), side=side)

    return NegativeConductivity(
        some=negative_intervals(lambda values: parabolic_minimum(normality(values)), scan),
        all=negative_intervals(lambda values: -parabolic_minimum(-normality(values)), scan),
    )


def interior_minimum(
    c: TransportCoefficients,
    *,
    T_left: float,
    p_left: float,
    scan: tuple[float, float],
    temperatures: tuple[float, float],
) -> tuple[float, float]:
    """Lowest and highest p_right in `scan` at which J^e(T_right) is least inside `temperatures`, not at an end.

    Both are nan if there is no such p_right.  They are found to 1e-8 if the interval is wider than a step of the scan.
    """

    def are_inside(p_right: NDArray) -> NDArray:  # bool, shape (n,)
        def currents(s: NDArray) -> NDArray:  # s in [-1, 1] in place of the temperature
            T = temperatures[0] + 0.5 * (s + 1.0) * (temperatures[1] - temperatures[0])
            return energy_current(c, T_left, T[:, None], p_left, p_right)

        return np.array([_is_least_inside(Chebyshev(a)) for a in chebinterpolate(currents, _DEGREE).T])

    points = np.linspace(*scan, _SCAN_POINTS)
    found = np.flatnonzero(are_inside(points))
    if not found.size:
        return np.nan, np.nan
    inside = points[found[[0, -1]]]
    outside = points[[max(found[0] - 1, 0), min(found[-1] + 1, points.size - 1)]]
    for _ in range(_HALVINGS):
        middle = 0.5 * (inside + outside)
        still = are_inside(middle)
        inside, outside = np.where(still, middle, inside), np.where(still, outside, middle)
    return float(inside[0]), float(inside[1])


def _is_least_inside(function: Chebyshev) -> bool:
    """Whether a polynomial on [-1, 1] is smaller at a point inside than at both ends."""
    turns = function.deriv().roots()
    turns = turns[np.isreal(turns)].real
    turns = turns[np.abs(turns) < 1.0]
    return bool(turns.size) and bool(function(turns).min() < function(np.array([-1.0, 1.0])).min())


def parabolic_minimum(samples: NDArray) -> NDArray:
    """Minimum along the last axis of equidistant samples, by the parabola through the lowest three."""
    k = np.clip(np.argmin(samples, axis=-1), 1, samples.shape[-1] - 2)[..., None]
    left, middle, right = (np.take_along_axis(samples, k + d, axis=-1)[..., 0] for d in (-1, 0, 1))
    curvature = left - 2.0 * middle + right
    inside = (curvature > 0) & (np.abs(right - left) < 2.0 * curvature)
    dip = np.divide((right - left) ** 2, 8.0 * curvature, out=np.zeros_like(middle), where=inside)
    return np.where(inside, middle - dip, samples.min(axis=-1))


def negative_intervals(function: Callable[[NDArray], NDArray], scan: tuple[float, float]) -> list[tuple[float, float]]:
    """Intervals of `scan` where `function` < 0; a pair of crossings within one scan step may be missed."""
    points = np.linspace(*scan, _SCAN_POINTS)
    inside = function(points) < 0
    edges = [_crossing(function, points[k], points[k + 1]) for k in np.flatnonzero(inside[:-1] != inside[1:])]
    bounds = [scan[0]] * bool(inside[0]) + edges + [scan[1]] * bool(inside[-1])
    return list(zip(bounds[::2], bounds[1::2], strict=True))


def _crossing(function: Callable[[NDArray], NDArray], low: float, high: float) -> float:
    """Point between `low` and `high` at which `function` changes sign; it may vanish at an end."""

    def scalar(v: float) -> float:
        return float(function(np.array([v]))[0])

    for end in (low, high):
        if scalar(end) == 0.0:
            return float(end)
    return brentq(scalar, low, high, xtol=1e-10)
