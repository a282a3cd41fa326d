r"""Distance of an average profile from an expected profile, without the contribution of the noise.

With the mean m_c over B independent batches in cell c, the variance s_c^2 of a batch and the expected value f_c,

    d^2 = mean over the cells of (m_c - f_c)^2 - s_c^2/B

is an unbiased estimate of the mean of (<m_c> - f_c)^2 for any law of the noise.  The cells serve as test functions:
if d and the fluctuation of a single chain in a cell both vanish, the empirical profile (Olla 19) of that chain
converges in probability.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.read_only import ReadOnlyArrays


@dataclass(frozen=True, eq=False)
class ProfileDistance(ReadOnlyArrays):
    """Root mean square distances over the cells; every array has the shape of the profiles without their cells."""

    square: NDArray  # unbiased d^2 of the mean profile, which may be negative
    square_std: NDArray  # its jackknife standard error
    chain_square: NDArray  # mean square distance of a single chain: d^2 and the variance of one chain in a cell
    chain_square_std: NDArray  # its jackknife standard error

    @property
    def distance(self) -> NDArray:
        """Distance d; 0 where the noise exceeds it."""
        return np.sqrt(np.maximum(self.square, 0.0))

    @property
    def distance_std(self) -> NDArray:
        """Standard error of d; where the noise exceeds d, its value for a d^2 equal to the standard error of d^2."""
        return 0.5 * self.square_std / np.sqrt(np.maximum(self.square, self.square_std))


def profile_distance(batches: NDArray, expected: NDArray, batch_size: int) -> ProfileDistance:
    """Distance of the profiles `batches` (n_batches, ..., n_cells) from `expected` (..., n_cells).

    A batch is the mean over `batch_size` chains.  Raises ValueError below three batches.
    """
    n = batches.shape[0]
    if n < 3:
        raise ValueError(f"batches: {n} of them must be >= 3 for a standard error; divide the chains into more")
    left_out = np.array([_squares(np.delete(batches, k, axis=0), expected, batch_size) for k in range(n)])
    std = np.sqrt((n - 1) * left_out.var(axis=0))
    square, chain_square = _squares(batches, expected, batch_size)
    return ProfileDistance(square, std[0], chain_square, std[1])


def _squares(batches: NDArray, expected: NDArray, batch_size: int) -> NDArray:
    """d^2 and the mean square distance of a single chain, shape (2, ...)."""
    variance = batches.var(axis=0, ddof=1)
    square = np.mean((batches.mean(axis=0) - expected) ** 2 - variance / batches.shape[0], axis=-1)
    return np.stack([square, square + batch_size * variance.mean(axis=-1)])
