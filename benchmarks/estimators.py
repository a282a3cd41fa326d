"""Speed of the estimators on one core, against the sum over time origins lag by lag; see docs/performance.md.

Run with ``make bench``.  Every round runs all contestants, and the ratios are formed within rounds.
"""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.entry import Entry, compared
from benchmarks.pairing import Spread, rates
from thermochain.core.correlation import TimeCorrelations, correlate_currents
from thermochain.rotors.green_kubo.estimate import estimate_onsager

N_ROUNDS = 7
N_SAMPLES, N_REPLICAS, N_LAGS = 4000, 32, 600
N_ROTORS = 128
AGREEMENT = 1e-10
FFT, SUMS = "every time origin, by FFT", "sums over time origins, lag by lag"


def currents() -> tuple[NDArray, NDArray]:
    """Both currents of one batch.  They are noise, since the cost does not depend on their values."""
    rng = np.random.default_rng(0)
    return rng.standard_normal((N_SAMPLES, N_REPLICAS)), rng.standard_normal((N_SAMPLES, N_REPLICAS))


def lag_by_lag(p: NDArray, e: NDArray) -> list[list[float]]:
    """Correlations pp, ee and pe, computed lag by lag with matrix products."""
    found = []
    for lag in range(N_LAGS):
        early, late = slice(0, N_SAMPLES - lag), slice(lag, N_SAMPLES)
        n = N_ROTORS * p[early].size
        mixed = 0.5 * (np.vdot(p[early], e[late]) + np.vdot(e[early], p[late]))
        found.append([np.vdot(p[early], p[late]) / n, np.vdot(e[early], e[late]) / n, mixed / n])
    return found


def made_up_correlations() -> TimeCorrelations:
    """Sixteen batches of exponential decays with noise."""
    times = 0.2 * np.arange(N_LAGS)
    rng = np.random.default_rng(1)
    decay = np.exp(-times / 20.0)
    noise = 0.01 * rng.standard_normal((3, 16, N_LAGS))
    return TimeCorrelations(1.0, N_ROTORS, times, *(decay + part for part in noise))


def main() -> list[Entry]:
    """Print rates and ratios; stops if both ways do not agree."""
    p, e = currents()
    difference = np.max(np.abs(np.transpose(correlate_currents(p, e, N_ROTORS, N_LAGS)) - lag_by_lag(p, e)))
    if not difference < AGREEMENT:
        raise SystemExit(f"the correlations differ by {difference:.1e}, more than {AGREEMENT}")
    made_up = made_up_correlations()
    estimate = "estimate_onsager, 16 batches"
    measured = rates(
        {
            FFT: (partial(correlate_currents, p, e, N_ROTORS, N_LAGS), p.size),
            SUMS: (partial(lag_by_lag, p, e), p.size),
            estimate: (partial(estimate_onsager, made_up), 1),
        },
        N_ROUNDS,
    )
    print(f"{N_SAMPLES} samples of {N_REPLICAS} replicas, {N_LAGS} lags, {N_ROUNDS} rounds; 1e6 samples a second")
    for name in (FFT, SUMS):
        print(f"{name:40s}{f'{Spread.of(measured[name] / 1e6):.3g}':>26s}")
    print(f"{'ratio':40s}{f'{Spread.of(measured[FFT] / measured[SUMS]):.3g}':>26s}")
    print(f"{estimate + ', ms':40s}{f'{Spread.of(1e3 / measured[estimate]):.3g}':>26s}")
    return [
        *compared("estimators", FFT, "1e6 samples/s", measured[FFT], 1e6, {SUMS: measured[SUMS]}),
        Entry("estimators", estimate, Spread.of(1e3 / measured[estimate]), "ms"),
    ]


if __name__ == "__main__":
    main()
