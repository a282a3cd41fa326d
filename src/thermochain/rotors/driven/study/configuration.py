"""The driven chains of a configuration: conditions, lengths and numbers of simulations."""

import math
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from thermochain.rotors.driven.study.condition import Condition
from thermochain.rotors.driven.study.run import DURATION_UNIT, N_SEGMENTS, DrivenRun
from thermochain.runs.identity import check_distinct

_MOMENTS = 2 * 8 * 10 * (N_SEGMENTS + 2)  # bytes of the moments per rotor, as in `DrivenRun.job_memory`


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
    study = section["negative_conductivity"]
    return [
        _condition(section, study["T_left"], T, torque) for torque, T in product(study["torques"], study["T_right"])
    ]


def closure_condition(section: Mapping[str, Any]) -> Condition:
    """Condition of the figure that shows profiles for growing n."""
    return Condition(**section["closure"], friction=section["friction"])


def further_conditions(section: Mapping[str, Any]) -> list[Condition]:
    """Conditions that are extrapolated to infinite n but have no figure of their own."""
    return [Condition(**row, friction=section["friction"]) for row in section["further"]]


def extrapolated_conditions(section: Mapping[str, Any]) -> list[Condition]:
    """All conditions that are simulated at every length, sorted."""
    sweeps = torque_sweep(section), uphill_sweep(section), conductivity_sweep(section)
    swept = (condition for sweep in sweeps for condition in sweep)
    return sorted({closure_condition(section), *further_conditions(section), *swept})


def driven_runs(config: Mapping[str, Any]) -> dict[Condition, dict[int, list[DrivenRun]]]:
    """The simulations of the study: condition -> chain length -> one run per block."""
    section = config["driven"]
    sizes = sorted(row["n_rotors"] for row in section["sizes"])
    wanted = {condition: set(sizes) for condition in extrapolated_conditions(section)}
    for condition in profile_conditions(section):
        wanted.setdefault(condition, set()).add(section["profiles"]["n_rotors"])
    return {
        condition: {n: _blocks(section, config["seed"], condition, n) for n in sizes if n in wanted[condition]}
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
    for name in ("profiles", "torque_sweep", "uphill", "negative_conductivity"):
        for key, values in section[name].items():
            if isinstance(values, list):
                check_distinct(f"{name}.{key}", values)
    driven_runs(config)


def counts(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, int]]]:
    """Key, and factors whose product is the number of simulations."""
    section = config["driven"]
    sweeps = [section[name] for name in ("torque_sweep", "negative_conductivity")]
    conditions = sum(len(sweep["T_right"]) * len(sweep["torques"]) for sweep in sweeps) + len(section["further"])
    conditions += len(section["uphill"]["torques"])
    conditions += len(section["profiles"]["temperatures"]) * len(section["profiles"]["torques"])
    factors = {"number of conditions": conditions, "number of sizes": len(section["sizes"])}
    yield "driven", {"blocks": section["blocks"]} | factors


def needs(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float], float]]:
    """Key, factors of the size of the largest array of a job, and bytes per product of these factors."""
    section = config["driven"]
    for k, row in enumerate(section["sizes"]):
        yield f"driven.sizes[{k}]", {"n_rotors": row["n_rotors"], "n_replicas": section["n_replicas"]}, _MOMENTS


def _condition(section: Mapping[str, Any], T_left: float, T_right: float, torque_right: float) -> Condition:
    return Condition(T_left, T_right, 0.0, torque_right, section["friction"])


def _blocks(section: Mapping[str, Any], seed: int, condition: Condition, n_rotors: int) -> list[DrivenRun]:
    """All blocks of one condition and length, with the duration from the rows of the configuration."""
    (times,) = (row["times"] for row in section["sizes"] if row["n_rotors"] == n_rotors)
    mean = 0.5 * (condition.T_left + condition.T_right)
    row = max((row for row in section["effort"] if row["from"] <= mean), key=lambda row: row["from"])
    units = max(1, math.ceil(times * row["factor"] * (n_rotors - 1) ** 2 / DURATION_UNIT - 1e-9))
    return [
        DrivenRun(
            n_rotors=n_rotors,
            **vars(condition),
            duration=units * DURATION_UNIT,
            seed=seed,
            block=block,
            **{key: section[key] for key in ("time_step", "n_replicas")},
        )
        for block in range(section["blocks"])
    ]
