"""Tables of stationary chains, and of chains after a sharp start: theory beside simulation (Li, Theorem 3)."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.exchange.chain import NOISE, PRINTED_NOISE
from thermochain.exchange.stationary_chain import StationaryChain
from thermochain.exchange.study.chain_simulation import chain_of
from thermochain.exchange.study.run import CovarianceRun, StationaryRun
from thermochain.runs.table import Table

_THEORY_TIMES = np.arange(65) / 8.0

STATIONARY = Table(
    "exchange_stationary/1",
    rate="rate function f",
    particles="M",
    quantity="E_i: mean energy of cell i; C_ij: M times the covariance; kappa: -J (N + 1)/(T_R - T_L), fast "
    "time; sigma: entropy production",
    simulated="time average of exact exchanges",
    std="its standard error between replicas",
    theory="the limit M -> infinity: E*, S of the Lyapunov equation, kappa and entropy production at E*",
    printed="S with the coefficients of Theorem 6.1 as printed, for covariances",
)

IN_TIME = Table(
    "exchange_covariance_in_time/2",
    time="fast time since the sharp start at E_i = T_left",
    quantity="E_i: mean energy of cell i; C_ii: M times its variance; D_1i: M times the covariance of E_i then "
    "with E_1 at time 1",
    simulated="average over independent chains; empty where only the theory is given",
    std="its standard error",
    theory="the limit (3.1), (3.2)",
    printed="(3.2) with the coefficients of Theorem 6.1 as printed",
    mesoscopic="average over paths of (3.3)",
    mesoscopic_std="its standard error",
)


def stationary_table(results: Sequence[tuple[StationaryRun, StationaryChain]]) -> pd.DataFrame:
    """Table STATIONARY from simulated chains."""
    return pd.DataFrame([row for run, chain in results for row in _stationary_rows(run, chain)])


def _stationary_rows(run: StationaryRun, chain: StationaryChain) -> Iterator[dict[str, Any]]:
    exchange, M = chain_of(run, run.n_cells), run.particles
    limit = exchange.equilibrium()
    common = {"rate": run.rate, "particles": M, "printed": np.nan}
    means, errors = chain.energies
    for i, value in enumerate(limit.energies):
        yield common | {"quantity": f"E_{i + 1}", "simulated": means[i], "std": errors[i], "theory": value}
    for name, (value, error), theory in (
        ("kappa", chain.conductivity, limit.conductivity),
        ("sigma", chain.entropy_production, limit.entropy_production),
    ):
        yield common | {"quantity": name, "simulated": value, "std": error, "theory": theory}
    right, printed = exchange.linear_noise_covariance(), exchange.linear_noise_covariance(PRINTED_NOISE)
    values, errors = (M * array for array in chain.covariance)
    for i, j in product(range(len(means)), repeat=2):
        if i <= j:
            row = {"quantity": f"C_{i + 1}{j + 1}", "simulated": values[i, j], "std": errors[i, j]}
            yield common | row | {"theory": right[i, j], "printed": printed[i, j]}


def in_time_table(run: CovarianceRun, arrays: Mapping[str, NDArray]) -> pd.DataFrame:
    """Table IN_TIME from the averages of a run."""
    exchange = chain_of(run, run.n_cells)
    start = np.full(run.n_cells, run.T_left)
    theory = exchange.linear_noise_in_time(times=_THEORY_TIMES, start=start)
    printed = exchange.linear_noise_in_time(times=_THEORY_TIMES, start=start, noise=PRINTED_NOISE)
    one = int(np.searchsorted(_THEORY_TIMES, run.TIMES[run.TOGETHER]))
    between, between_printed = (
        exchange.linear_noise_between_times(times=_THEORY_TIMES, start=start, noise=noise)[1][one, 0]
        for noise in (NOISE, PRINTED_NOISE)
    )
    rows = []
    for t, time in enumerate(_THEORY_TIMES):
        for i in range(run.n_cells):
            mean = {"time": time, "quantity": f"E_{i + 1}", "theory": theory[0][t, i], "printed": printed[0][t, i]}
            variance = {"time": time, "quantity": f"C_{i + 1}{i + 1}"}
            variance |= {"theory": theory[1][t, i, i], "printed": printed[1][t, i, i]}
            joint = {"time": time, "quantity": f"D_1{i + 1}"}
            joint |= {"theory": between[t, i], "printed": between_printed[t, i]}
            if time in run.TIMES:
                at = run.TIMES.index(time), i
                mean |= _simulated(arrays, "mean", at, 1.0)
                variance |= _simulated(arrays, "variance", at, run.particles)
                joint |= _simulated(arrays, "between", at, run.particles)
            rows += [mean, variance, joint]
    return pd.DataFrame(rows)


def _simulated(arrays: Mapping[str, NDArray], name: str, at: tuple[int, int], factor: float) -> dict[str, float]:
    """Columns of IN_TIME: averages over chains and over paths, times a factor."""
    columns = {
        "simulated": f"exchanges_{name}",
        "std": f"exchanges_{name}_std",
        "mesoscopic": f"mesoscopic_{name}",
        "mesoscopic_std": f"mesoscopic_{name}_std",
    }
    return {column: factor * float(arrays[array][at]) for column, array in columns.items()}
