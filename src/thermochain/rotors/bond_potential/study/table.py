"""Table of the Onsager coefficients of rings of any bond potential, with tests of exact laws of equilibrium.

For every potential <V'^2> = T <V''> and, with momenta that sum to zero, <J^e J^e>/M = T <V'^2>/2 (1 - 2/M) at equal
times; the simulation must fulfil both.
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import pandas as pd

from thermochain.core.correlation import TimeCorrelations
from thermochain.core.running_integral import standard_error
from thermochain.rotors.bond_potential.study.run import BondPotentialRun
from thermochain.rotors.green_kubo.estimate import estimate_onsager
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

COEFFICIENTS = Table(
    "bond_potential/1",
    {
        "temperature": "T, in units of the potential's",
        "pp": "K^pp",
        "pp_std": "its statistical standard error",
        "pp_systematic": "its systematic error, of the tail that is extrapolated",
        "pp_settled": "False if maximum_lag is too short for the tail of K^pp",
        "ee": "K^ee",
        "ee_std": "its statistical standard error",
        "ee_systematic": "its systematic error",
        "ee_settled": "as pp_settled",
        "pull": "<V'^2> along the trajectories",
        "pull_std": "its standard error",
        "pull_exact": "<V'^2> of one bond in its Gibbs state",
        "power": "<J^e J^e>/M at equal times along the trajectories",
        "power_std": "its standard error",
        "power_exact": "T <V'^2>/2 (1 - 2/M), momenta summing to zero",
    },
)


def coefficient_frame(simulations: Iterable[tuple[BondPotentialRun, TimeCorrelations, float]]) -> pd.DataFrame:
    """Table COEFFICIENTS, one row per simulation: its run, its correlations, and the exact <V'^2> of one bond.

    Raises ValueError as `estimate_onsager` does.
    """
    return pd.DataFrame([_row(*simulation) for simulation in simulations])


def _row(run: BondPotentialRun, correlations: TimeCorrelations, square: float) -> dict[str, Any]:
    row: dict[str, Any] = asdict(estimate_onsager(correlations))
    for name, pair, exact in (
        ("pull", correlations.pp, square),
        ("power", correlations.ee, 0.5 * run.temperature * square * (1.0 - 2.0 / run.n_rotors)),
    ):
        row |= {
            name: float(pair[:, 0].mean()),
            f"{name}_std": float(standard_error(pair[:, :1])[0]),
            f"{name}_exact": exact,
        }
    return row


def coefficient_page(coefficients: pd.DataFrame, name: str) -> str:
    """The table as a web page: coefficients with their errors, then both laws, simulated and exact."""
    headers = ["T", "K^pp \u00b1 statistical \u00b1 systematic", "settled", "K^ee \u00b1 statistical \u00b1 systematic"]
    headers += ["settled", "<V'^2>", "exact", "<J^e J^e>/M", "exact"]
    rows = (
        [
            f"{r.temperature:g}",
            with_error(r.pp, r.pp_std, r.pp_systematic),
            "yes" if r.pp_settled else "no",
            with_error(r.ee, r.ee_std, r.ee_systematic),
            "yes" if r.ee_settled else "no",
            with_error(r.pull, r.pull_std),
            f"{r.pull_exact:.5f}",
            with_error(r.power, r.power_std),
            f"{r.power_exact:.5f}",
        ]
        for r in coefficients.itertuples()
    )
    return page(f"Onsager coefficients of the potential {name}", headers, rows)
