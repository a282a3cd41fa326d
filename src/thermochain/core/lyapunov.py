"""The continuous Lyapunov equation A Q + Q A^T = C for symmetric C.

A is reduced to real Schur form once; then the triangular equation is solved for every right-hand side.  Large systems
are solved in blocks: halves are eliminated one after the other by matrix products, and symmetry spares half of the
work.  LAPACK's column-by-column solver, which serves the small blocks, is bound by memory at 2000 rows and would take
most of the time.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import schur
from scipy.linalg.lapack import dtrsyl

from thermochain.core.residual import NotProved, check_residual

_BLOCK = 96
_TOLERANCE = 1e-7  # largest relative error; answers are printed with six digits at most
_SINGULAR = "the Lyapunov equation is singular: a mode is damped no faster than rounding moves it"


class Lyapunov:
    """The equation with one matrix A of shape (m, m), all of whose eigenvalues have negative real parts."""

    def __init__(self, drift: NDArray):
        self._drift = drift
        self._triangle, self._basis = schur(drift)

    @property
    def condition(self) -> float:
        """Largest modulus of the eigenvalues of A over twice the slowest relaxation rate; inf if a mode grows."""
        values = _eigenvalues(self._triangle)
        slowest = -float(np.max(values.real))
        return float(np.max(np.abs(values))) / (2.0 * slowest) if slowest > 0.0 else np.inf

    def proved(self, right: NDArray, what: str, remedy: str) -> NDArray:
        """Solution Q as `solve` returns it, once it is proved.

        The residual says that Q solves a neighbouring equation.  The same A with C = A + A^T, solved by the unit
        matrix, says how far the solutions of neighbouring equations are apart.  Raises NotProved with the `remedy` if
        either exceeds 1e-7.
        """
        try:
            solution = self.solve(right)
            known = self.solve(self._drift + self._drift.T) - np.eye(len(right))
        except ValueError as error:
            raise NotProved(f"{what}: {error} (condition number {self.condition:.1g}); {remedy}") from None
        terms = self._drift @ solution
        residual = terms + terms.T - right
        for kind, left, scale in (
            ("which the equation returns,", residual, [np.max(np.abs(terms)), np.max(np.abs(right))]),
            ("where it is known,", known, 1.0),
        ):
            check_residual(
                f"{what}, {kind}", left, scale, tolerance=_TOLERANCE, remedy=remedy, condition=lambda: self.condition
            )
        return solution

    def solve(self, right: NDArray) -> NDArray:
        """Solution Q, symmetric, for the symmetric right-hand side C; both have the shape (m, m).

        Raises ValueError if two eigenvalues of A add up to zero within rounding.
        """
        inner = self._basis.T @ right @ self._basis
        solution = self._basis @ _symmetric(self._triangle, 0.5 * (inner + inner.T)) @ self._basis.T
        return 0.5 * (solution + solution.T)


def _eigenvalues(triangle: NDArray) -> NDArray:
    """Eigenvalues of a matrix in real Schur form, read off its diagonal blocks of one or two rows."""
    values, k = [], 0
    while k < len(triangle):
        if k + 1 < len(triangle) and triangle[k + 1, k] != 0.0:
            # LAPACK makes the diagonal of such a block equal and its off-diagonal elements of opposite sign
            imaginary = np.sqrt(abs(triangle[k, k + 1] * triangle[k + 1, k]))
            values += [triangle[k, k] + 1j * imaginary, triangle[k, k] - 1j * imaginary]
            k += 2
        else:
            values.append(complex(triangle[k, k]))
            k += 1
    return np.array(values)


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
