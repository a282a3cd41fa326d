"""The section `billiard` of the configuration: its simulations, and the conditions that its schema cannot express."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from thermochain.exchange.billiard.geometry import BilliardTable
from thermochain.exchange.billiard.study.run import ChainRun, CollisionsRun, WaitingRun
from thermochain.exchange.study.ring_run import DiskRingsRun
from thermochain.runs.identity import Run, check_distinct
from thermochain.runs.keys import beginning, naming

_FEWEST_WAITS = 8  # times that a comparison with the exponential law needs
N_DRAWN = 3  # number of disks in each cell of the drawing


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError for the first invalid setting; the message begins with the key."""
    section = config["billiard"]
    wanted = {
        "the drawing": [N_DRAWN],
        "n_particles": section["n_particles"],
        "precise.n_particles": section["precise"]["n_particles"],
        "laws.n_particles": section["laws"]["n_particles"],
        "waiting.n_particles": section["waiting"]["n_particles"],
        "chain.n_particles": [section["chain"]["n_particles"]],
    }
    shape = {key: float(value) for key, value in section["table"].items()}
    for key, numbers in wanted.items():
        for number in numbers:
            with naming(f"billiard.table, with {key}={number}"):
                BilliardTable(2, number, **shape)
    waits = section["batches"] * (section["laws"]["n_exchanges"] // section["batches"] - 1)
    if waits < _FEWEST_WAITS:
        raise ValueError(
            f"billiard.laws.n_exchanges={section['laws']['n_exchanges']} in batches={section['batches']} leaves "
            f"{waits} times between collisions, and their law needs {_FEWEST_WAITS}; take more"
        )
    with beginning("billiard.kinetic."):
        check_distinct("margins", section["kinetic"]["margins"])
    kinds: dict[str, Callable[[Mapping[str, Any]], object]] = {
        "kinetic.": kinetic_runs,
        "chain.": chain_run,
        "": collision_runs,
        "precise.": precise_runs,
        "laws.": law_runs,
        "waiting.": waiting_runs,
    }
    for key, runs in kinds.items():
        with beginning(f"billiard.{key}"):
            runs(config)


def billiard_runs(config: Mapping[str, Any]) -> dict[str, list[Run]]:
    """Purpose -> the runs of the study that serve it."""
    return {
        "collisions": collision_runs(config),
        "precise": precise_runs(config),
        "laws": law_runs(config),
        "waiting": waiting_runs(config),
        "chain": [chain_run(config)],
    }


def kinetic_runs(config: Mapping[str, Any]) -> dict[str, list[Run]]:
    """Purpose -> the runs of the kinetic limit: holes of all sizes with one disk a cell, and rings of jumps."""
    row = config["billiard"]["kinetic"]
    shapes = [_shape(config) | {"margin": float(margin)} for margin in sorted(row["margins"])]
    effort = {"n_exchanges": row["n_exchanges"], "batches": config["billiard"]["batches"]}
    holes = [CollisionsRun(least_particles=1, most_particles=1, **effort, **shape) for shape in shapes]
    return {"holes": [*holes], "rings": [DiskRingsRun(**row["ring"], seed=config["seed"])]}


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, Run]]:
    """Key, and a simulation that it asks for."""
    for purpose, runs in billiard_runs(config).items():
        for run in runs:
            yield "billiard" if purpose == "collisions" else f"billiard.{purpose}", run
    for group in kinetic_runs(config).values():
        for run in group:
            yield "billiard.kinetic", run


def billiard_files(config: Mapping[str, Any]) -> dict[str, list[str]]:
    """Purpose -> the files of its runs."""
    return {purpose: [run.file for run in group] for purpose, group in billiard_runs(config).items()}


def kinetic_files(config: Mapping[str, Any]) -> dict[str, list[str]]:
    """Purpose -> the files of the runs of the kinetic limit."""
    return {purpose: [run.file for run in group] for purpose, group in kinetic_runs(config).items()}


def collision_runs(config: Mapping[str, Any]) -> list[CollisionsRun]:
    """The runs of Figure 2, one for every stretch of consecutive numbers of disks."""
    section = config["billiard"]
    return [_collisions(config, least, most, section) for least, most in stretches(section["n_particles"])]


def precise_runs(config: Mapping[str, Any]) -> list[CollisionsRun]:
    """The longer runs of Figure 2, one for every number of disks."""
    return _single(config, "precise")


def law_runs(config: Mapping[str, Any]) -> list[CollisionsRun]:
    """The runs that are compared with the stated laws, one for every number of disks."""
    return _single(config, "laws")


def waiting_runs(config: Mapping[str, Any]) -> list[WaitingRun]:
    """The runs of first collisions, one for every number of disks and ratio of energies."""
    row = config["billiard"]["waiting"]
    return [
        WaitingRun(n_particles=m, energy_ratio=ratio, n_samples=row["n_samples"], **_shape(config))
        for m in row["n_particles"]
        for ratio in row["energy_ratios"]
    ]


def chain_run(config: Mapping[str, Any]) -> ChainRun:
    """The run of the chain between two baths."""
    section = config["billiard"]
    return ChainRun(**section["chain"], batches=section["batches"], **_shape(config))


def stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of every stretch of consecutive numbers: [1, 2, 3, 7] -> [(1, 3), (7, 7)]."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1] = found[-1][0], number
        else:
            found.append((number, number))
    return found


def _single(config: Mapping[str, Any], key: str) -> list[CollisionsRun]:
    """One run for every number of disks under a key."""
    row = config["billiard"][key]
    return [_collisions(config, m, m, row) for m in sorted(row["n_particles"])]


def _collisions(config: Mapping[str, Any], least: int, most: int, effort: Mapping[str, Any]) -> CollisionsRun:
    return CollisionsRun(
        least_particles=least,
        most_particles=most,
        n_exchanges=effort["n_exchanges"],
        batches=config["billiard"]["batches"],
        **_shape(config),
    )


def _shape(config: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters that all runs share: shape of the cells and base seed."""
    return {**config["billiard"]["table"], "seed": config["seed"]}
