"""Table of K^pp of cold chains from the transmission of the barrier of phase slips."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.phase_slip import BARRIER, phase_slip_coefficient
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.rotors.validation.phase_slips.study.run import SlipRun
from thermochain.rotors.validation.phase_slips.transmission import estimate_transmission
from thermochain.runs.pages import page, with_error
from thermochain.runs.storage import load_result
from thermochain.runs.table import Table

SLIPS = Table(
    "phase_slips/1",
    temperature="T",
    n_rotors="ring size M",
    time="time up to which the ring is followed, forward and back",
    transmission="kappa, part of the passages over the top that stay",
    transmission_std="its statistical standard error",
    transmission_systematic="its change over the last two octaves of time",
    remaining="correlation of the winding number that is left at that time; the method needs it near 1",
    relaxation_time="of the winding number and of J^p, <w^2>/(M Gamma_0 kappa)",
    pp="K^pp = T^2/(4 pi^2 Gamma_0 kappa), of an infinite ring",
    pp_std="its statistical standard error",
    pp_systematic="its systematic error",
    pp_error="its total error",
    green_kubo="K^pp of onsager.csv; empty if that temperature is not there",
    green_kubo_error="its total error",
    z="difference over the total error of both",
)
TABLES = {"phase_slips": SLIPS}


def make_tables(onsager: str | Path, turns: Iterable[str | Path]) -> dict[str, pd.DataFrame | str]:
    """Content of TABLES and, as `page`, its web page, from the Onsager table and the files of the simulations."""
    green_kubo = ONSAGER.read(onsager)
    simulations = (load_result(path, SlipRun) for path in turns)
    frame = pd.DataFrame([slip_row(run, **arrays, onsager=green_kubo) for run, arrays in simulations])
    return {"phase_slips": frame, "page": slip_page(frame)}


def slip_row(run: SlipRun, times: NDArray, turns: NDArray, onsager: pd.DataFrame) -> dict[str, float]:
    """One row of SLIPS from the arrays of a simulation; `onsager` is the table of Green-Kubo coefficients."""
    temperature, n_rotors = run.temperature, run.n_rotors
    spread = (BARRIER / temperature) ** 2 / (float(rotor.specific_heat(temperature)) * n_rotors)
    kappa = estimate_transmission(times, turns, run.free_rate, spread)
    pp = float(phase_slip_coefficient(temperature)) / kappa.value
    std, systematic = pp * kappa.std / kappa.value, pp * kappa.systematic / kappa.value
    error = np.hypot(std, systematic)
    row = onsager[onsager["temperature"] == temperature]
    other, other_error = (float(row[name].iloc[0]) if len(row) else np.nan for name in ("pp", "pp_error"))
    return {
        "temperature": temperature,
        "n_rotors": n_rotors,
        "time": times[-1],
        "transmission": kappa.value,
        "transmission_std": kappa.std,
        "transmission_systematic": kappa.systematic,
        "remaining": kappa.remaining,
        "relaxation_time": 1.0 / (run.free_rate * kappa.value),
        "pp": pp,
        "pp_std": std,
        "pp_systematic": systematic,
        "pp_error": error,
        "green_kubo": other,
        "green_kubo_error": other_error,
        "z": (pp - other) / np.hypot(error, other_error),
    }


def slip_page(table: pd.DataFrame) -> str:
    """The table SLIPS as a web page."""
    rows = (
        [
            f"{r.temperature:g}",
            with_error(r.transmission, r.transmission_std, r.transmission_systematic),
            f"{r.relaxation_time:.2g}",
            with_error(r.pp, r.pp_std, r.pp_systematic),
            with_error(r.green_kubo, r.green_kubo_error) if np.isfinite(r.green_kubo) else "",
        ]
        for r in table.itertuples()
    )
    headers = ["T", "Passages that stay", "Relaxation time", "K^pp ± statistical ± systematic", "K^pp, Green-Kubo"]
    return page("Phase slips", headers, rows)
