r"""End of the approach to a stationary state.

The end is found by the marginal standard error rule (White, Simulation 69, 323 (1997)): of the series averaged over the
replicas, in 64 batches, the truncation d that minimises

    sum_{t >= d} (y_t - <y>_d)^2 / n_d^2,

the variance of the mean of the n_d batches kept if these were independent, over the first half of the run.  This
truncation removes an offset until it is as small as the noise of a batch.  This may be too early: the noise of the
currents is fast and the relaxation of the profiles is slow, so the remainder below the noise may be as large as the
standard error of the mean.  Therefore twice that time is discarded: an exponential offset that the first truncation has
reduced to a fraction f is reduced to f^2.  The latest end of all series counts, rounded up to a segment; at most half
of the run is discarded.

Noise that is correlated in time makes the rule truncate series without an offset.  The independent replicas serve as a
test without a model of that correlation: an end counts only if the mean before it differs from the mean over the last
half of the run, by Student's t of the replicas at 5 %.  A run that starts in the stationary state thus loses little; an
offset too small to be detected leaves a bias of up to about a third of the standard error.

A separate test asks whether the discarded time was sufficient: the mean over the first quarter of the kept series must
agree with the mean over its last half (Geweke's comparison, again with Student's t).  *Settled* means that no drift is
significant at 1 %.  A drift that biases the mean by less than about two of its standard errors escapes this test.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from thermochain.core.running_integral import standard_error

_BATCHES = 64
_MARGIN = 2  # ratio of the discarded time to the end that the rule finds
_NOTICED = 0.05
_FALSE_ALARM = 0.01


@dataclass(frozen=True)
class Transient:
    """The beginning of a run that is discarded."""

    # Time at which each series has relaxed by the rule, without the margin; 0 if it had no offset.
    ends: tuple[float, ...]
    duration: float  # time discarded
    first_segment: int  # first segment kept
    drift_p_value: float  # p-value of the hypothesis that no kept series drifts, corrected for the number of series

    @property
    def settled(self) -> bool:
        """Whether the kept series show no drift."""
        return self.drift_p_value > _FALSE_ALARM


def find_transient(series: NDArray, n_segments: int, interval: float) -> Transient:
    """End of the transient of a run.

    Parameters
    ----------
    series
        Averages over records, shape (n_series, n_records, n_replicas), at least two replicas.
    n_segments
        Equal parts of the run, >= 8; the transient ends with one.
    interval
        Time covered by one record.
    """
    n_records = series.shape[1]
    if n_segments < 8:
        raise ValueError(f"n_segments={n_segments} must be >= 8 to tell a drift from a steady state; store more")
    ends = [_noticed_end(one) for one in series]
    per_segment = n_records // n_segments
    first = min(-(-_MARGIN * max(ends) // per_segment), n_segments // 2)
    return Transient(
        ends=tuple(end * interval for end in ends),
        duration=first * per_segment * interval,
        first_segment=first,
        drift_p_value=_drift_p_value(series[:, first * per_segment :]),
    )


def _noticed_end(series: NDArray) -> int:
    """Records to discard of one series, shape (n_records, n_replicas)."""
    end = marginal_error_end(series.mean(axis=1))
    return end if end and _differs(series[:end], series[series.shape[0] // 2 :]) < _NOTICED else 0


def marginal_error_end(series: NDArray) -> int:
    """Number of records that the marginal standard error rule discards from one series, shape (n_records,)."""
    size = max(1, series.size // _BATCHES)
    n_batches = series.size // size
    batches = series[-n_batches * size :].reshape(n_batches, size).mean(axis=1)
    backwards = batches[::-1] - batches.mean()
    kept = np.arange(1, n_batches + 1)
    squares = np.cumsum(backwards**2) - np.cumsum(backwards) ** 2 / kept
    error = (squares / kept**2)[::-1][: n_batches // 2 + 1]
    end = int(np.argmin(error))
    return end and end * size + series.size % size  # the first records, which do not fill a batch, are discarded too


def _drift_p_value(kept: NDArray) -> float:
    """Smallest p-value of the series, times their number (Bonferroni); `kept` is (n_series, n_records, n_replicas)."""
    n = kept.shape[1]
    return min(1.0, kept.shape[0] * min(_differs(one[: n // 4], one[n // 2 :]) for one in kept))


def _differs(early: NDArray, late: NDArray) -> float:
    """p-value of equal means of two stretches (n_records each, n_replicas) of the same replicas."""
    change = early.mean(axis=0) - late.mean(axis=0)
    t = change.mean() / standard_error(change)
    return 2.0 * float(special.stdtr(change.size - 1, -abs(t)))
