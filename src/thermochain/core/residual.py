"""Answers of exact solvers that are proved before they are returned.

A solver inserts its answer into the equations that it solves, or into a law that the answer has to obey, such as the
conservation of energy, or solves once more for a right-hand side whose answer is known.  What then remains has to be as
small as the stated tolerance, or the answer is refused.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from thermochain.core.convergence import NotConverged


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


def check_integrated(solution, what: str, remedy: str) -> None:
    """Raise NotConverged unless a solution of `scipy.integrate.solve_ivp` has reached its end with finite numbers."""
    if solution.status != 0:
        raise NotConverged(
            f"{what} stopped at t={solution.t[-1] if solution.t.size else 0.0:g}: {solution.message}; {remedy}"
        )
    if not np.isfinite(solution.y).all():
        raise NotConverged(f"{what} is not finite at t={solution.t[-1]:g}; {remedy}")
