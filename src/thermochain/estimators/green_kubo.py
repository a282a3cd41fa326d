r"""Onsager coefficients from time correlations: K^{ab} = int_0^inf C^{ab}(s) ds (IOS 2.17-2.23), with errors.

The cut-off rule looks backwards.  J^p overshoots: at T = 1 its running integral passes through a maximum 60 % above
the limit and then creeps down like t^{-1/2}, so a rule that stops at the first plateau, or where the correlation
first meets its noise, is wrong.  Here a time t is *settled* when none of the increments from t to 2t, 4t, ... and
to the longest lag differs from zero beyond its own error, and the same holds for every later grid time; drifts
of either sign unsettle it.  The integral is cut at four times the first settled time.

The systematic error is the larger of |K(t_c) - K(t_c/4)| and |K(t_max) - K(t_c)|, and at least their standard
errors: for a tail t^{-1/2} the first equals the distance from K(t_c) to the limit, and no drift is excluded below
the error with which it could have been seen.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import integrate, stats

from thermochain.estimators.correlation import TimeCorrelations

_CUTOFF_OVER_SETTLED = 4.0
_FALSE_ALARM = 0.01  # chance that a settled integral is taken for a drifting one, at each time tested


@dataclass(frozen=True, eq=False)
class RunningIntegral:
    """K(t) = int_0^t C(s) ds in independent batches.

    Attributes
    ----------
    times
        Upper limits, shape (n_lags,).
    batches
        One integral a batch, shape (n_batches, n_lags).
    """

    times: NDArray
    batches: NDArray

    @classmethod
    def of(cls, correlation: NDArray, spacing: float) -> "RunningIntegral":
        """Trapezoidal integral of a correlation of shape (n_batches, n_lags)."""
        batches = integrate.cumulative_trapezoid(correlation, dx=spacing, axis=1, initial=0.0)
        return cls(spacing * np.arange(correlation.shape[1]), batches)

    @property
    def mean(self) -> NDArray:
        """K(t) averaged over the batches, shape (n_lags,)."""
        return self.batches.mean(axis=0)

    @property
    def std(self) -> NDArray:
        """Standard error of the mean, shape (n_lags,)."""
        return self.batches.std(axis=0, ddof=1) / np.sqrt(self.batches.shape[0])

    def increment(self, start: int, stop: int) -> tuple[float, float]:
        """K(t_stop) - K(t_start) and its standard error, for two lag indices."""
        change = self.batches[:, stop] - self.batches[:, start]
        return float(change.mean()), float(change.std(ddof=1) / np.sqrt(change.size))


@dataclass(frozen=True)
class Cutoff:
    """Where a running integral is cut.

    Attributes
    ----------
    index, time
        Lag index and time t_c of the cut.
    settled_index
        Lag index of t_c / 4.
    settled
        False if the integral is seen to drift still at a quarter of the longest lag: the value is then cut at
        the longest lag, and longer correlations are needed.
    """

    index: int
    time: float
    settled_index: int
    settled: bool


@dataclass(frozen=True)
class OnsagerEstimate:
    """Onsager coefficients at one temperature; `_std` statistical, `_systematic` from the cut-off.

    `pe` must vanish by the symmetry (q, p) -> (-q, -p).  `pp_settled` and `ee_settled` are False where the longest
    lag is too short for the cut-off rule.
    """

    temperature: float
    n_rotors: int
    n_batches: int
    pp: float
    pp_std: float
    pp_systematic: float
    cutoff_pp: float
    pp_settled: bool
    ee: float
    ee_std: float
    ee_systematic: float
    cutoff_ee: float
    ee_settled: bool
    pe: float
    pe_std: float

    @property
    def pp_error(self) -> float:
        """Total error of `pp`, statistical and systematic in quadrature."""
        return float(np.hypot(self.pp_std, self.pp_systematic))

    @property
    def ee_error(self) -> float:
        """Total error of `ee`, statistical and systematic in quadrature."""
        return float(np.hypot(self.ee_std, self.ee_systematic))


def find_cutoff(running: RunningIntegral) -> Cutoff:
    """Apply the rule of this module's head to one running integral.

    Raises ValueError with fewer than four batches (no error bar to compare with) or sixteen lags.
    """
    n_batches, n_lags = running.batches.shape
    if n_batches < 4:
        raise ValueError(f"n_batches={n_batches} must be >= 4 for an error bar; add replicas")
    if n_lags < 16:
        raise ValueError(f"n_lags={n_lags} must be >= 16; raise maximum_lag")
    last = n_lags - 1
    candidates = _half_octaves(last / _CUTOFF_OVER_SETTLED)
    settled_index, settled = candidates[0], False
    for start in candidates:  # from late to early
        if not _is_settled(running, start, last):
            break
        settled_index, settled = start, True
    index = min(last, round(_CUTOFF_OVER_SETTLED * settled_index))
    return Cutoff(index, float(running.times[index]), settled_index, settled)


def _half_octaves(latest: float) -> list[int]:
    """Lag indices latest, latest/sqrt 2, latest/2, ... down to 1, without repetition."""
    n = int(2 * np.log2(latest)) + 1
    return list(dict.fromkeys(round(latest * 2 ** (-0.5 * k)) for k in range(n)))


def _is_settled(running: RunningIntegral, start: int, last: int) -> bool:
    """No increment from `start` to twice, four times ... its time or to the last lag is significant."""
    stops = [start << k for k in range(1, 64) if start << k < last] + [last]
    limit = stats.t.ppf(1.0 - 0.5 * _FALSE_ALARM / len(stops), running.batches.shape[0] - 1)
    return all(abs(change) <= limit * std for change, std in map(running.increment, [start] * len(stops), stops))


def estimate_onsager(correlations: TimeCorrelations) -> OnsagerEstimate:
    """K^pp, K^ee and K^pe (IOS 2.17-2.23 with the normalisation of `correlation`) with their errors.

    The sign of `pe` is that of the integral int <J^p J^e>/M.
    """
    values: dict[str, float | bool] = {}
    cuts = []
    for name in ("pp", "ee"):
        running = RunningIntegral.of(getattr(correlations, name), correlations.spacing)
        cut = find_cutoff(running)
        before = running.increment(cut.settled_index, cut.index)
        after = running.increment(cut.index, running.times.size - 1)
        values[name] = float(running.mean[cut.index])
        values[f"{name}_std"] = float(running.std[cut.index])
        values[f"{name}_systematic"] = max(map(abs, (*before, *after)))
        values[f"cutoff_{name}"] = cut.time
        values[f"{name}_settled"] = cut.settled
        cuts.append(cut.index)
    cross = RunningIntegral.of(correlations.pe, correlations.spacing)
    values["pe"] = float(cross.mean[max(cuts)])
    values["pe_std"] = float(cross.std[max(cuts)])
    return OnsagerEstimate(
        temperature=correlations.temperature,
        n_rotors=correlations.n_rotors,
        n_batches=correlations.n_batches,
        **values,
    )
