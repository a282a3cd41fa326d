"""Answers of exact solvers that are proved before they are returned.

A solver inserts its answer into the equations that it solves, or into a law that the answer has to obey, such as the
conservation of energy.  What remains, times the largest amplification by the inverse of the equations, bounds the error
of the answer.  It has to be as small as the stated tolerance, or the answer is refused.
"""

from collections.abc import Callable
from functools import partial
from typing import Any
from warnings import catch_warnings

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import LinAlgWarning, lu_factor, lu_solve
from scipy.sparse import csc_array, csr_array, sparray
from scipy.sparse.linalg import LinearOperator, onenormest, splu

from thermochain.core.convergence import NotConverged

_TOLERANCE = 1e-7  # relative error of solutions of linear equations
_ROUNDING = float(np.finfo(float).eps)
_MOST_CONDITION = 1e8  # of a design with columns of one size; beyond, the covariance of the parameters is rounding


class NotProved(ValueError):
    """Error of an exact solver whose answer leaves too large a residual; the message states it and the remedy."""


def check_residual(
    what: str,
    residual: ArrayLike,
    scale: ArrayLike,
    *,
    tolerance: float,
    remedy: str,
    condition: Callable[[], float] | None = None,
) -> None:
    """Raise NotProved unless the largest |residual| is at most `tolerance` times the largest |scale|.

    Parameters
    ----------
    what
        The answer, and what its residual is.
    residual, scale
        Arrays of any shapes; `scale` is the size of the terms that cancel in the residual.
    tolerance
        Largest accepted ratio of the two; the caller states the reason.
    remedy
        What the user can do.
    condition
        Returns the condition number that explains a large residual; it is asked for only then.
    """
    left, size = (float(np.max(np.abs(values), initial=0.0)) for values in (residual, scale))
    if left <= tolerance * size < np.inf:
        return
    explained = f" (condition number {condition():.1g})" if condition is not None else ""
    ratio = left / size if size > 0.0 else np.inf
    raise NotProved(f"{what} is wrong by {ratio:.1g}, at most {tolerance:.0e} is allowed{explained}; {remedy}")


def solve_proved(matrix: NDArray | sparray, target: NDArray, *, what: str, remedy: str) -> NDArray:
    """Solution x, shape (n,), of matrix x = target by elimination, once it is proved; `matrix` is an array or sparse.

    The error is at most the largest element of |A^-1| g, where g holds the residual and the rounding errors of its
    terms.  That is the norm of A^-1 diag(g), and the estimate of Hager and Higham, which LAPACK uses for the same
    purpose, takes a few eliminations more.  It is a lower bound, rarely by more than a factor of 3.  Raises NotProved
    if it exceeds 1e-7 of the largest |x|, which no printed digit shows, and RuntimeError if a sparse matrix is singular
    exactly.
    """
    if isinstance(matrix, np.ndarray):
        with catch_warnings(action="ignore", category=LinAlgWarning):  # a zero pivot leaves infinities, refused below
            factors = lu_factor(matrix, check_finite=False)
        solve, transposed = partial(lu_solve, factors, check_finite=False), {"trans": 2}
        n_terms = matrix.shape[1]
    else:
        solve, transposed = splu(csc_array(matrix)).solve, {"trans": "H"}
        n_terms = int(np.diff(csr_array(matrix).indptr).max(initial=0))
    with np.errstate(all="ignore"):
        solution = solve(target)
        terms = abs(matrix) @ np.abs(solution) + np.abs(target)
        left = np.abs(matrix @ solution - target) + (n_terms + 1) * _ROUNDING * terms

    def inverse_norm(weight: NDArray) -> float:
        """Largest sum of a row of |A^-1| diag(weight), as the largest sum of a column of the transpose."""
        operator = LinearOperator(
            matrix.shape,
            matvec=lambda v: weight * solve(v.ravel(), **transposed),
            rmatvec=lambda v: solve(weight * v.ravel()),
            dtype=np.result_type(solution, float),
        )
        # with t = 1 the estimate draws no random numbers
        return float(onenormest(operator, t=1)) if np.isfinite(solution).all() else np.inf

    error, size = inverse_norm(left), np.abs(solution)
    largest = float(abs(matrix).sum(axis=1).max())

    def condition() -> float:
        return largest * inverse_norm(np.ones(left.size))

    check_residual(what, error, size, tolerance=_TOLERANCE, remedy=remedy, condition=condition)
    return solution


def fit_linear(design: NDArray, values: NDArray, *, what: str, remedy: str) -> tuple[NDArray, NDArray]:
    """Parameters of a linear fit, shape (n_parameters,), and the matrix that makes them of the values, once proved.

    `design`, shape (n, n_parameters), and `values`, shape (n,), are in units of the standard errors; the product of the
    matrix and its transpose is then the covariance of the parameters.  Raises NotProved as `check_least_squares` does.
    """
    matrix = np.linalg.pinv(design) if np.isfinite(design).all() else np.full(design.T.shape, np.nan)
    parameters = matrix @ values
    parameters += matrix @ (values - design @ parameters)  # what the rounding of large values left
    check_least_squares(design, values - design @ parameters, what=what, remedy=remedy)
    return parameters, matrix


def check_least_squares(design: NDArray, residual: NDArray, *, what: str, remedy: str) -> None:
    """Raise NotProved unless a fit is the minimum of the sum of squares, and the only one.

    Parameters
    ----------
    design
        Derivatives of the residuals by the parameters, shape (n, n_parameters).
    residual
        Residuals in units of standard errors, shape (n,).  At the minimum no column of the design has a part along
        them.  What is left must be below 1e-3 of them, or a millionth of a standard error: parameters are then off
        their minimum by a thousandth of their error.
    """
    if not np.isfinite(design).all():
        raise NotProved(f"{what} is not determined by the data (an error is 0, or not finite); {remedy}")
    size = np.linalg.norm(design, axis=0)
    scaled = design / np.where(size > 0.0, size, 1.0)
    known = np.linalg.svd(scaled, compute_uv=False)
    condition = float(known[0] / known[-1]) if known.size and known[-1] > 0.0 else float("inf") if known.size else 1.0
    if not condition <= _MOST_CONDITION:
        raise NotProved(f"{what} is not determined by the data (condition number {condition:.1g}); {remedy}")
    along = scaled.T @ residual
    scale = np.linalg.norm(residual) + 1e-3
    check_residual(f"the minimum of {what}", along, scale, tolerance=1e-3, remedy=remedy, condition=lambda: condition)


def check_integrated(solution: Any, what: str, remedy: str) -> None:
    """Raise NotConverged unless a solution of `scipy.integrate.solve_ivp` has reached its end with finite numbers."""
    if solution.status != 0:
        reached = solution.t[-1] if solution.t.size else 0.0
        raise NotConverged(f"{what} stopped at t={reached:g}: {solution.message}; {remedy}")
    if not np.isfinite(solution.y).all():
        raise NotConverged(f"{what} is not finite up to t={solution.t[-1]:g}; {remedy}")
