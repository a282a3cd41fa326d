"""The simulations of rings that the configuration asks for."""

from collections.abc import Mapping, Sequence
from typing import Any

from thermochain.rotors.green_kubo.study.run import GreenKuboRun


def green_kubo_runs(config: Mapping[str, Any]) -> dict[float, list[GreenKuboRun]]:
    """The simulations of the study: temperature -> one run a block."""
    section = config["green_kubo"]
    return {
        temperature: [run_at(config, temperature, block, section["schedule"]) for block in range(section["blocks"])]
        for temperature in sorted(section["temperatures"])
    }


def run_at(
    config: Mapping[str, Any], temperature: float, block: int, schedule: Sequence[Mapping[str, Any]]
) -> GreenKuboRun:
    """One block at one temperature, with the effort that the schedule gives it."""
    section = config["green_kubo"]
    row = max((row for row in schedule if row["from"] <= temperature), key=lambda row: row["from"])
    return GreenKuboRun(
        temperature=temperature,
        seed=config["seed"],
        block=block,
        **{key: section[key] for key in ("time_step", "sampling_interval")},
        **{key: row[key] for key in ("n_rotors", "duration", "maximum_lag", "n_replicas")},
    )
