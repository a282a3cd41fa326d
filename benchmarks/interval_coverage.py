"""Coverage of the error bars: share of nominal 95 % intervals of the extrapolated integral that hold the truth.

Run with ``make coverage``; writes benchmarks/tables/coverage.csv.  A thousand synthetic data sets of each process with
known integral, and as many as time allows of rotor rings against the mean of all of them.  An interval is value +-
t(0.975, batches - 1) x error, with the statistical error alone and with the total one.  The negative control counts
every batch four times.
"""

import sys

import numpy as np
import pandas as pd
from scipy import stats

from benchmarks.kept import keep, kept_table
from benchmarks.synthetic_correlations import correlate_processes, oscillation, relaxation, slow_tail
from thermochain.core.extrapolation import INVERSE_ROOT, INVERSE_TIME, TailTerm, extrapolate
from thermochain.core.running_integral import RunningIntegral
from thermochain.rotors.published_protocol.study.protocols import simulate_green_kubo

N_SERIES = 1000
N_RESAMPLES = 240
N_BATCHES = 32
SPACING = 0.4
AMPLITUDE_STD = 0.2

COVERAGE = kept_table(
    "coverage/1",
    {
        "data": "what the data sets are",
        "sets": "number of independent data sets",
        "statistical": "share of 95 % intervals by the statistical error that hold the truth",
        "total": "the same by the total error",
        "copies": "the same where every batch is counted four times",
        "bias": "mean of the value less the truth, in mean statistical errors of one set",
    },
)

PROCESSES = {
    "relaxation": (relaxation((1.0, 2.0)), (INVERSE_TIME,)),
    "oscillation": (oscillation(3.0, 1.5), (INVERSE_TIME,)),
    "overshoot, slow negative tail": (relaxation((1.0, 1.6), (-0.07, 9.0)), (INVERSE_TIME,)),
    "tail 1/t": (slow_tail(1.0, 1.0, 1.0, 0.5), (INVERSE_TIME,)),
    "tail t^-1/2, amplitude unknown": (slow_tail(1.0, 0.8, 0.5, 0.5), (INVERSE_ROOT,)),
    "tail t^-1/2, amplitude known to 20 %": (slow_tail(1.0, 0.8, 0.5, 0.5), "known"),
    "tail t^-3/4, taken for t^-1/2": (slow_tail(1.0, 0.8, 0.75, 0.5), (INVERSE_ROOT,)),
    "relaxation, taken for t^-1/2": (relaxation((1.0, 2.0)), (INVERSE_ROOT,)),
}


def known_tail(rng):
    """Terms of the tail: the amplitude 0.8 of t^-1/2 with a random error of 20 %, and the next order."""
    stated = 0.8 * (1.0 + AMPLITUDE_STD * rng.standard_normal())
    return TailTerm(INVERSE_ROOT.shape, stated, AMPLITUDE_STD * 0.8), INVERSE_TIME


def fourfold(batches):
    """Batches repeated four times, as if they were independent (negative control)."""
    return np.repeat(batches, 4, axis=0)


def covers(limit, truth, error):
    """Whether the 95 % interval of Student's t holds the truth."""
    return abs(limit.value - truth) < stats.t.ppf(0.975, N_BATCHES - 1) * error


def judge(batches, truth, terms):
    """Coverage by statistical error, total error and error of copies; bias and both errors over the truth."""
    limit = extrapolate(RunningIntegral.of(batches, SPACING), terms)
    copied = extrapolate(RunningIntegral.of(fourfold(batches), SPACING), terms)
    return (
        covers(limit, truth, limit.std),
        covers(limit, truth, limit.error),
        covers(copied, truth, copied.std),
        limit.value / truth - 1.0,
        limit.std / truth,
        limit.error / truth,
    )


def synthetic_coverage(process, terms, n_series, seed):
    """Mean judgement over independent data sets of one process."""
    rows = []
    for sequence in np.random.SeedSequence(seed).spawn(n_series):
        rng = np.random.default_rng(sequence)
        data = correlate_processes(
            process,
            relaxation((1.0, 1.0)),
            n_samples=2400,
            n_lags=601,
            n_batches=N_BATCHES,
            n_replicas=2,
            spacing=SPACING,
            rng=rng,
        )
        rows.append(judge(data.pp, process.integral, known_tail(rng) if terms == "known" else terms))
    return np.mean(rows, axis=0)


def rotor_coverage(temperature, n_resamples, seed):
    """Mean judgement over short runs of rotor rings, against the limit of all of them together."""
    runs = [
        simulate_green_kubo(
            temperature=temperature,
            n_rotors=32,
            duration=240,
            maximum_lag=120,
            time_step=0.1,
            sampling_interval=SPACING,
            n_replicas=16 * N_BATCHES,
            seed=seed + k,
        )
        for k in range(n_resamples)
    ]
    results = {}
    for pair, terms in (("pp", (INVERSE_ROOT,)), ("ee", (INVERSE_TIME,))):
        pooled = np.concatenate([getattr(run, pair) for run in runs])
        truth = extrapolate(RunningIntegral.of(pooled, SPACING), terms).value
        results[pair] = np.mean([judge(getattr(run, pair), truth, terms) for run in runs], axis=0)
    return results


def row(data, sets, judgement):
    """Row of the table, printed on the way."""
    statistical, total, copies, bias, std, _ = judgement
    numbers = {"statistical": statistical, "total": total, "copies": copies, "bias": bias / std}
    print(f"{data:44s}" + "".join(f"{name:>12s} {number:.3f}" for name, number in numbers.items()), flush=True)
    return {"data": data, "sets": sets, **numbers}


def main():
    n_series = int(sys.argv[1]) if len(sys.argv) > 1 else N_SERIES
    n_resamples = int(sys.argv[2]) if len(sys.argv) > 2 else N_RESAMPLES
    rows = []
    for k, (name, (process, terms)) in enumerate(PROCESSES.items()):
        rows.append(row(name, n_series, synthetic_coverage(process, terms, n_series, 100 + k)))
    for temperature in (0.5, 1.0):
        for pair, judgement in rotor_coverage(temperature, n_resamples, 5000).items():
            rows.append(row(f"rotor rings, T = {temperature:g}, K^{pair}", n_resamples, judgement))
    keep(COVERAGE, pd.DataFrame(rows))


if __name__ == "__main__":
    main()
