"""Theory beside simulation of stochastic energy exchange, as one table for the report."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.exchange.study import tables, theory
from thermochain.runs.pages import page, with_error

_HEADERS = ("Quantity", "Case", "Simulation", "Theory", "Deviation / error", "As printed", "Deviation / error")


def make_tables(**files: str | Path) -> dict[str, str]:
    """The page, by the name `page`, from the files of the tables that it compares."""
    kinds = tables.TABLES | theory.TABLES
    return {"page": comparison_page(**{name: kinds[name].read(path) for name, path in files.items()})}


def comparison_page(
    stationary: pd.DataFrame,
    two_point: pd.DataFrame,
    convergence: pd.DataFrame,
    kinetic_currents: pd.DataFrame,
    coupling: pd.DataFrame,
    ginzburg_landau: pd.DataFrame,
) -> str:
    """Web page of simulation beside theory and print: stationary chains, full shares, convergence, weak coupling."""
    rows = [
        *_stationary(stationary),
        *_two_point(two_point),
        *_convergence(convergence),
        *_kinetic(kinetic_currents),
        *_weak_coupling(coupling, ginzburg_landau),
    ]
    return page("Energy exchange: theory and simulation", _HEADERS, rows)


def _row(name: str, case: str, value: float, error: float, theory: float, printed: float = np.nan) -> tuple[str, ...]:
    cells = [name, case, with_error(value, error)]
    for other in (theory, printed):
        known = np.isfinite(other)
        cells.append(f"{other:.5g}" if known else "-")
        cells.append(f"{(value - other) / error:.1f}" if known and error > 0 else "-")
    return tuple(cells)


def _stationary(table: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    names = {"E": "E*", "C": "M Cov", "kappa": "kappa", "sigma": "entropy production"}
    for row in table.itertuples():
        head, _, cells = row.quantity.partition("_")
        case = f"{row.rate}, M = {row.particles:g}"
        yield _row(f"{names[head]} {cells}".strip(), case, row.simulated, row.std, row.theory, row.printed)


def _two_point(table: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    for row in table.itertuples():
        name = f"Cov {row.first}{row.second}" if row.second else f"E {row.first}"
        yield _row(name, "constant, full shares", row.simulated, row.std, row.exact)


def _convergence(table: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    for study, rows in table.groupby("study", sort=False):
        first, last = rows.iloc[0], rows.loc[rows["particles"].idxmax()]
        yield _row("power of M", f"distance, study {study}", first["slope"], first["slope_std"], first["power"])
        scale = last["particles"] ** -first["power"]
        case = f"M = {last['particles']:g}, study {study}"
        yield _row("distance / M^power", case, scale * last["distance"], scale * last["std"], first["constant"])


def _kinetic(table: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    values = table.set_index("source")
    ring = values.loc["ring", "value"]
    limit, correction = values.loc["limit"], values.loc["correction"]
    yield _row("kappa / sqrt(T)", "kinetic limit: chains against the ring", limit["value"], limit["std"], ring)
    yield _row("gradient correction", "kinetic limit, T = 1", correction["value"], correction["std"], np.nan)


def _weak_coupling(scaling: pd.DataFrame, green_kubo: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    limit = scaling[scaling["coupling"] == 0].iloc[0]
    micro = scaling[scaling["coupling"] > 0]
    smallest = micro.loc[micro["coupling"].idxmin()]
    case = f"chain at delta = {smallest['coupling']:g}, exact"
    yield _row("kappa / delta^2", case, smallest["over_square"], np.nan, limit["over_square"])
    exponent = micro["exponent"].dropna().iloc[-1]
    yield _row("power of delta in kappa", "smallest two couplings, exact", exponent, np.nan, limit["exponent"], 1.0)
    for row in green_kubo[green_kubo["source"] != "static"].itertuples():
        case = f"Ginzburg-Landau, {row.mobility}, nu = {row.density_power:g}, T = 1"
        name = "kappa" if row.source == "ring" else "sum int <alpha alpha>"
        # product: kappa = c (nu + 1)^2 with c = 1, where (49) as printed has no static term
        known = row.mobility == "product" and row.source == "ring"
        yield _row(name, case, row.value, row.std if row.std > 1e-12 else np.nan, 1.0 if known else np.nan)
