"""Which driven chains the study simulates: boundary conditions, chain lengths and efforts, from the configuration."""

import math
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from itertools import product
from typing import Any

from thermochain.rotors.driven.study.run import DURATION_UNIT, RotorNessRun
from thermochain.runs.identity import check_distinct


@dataclass(frozen=True, order=True)
class Condition:
    """Bath temperatures and torques of both ends."""

    T_left: float
    T_right: float
    torque_left: float
    torque_right: float

    def __post_init__(self):
        for name, value in vars(self).items():
            object.__setattr__(self, name, float(value) + 0.0)  # no -0.0

    @classmethod
    def of(cls, run: RotorNessRun) -> "Condition":
        """The condition of a run."""
        return cls(run.T_left, run.T_right, run.torque_left, run.torque_right)

    def __str__(self):
        return "T_L={:g} T_R={:g} tau_L={:g} tau_R={:g}".format(*astuple(self))


def profile_conditions(config: Mapping[str, Any]) -> list[Condition]:
    """Olla's Figures 1 and 2: equal baths, torque on the right, by temperature and torque."""
    section = config["driven"]["profiles"]
    return [Condition(T, T, 0, torque) for T, torque in product(section["temperatures"], section["torques"])]


def torque_sweep(config: Mapping[str, Any]) -> list[Condition]:
    """Olla's Figure 3: the torque on the right is swept, at every right temperature."""
    section = config["driven"]["torque_sweep"]
    return [Condition(section["T_left"], T, 0, torque) for T, torque in product(section["T_right"], section["torques"])]


def uphill_sweep(config: Mapping[str, Any]) -> list[Condition]:
    """The torque on the right is swept across the onset of uphill diffusion."""
    section = config["driven"]["uphill"]
    return [Condition(section["T_left"], section["T_right"], 0, torque) for torque in section["torques"]]


def conductivity_sweep(config: Mapping[str, Any]) -> list[Condition]:
    """The right temperature is swept at torques on both sides of the onset of negative energy conductivity."""
    section = config["driven"]["negative_conductivity"]
    return [Condition(section["T_left"], T, 0, torque) for torque, T in product(section["torques"], section["T_right"])]


def closure_condition(config: Mapping[str, Any]) -> Condition:
    """The one whose profiles are drawn for growing n."""
    return Condition(**config["driven"]["closure"])


def extrapolated_conditions(config: Mapping[str, Any]) -> list[Condition]:
    """All conditions that are simulated at every size, sorted."""
    further = [Condition(**row) for row in config["driven"]["further"]]
    sweeps = torque_sweep(config), uphill_sweep(config), conductivity_sweep(config)
    return sorted({closure_condition(config), *further, *(condition for sweep in sweeps for condition in sweep)})


def ness_runs(config: Mapping[str, Any]) -> dict[Condition, dict[int, list[RotorNessRun]]]:
    """The simulations of the study: condition -> chain length -> one run a block."""
    section = config["driven"]
    sizes = sorted(row["n_rotors"] for row in section["sizes"])
    wanted = {condition: set(sizes) for condition in extrapolated_conditions(config)}
    for condition in profile_conditions(config):
        wanted.setdefault(condition, set()).add(section["profiles"]["n_rotors"])
    return {
        condition: {n: _blocks(section, config["seed"], condition, n) for n in sizes if n in wanted[condition]}
        for condition in sorted(wanted)
    }


def _blocks(section: Mapping[str, Any], seed: int, condition: Condition, n_rotors: int) -> list[RotorNessRun]:
    """All blocks of one condition and size, as long as the rows of the configuration say."""
    (times,) = (row["times"] for row in section["sizes"] if row["n_rotors"] == n_rotors)
    mean = 0.5 * (condition.T_left + condition.T_right)
    row = max((row for row in section["effort"] if row["from"] <= mean), key=lambda row: row["from"])
    units = max(1, math.ceil(times * row["factor"] * (n_rotors - 1) ** 2 / DURATION_UNIT - 1e-9))
    return [
        RotorNessRun(
            n_rotors=n_rotors,
            **vars(condition),
            duration=units * DURATION_UNIT,
            seed=seed,
            block=block,
            **{key: section[key] for key in ("friction", "time_step", "n_replicas")},
        )
        for block in range(section["blocks"])
    ]


def check_ness(config: Mapping[str, Any]) -> None:
    """Raise ValueError for the first thing wrong with the section that its schema cannot see."""
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
    ness_runs(config)
