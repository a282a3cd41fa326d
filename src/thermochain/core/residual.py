"""Answers of exact solvers that are proved before they are returned.

A solver inserts its answer into the equations that it solves, or into a law that the answer has to obey, such as the
conservation of energy, or solves once more for a right-hand side whose answer is known.  What then remains has to be as
small as the stated tolerance, or the answer is refused.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import lu_factor, lu_solve
from scipy.sparse import csc_array, sparray
from scipy.sparse.linalg import LinearOperator, onenormest, splu

from thermochain.core.convergence import NotConverged

_TOLERANCE = 1e-7  # relative error of solutions of linear equations
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


def solve_proved(
    matrix: NDArray | sparray, target: NDArray, *, what: str, remedy: str, known: NDArray | None = None
) -> NDArray:
    """Solution x of matrix x = target by elimination, once it is proved; `matrix` is an array or sparse.

    The residual says that x solves a neighbouring system.  The same elimination for another target, whose solution is
    `known` (two vectors of numbers of order 1, if it is left out), says how far the solutions of neighbouring systems
    are apart.  Raises NotProved if either exceeds 1e-7, a relative error that no printed digit shows, and RuntimeError
    if a sparse matrix is singular exactly.
    """
    if isinstance(matrix, np.ndarray):
        factors = lu_factor(matrix, check_finite=False)
        solve = partial(lu_solve, factors, check_finite=False)
    else:
        solve = splu(csc_array(matrix)).solve
    n = matrix.shape[1]
    expected = np.stack([np.ones(n), np.cos(np.arange(n))], axis=1) if known is None else known
    solution, error = solve(target), solve(matrix @ expected) - expected

    def condition() -> float:
        transposed = {"trans": 2} if isinstance(matrix, np.ndarray) else {"trans": "H"}
        inverse = LinearOperator(matrix.shape, matvec=solve, rmatvec=partial(solve, **transposed), dtype=target.dtype)
        return float(abs(matrix).sum(axis=0).max() * onenormest(inverse))

    terms = abs(matrix) @ np.abs(solution)
    for left, scale in ((matrix @ solution - target, np.maximum(terms, np.abs(target))), (error, expected)):
        check_residual(what, left, scale, tolerance=_TOLERANCE, remedy=remedy, condition=condition)
    return solution


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
