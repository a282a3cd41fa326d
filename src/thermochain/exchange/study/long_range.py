"""Table of long-range correlations: simulated chains beside the matrix S of the Gaussian theory (Li, section 7)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from thermochain.exchange.chain import PRINTED_NOISE
from thermochain.exchange.long_range import far, projections, simulated_projections, sine_modes
from thermochain.exchange.stationary_chain import StationaryChain
from thermochain.exchange.study.chain_simulation import chain_of
from thermochain.exchange.study.run import StationaryRun
from thermochain.runs.table import Table

_N_MODES = 6

LONG_RANGE = Table(
    "exchange_long_range/1",
    n_cells="N",
    particles="M",
    mode="k: projection of the covariances of cells that are no neighbours on sqrt(2/(N + 1)) sin(pi k x); 0: "
    "their sum with the weights S_ij, over that of the theory",
    simulated="M times the projection, of exact exchanges",
    std="its standard error between replicas",
    theory="the same of S",
    printed="the same of S with the coefficients of Theorem 6.1 as printed",
)


def long_range_table(results: Sequence[tuple[StationaryRun, StationaryChain]]) -> pd.DataFrame:
    """Table of LONG_RANGE from simulated chains."""
    return pd.concat([_rows(*result) for result in results], ignore_index=True)


def _rows(run: StationaryRun, chain: StationaryChain) -> pd.DataFrame:
    exchange = chain_of(run, run.n_cells)
    S, printed = exchange.linear_noise_covariance(), exchange.linear_noise_covariance(PRINTED_NOISE)
    whole = far(S)
    modes = sine_modes(run.n_cells, min(_N_MODES, run.n_cells))
    weights = np.array([whole / np.sum(whole**2), *(far(np.outer(mode, mode)) for mode in modes)])
    values, errors = simulated_projections(weights, chain.samples)
    columns = {"mode": np.arange(len(weights)), "simulated": run.particles * values, "std": run.particles * errors}
    columns |= {"theory": projections(weights, S), "printed": projections(weights, printed)}
    return pd.DataFrame(columns).assign(n_cells=run.n_cells, particles=run.particles)
