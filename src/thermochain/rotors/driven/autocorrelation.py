r"""Mean of a stationary series in independent replicas, with its statistical error estimated in two ways.

The error between replicas is the scatter of their means and needs no model.  The error within replicas uses the
variance of a mean over N records, C_F/N with C_F = sum_k C(k) over all lags k of both signs.  The sum ends at a window
W of five times the correlation time C_F/(2 C(0)) that this window gives (Madras and Sokal, J. Stat. Phys. 50, 109
(1988)).  Deviations from the mean of the replica lower every C(k) by C_F/N; the sum, lowered by (2W + 1) C_F/N, is
corrected for that.  If the replicas explore one stationary state, the two errors agree; if the error between replicas
is larger, they do not.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from thermochain.core.running_integral import standard_error

_WINDOW = 5  # length of the window in correlation times


@dataclass(frozen=True)
class SeriesMean:
    """Mean of a series over time and replicas."""

    value: float  # the mean
    std: float  # its standard error, between replicas
    std_within: float  # its standard error from the correlation in time within replicas
    correlation_time: float  # integrated correlation time; half an interval for records that are uncorrelated
    effective_samples: float  # independent samples in all replicas together, n_records n_replicas C(0)/C_F

    @property
    def error_ratio(self) -> float:
        """Error between replicas over the error within; 1 +- 1/sqrt(2 (n_replicas - 1)) in one stationary state."""
        return self.std / self.std_within


def average_series(series: NDArray, interval: float) -> SeriesMean:
    """Mean of a stationary series, shape (n_records, n_replicas), records `interval` apart.

    Raises ValueError below 16 records.  Correlation times above a tenth of the series are underestimated.
    """
    n_records, n_replicas = series.shape
    if n_records < 16:
        raise ValueError(f"n_records={n_records} must be >= 16 for a correlation time; store more records")
    variance, total = _summed_correlation(_autocovariance(series), n_records)
    return SeriesMean(
        value=float(series.mean()),
        std=float(standard_error(series.mean(axis=0))),
        std_within=float(np.sqrt(total / (n_records * n_replicas))),
        correlation_time=interval * total / (2.0 * variance),
        effective_samples=n_records * n_replicas * variance / total,
    )


def _autocovariance(series: NDArray) -> NDArray:
    """C(k) at lags 0 .. n_records/4 about each replica's own mean, averaged over origins and replicas."""
    n_records, n_replicas = series.shape
    length = fft.next_fast_len(2 * n_records, real=True)
    spectrum = fft.rfft(series - series.mean(axis=0), length, axis=0)
    power = np.sum(spectrum.real**2 + spectrum.imag**2, axis=1)
    lags = np.arange(n_records // 4 + 1)
    return fft.irfft(power, length)[lags] / (n_replicas * (n_records - lags))


def _summed_correlation(covariance: NDArray, n_records: int) -> tuple[float, float]:
    """Corrected C(0) and C_F of the first window that is long enough, or else of the longest window.

    Only windows with C_F > 0 are used, because C_F is a variance: by statistical error, negative correlations of
    neighbours may outweigh C(0).
    """
    windows = np.arange(covariance.size)
    summed = 2.0 * np.cumsum(covariance) - covariance[0]
    total = summed / (1.0 - (2 * windows + 1) / n_records)
    variance = covariance[0] + total / n_records
    enough = (windows >= _WINDOW * total / (2.0 * variance)) & (total > 0.0)
    chosen = int(np.argmax(enough)) if enough.any() else int(np.max(np.flatnonzero(total > 0.0), initial=0))
    return float(variance[chosen]), float(total[chosen])
