"""The section `structure_factors` of the configuration: its checks and its simulations."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.validation.structure_factors.structure_factor import FEWEST_MODES, n_windows, susceptibility
from thermochain.rotors.validation.structure_factors.study.run import StructureFactorRun
from thermochain.rotors.validation.study.section_checks import check_temperatures
from thermochain.runs.identity import canonical
from thermochain.runs.keys import naming

_MARGIN = 1.15  # between decay rates of the published coefficients and those of a simulation


def structure_factors_runs(config: Mapping[str, Any]) -> list[StructureFactorRun]:
    """The simulations of dynamic structure factors, by temperature."""
    rows = sorted(config["structure_factors"]["rings"], key=lambda row: row["temperature"])
    return [_run(config, row) for row in rows]


def _run(config: Mapping[str, Any], row: Mapping[str, Any]) -> StructureFactorRun:
    parameters = {key: value for key, value in row.items() if key != "relaxation"}
    return StructureFactorRun(**parameters, time_step=config["structure_factors"]["time_step"], seed=config["seed"])


def relaxation_times(config: Mapping[str, Any]) -> dict[float, float]:
    """Temperature, rounded as in runs -> relaxation time of the currents."""
    rows = config["structure_factors"]["rings"]
    return {float(canonical(float(row["temperature"]))): float(row["relaxation"]) for row in rows}


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, StructureFactorRun]]:
    """Key, and a simulation that it asks for."""
    for k, row in enumerate(config["structure_factors"]["rings"]):
        yield f"structure_factors.rings[{k}]", _run(config, row)


def _check_windows(run: StructureFactorRun, relaxation: float) -> None:
    """Raise ValueError if too few windows open after `relaxation` and close before `maximum_lag`.

    The decay is that of the published coefficients, which the measured ones may differ from by the margin.
    """
    published = published_coefficients()
    wavenumbers = 2.0 * np.pi * np.arange(1, run.n_modes + 1) / run.n_rotors
    onsager = {"momentum": published.onsager_pp, "energy": published.onsager_ee}
    for field, coefficient in onsager.items():
        diffusivity = float(coefficient(run.temperature)) / susceptibility(field, run.temperature)
        n = n_windows(wavenumbers, diffusivity, (relaxation, run.maximum_lag), _MARGIN)
        if n < FEWEST_MODES:
            raise ValueError(
                f"{n} of n_modes={run.n_modes} at T = {run.temperature:g} have a window of the {field} between "
                f"relaxation={relaxation:g} and maximum_lag={run.maximum_lag:g}, and a limit needs {FEWEST_MODES}; "
                "take a larger n_rotors, more n_modes or a longer maximum_lag"
            )


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, whose message begins with the key, for the first condition that the section does not meet."""
    rows = config["structure_factors"]["rings"]
    with naming("structure_factors.rings"):
        structure_factors_runs(config)
        for row in rows:
            if row["relaxation"] >= row["maximum_lag"]:
                raise ValueError(
                    f"relaxation={row['relaxation']:g} must be < maximum_lag={row['maximum_lag']:g}, or no window "
                    "opens; lengthen the correlations"
                )
    check_temperatures("structure_factors.rings", [row["temperature"] for row in rows], config)
    for k, row in enumerate(rows):
        with naming(f"structure_factors.rings[{k}]"):
            _check_windows(_run(config, row), float(row["relaxation"]))
