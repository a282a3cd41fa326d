"""The macroscopic equations of anharmonic chains beside simulations extrapolated to infinite length."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from thermochain.core.residual import fit_linear
from thermochain.oscillators.anharmonic.study import macroscopic_tables, simulated_tables
from thermochain.oscillators.harmonic import flip_laws
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

_SHOWN = (0.25, 0.5, 0.75)  # positions that the table shows
COMPARISON = Table(
    "anharmonic_comparison/1",
    quantity="what is compared",
    predicted="by the macroscopic equations with the measured conductivity",
    predicted_std="standard error from the conductivity; nan where it is not propagated, 0 for exact values",
    printed="by (23) as printed; nan where it is the same",
    simulated="line in 1/(n + 1 + 1/gamma) through the simulated chains, at 0",
    simulated_std="standard error",
    z="(simulated - predicted) over both errors",
    z_printed="(simulated - printed) over the error of the simulation; nan where both equations agree",
)
EXTRAPOLATED = Table(
    "anharmonic_extrapolated/1",
    x="position in [0, 1]; nan for the current",
    quantity="temperature, stretch or n times the energy_current of the driven chain",
    value="line in 1/(n + 1 + 1/gamma) through the simulated chains, at 0",
    std="standard error",
    predicted="by the macroscopic equations",
    predicted_std="standard error from the conductivity",
)
TABLES = {"comparison": COMPARISON, "extrapolated": EXTRAPOLATED}


def make_tables(flip_rate: float, force: float, **files: str | Path) -> dict[str, pd.DataFrame | str]:
    """Content of TABLES and, as `page`, the web page of the comparison, from the files of the tables compared."""
    kinds = simulated_tables.TABLES | macroscopic_tables.TABLES
    frames = {name: kinds[name].read(path) for name, path in files.items()}
    comparison, extrapolated = comparison_frames(frames, flip_rate, force)
    return {"comparison": comparison, "extrapolated": extrapolated, "page": comparison_page(comparison)}


def comparison_frames(
    tables: Mapping[str, pd.DataFrame], flip_rate: float, force: float
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables COMPARISON and EXTRAPOLATED: the comparison and the extrapolated profiles.

    Parameters
    ----------
    tables
        `driven`, `currents` and `means` of the simulations, `stationary` and `release` of the macroscopic equations.
    flip_rate, force
        gamma, and the force on the driven chains.
    """
    extrapolated = _extrapolated(tables, flip_rate)
    rows = [*_driven_rows(tables["currents"], extrapolated, flip_rate, force), *_released_rows(tables, flip_rate)]
    return pd.DataFrame(rows), extrapolated


def comparison_page(frame: pd.DataFrame) -> str:
    """The table as a page of the report."""
    rows = (
        (
            row.quantity,
            with_error(row.predicted, row.predicted_std),
            with_error(row.printed),
            with_error(row.simulated, row.simulated_std),
            with_error(round(row.z, 1)),
            with_error(round(row.z_printed, 1)),
        )
        for row in frame.itertuples()
    )
    heads = ["quantity", "equations", "(23) as printed", "simulated", "z", "z as printed"]
    return page("Anharmonic chains: equations and simulation", heads, rows)


def to_infinite_length(table: pd.DataFrame, quantity: str, flip_rate: float) -> tuple[float, float]:
    """Limit and its standard error by a weighted line in the inverse `effective_length`, from one row for each size."""
    length = flip_laws.effective_length(table["n"].to_numpy(), flip_rate)
    weight = 1.0 / table[f"{quantity}_std"].to_numpy()
    design = np.stack([weight, weight / length], axis=1)
    what, remedy = f"the limit of {quantity} for long chains", "simulate chains of other lengths, or more replicas"
    parameters, solution = fit_linear(design, weight * table[quantity].to_numpy(), what=what, remedy=remedy)
    return float(parameters[0]), float(np.linalg.norm(solution[0]))


def _extrapolated(tables: Mapping[str, pd.DataFrame], flip_rate: float) -> pd.DataFrame:
    """Profiles of the driven chains at the positions that all of them have."""
    driven, limit = tables["driven"], tables["stationary"]
    n_sizes = driven["n"].nunique()
    rows = []
    for x, at in driven.groupby(driven["x"].round(9)):
        for quantity in ("temperature", "stretch"):
            if at[quantity].count() < n_sizes:
                continue
            value, std = to_infinite_length(at, quantity, flip_rate)
            row = {"x": x, "quantity": quantity, "value": value, "std": std}
            for column, source in (("predicted", quantity), ("predicted_std", f"{quantity}_std")):
                row[column] = np.interp(x, limit["x"], limit[source])
            rows.append(row)
    value, std = to_infinite_length(tables["currents"], "energy_current", flip_rate)
    names = ("energy_current", "energy_current_std")
    predicted = dict(zip(("predicted", "predicted_std"), limit.iloc[0][list(names)], strict=True))
    rows.append({"x": np.nan, "quantity": "energy_current", "value": value, "std": std} | predicted)
    return pd.DataFrame(rows)


def _driven_rows(
    currents: pd.DataFrame, extrapolated: pd.DataFrame, flip_rate: float, force: float
) -> list[dict[str, Any]]:
    rows = []
    for row in currents.itertuples():
        exact = -force * row.n / (2.0 * flip_rate * flip_laws.effective_length(row.n, flip_rate))
        label = f"n J of stretch, driven, n = {row.n}, exact"
        rows.append(_row(label, exact, 0.0, row.stretch_current, row.stretch_current_std))
    for row in extrapolated.itertuples():
        if row.x in _SHOWN or np.isnan(row.x):
            place = "n J of energy" if np.isnan(row.x) else f"{row.quantity} at x = {row.x:g}"
            rows.append(_row(f"{place}, driven", row.predicted, row.predicted_std, row.value, row.std))
    return rows


def _released_rows(tables: Mapping[str, pd.DataFrame], flip_rate: float) -> list[dict[str, Any]]:
    release, rows = tables["release"], []
    for quantity in ("temperature", "stretch"):
        for time, at in tables["means"].groupby("time"):
            curve = release[release["time"] == time]
            corrected, printed = (
                np.trapezoid(curve[column], curve["x"]) for column in (quantity, f"{quantity}_printed")
            )
            label = f"mean {quantity}, released, t = {time:g}"
            rows.append(_row(label, corrected, np.nan, *to_infinite_length(at, quantity, flip_rate), printed))
    return rows


def _row(
    quantity: str, predicted: float, predicted_std: float, value: float, std: float, printed: float = np.nan
) -> dict[str, Any]:
    return {
        "quantity": quantity,
        "predicted": predicted,
        "predicted_std": predicted_std,
        "printed": printed,
        "simulated": value,
        "simulated_std": std,
        "z": (value - predicted) / np.hypot(std, np.nan_to_num(predicted_std)),
        "z_printed": (value - printed) / std,
    }
