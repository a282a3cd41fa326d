"""The continuous Lyapunov equation A Q + Q A^T = C for symmetric C.

Small systems go to `scipy.linalg.solve_continuous_lyapunov`.  It reduces A to Schur form and then solves the
triangular equation column by column (LAPACK's trsyl), which at 2000 rows is bound by memory and takes most of the
time.  For large systems the triangular equation is solved in blocks instead: halves are eliminated one after the other
by matrix products, and symmetry saves half of the work.
"""

import warnings

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import schur, solve_continuous_lyapunov
from scipy.linalg.lapack import dtrsyl

_LARGE = 600  # number of rows from which the blocked solution is faster
_BLOCK = 96
_SINGULAR = "the Lyapunov equation is singular: a mode is damped no faster than rounding moves it"


def solve_lyapunov(drift: NDArray, right: NDArray) -> NDArray:
    """Solution Q of A Q + Q A^T = C, symmetric, shape (m, m).

    Parameters
    ----------
    drift, right
        A, all of whose eigenvalues have negative real parts, and C, symmetric; both of shape (m, m).

    Raises
    ------
    ValueError
        Two eigenvalues of A add up to zero within rounding.
    """
    if drift.shape[0] < _LARGE:
        solution = _by_scipy(drift, right)
    else:
        triangle, basis = schur(drift)
        inner = basis.T @ right @ basis
        solution = basis @ _symmetric(triangle, 0.5 * (inner + inner.T)) @ basis.T
    return 0.5 * (solution + solution.T)


def _by_scipy(drift: NDArray, right: NDArray) -> NDArray:
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        try:
            return solve_continuous_lyapunov(drift, right)
        except RuntimeWarning as warning:
            raise ValueError(_SINGULAR) from warning


def _symmetric(a: NDArray, c: NDArray) -> NDArray:
    """Solution Y of a Y + Y a^T = c for `a` in real Schur form and symmetric `c`."""
    if a.shape[0] <= _BLOCK:
        return _sylvester(a, a, c)
    k = _middle(a)
    low = _symmetric(a[k:, k:], c[k:, k:])
    side = _sylvester(a[:k, :k], a[k:, k:], c[:k, k:] - a[:k, k:] @ low)
    mixed = a[:k, k:] @ side.T
    high = _symmetric(a[:k, :k], c[:k, :k] - mixed - mixed.T)
    return np.block([[high, side], [side.T, low]])


def _sylvester(a: NDArray, b: NDArray, c: NDArray) -> NDArray:
    """Solution Y of a Y + Y b^T = c for `a` and `b` in real Schur form."""
    if max(c.shape) <= _BLOCK:
        y, scale, info = dtrsyl(a, b, c, tranb="T")
        if info != 0:
            raise ValueError(_SINGULAR)
        return y / scale
    if c.shape[0] >= c.shape[1]:
        k = _middle(a)
        low = _sylvester(a[k:, k:], b, c[k:])
        return np.concatenate([_sylvester(a[:k, :k], b, c[:k] - a[:k, k:] @ low), low])
    k = _middle(b)
    right = _sylvester(a, b[k:, k:], c[:, k:])
    return np.concatenate([_sylvester(a, b[:k, :k], c[:, :k] - right @ b[:k, k:].T), right], axis=1)


def _middle(a: NDArray) -> int:
    """Index at which to halve `a`, not inside a block of two conjugate eigenvalues."""
    k = a.shape[0] // 2
    return k + 1 if a[k, k - 1] != 0.0 else k
