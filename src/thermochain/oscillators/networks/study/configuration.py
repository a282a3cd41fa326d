"""The section `networks` of the configuration: its simulations and its checks."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from thermochain.oscillators.networks.study.run import (
    AnharmonicRun,
    CirculationRun,
    PumpRun,
    QuarticRun,
    SingleSpringsRun,
)
from thermochain.oscillators.networks.study.search_goals import GRAPHS
from thermochain.runs.identity import Run, check_distinct, joined
from thermochain.runs.keys import beginning, naming


def anharmonic_runs(config: Mapping[str, Any]) -> list[AnharmonicRun]:
    """Runs of networks with quartic springs, one for each example."""
    return [AnharmonicRun(**row, seed=config["seed"]) for row in _by_example(config, "anharmonic")]


def single_springs_runs(config: Mapping[str, Any]) -> list[SingleSpringsRun]:
    """Runs of networks with one quartic spring at a time, one for each example."""
    return [SingleSpringsRun(**row, seed=config["seed"]) for row in _by_example(config, "single_springs")]


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
    runs: Mapping[str, Sequence[QuarticRun]] = {
        "anharmonic": anharmonic_runs(config),
        "single_springs": single_springs_runs(config),
    }
    for name, some in runs.items():
        examples = [row["example"] for row in config["networks"][name]]
        for run in some:
            yield f"networks.{name}[{examples.index(run.example)}]", run
    for run in (*circulation_runs(config), *pump_runs(config)):
        yield "networks.search", run


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, beginning with the section and the key, for the first setting that cannot be run."""
    section = config["networks"]
    for name in ("anharmonic", "single_springs"):
        examples = [row["example"] for row in section[name]]
        if len(set(examples)) < len(examples):
            raise ValueError(f"networks: {name} holds an example twice among {sorted(examples)}; remove one")
    for name in ("largest_strengths", "lifts"):
        with beginning("networks.search."):
            check_distinct(name, section["search"][name])
    for name, runs in (
        ("anharmonic", anharmonic_runs),
        ("single_springs", single_springs_runs),
        ("search", circulation_runs),
        ("search", pump_runs),
    ):
        with naming(f"networks: {name}"):
            runs(config)


def _by_example(config: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Rows of a part of the section in the order of their examples."""
    return sorted(config["networks"][name], key=lambda row: row["example"])
