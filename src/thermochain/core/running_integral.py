"""Running integrals of time correlations in independent batches."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import integrate

from thermochain.core.read_only import ReadOnlyArrays


@dataclass(frozen=True, eq=False)
class RunningIntegral(ReadOnlyArrays, copied=True):
    """Running integral K(t) = int_0^t C(s) ds in independent batches."""

    times: NDArray  # upper limits t, shape (n_lags,)
    batches: NDArray  # K(t) of each batch, shape (n_batches, n_lags)

    @classmethod
    def of(cls, correlation: NDArray, spacing: float) -> "RunningIntegral":
        """Trapezoidal integral of a correlation of shape (n_batches, n_lags)."""
        batches = integrate.cumulative_trapezoid(correlation, dx=spacing, axis=1, initial=0.0)
        return cls(spacing * np.arange(correlation.shape[1]), batches)

    @property
    def mean(self) -> NDArray:
        """Average of K(t) over the batches, shape (n_lags,)."""
        return self.batches.mean(axis=0)

    @property
    def std(self) -> NDArray:
        """Standard error of the mean, shape (n_lags,)."""
        return standard_error(self.batches)


def standard_error(batches: NDArray) -> NDArray:
    """Standard error of the mean over the first axis, which counts independent batches."""
    return batches.std(axis=0, ddof=1) / np.sqrt(batches.shape[0])
