"""The tables behind the figures of driven chains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.driven.study import coefficients, deviations, profile_frames
from thermochain.rotors.driven.study import sweeps as ness_sweeps
from thermochain.rotors.driven.study.comparison import CLOSURE, CURVES
from thermochain.rotors.driven.study.conditions import (
    Condition,
    closure_condition,
    conductivity_sweep,
    extrapolated_conditions,
    profile_conditions,
    torque_sweep,
    uphill_sweep,
)
from thermochain.rotors.driven.study.equations import Equations
from thermochain.rotors.driven.study.limits import NESS_BULK, NESS_LIMITS
from thermochain.rotors.driven.study.states import LOCAL, PROFILES, STATES
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.runs.table import read_table

# what is tabulated -> kind and columns of its table
FRAMES = {
    "profiles": (profile_frames.CURVES),
    "torque_sweep": (ness_sweeps.SWEEP),
    "uphill": (ness_sweeps.SWEEP),
    "negative_conductivity": (ness_sweeps.SWEEP),
    "crossings": (ness_sweeps.CROSSINGS),
    "closure": (profile_frames.CURVES),
    "gaps": (profile_frames.GAPS),
    "local_coefficients": (coefficients.LOCAL),
    "factors": (coefficients.FACTORS),
    "local_equilibrium": (deviations.EQUILIBRIUM),
    "verdict": (deviations.VERDICT),
}


@dataclass(frozen=True, eq=False)
class NessTables:
    """The tables of the study of driven chains, each with the columns that its module explains."""

    states: pd.DataFrame
    profiles: pd.DataFrame
    local: pd.DataFrame
    bulk: pd.DataFrame
    limits: pd.DataFrame
    closure: pd.DataFrame
    solutions: pd.DataFrame
    onsager: pd.DataFrame

    @classmethod
    def load(cls, paths: Mapping[str, str | Path]) -> NessTables:
        """Read all of them, given by the names of the attributes."""
        kinds = {
            "states": STATES,
            "profiles": PROFILES,
            "local": LOCAL,
            "bulk": NESS_BULK,
            "limits": NESS_LIMITS,
            "closure": CLOSURE,
            "solutions": CURVES,
            "onsager": ONSAGER,
        }
        return cls(**{name: read_table(paths[name], kind) for name, kind in kinds.items()})


def ness_equations(config: Mapping[str, Any], measured: str | Path) -> Equations:
    """What (2.30) is solved with, ours being stored at `measured`."""
    return Equations(load_coefficients(measured), published_coefficients(), config["driven"]["friction"])


def ness_frames(config: Mapping[str, Any], tables: NessTables, equations: Equations) -> dict[str, pd.DataFrame]:
    """All tables of FRAMES, by name."""
    friction = equations.friction
    limits, bulk = _with_torques(tables.limits, friction), _with_torques(tables.bulk, friction)

    def sweep(across: str, conditions: list[Condition], start: float | None = None) -> pd.DataFrame:
        return ness_sweeps.sweep_frame(across, conditions, tables.states, limits, equations, start=start)

    sweeps = {
        "torque_sweep": sweep("p_right", torque_sweep(config), start=0.0),
        "uphill": sweep("p_right", uphill_sweep(config)),
    }
    crossings = [ness_sweeps.crossing_frame(name, frame, equations) for name, frame in sweeps.items()]
    closure = closure_condition(config)
    drawn = [closure, *(Condition(**row) for row in config["driven"]["further"])]
    length = config["driven"]["profiles"]["n_rotors"]
    return sweeps | {
        "negative_conductivity": sweep("T_right", conductivity_sweep(config)),
        "crossings": pd.concat([frame for frame in crossings if len(frame)] or crossings[:1], ignore_index=True),
        "profiles": profile_frames.profile_frame(profile_conditions(config), length, tables.profiles, bulk, equations),
        "closure": profile_frames.closure_curves(closure, tables.profiles, tables.solutions, equations),
        "gaps": profile_frames.gap_frame(tables.closure),
        "local_coefficients": coefficients.local_frame(tables.local, tables.onsager, equations),
        "factors": coefficients.factor_frame(tables.bulk, tables.limits),
        "local_equilibrium": deviations.equilibrium_frame(tables.states, extrapolated_conditions(config), drawn),
        "verdict": deviations.verdict_frame(tables.limits),
    }


def _with_torques(frame: pd.DataFrame, friction: float) -> pd.DataFrame:
    """A table of boundary momenta with the torques that make them."""
    return frame.assign(torque_left=friction * frame["p_left"], torque_right=friction * frame["p_right"])
