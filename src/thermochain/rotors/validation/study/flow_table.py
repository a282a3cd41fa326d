"""What the tables of the coefficients from driven currents have in common."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors import rotor
from thermochain.rotors.validation.response import canonical_mean, extrapolate_response
from thermochain.rotors.validation.study.flow_run import FlowRun
from thermochain.runs.pages import page, with_error


def response_columns(run: FlowRun, name: str, energy: NDArray, early: NDArray, late: NDArray) -> dict[str, float]:
    """Mean current `name` over the field and its drift, with errors, from arrays of shape (n_replicas,)."""
    T, M = run.temperature, run.n_rotors
    # the total momentum is zero, which removes one quadratic term from the energy
    mean, variance = M * float(rotor.mean_energy(T)) - 0.5 * T, T**2 * (M * float(rotor.specific_heat(T)) - 0.5)
    value, std = canonical_mean(0.5 * (early + late), energy, mean, variance)
    drift, drift_std = canonical_mean(early - late, energy, mean, variance)
    return {name: value, f"{name}_std": std, "drift": drift, "drift_std": drift_std}


def limit_row(
    responses: pd.DataFrame, drive: str, name: str, green_kubo: float, green_kubo_error: float
) -> dict[str, Any]:
    """Limit of long rings of `name`, from all simulations at one temperature, beside the Green-Kubo value.

    `drive` is the column of the drives; the slope with their square is named after its last word.
    """
    limit = extrapolate_response(*(responses[column].to_numpy() for column in ("n_rotors", drive, name, f"{name}_std")))
    return {
        "temperature": responses["temperature"].iloc[0],
        name: limit.value,
        f"{name}_std": limit.std,
        f"{name}_systematic": limit.systematic,
        f"{name}_error": limit.error,
        "size_slope": limit.size_slope,
        f"{drive.rpartition('_')[2]}_slope": limit.drive_slope,
        "chi_square": limit.chi_square,
        "degrees": limit.degrees,
        "green_kubo": green_kubo,
        "green_kubo_error": green_kubo_error,
        "z": (limit.value - green_kubo) / np.hypot(limit.error, green_kubo_error),
    }


def limits_with_green_kubo(limits: pd.DataFrame, title: str, name: str, symbol: str) -> str:
    """Limits of `name` beside Green-Kubo as a web page."""
    rows = (
        [
            f"{r['temperature']:g}",
            with_error(r[name], r[f"{name}_std"], r[f"{name}_systematic"]),
            f"{r['chi_square']:.1f}/{r['degrees']:g}",
            with_error(r["green_kubo"], r["green_kubo_error"]),
            f"{r['z']:.1f}",
        ]
        for _, r in limits.iterrows()
    )
    headers = ["T", f"{symbol}, driven flow ± statistical ± systematic", "χ²/dof", f"{symbol}, Green-Kubo", "z"]
    return page(title, headers, rows)
