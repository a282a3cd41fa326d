"""Zeros of measured curves and their standard errors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from thermochain.core.interpolation import polynomial_weights

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

    def curve(s: float) -> float:
        return float(polynomial_weights(scaled, s) @ values[nearest])

    root = brentq(curve, 0.0, 1.0)
    slope = curve(root + 0.5) - curve(root - 0.5)  # exact for a parabola
    error = np.linalg.norm(polynomial_weights(scaled, root) * stds[nearest]) / abs(slope)
    return Crossing(position=float(low + width * root), std=float(width * error))
