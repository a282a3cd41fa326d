"""Tables of K^ee from the current that a heat field drives, compared with Green-Kubo."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.rotors.validation.heat_response.study.run import HeatResponseRun
from thermochain.rotors.validation.study.flow_table import limit_row, limits_with_green_kubo, response_columns
from thermochain.runs.storage import load_result
from thermochain.runs.table import Table

RESPONSES = Table(
    "heat_responses/1",
    temperature="T",
    n_rotors="ring size M",
    drive="X = phi M",
    heat_field="field phi",
    onsager="K(M, X) = T <j^e>/phi",
    onsager_std="its statistical standard error",
    drift="first half of the stationary flow less the second half",
    drift_std="its standard error",
)

LIMITS = Table(
    "heat_response/1",
    temperature="T",
    onsager="K^ee, limit of K(M, X) = K^ee + (a + b X^2)/M for M -> infinity at fixed X",
    onsager_std="its statistical standard error",
    onsager_systematic="what it moves without the smallest rings, at least the error of that",
    onsager_error="its total error",
    size_slope="a, or a + b X^2 where all rings have one drive",
    drive_slope="b, or 0 where all rings have one drive",
    chi_square="of the fit",
    degrees="its degrees of freedom",
    green_kubo="K^ee of onsager.csv",
    green_kubo_error="its total error",
    z="difference over the total error of both",
)
TABLES = {"responses": RESPONSES, "limits": LIMITS}


def make_tables(onsager: str | Path, rings: Iterable[str | Path]) -> dict[str, pd.DataFrame | str]:
    """Content of TABLES and, as `page`, the web page of the limits, from the Onsager table and the simulations."""
    responses = responses_frame(load_result(path, HeatResponseRun) for path in rings)
    limits = limits_frame(responses, ONSAGER.read(onsager))
    return {"responses": responses, "limits": limits, "page": limits_page(limits)}


def response_row(run: HeatResponseRun, energy: NDArray, early: NDArray, late: NDArray) -> dict[str, float]:
    """One row of RESPONSES from the arrays of one simulation, all of shape (n_replicas,)."""
    return {
        "temperature": run.temperature,
        "n_rotors": run.n_rotors,
        "drive": run.drive,
        "heat_field": run.heat_field,
        **response_columns(run, "onsager", energy, early, late),
    }


def responses_frame(simulations: Iterable[tuple[HeatResponseRun, Mapping[str, NDArray]]]) -> pd.DataFrame:
    """Table RESPONSES, one row per simulation, from the runs and their arrays."""
    return RESPONSES.frame([response_row(run, **arrays) for run, arrays in simulations])


def limits_frame(responses: pd.DataFrame, onsager: pd.DataFrame) -> pd.DataFrame:
    """Table LIMITS, one row per temperature; `onsager` is the table of Green-Kubo coefficients."""
    rows = []
    for temperature, at in responses.groupby("temperature"):
        [other] = onsager[onsager["temperature"] == temperature].to_dict("records")
        rows.append(limit_row(at, "drive", "onsager", other["ee"], other["ee_error"]))
    return LIMITS.frame(rows)


def limits_page(limits: pd.DataFrame) -> str:
    """The table LIMITS as a web page."""
    return limits_with_green_kubo(limits, "Energy-energy Onsager coefficient from a heat flow", "onsager", "K^ee")
