"""Tables of the diffusivities from dynamic structure factors and from Green-Kubo."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.rotors.validation.structure_factors.mode_correlation import ModeCorrelations
from thermochain.rotors.validation.structure_factors.structure_factor import (
    DiffusivityEstimate,
    estimate_diffusivity,
    susceptibility,
)
from thermochain.rotors.validation.structure_factors.study.run import StructureFactorRun
from thermochain.rotors.validation.structure_factors.study.simulation import load_modes
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

DIFFUSIVITIES = Table(
    "structure_factors/1",
    temperature="T",
    field="momentum (D^p) or energy (D^e)",
    n_rotors="ring size M",
    wavenumber="k = 2 pi n / M; 0 for the limit k -> 0",
    window_start="time at which the window of D(k) opens",
    used="True if D(k) enters the limit: its window opens after the microscopic relaxation and is complete",
    diffusivity="D(k), decay rate over k^2; empty where F does not fall to the end of the window",
    diffusivity_std="its statistical standard error",
    diffusivity_systematic="k = 0 only: error from the extrapolation and the choice of window",
    diffusivity_error="its total error",
    susceptibility_ratio="<|a_k|^2>/M over its exact value T (momentum) or T^2 c_v (energy)",
    susceptibility_ratio_std="its standard error",
    green_kubo="k = 0 only: K^pp/T or K^ee/(T^2 c_v)",
    green_kubo_error="its total error",
    z="k = 0 only: difference over the total error of both",
)

FACTORS = Table(
    "dynamic_structure_factors/1",
    temperature="T",
    field="momentum or energy",
    wavenumber="k = 2 pi n / M",
    time="t",
    factor="F(k, t) = <a_k(t) a_k(0)*> / <|a_k|^2>",
    factor_std="its standard error",
)

_LOWEST_FACTOR = 0.1  # smallest F in the table; smaller values are dominated by noise
_PAIRS = {"momentum": "pp", "energy": "ee"}  # field -> its Onsager coefficient
TABLES = {"factors": FACTORS, "diffusivities": DIFFUSIVITIES}


def make_tables(
    onsager: str | Path, modes: Iterable[str | Path], relaxations: Mapping[float, float]
) -> dict[str, pd.DataFrame | str]:
    """Content of TABLES and, as `page`, the web page of the diffusivities.

    `onsager` is the file of the Onsager table, `modes` are those of the simulations, and `relaxations` maps
    temperatures to the times before which no window of the fit opens.
    """
    green_kubo, results = ONSAGER.read(onsager), []
    for path in modes:
        run, correlations = load_modes(path)
        results.append(measure_diffusivities(run, correlations, relaxations[run.temperature], green_kubo))
    diffusivities, factors = (pd.concat(frames, ignore_index=True) for frames in zip(*results, strict=True))
    return {"factors": factors, "diffusivities": diffusivities, "page": diffusivity_page(diffusivities)}


def measure_diffusivities(
    run: StructureFactorRun, modes: Mapping[str, ModeCorrelations], relaxation: float, onsager: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of DIFFUSIVITIES and of FACTORS for both fields of one simulation.

    Parameters
    ----------
    run, modes
        The simulation and its correlations by field.
    relaxation
        Microscopic relaxation time; no window may open before it.
    onsager
        The table of Green-Kubo coefficients, with a row at the temperature of the run.
    """
    [green_kubo] = onsager[onsager["temperature"] == run.temperature].to_dict("records")
    diffusivities, factors = [], []
    for field, correlations in modes.items():
        estimate = estimate_diffusivity(correlations, relaxation)
        scale = susceptibility(field, run.temperature)
        rows = pd.concat(
            [_mode_rows(correlations, estimate, scale), _limit_row(estimate, scale, green_kubo, _PAIRS[field])]
        )
        diffusivities.append(rows.assign(temperature=run.temperature, field=field, n_rotors=run.n_rotors))
        factors.append(_factor_rows(correlations).assign(temperature=run.temperature, field=field))
    return pd.concat(diffusivities, ignore_index=True), pd.concat(factors, ignore_index=True)


def _mode_rows(correlations: ModeCorrelations, estimate: DiffusivityEstimate, exact: float) -> pd.DataFrame:
    """D(k) of every mode, and its measured susceptibility over the exact one."""
    static, static_std = correlations.susceptibility()
    return pd.DataFrame(
        {
            "wavenumber": estimate.wavenumbers,
            "window_start": estimate.window_starts,
            "used": estimate.used,
            "diffusivity": estimate.at_wavenumber,
            "diffusivity_std": estimate.at_wavenumber_std,
            "diffusivity_error": estimate.at_wavenumber_std,
            "susceptibility_ratio": static / exact,
            "susceptibility_ratio_std": static_std / exact,
        }
    )


def _limit_row(estimate: DiffusivityEstimate, scale: float, green_kubo: Mapping[str, float], pair: str) -> pd.DataFrame:
    """The limit k -> 0 and the Green-Kubo coefficient `pair`, the latter divided by the susceptibility `scale`."""
    reference, reference_error = green_kubo[pair] / scale, green_kubo[f"{pair}_error"] / scale
    row = {
        "wavenumber": 0.0,
        "used": True,
        "diffusivity": estimate.value,
        "diffusivity_std": estimate.std,
        "diffusivity_systematic": estimate.systematic,
        "diffusivity_error": estimate.error,
        "green_kubo": reference,
        "green_kubo_error": reference_error,
        "z": (estimate.value - reference) / np.hypot(estimate.error, reference_error),
    }
    return pd.DataFrame([row])


def _factor_rows(correlations: ModeCorrelations) -> pd.DataFrame:
    """F(k, t) of every mode, from t = 0 until it first falls below a tenth."""
    factor, std = correlations.structure_factor()
    rows = []
    for n, k in enumerate(correlations.wavenumbers):
        low = factor[n] < _LOWEST_FACTOR
        stop = int(np.argmax(low)) if low.any() else low.size
        columns = {"time": correlations.times[:stop], "factor": factor[n, :stop], "factor_std": std[n, :stop]}
        rows.append(pd.DataFrame(columns).assign(wavenumber=k))
    return pd.concat(rows, ignore_index=True)


def diffusivity_page(diffusivities: pd.DataFrame) -> str:
    """The limits k -> 0 and the Green-Kubo values as a web page."""
    headers = ["T", "Field", "M", "Modes", "Structure factors ± statistical ± systematic", "Green-Kubo", "z"]
    rows = []
    for (T, field), group in diffusivities.groupby(["temperature", "field"], sort=True):
        [limit] = group[group["wavenumber"] == 0].itertuples()
        value = with_error(limit.diffusivity, limit.diffusivity_std, limit.diffusivity_systematic)
        reference = with_error(limit.green_kubo, limit.green_kubo_error)
        n_modes = int(group["used"].sum()) - 1
        rows.append([f"{T:g}", field, f"{limit.n_rotors}", f"{n_modes}", value, reference, f"{limit.z:.1f}"])
    return page("Diffusivities from the decay of fluctuations", headers, rows)
