"""Strange directions when one spring after the other becomes quartic (EZ, Section 3, with any c_ij)."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.oscillators.networks.anharmonic_network import NetworkAverages
from thermochain.oscillators.networks.study.run import SingleSpringsRun
from thermochain.oscillators.networks.study.strange_quantities import (
    estimates,
    names_of_quantities,
    names_that_decide,
    slopes,
)
from thermochain.runs.storage import load_result
from thermochain.runs.table import Table

SINGLE_SPRINGS = Table(
    "networks_single_springs/1",
    example="number in Eckmann and Zabey",
    spring="masses of the one spring that is quartic, c_ij = 1; the others have c_ij = 0",
    quantity="flux i->j or difference of kinetic temperatures, > 0 as long as the strange direction lasts",
    epsilon="strength of the quartic spring",
    harmonic="the quantity at eps = 0, exact",
    value="the quantity at this eps, simulated",
    value_std="its standard error; the same noise drives all springs, so errors are correlated",
    slope="its derivative at eps = 0, exact; for any c_ij the slopes of the springs add up with weights c_ij",
)
TABLES = {"single_springs": SINGLE_SPRINGS}


def make_tables(runs: Iterable[str | Path]) -> dict[str, pd.DataFrame]:
    """Content of TABLES from the files of the simulations."""
    return {"single_springs": single_springs_frame(runs)}


def single_springs_frame(paths: Iterable[str | Path]) -> pd.DataFrame:
    """Table SINGLE_SPRINGS of all simulated examples."""
    rows: list[tuple] = []
    for path in paths:
        run, arrays = load_result(path, SingleSpringsRun)
        rows += _rows(run, NetworkAverages(**arrays))
    return SINGLE_SPRINGS.frame(rows)


def _rows(run: SingleSpringsRun, averages: NetworkAverages) -> list[tuple]:
    values, errors = estimates(run, averages)
    decisive = [(name, names_of_quantities(run.example).index(name)) for name in names_that_decide(run.example)]
    rows = []
    for spring, some, their_errors in zip(run.case.springs, values[1:], errors[1:], strict=True):
        change = slopes(run.example, {spring: 1.0})
        for name, k in decisive:
            row = (run.example, f"{spring[0]}-{spring[1]}", name, run.strength, values[0, k])
            rows.append((*row, some[k], their_errors[k], change[k]))
    return rows


def largest_certain_epsilon(table: pd.DataFrame) -> dict[int, float]:
    """Example -> eps up to which, to first order, no choice of c_ij in [0, 1] ends the strange direction.

    The least favourable c_ij are 1 where the slope is negative and 0 elsewhere; inf if no slope is negative.
    """
    ends = {}
    for example, rows in table.groupby("example"):
        falls = rows.assign(fall=-rows["slope"].clip(upper=0.0)).groupby("quantity")
        with np.errstate(divide="ignore"):
            ends[int(example)] = float((falls["harmonic"].first() / falls["fall"].sum()).min())
    return ends
