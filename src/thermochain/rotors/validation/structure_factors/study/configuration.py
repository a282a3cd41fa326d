"""The section `structure_factors` of the configuration: its checks and its simulations."""

from collections.abc import Iterator, Mapping
from typing import Any

from thermochain.rotors.validation.structure_factors.study.run import N_BATCHES, StructureFactorRun
from thermochain.rotors.validation.study.section_checks import check_temperatures
from thermochain.runs.identity import canonical
from thermochain.runs.keys import naming


def structure_factors_runs(config: Mapping[str, Any]) -> list[StructureFactorRun]:
    """The simulations of dynamic structure factors, by temperature."""
    section = config["structure_factors"]
    return [
        StructureFactorRun(
            **{key: value for key, value in row.items() if key != "relaxation"},
            time_step=section["time_step"],
            seed=config["seed"],
        )
        for row in sorted(section["rings"], key=lambda row: row["temperature"])
    ]


def relaxation_times(config: Mapping[str, Any]) -> dict[float, float]:
    """Temperature, rounded as in runs -> relaxation time of the currents."""
    rows = config["structure_factors"]["rings"]
    return {float(canonical(float(row["temperature"]))): float(row["relaxation"]) for row in rows}


def needs(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float], float]]:
    """Key, factors of the size of the largest arrays of one job, and bytes per product of these factors."""
    for k, row in enumerate(config["structure_factors"]["rings"]):
        key = f"structure_factors.rings[{k}]"
        yield key, {name: row[name] for name in ("n_rotors", "n_replicas")}, 32 / N_BATCHES
        factors = {name: row[name] for name in ("n_modes", "n_replicas")}
        yield key, factors | {"duration/sampling_interval": row["duration"] / row["sampling_interval"]}, 64 / N_BATCHES


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
