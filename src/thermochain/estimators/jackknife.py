"""Errors of nonlinear functions of averages."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray


def jackknife(batches: NDArray, function: Callable[[NDArray], NDArray]) -> tuple[NDArray, NDArray]:
    """`function` of the mean over independent batches (first axis), and its delete-one standard error."""
    n = batches.shape[0]
    total = batches.sum(axis=0)
    left_out = np.array([function((total - batch) / (n - 1)) for batch in batches])
    return function(total / n), np.sqrt((n - 1) * left_out.var(axis=0))
