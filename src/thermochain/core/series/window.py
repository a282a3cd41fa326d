r"""How long the correlation of a series lasts: the longest lag of an estimate, found from the data.

T is the shortest time with K(t) equal to K(T), within two standard errors of their difference, for t = 2^{1/2} T, 2 T,
2^{3/2} T and 4 T.  The longest lag is 3 T, and the integral is cut at its half: what a decay leaves out beyond T,
although two standard errors do not show it, is less beyond 1.5 T.  The noise of increments of K(t) is taken as that of
a random walk, white noise of C(t), with one rate for all times from T on; no error of the estimate follows from it.
"""

import numpy as np

from thermochain.core.running_integral import RunningIntegral

_SHORTEST = 6  # samples
_WITHIN = 2.0  # standard errors
_REACH, _LONGEST = 4, 3  # in units of T


def last_lag(running: RunningIntegral) -> int | None:
    """Index of the longest lag that an estimate needs; None if the integral still changes over the last two octaves."""
    n_lags = running.times.size
    grid = np.unique(np.rint(_SHORTEST * 2.0 ** np.arange(0.0, np.log2(n_lags), 0.5)).astype(int))
    grid = grid[grid < n_lags]
    durations = np.diff(grid)
    rates = np.diff(running.batches[:, grid], axis=1).var(axis=0, ddof=1) / (running.batches.shape[0] * durations)
    mean = running.mean
    for k, start in enumerate(grid):
        last = _LONGEST * int(start)
        if last >= n_lags:
            return None
        later = grid[(grid > start) & (grid <= _REACH * start)]
        if np.all((mean[later] - mean[start]) ** 2 <= _WITHIN**2 * rates[k:].mean() * (later - start)):
            return last
    return None
