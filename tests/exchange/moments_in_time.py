"""Means and covariance of energies at constant rate at any time, by the exponential of their linear equations."""

import numpy as np
from scipy.linalg import expm

from thermochain.core.residual import check_residual
from thermochain.exchange.moments import _as_covariance, _fixed, moment_system


def moments_in_time(start, time, T_left, T_right, particles_per_cell, noise):
    """Means and covariance at `time` from the sharp energies `start`, shape (N,)."""
    matrix, inhomogeneity = moment_system(start.size, T_left, T_right, particles_per_cell, noise)
    fixed = _fixed(matrix, inhomogeneity, T_left, T_right, start.size)
    rest, change = np.concatenate([start, np.outer(start, start).ravel()]) - fixed, expm(matrix * time)
    later = change @ rest
    check_residual(
        "the moments, whose matrix commutes with its exponential,",
        matrix @ later - change @ (matrix @ rest),
        np.abs(matrix) @ np.abs(later) + np.abs(change) @ (np.abs(matrix) @ np.abs(rest)),
        tolerance=1e-9,
        remedy="ask for an earlier time",
    )
    return _as_covariance(fixed + later, start.size)
