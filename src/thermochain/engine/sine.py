r"""Vectorised sines: of angles in turns, eight replicas at a time, and of phases, sixteen at a time.

In turns the range reduction is exact and costs two instructions, y = x - round(x) in [-1/2, 1/2].
On this interval the three zeros are divided out,

    sin(2 pi y) = y (1/4 - y^2) Q(y^2),

and Q is interpolated at eight Chebyshev nodes in y^2: error 2.4e-13, no jump at half a turn.  The polynomial is
summed in pairs (Estrin), which shortens the chains of dependent instructions that the processor waits for.

A phase is an angle as an int32 x, of which 2^32 make a turn: the overflow of the integer is the range reduction.  Its
sine is the same product in single precision, where five nodes are enough: error 5e-7.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.polynomial import Chebyshev, Polynomial

from thermochain.engine.simd import multiply_add, nearest_integer, splat, to_floats

PHASES = 2.0**32  # a turn
_TURNS = np.float32(1.0 / PHASES)


def _quotient(s):
    """Quotient Q(s) inside (0, 1/4); near y = 1/2 the sine is sin(2 pi (1/2 - y)), which is exact at its zero."""
    y = np.sqrt(s)
    return np.sin(2.0 * np.pi * np.minimum(y, 0.5 - y)) / (y * (0.5 - y) * (0.5 + y))


def _power_coefficients(n_terms: int) -> tuple[float, ...]:
    """Coefficients c_k, k < n_terms, of the polynomial Q(s) = sum_k c_k s^k."""
    series = Chebyshev.interpolate(_quotient, n_terms - 1, domain=[0.0, 0.25])
    return tuple(float(c) for c in series.convert(kind=Polynomial).coef)


_C0, _C1, _C2, _C3, _C4, _C5, _C6, _C7 = _power_coefficients(8)
_D0, _D1, _D2, _D3, _D4 = (np.float32(c) for c in _power_coefficients(5))


@njit
def sine_of_turns(x):
    """sin(2 pi x) of a vector of angles in turns."""
    y = x - nearest_integer(x)
    s = y * y
    zeros = y * (splat(0.25) - s)
    s2 = s * s
    q = multiply_add(splat(_C7), s, splat(_C6))
    q = multiply_add(q, s2, multiply_add(splat(_C5), s, splat(_C4)))
    q = multiply_add(q, s2, multiply_add(splat(_C3), s, splat(_C2)))
    q = multiply_add(q, s2, multiply_add(splat(_C1), s, splat(_C0)))
    return q * zeros


class SineFactors(NamedTuple):
    """Numbers a, b with a y^3 + b y = strength y (1/4 - y^2), or vectors of them."""

    cubic: float
    linear: float


def sine_factors(strength: float) -> SineFactors:
    """The factors with which `sine_of_phases` is multiplied by `strength`."""
    return SineFactors(np.float32(-strength), np.float32(0.25 * strength))


@njit
def in_all_lanes(factors):
    """The factors as vectors."""
    return SineFactors(splat(factors.cubic), splat(factors.linear))


@njit
def sine_of_phases(x, factors):
    """Floats strength sin(2 pi x / 2^32) of the integers x; `factors` are vectors."""
    y = to_floats(x) * splat(_TURNS)
    s = y * y
    zeros = y * multiply_add(factors.cubic, s, factors.linear)
    s2 = s * s
    q = multiply_add(splat(_D4), s2, multiply_add(splat(_D3), s, splat(_D2)))
    q = multiply_add(q, s2, multiply_add(splat(_D1), s, splat(_D0)))
    return q * zeros
