"""The Onsager matrix at a mean momentum (IOS 2.24): rings that turn as a whole, compared with rings at rest."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.rotors.green_kubo.study.correlation_files import load_run
from thermochain.rotors.green_kubo.study.onsager_table import RUNNING, running_frame
from thermochain.rotors.validation.onsager_structure.study.run import BoostedRun
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

STRUCTURE = Table(
    "onsager_structure/1",
    temperature="T",
    mean_momentum="pbar",
    upper_limit="time at which all running integrals are taken; (2.24) holds at each",
    coefficient="pp, pe or ee",
    measured="running integral of the correlation at mean momentum pbar",
    measured_std="its standard error",
    predicted="K^pp, pbar K^pp or K^ee + pbar^2 K^pp from rings at rest",
    predicted_std="its standard error",
    at_rest="the same coefficient at pbar = 0",
    at_rest_std="its standard error",
    z="difference over the error of both",
)
TABLES = {"structure": STRUCTURE}


def make_tables(at_rest: Iterable[str | Path], turning: Iterable[str | Path]) -> dict[str, pd.DataFrame | str]:
    """Content of TABLES and, as `page`, its web page.

    `at_rest` are the files of the running integrals of rings at rest, `turning` those of the turning rings.
    """
    rows = []
    for resting, path in zip(at_rest, turning, strict=True):
        run, correlations = load_run(path, BoostedRun)
        integrals = RUNNING.read(resting), running_frame(correlations)
        rows.append(compare_structure(*integrals, run.temperature, run.mean_momentum))
    frame = pd.concat(rows, ignore_index=True)
    return {"structure": frame, "page": structure_page(frame)}


def compare_structure(
    at_rest: pd.DataFrame, turning: pd.DataFrame, temperature: float, mean_momentum: float
) -> pd.DataFrame:
    """Three rows of STRUCTURE from the running integrals (table RUNNING) of rings at rest and of turning rings.

    Both have the same lags, and all integrals end at a quarter of the longest lag: (2.24) holds at any time,
    so that no cut-off error enters.
    """
    times = at_rest["time"]
    row = int((times - 0.25 * times.iloc[-1]).abs().argmin())
    rest, boosted = at_rest.iloc[row], turning.iloc[row]
    u = mean_momentum
    weights = {"pp": (1.0, 0.0), "pe": (u, 0.0), "ee": (u**2, 1.0)}  # weights of K^pp and K^ee at rest
    rows = []
    for coefficient, (of_pp, of_ee) in weights.items():
        measured, measured_std = boosted[f"K_{coefficient}"], boosted[f"K_{coefficient}_std"]
        predicted = of_pp * rest["K_pp"] + of_ee * rest["K_ee"]
        predicted_std = np.hypot(of_pp * rest["K_pp_std"], of_ee * rest["K_ee_std"])
        rows.append(
            {
                "temperature": temperature,
                "mean_momentum": u,
                "upper_limit": rest["time"],
                "coefficient": coefficient,
                "measured": measured,
                "measured_std": measured_std,
                "predicted": predicted,
                "predicted_std": predicted_std,
                "at_rest": rest[f"K_{coefficient}"],
                "at_rest_std": rest[f"K_{coefficient}_std"],
                "z": (measured - predicted) / np.hypot(measured_std, predicted_std),
            }
        )
    return pd.DataFrame(rows)


def structure_page(structure: pd.DataFrame) -> str:
    """Measured and predicted coefficients as a web page."""
    headers = ["T", "p̄", "Coefficient", "At rest", "Turning", "Predicted by (2.24)", "z"]
    rows = (
        [
            f"{r.temperature:g}",
            f"{r.mean_momentum:g}",
            f"K^{r.coefficient}",
            with_error(r.at_rest, r.at_rest_std),
            with_error(r.measured, r.measured_std),
            with_error(r.predicted, r.predicted_std),
            f"{r.z:.1f}",
        ]
        for r in structure.itertuples()
    )
    return page("The Onsager matrix at a mean momentum", headers, rows)
