"""Smooth functions as piecewise polynomials of degree 6, exact to rounding when the pieces are short."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PPoly

_DEGREE = 6
_POWERS = np.arange(_DEGREE, -1, -1)
UNIT_NODES = 0.5 - 0.5 * np.cos(np.pi * (np.arange(_DEGREE + 1) + 0.5) / (_DEGREE + 1))  # Chebyshev points
_FIT = np.linalg.inv(np.vander(UNIT_NODES, increasing=True)).T


def nodes(breakpoints: NDArray) -> NDArray:
    """Interpolation points on each piece, shape (n_pieces, degree + 1)."""
    return breakpoints[:-1, None] + np.diff(breakpoints)[:, None] * UNIT_NODES


def interpolate(breakpoints: NDArray, values: NDArray) -> PPoly:
    """The piecewise polynomial with the given values at `nodes(breakpoints)`."""
    scaled = unit_polynomials(values)[::-1]
    return PPoly(scaled / np.diff(breakpoints) ** _POWERS[:, None], breakpoints)


def unit_polynomials(values: NDArray) -> NDArray:
    """Coefficients, lowest power first, of the polynomials on [0, 1] with these values at UNIT_NODES.

    Shape (..., degree + 1) in, (degree + 1, ...) out.
    """
    # Monomials amplify rounding by 1e4, so only the small deviation from a constant is fitted.
    constant = values[..., :1]
    coefficients = np.moveaxis((values - constant) @ _FIT, -1, 0)
    coefficients[0] += constant[..., 0]
    return coefficients


def approximate(function: Callable[[NDArray], NDArray], breakpoints: NDArray) -> PPoly:
    """The piecewise polynomial that interpolates `function`, which must be smooth on each piece."""
    return interpolate(breakpoints, function(nodes(breakpoints)))
