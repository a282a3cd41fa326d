"""The continuous Lyapunov equation A Q + Q A^T = C for symmetric C.

A is reduced to real Schur form once; then the triangular equation is solved for every right-hand side.  Large systems
are solved in blocks: halves are eliminated one after the other by matrix products, and symmetry spares half of the
work.  LAPACK's column-by-column solver, which serves the small blocks, is bound by memory at 2000 rows and would take
most of the time.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigvalsh, schur
from scipy.linalg.lapack import dtrsyl

from thermochain.core.residual import NotProved, check_residual

_BLOCK = 96
_TOLERANCE = 1e-7  # largest relative error; answers are printed with six digits at most
_DEFECT = 0.5  # largest defect of the solution for C = -1 with which the norm is known
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

        The residual, solved for, is the error of Q, but for the rounding errors with which it was computed.  For a
        stable A the inverse of the equation keeps the order of symmetric matrices.  So its norm is that of the solution
        H for C = -1, which bounds what becomes of them (Hewer and Kenney, SIAM J. Control Optim. 26, 321 (1988)).
        Raises NotProved with the `remedy` if the error exceeds 1e-7 of the largest |Q|.
        """
        try:
            solution, amplification = self.solve(right), self._amplification
            error = 2.0 * np.max(np.abs(self.solve(self._residual(solution, right))))
        except ValueError as problem:
            raise NotProved(f"{what}: {problem} (condition number {self.condition:.1g}); {remedy}") from None
        terms = np.abs(self._drift) @ np.abs(solution)
        rounding = np.finfo(float).eps * float(np.max(np.sum(terms + terms.T + np.abs(right), axis=1)))
        check_residual(
            what,
            error + amplification * rounding,
            solution,
            tolerance=_TOLERANCE,
            remedy=remedy,
            condition=lambda: self.condition,
        )
        return solution

    @cached_property
    def _amplification(self) -> float:
        """Norm of the inverse of the equation in the spectral norm; inf unless A is stable and the norm known."""
        one = np.eye(len(self._drift))
        response = self.solve(-one)
        defect = _norm(self._residual(response, -one))
        slowest = float(np.max(_eigenvalues(self._triangle).real))
        return _norm(response) / (1.0 - defect) if slowest < 0.0 and defect < _DEFECT else np.inf

    def _residual(self, solution: NDArray, right: NDArray) -> NDArray:
        """What a solution leaves in the equation, shape (m, m)."""
        terms = self._drift @ solution
        return terms + terms.T - right

    def solve(self, right: NDArray) -> NDArray:
        """Solution Q, symmetric, for the symmetric right-hand side C; both have the shape (m, m).

        Raises ValueError if two eigenvalues of A add up to zero within rounding.
        """
        inner = self._basis.T @ right @ self._basis
        solution = self._basis @ _symmetric(self._triangle, 0.5 * (inner + inner.T)) @ self._basis.T
        return 0.5 * (solution + solution.T)


def _norm(symmetric: NDArray) -> float:
    """Spectral norm of a symmetric matrix; inf if it is not finite."""
    if not np.isfinite(symmetric).all():
        return np.inf
    return float(np.max(np.abs(eigvalsh(0.5 * (symmetric + symmetric.T)))))


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
