r"""Where the approach to a stationary state ends.

The rule is the marginal standard error rule (White, Simulation 69, 323 (1997)): of the series averaged over the
replicas, in 64 batches, the truncation d that minimises

    sum_{t >= d} (y_t - <y>_d)^2 / n_d^2,

the variance of the mean of the n_d batches kept if these were independent, over the first half of the run.  An offset
is cut off until it is as small as the noise of a batch.  That may be too soon: the currents' noise is fast and the
relaxation of the profiles slow, so what is left below the noise can add up to the standard error of the mean.
Therefore as much again is discarded: decaying exponentially, an offset that the first cut has reduced to a fraction f
is reduced to f^2.  The latest end of all series counts, rounded up to a segment; no more than half is discarded.

Noise correlated in time makes the rule cut where there is no offset.  The replicas tell, for their independence needs
no model of that correlation: an end counts only where the mean before it differs from that over the last half of the
run, by Student's t of the replicas at 5 %.  So little is lost of a run that starts steady; of an offset that is too
small to be noticed, a bias of up to about a third of the standard error stays.

Whether the whole was enough is tested apart: the mean over the first quarter of what is kept must agree with that
over its last half (Geweke's comparison, again with Student's t).  *Settled* means that no drift shows at 1 %.  A drift
that biases the mean by less than about two of its standard errors escapes this test.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from thermochain.core.running_integral import standard_error

_BATCHES = 64
_MARGIN = 2  # times the end that the rule finds
_NOTICED = 0.05
_FALSE_ALARM = 0.01


@dataclass(frozen=True)
class Transient:
    """What is discarded at the beginning of a run.

    Attributes
    ----------
    ends
        Time at which each series has relaxed by the rule, without the margin; 0 where there was no offset.
    duration
        Time discarded.
    first_segment
        First segment kept.
    drift_p_value
        Of the hypothesis that no series drifts in what is kept, corrected for the number of series.
    """

    ends: tuple[float, ...]
    duration: float
    first_segment: int
    drift_p_value: float

    @property
    def settled(self) -> bool:
        """Whether what is kept shows no drift."""
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
        raise ValueError(f"n_segments={n_segments} must be >= 8 to keep a drift from a steady state; store more")
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
    return end and end * size + series.size % size  # records that fill no batch are the first


def _drift_p_value(kept: NDArray) -> float:
    """Smallest p-value of the series, times their number (Bonferroni); `kept` is (n_series, n_records, n_replicas)."""
    n = kept.shape[1]
    return min(1.0, kept.shape[0] * min(_differs(one[: n // 4], one[n // 2 :]) for one in kept))


def _differs(early: NDArray, late: NDArray) -> float:
    """p-value of equal means of two stretches (n_records each, n_replicas) of the same replicas."""
    change = early.mean(axis=0) - late.mean(axis=0)
    t = change.mean() / standard_error(change)
    return 2.0 * float(special.stdtr(change.size - 1, -abs(t)))
