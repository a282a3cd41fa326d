"""Zeros of measured curves and their standard errors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

_POINTS = 3  # number of points that determine the parabola


@dataclass(frozen=True)
class Crossing:
    """Position of the zero of a measured curve, and its standard error."""

    position: float
    std: float


def find_crossing(x: NDArray, values: NDArray, stds: NDArray) -> Crossing | None:
    """First zero of independent `values` at increasing `x`, all of shape (n,); None if the values keep their sign.

    The zero is that of the parabola through the three points nearest to the change of sign, or of the straight line if
    there are only two points.
    """
    change = np.flatnonzero(np.sign(values[:-1]) != np.sign(values[1:]))
    if change.size == 0:
        return None
    low, high = x[change[0]], x[change[0] + 1]
    nearest = np.sort(np.argsort(np.abs(x - 0.5 * (low + high)), kind="stable")[:_POINTS])
    width = high - low
    scaled = (x[nearest] - low) / width
    degree = nearest.size - 1
    to_coefficients = np.linalg.inv(np.vander(scaled))
    coefficients = to_coefficients @ values[nearest]
    root = brentq(lambda s: np.polyval(coefficients, s), 0.0, 1.0)
    weights = root ** np.arange(degree, -1, -1) @ to_coefficients  # weights of the values at the root
    slope = np.polyval(np.polyder(coefficients), root)
    error = np.sqrt(np.sum((weights * stds[nearest]) ** 2)) / abs(slope)
    return Crossing(position=float(low + width * root), std=float(width * error))
