r"""Compiled smooth functions of period one turn, eight replicas at a time.

On y = x - round(x) in [-1/2, 1/2] every such function is

    f = y (1/4 - y^2) Q(y^2) + R(y^2),

in which the first term is its odd part, with the zeros divided out, and R its even part.  Q and R are interpolated at
Chebyshev nodes in y^2, as for the sine in `sine`, and summed in powers of 8 y^2 - 1, which lie in [-1, 1]; a function
of a few harmonics costs little more than one sine.
"""

from collections.abc import Callable

import numpy as np
from numba import njit
from numpy.polynomial import Chebyshev, Polynomial
from numpy.typing import NDArray

from thermochain.engine.simd import multiply_add, nearest_integer, splat

_MOST_TERMS = 48
_PRECISION = 1e-13  # of the interpolation, relative to the largest value; the sum of its terms is less precise
_POINTS = 1009  # number of points, none of them a node, at which the interpolation is judged


def periodic_function(function: Callable[[NDArray], NDArray]) -> Callable:
    """Compiled function of vectors of positions in turns that has the values of `function`, of period 1.

    Raises ValueError if no polynomials of 48 terms come close to it.
    """
    largest = np.max(np.abs(function(np.sqrt(_nodes(_POINTS)))))
    odd = _interpolated(lambda s: _odd_part(function, s) / _zeros(s), _zeros, largest)
    even = _interpolated(lambda s: _even_part(function, s), np.ones_like, largest)
    if even is None:
        return _odd_function(_polynomial(odd or (0.0,)))
    if odd is None:
        return _even_function(_polynomial(even))
    return _any_function(_polynomial(odd), _polynomial(even))


def _nodes(n: int) -> NDArray:
    """Chebyshev points of s = y^2 inside (0, 1/4), shape (n,)."""
    return 0.125 * (1.0 + np.cos(np.pi * (np.arange(n) + 0.5) / n))


def _zeros(s: NDArray) -> NDArray:
    """The zeros y (1/4 - y^2) of the odd part."""
    return np.sqrt(s) * (0.25 - s)


def _odd_part(function: Callable[[NDArray], NDArray], s: NDArray) -> NDArray:
    return 0.5 * (function(np.sqrt(s)) - function(-np.sqrt(s)))


def _even_part(function: Callable[[NDArray], NDArray], s: NDArray) -> NDArray:
    return 0.5 * (function(np.sqrt(s)) + function(-np.sqrt(s)))


def _interpolated(
    quotient: Callable[[NDArray], NDArray], weight: Callable[[NDArray], NDArray], largest: float
) -> tuple[float, ...] | None:
    """Coefficients in powers of 8 s - 1 of the shortest polynomial that is precise enough; None if 0 is.

    The error is that of the polynomial times `weight`, relative to `largest`.
    """
    s = _nodes(_POINTS)
    expected = quotient(s) * weight(s)
    if np.max(np.abs(expected)) <= _PRECISION * largest:
        return None
    for n_terms in range(2, _MOST_TERMS + 1):
        series = Chebyshev.interpolate(quotient, n_terms - 1, domain=[0.0, 0.25])
        if np.max(np.abs(series(s) * weight(s) - expected)) <= 4.0 * _PRECISION * largest:
            return tuple(float(c) for c in series.convert(kind=Polynomial, domain=[0.0, 0.25], window=[-1.0, 1.0]).coef)
    raise ValueError(f"the function must be smooth: {_MOST_TERMS} terms of its polynomial do not describe it; round it")


def _polynomial(coefficients: tuple[float, ...]) -> Callable:
    """Compiled sum_k c_k u^k of vectors u and u^2, in pairs of terms, which shortens the chain of instructions."""
    first, *others = coefficients
    if not others:

        @njit(forceinline=True)
        def constant(u, square):
            return splat(first)

        return constant
    second, *higher = others
    if not higher:

        @njit(forceinline=True)
        def pair(u, square):
            return multiply_add(splat(second), u, splat(first))

        return pair
    rest = _polynomial(tuple(higher))

    @njit(forceinline=True)
    def pairs(u, square):
        return multiply_add(rest(u, square), square, multiply_add(splat(second), u, splat(first)))

    return pairs


def _odd_function(odd: Callable) -> Callable:
    @njit
    def function(x):
        y = x - nearest_integer(x)
        s = y * y
        u = multiply_add(splat(8.0), s, splat(-1.0))
        return y * (splat(0.25) - s) * odd(u, u * u)

    return function


def _even_function(even: Callable) -> Callable:
    @njit
    def function(x):
        y = x - nearest_integer(x)
        u = multiply_add(splat(8.0), y * y, splat(-1.0))
        return even(u, u * u)

    return function


def _any_function(odd: Callable, even: Callable) -> Callable:
    @njit
    def function(x):
        y = x - nearest_integer(x)
        s = y * y
        u = multiply_add(splat(8.0), s, splat(-1.0))
        return multiply_add(y * (splat(0.25) - s), odd(u, u * u), even(u, u * u))

    return function
