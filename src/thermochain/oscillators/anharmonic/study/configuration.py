"""Checks of the configuration's section `anharmonic` beyond its schema."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from thermochain.core.arguments import check_multiple

_FEWEST_REPLICAS = 16  # four for each of three control variates, and the mean


def check_anharmonic_chain(section: Mapping[str, Any]) -> None:
    """Raise ValueError for the first setting that cannot be run."""
    conductivity, released = section["conductivity"], section["released"]
    check_multiple("conductivity.maximum_lag", conductivity["maximum_lag"], "time_step", section["time_step"])
    if conductivity["maximum_lag"] > 0.5 * conductivity["duration"]:
        raise ValueError(
            f"conductivity.maximum_lag={conductivity['maximum_lag']:g} must be at most half of duration="
            f"{conductivity['duration']:g}; lengthen the duration"
        )
    largest = max(conductivity["tensions"])
    forces = {
        "chain.force": section["chain"]["force"],
        "released.force_before": released["force_before"],
        "released.force_after": released["force_after"],
    }
    for name, force in forces.items():
        if force > largest:
            raise ValueError(f"{name}={force:g} must be at most {largest:g}; add it to conductivity.tensions")
    sizes = [row["n"] for row in section["driven"]]
    for name, values in (("driven", sizes), ("released.sizes", released["sizes"])):
        if values != sorted(set(values)):
            raise ValueError(f"{name}={values} must increase; sizes are extrapolated")
    fewest = _FEWEST_REPLICAS * released["sizes"][-1]
    if released["n_sites"] < fewest:
        raise ValueError(
            f"released.n_sites={released['n_sites']} must be at least {fewest}, "
            f"{_FEWEST_REPLICAS} replicas of the longest chain; raise it"
        )
    _check_times(released, section["time_step"])


def _check_times(released: Mapping[str, Any], time_step: float) -> None:
    times, window = [0.0, *released["times"]], released["window"]
    step = time_step / min(released["sizes"]) ** 2
    for before, time in pairwise(times):
        if time - before < window + 4.0 * step:
            raise ValueError(
                f"released.times={released['times']} must increase, from 0, by more than window={window:g} and four "
                "steps of the shortest chain; shorten the window"
            )
