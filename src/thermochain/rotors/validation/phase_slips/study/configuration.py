"""The section `phase_slips` of the configuration: its checks and its simulations."""

from collections.abc import Iterator, Mapping
from typing import Any

from thermochain.rotors.validation.phase_slips.barrier_top import LEAST_REMAINING
from thermochain.rotors.validation.phase_slips.study.run import SlipRun
from thermochain.rotors.validation.study.section_checks import check_runs_differ
from thermochain.runs.keys import naming

_FEWEST_STEPS = 4  # the first record must lie before a quarter of the last


def phase_slips_runs(config: Mapping[str, Any]) -> list[SlipRun]:
    """The simulations of rings at the top of the barrier, by temperature."""
    return [_run(config, row) for row in sorted(config["phase_slips"]["rings"], key=lambda row: row["temperature"])]


def _run(config: Mapping[str, Any], row: Mapping[str, Any]) -> SlipRun:
    return SlipRun(**row, time_step=config["phase_slips"]["time_step"], seed=config["seed"])


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, SlipRun]]:
    """Key, and a simulation that it asks for."""
    for k, row in enumerate(config["phase_slips"]["rings"]):
        yield f"phase_slips.rings[{k}]", _run(config, row)


def _check_duration(run: SlipRun) -> None:
    """Raise ValueError if a duration is too short for the transmission, or too long for the winding number."""
    if run.steps[0] > 0.25 * run.steps[-1]:
        raise ValueError(
            f"duration={run.duration:g} at T = {run.temperature:g} has {run.steps[-1]} step(s), and the transmission "
            f"needs {_FEWEST_STEPS}; lengthen it"
        )
    # kappa is at most 1, so at least this much of the correlation of the winding number is left
    if 1.0 - run.free_rate * run.duration < LEAST_REMAINING:
        longest = (1.0 - LEAST_REMAINING) / run.free_rate
        raise ValueError(
            f"duration={run.duration:g} at T = {run.temperature:g} must be at most {longest:.3g}, or less than half of "
            "the winding number's correlation may be left; shorten it, or lower the temperature"
        )


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, whose message begins with the key, for the first condition that the section does not meet."""
    with naming("phase_slips.rings"):
        runs = phase_slips_runs(config)
    for k, row in enumerate(config["phase_slips"]["rings"]):
        with naming(f"phase_slips.rings[{k}]"):
            _check_duration(_run(config, row))
    check_runs_differ("phase_slips.rings", runs)
