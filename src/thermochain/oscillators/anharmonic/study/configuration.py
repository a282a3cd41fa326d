"""The section `anharmonic` of the configuration: its simulations and its checks."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from thermochain.oscillators.anharmonic.conductivity_fit import check_points
from thermochain.oscillators.anharmonic.study.run import FEWEST_REPLICAS, ConductivityRun, DrivenChainRun, ReleasedRun
from thermochain.runs.identity import Run, joined
from thermochain.runs.keys import beginning, naming


def conductivity_runs(config: Mapping[str, Any]) -> list[ConductivityRun]:
    """Runs of rings at equilibrium, one for each tension and temperature."""
    section = config["anharmonic"]
    settings = dict(section["conductivity"])
    tensions, temperatures = settings.pop("tensions"), settings.pop("temperatures")
    return [
        ConductivityRun(tension=tension, temperature=temperature, **settings, **_dynamics(config))
        for tension in tensions
        for temperature in temperatures
    ]


def driven_runs(config: Mapping[str, Any]) -> list[DrivenChainRun]:
    """Runs of chains between two baths, one for each length."""
    section = config["anharmonic"]
    return [DrivenChainRun(**row, **section["chain"], **_dynamics(config)) for row in section["driven"]]


def released_runs(config: Mapping[str, Any]) -> list[ReleasedRun]:
    """Runs of released chains, one for each length, with replicas for the same total number of bonds."""
    settings = dict(config["anharmonic"]["released"])
    sizes, n_sites, times = (settings.pop(name) for name in ("sizes", "n_sites", "times"))
    return [
        ReleasedRun(n=n, n_replicas=n_sites // n, times=joined(times), **settings, **_dynamics(config)) for n in sizes
    ]


# part of the section -> function that lists its simulations
_KINDS = {"conductivity": conductivity_runs, "driven": driven_runs, "released": released_runs}


def counts(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, int]]]:
    """Key, and factors whose product is the number of simulations."""
    section = config["anharmonic"]["conductivity"]
    yield (
        "anharmonic.conductivity",
        {f"number of {name}": len(section[name]) for name in ("tensions", "temperatures")},
    )


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, Run]]:
    """Key, and a simulation that it asks for."""
    for name, runs in _KINDS.items():
        for run in runs(config):
            yield f"anharmonic.{name}", run


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError for the first setting that cannot be run; the message begins with the section and the key."""
    section = config["anharmonic"]
    released = section["released"]
    largest = max(section["conductivity"]["tensions"])
    forces = {
        "chain.force": section["chain"]["force"],
        "released.force_before": released["force_before"],
        "released.force_after": released["force_after"],
    }
    for name, force in forces.items():
        if force > largest:
            raise ValueError(
                f"anharmonic: {name}={force:g} must be at most {largest:g}; add it to conductivity.tensions"
            )
    sizes = [row["n"] for row in section["driven"]]
    for name, values in (("driven", sizes), ("released.sizes", released["sizes"])):
        if values != sorted(set(values)):
            raise ValueError(f"anharmonic: {name}={values} must increase, as sizes are extrapolated; sort them")
    fewest = FEWEST_REPLICAS * released["sizes"][-1]
    if released["n_sites"] < fewest:
        raise ValueError(
            f"anharmonic: released.n_sites={released['n_sites']} must be at least {fewest}, "
            f"{FEWEST_REPLICAS} replicas of the longest chain; raise it"
        )
    for name, runs in _KINDS.items():
        with beginning(f"anharmonic: {name}."):
            runs(config)
    points = np.array([(run.tension, run.temperature) for run in conductivity_runs(config)])
    with naming("anharmonic: conductivity"):
        check_points(*points.T)


def _dynamics(config: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters that all simulations of the study share."""
    return {name: config["anharmonic"][name] for name in ("flip_rate", "time_step")} | {"seed": config["seed"]}
