"""The section `contacts` of the configuration: its checks and its simulations."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from thermochain.core.arguments import check_range
from thermochain.rotors.driven.study.condition import Condition
from thermochain.rotors.driven.study.run import DURATION_UNIT, DrivenRun, whole_duration
from thermochain.rotors.macroscopic.hottest import hottest_between_baths
from thermochain.runs.identity import check_distinct

GROUPS = ("fitted", "held_out")  # chains to which the contacts are fitted, and chains that are predicted
_SECONDS_A_SLOPE = 0.03  # of the derivatives of the currents of one chain by one entry of the table, in all steps
BATHS = ("T_left", "T_right", "p_left", "p_right")


def contact_runs(config: Mapping[str, Any]) -> dict[str, list[DrivenRun]]:
    """The simulations of driven chains: group -> runs, by length, friction and baths."""
    return {
        group: [
            _run(config, size, friction, baths)
            for size, friction, baths in product(study["sizes"], config["contacts"]["frictions"], study["chains"])
        ]
        for group, study in _studies(config)
    }


def _studies(config: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((group, config["contacts"][group]) for group in GROUPS)


def _run(config: Mapping[str, Any], size: Mapping[str, Any], friction: float, baths: Mapping[str, float]) -> DrivenRun:
    section, n = config["contacts"], size["n_rotors"]
    condition = Condition(
        baths["T_left"], baths["T_right"], friction * baths["p_left"], friction * baths["p_right"], friction
    )
    return DrivenRun(
        n_rotors=n,
        **vars(condition),
        time_step=section["time_step"],
        duration=whole_duration(size["times"], n, DURATION_UNIT),
        n_replicas=section["n_replicas"],
        seed=config["seed"],
    )


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, DrivenRun]]:
    """Key, and a simulation that it asks for."""
    for group, runs in contact_runs(config).items():
        for run in runs:
            yield f"contacts.{group}", run


def counts(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, int]]]:
    """Key, and factors whose product is the number of simulations."""
    for group, study in _studies(config):
        yield (
            f"contacts.{group}",
            {f"number of {key}": len(study[key]) for key in ("sizes", "chains")}
            | {"number of frictions": len(config["contacts"]["frictions"])},
        )


def solves(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float], float, float]]:
    """Key, factors of the largest arrays of the fit, bytes and seconds per product of these factors."""
    section = config["contacts"]
    entries = {"frictions": len(section["frictions"]), "temperatures": len(section["temperatures"])}
    fitted = section["fitted"]
    chains = len(fitted["sizes"]) * len(fitted["chains"]) * len(section["frictions"])
    yield "contacts.fitted", {"chains": chains} | entries, 6 * 2 * 8, _SECONDS_A_SLOPE


def temperatures(config: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Key, and the extreme temperatures at which the coefficients are evaluated."""
    for group, study in _studies(config):
        T_left, T_right, p_left, p_right = np.array([[row[name] for name in BATHS] for row in study["chains"]]).T
        yield f"contacts.{group}.chains", float(np.minimum(T_left, T_right).min())
        yield f"contacts.{group}.chains", float(hottest_between_baths(T_left, T_right, p_right - p_left).max())


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, whose message begins with the key, for the first condition that the section does not meet."""
    section = config["contacts"]
    for key in ("frictions", "temperatures"):
        values = section[key]
        if values != sorted(values):
            raise ValueError(f"contacts.{key}={values} must increase; sort the list")
        check_distinct(f"contacts.{key}", values)
    for group, study in _studies(config):
        lengths = [size["n_rotors"] for size in study["sizes"]]
        if len(set(lengths)) < len(lengths):
            raise ValueError(f"contacts.{group}.sizes holds a chain length twice among {lengths}; merge the rows")
        for k, baths in enumerate(study["chains"]):
            _check_baths(f"contacts.{group}.chains[{k}]", section["temperatures"], baths)
    fitted, held_out = (_lengths_and_baths(study) for _, study in _studies(config))
    if both := sorted(fitted & held_out):
        (n_rotors, _), *baths = both[0]
        values = ", ".join(f"{name} = {value:g}" for name, value in zip(BATHS, baths, strict=True))
        raise ValueError(
            f"contacts.held_out holds the chain of n_rotors = {n_rotors} with {values}, to which the contacts are "
            "fitted; remove it from either"
        )


def _lengths_and_baths(study: Mapping[str, Any]) -> set[tuple]:
    """The chains of a group at each friction: length and duration, and the values of the baths."""
    sizes = [(size["n_rotors"], size["times"]) for size in study["sizes"]]
    return {(size, *(row[name] for name in BATHS)) for size, row in product(sizes, study["chains"])}


def _check_baths(key: str, entries: Sequence[float], baths: Mapping[str, float]) -> None:
    """Raise ValueError for a chain without a current, or with baths beyond the temperatures of the table."""
    T_left, T_right, p_left, p_right = (baths[name] for name in BATHS)
    if T_left == T_right and p_left == p_right:
        raise ValueError(
            f"{key}: T_left = T_right = {T_left:g} with p_left = p_right = {p_left:g} drives no current; change one"
        )
    for name in BATHS[:2]:
        check_range(f"{key}.{name}", baths[name], entries[0], entries[-1], "contacts.temperatures end there")
