"""Averages over independent paths, and distances between the laws of two samples of paths."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri


def mean_and_variance(paths: NDArray) -> dict[str, NDArray]:
    """Mean and variance over independent paths with their standard errors, from energies (n_times, n_paths, N).

    The arrays `mean`, `mean_std`, `variance` and `variance_std` have the shape (n_times, N).
    """
    root = np.sqrt(paths.shape[1])
    mean = paths.mean(axis=1)
    squares = (paths - mean[:, None]) ** 2
    return {
        "mean": mean,
        "mean_std": paths.std(axis=1, ddof=1) / root,
        "variance": squares.mean(axis=1),
        "variance_std": squares.std(axis=1, ddof=1) / root,
    }


def covariance_with(paths: NDArray, time: int, cell: int) -> tuple[NDArray, NDArray]:
    """Covariance of one cell's energy at one time with all energies at all times, and its standard error.

    From energies (n_times, n_paths, N) of independent paths; both have the shape (n_times, N).
    """
    deviations = paths - paths.mean(axis=1)[:, None]
    products = deviations * deviations[time, :, cell, None]
    return products.mean(axis=1), products.std(axis=1, ddof=1) / np.sqrt(paths.shape[1])


def wasserstein_distances(first: NDArray, second: NDArray) -> NDArray:
    """Wasserstein distances between the laws of every cell's energy, shape (N,), from samples (n_paths, N).

    The distance is the mean of |a_(i) - b_(i)| over sorted samples a and b: the smallest E|a - b| that any coupling of
    the two laws can have.
    """
    return np.abs(np.sort(first, axis=0) - np.sort(second, axis=0)).mean(axis=0)


def gaussian_distances(sample: NDArray, mean: NDArray, variance: NDArray) -> NDArray:
    """Wasserstein distances of every cell's energy to the Gaussian law of a mean and variance, shape (N,).

    `sample` has the shape (n_paths, N), and is compared with the quantiles of the law.
    """
    normal = ndtri((np.arange(len(sample)) + 0.5) / len(sample))[:, None]
    return np.abs(np.sort(sample, axis=0) - mean - np.sqrt(variance) * normal).mean(axis=0)
