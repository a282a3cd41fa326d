"""The section `relaxation` of the configuration: its checks and its simulations of closed chains."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from thermochain.core.arguments import check_multiple, check_step
from thermochain.rotors.macroscopic.hottest import hottest_when_closed, mean_internal_energy
from thermochain.rotors.potential import ROTORS
from thermochain.rotors.relaxation.study.run import N_BATCHES, RelaxationRun
from thermochain.rotors.study.potential_file import configured_potential

_LEAST_SIZES = 3  # number of chain lengths that the decay of a distance needs
_QUANTITIES = 3  # momentum, energy and temperature
_NUMBER = 8  # bytes of a float
_SECONDS_A_CELL = 0.05  # of one solution of the equations
_POINTS = 201  # of the initial profiles


def relaxation_runs(config: Mapping[str, Any]) -> list[RelaxationRun]:
    """The simulations of the study, by chain length."""
    section = config["relaxation"]
    names = ("momentum_amplitude", "mean_temperature", "temperature_amplitude", "time_step", "interval", "last_time")
    common = {name: section[name] for name in names}
    common |= {"seed": config["seed"], "potential": configured_potential(config).name}
    return [RelaxationRun(**row, **common) for row in sorted(section["sizes"], key=lambda row: row["n_rotors"])]


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError for the first error in the section that a schema cannot express."""
    if config["relaxation"]["momentum_amplitude"] == config["relaxation"]["temperature_amplitude"] == 0:
        raise ValueError(
            "momentum_amplitude=0 and temperature_amplitude=0 leave nothing that relaxes; raise one of them"
        )
    sizes = [run.n_rotors for run in relaxation_runs(config)]
    if len(set(sizes)) < len(sizes) or len(sizes) < _LEAST_SIZES:
        raise ValueError(f"sizes={sizes} must be {_LEAST_SIZES} or more different chain lengths; add or remove rows")
    for n_rotors in sizes:
        check_multiple("n_rotors", n_rotors, "n_cells", config["relaxation"]["n_cells"])
    check_step(config["relaxation"]["time_step"], configured_potential(config).stiffness)


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, RelaxationRun]]:
    """Key, and a simulation that it asks for."""
    sizes = [row["n_rotors"] for row in config["relaxation"]["sizes"]]
    for run in relaxation_runs(config):
        yield f"relaxation.sizes[{sizes.index(run.n_rotors)}]", run


def solves(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float], float, float]]:
    """Key, factors of the work of the comparison, bytes and seconds per product of these factors."""
    section = config["relaxation"]
    times = {"last_time/interval": section["last_time"] / section["interval"]}
    chains = {"rotors of all sizes": sum(row["n_rotors"] for row in section["sizes"])}
    cells = {name: section[name] for name in ("resamples", "n_cells")}
    yield "relaxation.sizes", chains | times, 4 * _QUANTITIES * N_BATCHES * _NUMBER, 0.0
    yield "relaxation", cells | times, _QUANTITIES * _NUMBER, 0.0
    yield "relaxation", cells, 0.0, _SECONDS_A_CELL


def temperatures(config: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Key, and a temperature at which the measured coefficients are evaluated."""
    section = config["relaxation"]
    mean, amplitude = section["mean_temperature"], section["temperature_amplitude"]
    for sign, end in (("-", mean - amplitude), ("+", mean + amplitude)):
        yield f"relaxation.mean_temperature {sign} temperature_amplitude = {end:g}", end
    if configured_potential(config) is not ROTORS:  # what heats up inside is estimated for rotors
        return
    run = relaxation_runs(config)[0]
    x = np.linspace(-1.0, 1.0, _POINTS)
    energy = np.mean(0.5 * run.initial_momentum(x) ** 2 + mean_internal_energy(run.initial_temperature(x)))
    yield (
        f"relaxation.momentum_amplitude = {section['momentum_amplitude']:g}",
        hottest_when_closed(mean + amplitude, energy),
    )
