"""Checks of the section `evolution` of the configuration that a schema cannot express."""

from collections.abc import Iterator, Mapping
from typing import Any

from thermochain.rotors.macroscopic.hottest import (
    hottest_between_baths,
    hottest_when_closed,
    mean_internal_energy,
)
from thermochain.rotors.potential import ROTORS
from thermochain.rotors.study.potential_file import configured_potential

_BYTES = 4 * 8  # bytes of the numbers that are stored for each cell and time
_SECONDS_A_CELL = 0.05  # of both solutions


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, beginning with the key, if times or frames contradict each other."""
    section = config["evolution"]
    first, last = section["first_time"], section["last_time"]
    if first >= last:
        raise ValueError(f"evolution.first_time = {first}: must be below last_time = {last}; try {last / 1e4:g}")
    driven, closed = section["driven"], section["closed"]
    if driven["p_right"] == 0:
        raise ValueError("evolution.driven.p_right = 0: must differ from 0, or nothing changes; let the end turn")
    if closed["amplitude"] == 0:
        raise ValueError("evolution.closed.amplitude = 0: must differ from 0, or nothing changes; raise it")
    if section["n_frames"] > section["n_times"]:
        raise ValueError(
            f"evolution.n_frames = {section['n_frames']}: must be at most n_times = {section['n_times']}; take fewer"
        )


def solves(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float], float, float]]:
    """Key, factors of the largest arrays, bytes and seconds per product of these factors."""
    section = config["evolution"]
    yield "evolution", {name: section[name] for name in ("n_cells", "n_times")}, _BYTES, 0.0
    yield "evolution", {"n_cells": section["n_cells"]}, 0.0, _SECONDS_A_CELL


def temperatures(config: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Key, and a temperature at which the measured coefficients are evaluated.

    What heats up inside is estimated for rotors; another chain that becomes too hot is found as it is solved.
    """
    driven, closed = config["evolution"]["driven"], config["evolution"]["closed"]
    for name in ("T_left", "T_right"):
        yield f"evolution.driven.{name} = {driven[name]:g}", driven[name]
    yield f"evolution.closed.temperature = {closed['temperature']:g}", closed["temperature"]
    if configured_potential(config) is not ROTORS:
        return
    inside = hottest_between_baths(driven["T_left"], driven["T_right"], driven["p_right"])
    yield f"evolution.driven.p_right = {driven['p_right']:g}", float(inside)
    # the mean of sin^2 is 1/2
    energy = 0.25 * closed["amplitude"] ** 2 + float(mean_internal_energy(closed["temperature"]))
    yield f"evolution.closed.amplitude = {closed['amplitude']:g}", hottest_when_closed(closed["temperature"], energy)
