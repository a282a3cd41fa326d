"""Fluxes of weakly anharmonic networks against eps, and the eps up to which strange directions last (EZ, Section 3)."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from thermochain.oscillators.networks.anharmonic_network import NetworkAverages
from thermochain.oscillators.networks.study.run import N_BATCHES, AnharmonicRun
from thermochain.oscillators.networks.study.strange_quantities import (
    estimates,
    names_of_quantities,
    names_that_decide,
    slopes,
)
from thermochain.runs.storage import load_result
from thermochain.runs.table import Table

_SURE = 2.0  # number of standard errors beyond which the sign of a flux counts as certain

FLUXES = Table(
    "networks_anharmonic/1",
    example="number in Eckmann and Zabey",
    epsilon="strength of the quartic springs",
    quantity="flux i->j or kinetic temperature i",
    decides="whether the strange direction needs it > 0",
    value="average; exact at eps = 0",
    value_std="its standard error; the same noise drives all eps, so errors are correlated",
    slope="its derivative at eps = 0, exact to first order",
)
PERSISTENCE = Table(
    "networks_persistence/1",
    example="number in Eckmann and Zabey",
    direction="strange direction of the heat",
    certain_to="largest eps up to which it holds by two standard errors everywhere",
    ends_at="eps at which it ends, between two simulated ones; empty if it outlasts all",
    ends_at_std="its standard error, jackknife over batches of replicas",
    largest="largest eps simulated",
)
TABLES = {"anharmonic": FLUXES, "persistence": PERSISTENCE}
_DIRECTIONS = {
    1: "heat flows 2->3, to the hotter mass",
    2: "heat circulates 1->2->3->1",
    3: "heat circulates 1->2->3->1",
    4: "heat is pumped 4->6->3, to the hotter bath",
}


def make_tables(runs: Iterable[str | Path]) -> dict[str, pd.DataFrame]:
    """Content of TABLES from the files of the simulations."""
    fluxes, persistence = anharmonic_frames(runs)
    return {"anharmonic": fluxes, "persistence": persistence}


def anharmonic_frames(paths: Iterable[str | Path]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables FLUXES and PERSISTENCE of all simulated examples."""
    fluxes, rows = [], []
    for path in paths:
        run, arrays = load_result(path, AnharmonicRun)
        averages = NetworkAverages(**arrays)
        fluxes.append(flux_frame(run, averages))
        rows.append(persistence(run, averages))
    return pd.concat(fluxes), pd.DataFrame(rows)


def flux_frame(run: AnharmonicRun, averages: NetworkAverages) -> pd.DataFrame:
    """Rows of FLUXES: all fluxes and <p_i^2> at all eps, those that decide on the strange direction marked."""
    values, errors = estimates(run, averages)
    decide, own_slopes = set(names_that_decide(run.example)), slopes(run.example)
    rows = [
        (run.example, epsilon, name, name in decide, value, error, slope)
        for epsilon, some, their_errors in zip(run.epsilons, values, errors, strict=True)
        for name, value, error, slope in zip(
            names_of_quantities(run.example), some, their_errors, own_slopes, strict=True
        )
    ]
    return FLUXES.frame(rows)


def persistence(run: AnharmonicRun, averages: NetworkAverages) -> dict[str, object]:
    """Row of PERSISTENCE: the eps up to which the strange direction lasts.

    It ends where the first of the quantities that must be > 0 vanishes.
    """
    decisive = [names_of_quantities(run.example).index(name) for name in names_that_decide(run.example)]
    values, errors = estimates(run, averages)
    sure = np.all(values[:, decisive] > _SURE * errors[:, decisive], axis=1)
    n_sure = sure.size if sure.all() else int(np.argmin(sure))
    end = _first_zero(run.epsilons, values[:, decisive])
    left_out = np.array([_end_without(run, averages, batch, decisive) for batch in range(N_BATCHES)])
    spread = np.sqrt((N_BATCHES - 1) * left_out.var()) if np.isfinite(left_out).all() else np.nan
    certain = run.epsilons[n_sure - 1] if n_sure else np.nan
    row = (run.example, _DIRECTIONS[run.example], certain, end, spread, run.largest_strength)
    return dict(zip(PERSISTENCE.columns, row, strict=True))


def _end_without(run: AnharmonicRun, averages: NetworkAverages, batch: int, decisive: list[int]) -> float:
    kept = np.arange(run.n_replicas) % N_BATCHES != batch
    some = NetworkAverages(*(values[..., kept] for values in vars(averages).values()))
    values, _ = estimates(run, some)
    return _first_zero(run.epsilons, values[:, decisive])


def _first_zero(epsilons: NDArray, values: NDArray) -> float:
    """Smallest eps > 0 at which one of `values`, shape (n_strengths + 1, n_values), turns negative.

    Between the simulated eps the values follow monotone cubics in log eps.  It is nan if none turns negative.
    """
    log_epsilons = np.log(epsilons[1:])
    zeros = [PchipInterpolator(log_epsilons, column).roots(extrapolate=False) for column in values[1:].T]
    zeros = np.concatenate(zeros)
    if np.any(values[1] <= 0.0):  # negative already at the smallest eps > 0
        return float(epsilons[1])
    return float(np.exp(zeros.min())) if zeros.size else np.nan
