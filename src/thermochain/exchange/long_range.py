r"""Long-range correlations of a chain: covariances of cells that are no neighbours, beside the matrix S.

Single elements S_ij are of order 1/N and small against the noise of a simulation, so sums of many are compared:
projections on sine modes, and the sum over S itself, which weights each pair by what it should contribute.
"""

import numpy as np
from numpy.typing import NDArray

from thermochain.core.jackknife import unbiased_jackknife


def far(matrix: NDArray) -> NDArray:
    """The elements of a matrix (N, N) that do not belong to one cell or two neighbours, and zeros in place of these."""
    distance = np.abs(np.subtract.outer(*2 * (np.arange(len(matrix)),)))
    return np.where(distance > 1, matrix, 0.0)


def sine_modes(n_cells: int, n_modes: int) -> NDArray:
    """Modes sqrt(2/(N + 1)) sin(pi k i/(N + 1)) of k = 1 .. n_modes, orthonormal, shape (n_modes, N)."""
    k, i = np.arange(1, n_modes + 1)[:, None], np.arange(1, n_cells + 1)
    return np.sqrt(2.0 / (n_cells + 1)) * np.sin(np.pi * k * i / (n_cells + 1))


def projections(weights: NDArray, covariance: NDArray) -> NDArray:
    """Sums of W_ij C_ij over all pairs, shape (n_weights,), for weights (n_weights, N, N)."""
    return np.einsum("wij,ij->w", weights, covariance)


def simulated_projections(weights: NDArray, samples: NDArray) -> tuple[NDArray, NDArray]:
    """The `projections` of the covariance of simulated energies (n_records, n_replicas, N), and standard errors.

    The mean energies are those of the replicas themselves; what they take from the covariance is given back.
    """
    n_records, n_replicas, n_cells = samples.shape
    squares = np.empty((n_replicas, len(weights)))
    for replica, energies in enumerate(np.swapaxes(samples, 0, 1)):
        squares[replica] = projections(weights, energies.T @ energies / n_records)

    def connected(mean: NDArray) -> NDArray:
        energies = mean[:n_cells]
        return mean[n_cells:] - projections(weights, np.outer(energies, energies))

    return unbiased_jackknife(np.concatenate([samples.mean(axis=0), squares], axis=1), connected)
