"""The section `shear_response` of the configuration: its checks and its simulations."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from thermochain.core.residual import NotProved, check_design
from thermochain.rotors.validation.shear_response.study.run import ShearedRun
from thermochain.runs.keys import naming


def shear_response_runs(config: Mapping[str, Any]) -> list[ShearedRun]:
    """The simulations of rings under a gradient of momentum, by temperature, size and jump."""
    rows = sorted(config["shear_response"]["rings"], key=lambda row: (row["temperature"], row["n_rotors"]))
    return [run for row in rows for run in _of_row(config, row)]


def _of_row(config: Mapping[str, Any], row: Mapping[str, Any]) -> list[ShearedRun]:
    """The simulations of one row, by jump."""
    section = config["shear_response"]
    common = {key: section[key] for key in ("time_step", "restoring_interval")} | {"seed": config["seed"]}
    parameters = {key: value for key, value in row.items() if key != "momentum_jumps"}
    return [ShearedRun(**parameters, **common, momentum_jump=jump) for jump in sorted(row["momentum_jumps"])]


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, ShearedRun]]:
    """Key, and a simulation that it asks for."""
    for k, row in enumerate(config["shear_response"]["rings"]):
        for run in _of_row(config, row):
            yield f"shear_response.rings[{k}]", run


def counts(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, int]]]:
    """Key, and factors whose product is the number of simulations of the section."""
    rows = config["shear_response"]["rings"]
    yield "shear_response.rings", {"number of momentum_jumps": sum(len(row["momentum_jumps"]) for row in rows)}


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, whose message begins with the key, for the first condition that the section does not meet.

    The limit of long rings needs several sizes and jumps, and a Green-Kubo value to compare with.
    """
    with naming("shear_response.rings"):
        runs = shear_response_runs(config)
        temperatures = sorted({run.temperature for run in runs})
        for temperature in temperatures:
            if temperature not in config["green_kubo"]["temperatures"]:
                raise ValueError(
                    f"the temperature {temperature:g} is not among green_kubo.temperatures; "
                    "add it there or leave this out"
                )
        for temperature in temperatures:
            problem = _missing_for_the_limit([run for run in runs if run.temperature == temperature])
            if problem:
                raise ValueError(f"the temperature {temperature:g} has {problem}")


def _missing_for_the_limit(runs: Sequence[ShearedRun]) -> str | None:
    """Reason why the simulations of one temperature do not determine the limit of long rings; None if they do."""
    sizes = sorted({run.n_rotors for run in runs})
    if len({(run.n_rotors, run.momentum_jump) for run in runs}) < len(runs):
        return "one n_rotors with one jump twice; remove one"
    if len(sizes) < 3:
        return f"n_rotors = {sizes}, and the limit of long rings needs 3; add some"
    if len({run.momentum_jump for run in runs if run.n_rotors > sizes[0]}) < 2:
        return f"one momentum jump on rings above {sizes[0]}, 2 are needed; add one"
    # constant, 1/M and X^2/M, as fitted without the smallest rings
    larger = [run for run in runs if run.n_rotors > sizes[0]]
    design = [[1.0, 1.0 / run.n_rotors, run.momentum_jump**2 / run.n_rotors] for run in larger]
    try:
        check_design(np.array(design), what="the limit", remedy="take two jumps that differ more on each of them")
    except NotProved as problem:
        return f"rings above {sizes[0]} of which {problem}"
    return None
