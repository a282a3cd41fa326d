"""Tables of D^p from the current that a gradient of momentum drives, compared with Green-Kubo."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.rotors.validation.shear_response.study.run import ShearedRun
from thermochain.rotors.validation.study.flow_table import limit_row, limits_with_green_kubo, response_columns
from thermochain.runs.storage import load_result
from thermochain.runs.table import Table

RESPONSES = Table(
    "shear_responses/1",
    temperature="T",
    n_rotors="ring size M",
    momentum_jump="X = g M, jump of the momentum round the ring",
    shear_rate="gradient g of the momentum",
    diffusivity="D(M, X) = -<j^p>/g",
    diffusivity_std="its statistical standard error",
    drift="first half of the stationary flow less the second half",
    drift_std="its standard error",
)

LIMITS = Table(
    "shear_response/1",
    temperature="T",
    diffusivity="D^p, limit of D(M, X) = D^p + (a + b X^2)/M for M -> infinity at fixed X",
    diffusivity_std="its statistical standard error",
    diffusivity_systematic="what it moves without the smallest rings, at least the error of that",
    diffusivity_error="its total error",
    size_slope="a",
    jump_slope="b",
    chi_square="of the fit",
    degrees="its degrees of freedom",
    green_kubo="K^pp/T of onsager.csv",
    green_kubo_error="its total error",
    z="difference over the total error of both",
)
TABLES = {"responses": RESPONSES, "limits": LIMITS}


def make_tables(onsager: str | Path, rings: Iterable[str | Path]) -> dict[str, pd.DataFrame | str]:
    """Content of TABLES and, as `page`, the web page of the limits, from the Onsager table and the simulations."""
    responses = responses_frame(load_result(path, ShearedRun) for path in rings)
    limits = limits_frame(responses, ONSAGER.read(onsager))
    return {"responses": responses, "limits": limits, "page": limits_page(limits)}


def response_row(run: ShearedRun, energy: NDArray, early: NDArray, late: NDArray) -> dict[str, float]:
    """One row of RESPONSES from the arrays of one simulation, all of shape (n_replicas,)."""
    return {
        "temperature": run.temperature,
        "n_rotors": run.n_rotors,
        "momentum_jump": run.momentum_jump,
        "shear_rate": run.shear_rate,
        **response_columns(run, "diffusivity", energy, early, late),
    }


def responses_frame(simulations: Iterable[tuple[ShearedRun, Mapping[str, NDArray]]]) -> pd.DataFrame:
    """Table RESPONSES, one row per simulation, from the runs and their arrays."""
    return pd.DataFrame([response_row(run, **arrays) for run, arrays in simulations])


def limits_frame(responses: pd.DataFrame, onsager: pd.DataFrame) -> pd.DataFrame:
    """Table LIMITS, one row per temperature; `onsager` is the table of Green-Kubo coefficients."""
    rows = []
    for temperature, at in responses.groupby("temperature"):
        [other] = onsager[onsager["temperature"] == temperature].to_dict("records")
        green_kubo = other["pp"] / temperature, other["pp_error"] / temperature
        rows.append(limit_row(at, "momentum_jump", "diffusivity", *green_kubo))
    return pd.DataFrame(rows)


def limits_page(limits: pd.DataFrame) -> str:
    """The table LIMITS as a web page."""
    return limits_with_green_kubo(limits, "Momentum diffusivity from a driven flow", "diffusivity", "D^p")
