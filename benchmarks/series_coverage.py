"""Bias, coverage and cost of `estimate_integral` beside STACIE, on processes whose integral is 1.

Run with ``make crosscheck-series``; the first argument is the number of data sets of each process, the second that of
the sets that STACIE gets, too.  A set has 64 series of 1024 samples, as one size of ACID.  An interval of 95 % is value
+- 1.96 claimed errors for STACIE and `bounds()` for `estimate_integral`; cost is processor time, spectrum or
correlation included, which other work on the machine does not enter.  Writes benchmarks/tables/series.csv.
"""

import sys
import time
import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from stacie import ExpPolyModel

from benchmarks.kept import keep, kept_table
from benchmarks.series_processes import PROCESSES
from benchmarks.stacie_estimates import fit_model
from thermochain.core.series.integral import estimate_integral

N_SETS, N_FOR_STACIE = 400, 40
N_REPLICAS, N_SAMPLES = 64, 1024

SERIES = kept_table(
    "series/1",
    {
        "process": "name of the process, whose integral is 1",
        "estimator": "who estimates",
        "n_sets": "number of independent data sets",
        "bias": "mean of the values, less 1",
        "bias_std": "its standard error",
        "scatter": "standard deviation of the values",
        "claimed": "median of the claimed errors",
        "coverage": "share of intervals of 95 % that hold 1",
        "coverage_std": "its standard error",
        "clean": "share that the estimator itself does not warn against",
        "cost": "median processor time of one estimate in milliseconds",
    },
)
Answer = tuple[float, float, bool, bool]  # value, claimed error, whether its interval holds 1, whether it is clean


def own(series: NDArray) -> Answer:
    """Answer of this package with its usual settings."""
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        result = estimate_integral(series, interval=1.0)
    low, high = result.bounds()
    return result.value, result.error, low < 1.0 < high, result.settled and not result.notes


def stacie(series: NDArray) -> Answer:
    """Answer of STACIE with the model of its own validation, the exponential of a polynomial of degrees 0 and 2."""
    answer = fit_model(series.T, 1.0, 1, ExpPolyModel([0, 2])).answer
    return answer.value, answer.error, abs(answer.value - 1.0) < 1.96 * answer.error, not answer.warned


def judge(estimate: Callable[[NDArray], Answer], sets: list[NDArray]) -> dict[str, float]:
    """Columns of the table for one estimator on the sets of one process."""
    answers, times = [], []
    for series in sets:
        start = time.process_time()
        answers.append(estimate(series))
        times.append(time.process_time() - start)
    value, claimed, held, clean = np.array(answers, dtype=float).T
    n_sets = len(sets)
    likely = (held.sum() + 1.0) / (n_sets + 2.0)  # not 1, where all intervals hold the truth
    return {
        "n_sets": n_sets,
        "bias": np.nanmean(value) - 1.0,
        "bias_std": np.nanstd(value, ddof=1) / np.sqrt(n_sets),
        "scatter": np.nanstd(value, ddof=1),
        "claimed": np.nanmedian(claimed),
        "coverage": held.mean(),
        "coverage_std": np.sqrt(likely * (1.0 - likely) / n_sets),
        "clean": clean.mean(),
        "cost": 1e3 * np.median(times),
    }


def main() -> None:
    n_sets, n_stacie = (int(text) for text in (sys.argv[1:] + [N_SETS, N_FOR_STACIE][len(sys.argv) - 1 :]))
    rows = []
    for k, process in enumerate(PROCESSES):
        rng = np.random.default_rng([7, k])
        sets = [process.series(N_SAMPLES, N_REPLICAS, 1.0, rng).T for _ in range(n_sets)]
        tools = {"estimate_integral": (own, n_sets), "STACIE": (stacie, n_stacie)}
        for name, (estimate, number) in tools.items():
            row = {"process": process.name, "estimator": name} | judge(estimate, sets[:number])
            rows.append(row)
            print(
                f"{process.name:50s}{name:22s}{row['bias']:+8.3f} +-{row['bias_std']:.3f}{row['scatter']:8.3f}"
                f"{row['claimed']:8.3f}{row['coverage']:8.3f}{row['clean']:7.2f}{row['cost']:9.1f} ms",
                flush=True,
            )
    keep(SERIES, pd.DataFrame(rows))


if __name__ == "__main__":
    main()
