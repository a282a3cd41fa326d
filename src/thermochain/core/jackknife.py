"""Jackknife errors of nonlinear functions of averages."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray


def jackknife(batches: NDArray, function: Callable[[NDArray], NDArray]) -> tuple[NDArray, NDArray]:
    """Value of `function` at the mean over independent batches (first axis), and its delete-one standard error."""
    return function(batches.mean(axis=0)), _spread(leave_one_out(batches, function))


def unbiased_jackknife(batches: NDArray, function: Callable[[NDArray], NDArray]) -> tuple[NDArray, NDArray]:
    """Value of `function` at the mean, corrected for the bias of leading order, and its delete-one standard error.

    The remaining bias is of order 1/n_batches^2, and zero where `function` is quadratic.
    """
    n = batches.shape[0]
    left_out = leave_one_out(batches, function)
    return n * function(batches.mean(axis=0)) - (n - 1) * left_out.mean(axis=0), _spread(left_out)


def leave_one_out(batches: NDArray, function: Callable[[NDArray], NDArray]) -> NDArray:
    """Values of `function` at the means that omit one batch each, shape (n_batches, ...)."""
    total = batches.sum(axis=0)
    return np.array([function((total - batch) / (batches.shape[0] - 1)) for batch in batches])


def _spread(left_out: NDArray) -> NDArray:
    """Standard error from the values that omit one batch each."""
    return np.sqrt((left_out.shape[0] - 1) * left_out.var(axis=0))
