"""The driven chains of a configuration: conditions, lengths and numbers of simulations."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np

from thermochain.core.arguments import check_step
from thermochain.rotors.driven.study.condition import Condition
from thermochain.rotors.driven.study.run import N_SEGMENTS, DrivenRun, duration_unit, whole_duration
from thermochain.rotors.macroscopic.hottest import hottest_between_baths
from thermochain.rotors.macroscopic.stationary import Boundary
from thermochain.rotors.potential import ROTORS
from thermochain.rotors.study.potential_file import configured_potential
from thermochain.runs.identity import check_distinct

_MOMENTS = 2 * 8 * 10 * (N_SEGMENTS + 2)  # bytes of the moments per rotor, as in `DrivenRun.job_memory`
ROOM = 1.05  # factor by which coefficients must reach beyond the temperatures of chains that are fitted
_MARGIN = 0.08  # part of the range of a sweep by which its curves extend beyond the outermost chains
_SECONDS_A_STATE = 0.01  # of one state with one draw of the coefficients


def profile_conditions(section: Mapping[str, Any]) -> list[Condition]:
    """Conditions of Olla's Figures 1 and 2: equal baths and a torque on the right, by temperature and torque."""
    study = section["profiles"]
    return [_condition(section, T, T, torque) for T, torque in product(study["temperatures"], study["torques"])]


def torque_sweep(section: Mapping[str, Any]) -> list[Condition]:
    """Conditions of Olla's Figure 3: the torque on the right is swept, at every right temperature."""
    study = section["torque_sweep"]
    return [
        _condition(section, study["T_left"], T, torque) for T, torque in product(study["T_right"], study["torques"])
    ]


def uphill_sweep(section: Mapping[str, Any]) -> list[Condition]:
    """Conditions in which the torque on the right is swept across the onset of uphill diffusion."""
    study = section["uphill"]
    return [_condition(section, study["T_left"], study["T_right"], torque) for torque in study["torques"]]


def conductivity_sweep(section: Mapping[str, Any]) -> list[Condition]:
    """Conditions in which T_right is swept, at torques on both sides of the onset of negative energy conductivity."""
    return _heated_right(section, section["negative_conductivity"])


def maximum_sweep(section: Mapping[str, Any]) -> list[Condition]:
    """Conditions in which T_right is swept, at torques between which IOS Figure 9 changes its shape."""
    return _heated_right(section, section["maximum"])


# name of a sweep, in the configuration and of its figure -> its conditions, and the boundary value on the axis
SWEEPS = {
    "torque_sweep": (torque_sweep, "p_right"),
    "uphill": (uphill_sweep, "p_right"),
    "negative_conductivity": (conductivity_sweep, "T_right"),
    "maximum": (maximum_sweep, "T_right"),
}


def closure_condition(section: Mapping[str, Any]) -> Condition:
    """Condition of the figure that shows profiles for growing n."""
    return Condition(**section["closure"], friction=section["friction"])


def further_conditions(section: Mapping[str, Any]) -> list[Condition]:
    """Conditions that are extrapolated to infinite n but have no figure of their own."""
    return [Condition(**row, friction=section["friction"]) for row in section["further"]]


def extrapolated_conditions(section: Mapping[str, Any]) -> list[Condition]:
    """All conditions that are simulated at every length, sorted."""
    swept = (condition for sweep, _ in SWEEPS.values() for condition in sweep(section))
    return sorted({closure_condition(section), *further_conditions(section), *swept})


def driven_runs(config: Mapping[str, Any]) -> dict[Condition, dict[int, list[DrivenRun]]]:
    """The simulations of the study: condition -> chain length -> one run per block."""
    section = config["driven"]
    sizes = sorted(row["n_rotors"] for row in section["sizes"])
    wanted = {condition: set(sizes) for condition in extrapolated_conditions(section)}
    for condition in profile_conditions(section):
        wanted.setdefault(condition, set()).add(section["profiles"]["n_rotors"])
    return {
        condition: {n: _blocks(config, condition, n) for n in sizes if n in wanted[condition]}
        for condition in sorted(wanted)
    }


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError for the first error in the section that a schema cannot express."""
    section = config["driven"]
    sizes = [row["n_rotors"] for row in section["sizes"]]
    if len(set(sizes)) < len(sizes):
        raise ValueError(f"sizes holds a chain length twice among {sizes}; merge the rows")
    if section["profiles"]["n_rotors"] not in sizes:
        raise ValueError(
            f"profiles.n_rotors={section['profiles']['n_rotors']} must be one of sizes: {sizes}; choose one of them"
        )
    starts = [row["from"] for row in section["effort"]]
    if min(starts) > 0 or len(set(starts)) < len(starts):
        raise ValueError(f"effort must have one row from 0, and none twice; its rows begin at {starts}; change them")
    for name in ("profiles", *SWEEPS):
        for key, values in _lists(section[name]).items():
            check_distinct(f"{name}.{key}", values)
    T_right = section["maximum"]["T_right"]
    if T_right != sorted(T_right):
        raise ValueError(f"maximum.T_right={T_right} must increase, so that its ends are the outermost; sort the list")
    check_step(section["time_step"], configured_potential(config).stiffness)
    for condition in driven_runs(config):
        if condition.T_left == condition.T_right and condition.torque_left == condition.torque_right:
            raise ValueError(
                f"T_left = T_right = {condition.T_left:g} with equal torques, torque_left = torque_right = "
                f"{condition.torque_left:g}, drives no current; leave out this torque or change a temperature"
            )


def counts(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, int]]]:
    """Key, and factors whose product is the number of simulations."""
    section = config["driven"]
    products = (math.prod(map(len, _lists(section[name]).values())) for name in ("profiles", *SWEEPS))
    conditions = sum(products) + len(section["further"])
    factors = {"number of conditions": conditions, "number of sizes": len(section["sizes"])}
    yield "driven", {"blocks": section["blocks"]} | factors


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, DrivenRun]]:
    """Key, and a simulation that it asks for; one stands for all blocks."""
    sizes = [row["n_rotors"] for row in config["driven"]["sizes"]]
    for runs in driven_runs(config).values():
        for n_rotors, blocks in runs.items():
            yield f"driven.sizes[{sizes.index(n_rotors)}]", blocks[0]


def solves(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float], float, float]]:
    """Key, factors of the largest arrays of the comparison, bytes and seconds per product of these factors."""
    section = config["driven"]
    for k, row in enumerate(section["sizes"]):
        factors = {"n_rotors": row["n_rotors"], "n_replicas": section["n_replicas"], "blocks": section["blocks"]}
        yield f"driven.sizes[{k}]", factors, _MOMENTS, 0.0
    draws = {"resamples": config["macroscopic"]["resamples"], "conditions": len(extrapolated_conditions(section))}
    yield "macroscopic.resamples of driven chains", draws, 4 * 8 * 2, _SECONDS_A_STATE


def temperatures(config: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Key, and the extreme temperatures at which the measured coefficients are evaluated.

    The sweeps are drawn beyond their outermost chains, and fits to the bulk look beyond the temperatures of the chains,
    as errors and boundary resistances move their ends.  The estimate is that of rotors; chains with another potential
    that are too hot are found when they are compared with the equations.
    """
    if configured_potential(config) is not ROTORS:
        return
    section = config["driven"]
    sweeps = {name: (conditions(section), axis) for name, (conditions, axis) in SWEEPS.items()}
    chains = {name: conditions for name, (conditions, _) in sweeps.items()} | {
        "profiles": profile_conditions(section),
        "closure": [closure_condition(section)],
        "further": further_conditions(section),
    }
    for name, conditions in chains.items():
        yield from _extremes(f"driven.{name}", [condition.boundary for condition in conditions], room=ROOM)
    for name, (conditions, axis) in sweeps.items():
        baths = [condition.boundary for condition in conditions]
        ends = drawn_range([getattr(boundary, axis) for boundary in baths])
        drawn = [replace(boundary, **{axis: end}) for boundary in baths for end in ends]
        yield from _extremes(f"driven.{name}, drawn", drawn, room=1.0)


def _extremes(key: str, baths: Sequence[Boundary], *, room: float) -> Iterator[tuple[str, float]]:
    """Lowest and highest temperature of stationary states, enlarged by the factor `room`, each with key and state."""
    if not baths:
        return
    T_left, T_right, p_left, p_right = np.array([list(vars(boundary).values()) for boundary in baths]).T
    lowest, highest = np.minimum(T_left, T_right), hottest_between_baths(T_left, T_right, p_right - p_left)
    for k, value in ((np.argmin(lowest), lowest.min() / room), (np.argmax(highest), highest.max() * room)):
        state = ", ".join(f"{name} = {number:.4g}" for name, number in vars(baths[k]).items())
        yield f"{key}: {state}", float(value)


def drawn_range(values: Sequence[float]) -> tuple[float, float]:
    """Ends of the curves of a sweep, somewhat beyond its outermost chains."""
    low, high = min(values), max(values)
    margin = _MARGIN * ((high - low) or abs(high) or 1.0)
    return low - margin, high + margin


def _lists(study: Mapping[str, Any]) -> dict[str, list]:
    """The lists of a study, whose products are its conditions."""
    return {key: values for key, values in study.items() if isinstance(values, list)}


def _heated_right(section: Mapping[str, Any], study: Mapping[str, Any]) -> list[Condition]:
    """Conditions of every torque on the right, with T_right swept."""
    return [
        _condition(section, study["T_left"], T, torque) for torque, T in product(study["torques"], study["T_right"])
    ]


def _condition(section: Mapping[str, Any], T_left: float, T_right: float, torque_right: float) -> Condition:
    return Condition(T_left, T_right, 0.0, torque_right, section["friction"])


def _blocks(config: Mapping[str, Any], condition: Condition, n_rotors: int) -> list[DrivenRun]:
    """All blocks of one condition and length, with the duration from the rows of the configuration."""
    section, potential = config["driven"], configured_potential(config).name
    (times,) = (row["times"] for row in section["sizes"] if row["n_rotors"] == n_rotors)
    mean = 0.5 * (condition.T_left + condition.T_right)
    row = max((row for row in section["effort"] if row["from"] <= mean), key=lambda row: row["from"])
    duration = whole_duration(times * row["factor"], n_rotors, duration_unit(potential, section["time_step"]))
    return [
        DrivenRun(
            n_rotors=n_rotors,
            **vars(condition),
            duration=duration,
            seed=config["seed"],
            block=block,
            potential=potential,
            **{key: section[key] for key in ("time_step", "n_replicas")},
        )
        for block in range(section["blocks"])
    ]
