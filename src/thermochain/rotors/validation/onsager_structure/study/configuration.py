"""The section `onsager_structure` of the configuration: its checks and its simulations."""

from collections.abc import Iterator, Mapping
from typing import Any

from thermochain.rotors.green_kubo.study.configuration import run_at
from thermochain.rotors.validation.onsager_structure.study.run import BoostedRun
from thermochain.rotors.validation.study.section_checks import check_temperatures


def onsager_structure_runs(config: Mapping[str, Any]) -> list[BoostedRun]:
    """The simulations of turning rings, by temperature, each as long as one Green-Kubo block."""
    section, schedule = config["onsager_structure"], config["green_kubo"]["schedule"]
    return [
        BoostedRun(**run_at(config, temperature, 0, schedule).parameters, mean_momentum=section["mean_momentum"])
        for temperature in sorted(section["temperatures"])
    ]


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, BoostedRun]]:
    """Key, and a simulation that it asks for."""
    for run in onsager_structure_runs(config):
        yield "onsager_structure.temperatures", run


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, whose message begins with the key, if there are no Green-Kubo values to compare with."""
    check_temperatures("onsager_structure.temperatures", config["onsager_structure"]["temperatures"], config)
