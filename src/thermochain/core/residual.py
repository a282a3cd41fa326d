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
_MOST_PLANNED = 1e5  # of a design without errors, which then may differ by a factor of 1000
_COVARIANCE = 1e-6  # relative error of covariances; errors are printed with four digits at most


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
    matrix and its transpose is then the covariance of the parameters.  Raises NotProved as `prove_fit` does.
    """
    matrix = fit_matrix(design, what=what, remedy=remedy)
    parameters = matrix @ values
    parameters += matrix @ (values - design @ parameters)  # what the rounding of large values left
    _check_minimum(design, values - design @ parameters, what=what, remedy=remedy)
    return parameters, matrix


def prove_fit(design: NDArray, residual: NDArray, *, what: str, remedy: str) -> NDArray:
    """Matrix that makes small changes of the parameters of those of the data, shape (n_parameters, n), once proved.

    Parameters
    ----------
    design
        Derivatives of the model by the parameters, divided by the standard errors of the data, shape (n, n_parameters).
    residual
        Residuals of the fit in units of standard errors, shape (n,).

    Returns
    -------
    The matrix whose product with its transpose is the covariance of the parameters.

    Raises
    ------
    NotProved
        The parameters are no minimum of the sum of squares, or not the only one.
    """
    matrix = fit_matrix(design, what=what, remedy=remedy)
    _check_minimum(design, residual, what=what, remedy=remedy)
    return matrix


def check_design(design: NDArray, *, what: str, remedy: str) -> None:
    """Raise NotProved if data that are still to be measured, with errors of any size, may not determine a fit."""
    fit_matrix(design, what=what, remedy=remedy, largest_condition=_MOST_PLANNED)


def fit_matrix(design: NDArray, *, what: str, remedy: str, largest_condition: float = _MOST_CONDITION) -> NDArray:
    """Pseudo-inverse of a design, shape (n_parameters, n), which makes the parameters of a linear fit of its values.

    It is made from singular values and vectors of the design with columns of length one.  What these leave, inserted
    into the design, over the smallest singular value bounds the relative error of the covariance of the parameters.
    Raises NotProved if that exceeds 1e-6, or if the columns depend on each other but for rounding.
    """
    if not np.isfinite(design).all():
        raise NotProved(f"{what} is not determined by the data (an error is 0, or not finite); {remedy}")
    size = np.linalg.norm(design, axis=0)
    scaled = design / np.where(size > 0.0, size, 1.0)
    left, known, right = np.linalg.svd(scaled, full_matrices=False)
    if not known.size:
        return np.zeros(design.T.shape)
    condition = float(known[0] / known[-1]) if known[-1] > 0.0 else np.inf
    if not condition <= largest_condition or len(design) < len(size):
        raise NotProved(f"{what} is not determined by the data (condition number {condition:.1g}); {remedy}")
    one = np.eye(known.size)
    error = 2.0 * np.linalg.norm((left * known) @ right - scaled) / known[-1]
    error += np.linalg.norm(left.T @ left - one) + np.linalg.norm(right @ right.T - one)
    check_residual(
        f"the covariance of {what}", error, 1.0, tolerance=_COVARIANCE, remedy=remedy, condition=lambda: condition
    )
    return (right.T / known) @ left.T / size[:, None]


def _check_minimum(design: NDArray, residual: NDArray, *, what: str, remedy: str) -> None:
    """Raise NotProved unless no column of a design has a part along the residuals.

    What is left must be below 1e-3 of them, or a millionth of a standard error: parameters are then off the minimum by
    a thousandth of their error.
    """
    along = (design / np.linalg.norm(design, axis=0)).T @ residual
    scale = np.linalg.norm(residual) + 1e-3
    check_residual(f"the minimum of {what}", along, scale, tolerance=1e-3, remedy=remedy)


def check_integrated(solution: Any, what: str, remedy: str) -> None:
    """Raise NotConverged unless a solution of `scipy.integrate.solve_ivp` has reached its end with finite numbers."""
    if solution.status != 0:
        reached = solution.t[-1] if solution.t.size else 0.0
        raise NotConverged(f"{what} stopped at t={reached:g}: {solution.message}; {remedy}")
    if not np.isfinite(solution.y).all():
        raise NotConverged(f"{what} is not finite up to t={solution.t[-1]:g}; {remedy}")
