"""The section `networks` of the configuration: its simulations and its checks."""

from collections.abc import Iterator, Mapping
from typing import Any

from thermochain.oscillators.networks.study.run import AnharmonicRun, CirculationRun, PumpRun
from thermochain.oscillators.networks.study.search_goals import GRAPHS
from thermochain.runs.identity import Run, check_distinct, joined


def networks_runs(config: Mapping[str, Any]) -> list[Run]:
    """All simulations of the study."""
    return [*anharmonic_runs(config), *circulation_runs(config), *pump_runs(config)]


def anharmonic_runs(config: Mapping[str, Any]) -> list[AnharmonicRun]:
    """Runs of networks with quartic springs, one for each example."""
    rows = sorted(config["networks"]["anharmonic"], key=lambda row: row["example"])
    return [AnharmonicRun(**row, seed=config["seed"]) for row in rows]


def circulation_runs(config: Mapping[str, Any]) -> list[CirculationRun]:
    """Runs of searches for heat that circulates, one for each graph."""
    section = config["networks"]["search"]
    strengths = joined(sorted(section["largest_strengths"]))
    return [CirculationRun(graph, strengths, section["starts"], config["seed"]) for graph in GRAPHS]


def pump_runs(config: Mapping[str, Any]) -> list[PumpRun]:
    """The run of the search for heat that is pumped, for all lifts, as a list."""
    section = config["networks"]["search"]
    largest = max(section["largest_strengths"])
    return [PumpRun(joined(sorted(section["lifts"])), largest, section["starts"], config["seed"])]


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, Run]]:
    """Key, and a simulation that it asks for."""
    examples = [row["example"] for row in config["networks"]["anharmonic"]]
    for run in anharmonic_runs(config):
        yield f"networks.anharmonic[{examples.index(run.example)}]", run
    for run in (*circulation_runs(config), *pump_runs(config)):
        yield "networks.search", run


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, beginning with the section and the key, for the first setting that cannot be run."""
    section = config["networks"]
    examples = [row["example"] for row in section["anharmonic"]]
    if len(set(examples)) < len(examples):
        raise ValueError(f"networks: anharmonic holds an example twice among {sorted(examples)}; remove one")
    for name in ("largest_strengths", "lifts"):
        try:
            check_distinct(name, section["search"][name])
        except ValueError as problem:
            raise ValueError(f"networks.search.{problem}") from None
    for name, runs in (("anharmonic", anharmonic_runs), ("search", circulation_runs), ("search", pump_runs)):
        try:
            runs(config)
        except ValueError as problem:
            raise ValueError(f"networks: {name}: {problem}") from None
