"""Means with statistical errors reduced by control variates, quantities whose expectations are known."""

import numpy as np
from numpy.typing import NDArray

_DEPENDENT = 1e-9  # singular values below this fraction of the largest come from linearly dependent controls


def controlled_mean(values: NDArray, controls: NDArray) -> tuple[NDArray, NDArray]:
    """Means of `values`, corrected for the deviations of the sampled `controls` from zero, their expectations.

    Parameters
    ----------
    values
        Independent samples, shape (n_values, n_samples).
    controls
        Controls of the same samples, shape (n_controls, n_samples); some may be linear combinations of others.

    Returns
    -------
    Means and their standard errors, shape (n_values,): the intercepts of the least-squares fits
    values = mean + coefficients * controls.  The coefficients come from the same samples, which biases the mean
    by a standard error over the square root of n_samples or less.

    Raises
    ------
    ValueError
        There are fewer than 4 samples per coefficient.
    """
    n_controls, n_samples = controls.shape
    if n_samples < 4 * (n_controls + 1):
        raise ValueError(
            f"controls: {n_controls} with {n_samples} samples, but their coefficients need 4 samples each; "
            f"use {4 * (n_controls + 1)} samples or more"
        )
    scale = controls.std(axis=1)
    used = controls[scale > 0.0] / scale[scale > 0.0, None]
    design = np.concatenate([np.ones((1, n_samples)), used]).T
    left, singular, right = np.linalg.svd(design, full_matrices=False)
    rank = np.count_nonzero(singular > _DEPENDENT * singular[0])
    inverse = right[:rank].T / singular[:rank]
    solution = inverse @ (left[:, :rank].T @ values.T)
    rest = values.T - design @ solution
    variance = np.sum(rest**2, axis=0) / (n_samples - rank)
    return solution[0], np.sqrt(variance * np.sum(inverse[0] ** 2))
