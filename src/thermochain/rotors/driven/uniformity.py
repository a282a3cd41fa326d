"""Tests whether a current is the same on all bonds, based on the scatter of independent replicas."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc

from thermochain.core.residual import solve_proved

_BLOCKS = 8


def vanishing_p_value(samples: NDArray) -> float:
    """p-value of the hypothesis that all components of a random vector have mean zero, by Hotelling's T^2.

    `samples` are independent, shape (n_samples, n_components); ValueError unless n_samples > n_components.
    """
    n, d = samples.shape
    if n <= d:
        raise ValueError(f"n_samples={n} must be > n_components={d}; add replicas")
    mean = samples.mean(axis=0)
    covariance = np.atleast_2d(np.cov(samples, rowvar=False))
    scale = np.sqrt(np.diag(covariance))  # components may differ by orders of magnitude
    scaled = mean / scale
    correlation = covariance / np.outer(scale, scale)
    t_square = n * scaled @ solve_proved(correlation, scaled, what="the test of the mean", remedy="add replicas")
    return float(fdtrc(d, n - d, (n - d) / (d * (n - 1)) * t_square))


def uniformity_p_value(bonds: NDArray) -> float:
    """p-value of the hypothesis that a current has one mean on all bonds, shape (n_replicas, n_bonds).

    Bonds are averaged in up to eight blocks, no more than half the replicas, and the differences of neighbouring
    blocks tested for zero: with more bonds than replicas a covariance of bonds could not be inverted.
    """
    n_replicas, n_bonds = bonds.shape
    n_blocks = min(_BLOCKS, n_replicas // 2, n_bonds)
    blocks = [block.mean(axis=1) for block in np.array_split(bonds, n_blocks, axis=1)]
    return vanishing_p_value(np.diff(blocks, axis=0).T)
