"""The section `phase_slips` of the configuration: its checks and its simulations."""

from collections.abc import Iterator, Mapping
from typing import Any

from thermochain.rotors.validation.phase_slips.study.run import N_BATCHES, SlipRun
from thermochain.rotors.validation.study.section_checks import check_runs_differ
from thermochain.runs.keys import naming


def phase_slips_runs(config: Mapping[str, Any]) -> list[SlipRun]:
    """The simulations of rings at the top of the barrier, by temperature."""
    section = config["phase_slips"]
    rows = sorted(section["rings"], key=lambda row: row["temperature"])
    return [SlipRun(**row, time_step=section["time_step"], seed=config["seed"]) for row in rows]


def needs(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float], float]]:
    """Key, factors of the size of the largest arrays of one job, and bytes per product of these factors."""
    for k, row in enumerate(config["phase_slips"]["rings"]):
        yield f"phase_slips.rings[{k}]", {key: row[key] for key in ("n_rotors", "n_replicas")}, 32 / N_BATCHES


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, whose message begins with the key, for the first condition that the section does not meet."""
    with naming("phase_slips.rings"):
        runs = phase_slips_runs(config)
    check_runs_differ("phase_slips.rings", runs)
