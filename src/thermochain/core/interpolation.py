"""Polynomials through points: sums of the given values, with weights that are products of distances."""

import numpy as np
from numpy.typing import NDArray

from thermochain.core.residual import NotProved

_MOST_WEIGHT = 1e3  # exact values are proved to 1e-7, so that what is extrapolated from them has four digits or more


def polynomial_weights(nodes: NDArray, at: float) -> NDArray:
    """Weights, shape (n,), of values at distinct `nodes` in the polynomial of degree n - 1 through them, at a place."""
    return np.array(
        [np.prod((at - others) / (node - others)) for k, node in enumerate(nodes) for others in [np.delete(nodes, k)]]
    )


def size_weights(sizes: NDArray) -> NDArray:
    """Weights, shape (n,), of exact values at n sizes in the limit of their polynomial in one over the size.

    Raises NotProved if the sizes are so close that errors of the values would grow by more than 1000.
    """
    weights = polynomial_weights(1.0 / np.asarray(sizes, dtype=float), 0.0)
    growth = float(np.sum(np.abs(weights)))
    if not growth <= _MOST_WEIGHT:
        listed = ", ".join(f"{n:g}" for n in sizes)
        raise NotProved(
            f"the sizes {listed} are too close for a limit: errors grow by {growth:.1g}, at most {_MOST_WEIGHT:g} is "
            "allowed; spread them"
        )
    return weights
