"""The tables behind the figures of driven chains, from the tables of the study."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pandas as pd

from thermochain.rotors.driven.equations import Equations
from thermochain.rotors.driven.study.closure import CLOSURE, SOLUTIONS
from thermochain.rotors.driven.study.coefficient_frames import COEFFICIENTS, FACTORS, coefficient_frame, factor_frame
from thermochain.rotors.driven.study.configuration import (
    SWEEPS,
    closure_condition,
    extrapolated_conditions,
    further_conditions,
    profile_conditions,
)
from thermochain.rotors.driven.study.deviations import EQUILIBRIUM, VERDICT, equilibrium_frame, verdict_frame
from thermochain.rotors.driven.study.fitted_chains import BULK
from thermochain.rotors.driven.study.limits import LIMITS
from thermochain.rotors.driven.study.maximum import MAXIMA, RISES, maximum_frame, rise_frame
from thermochain.rotors.driven.study.profile_frames import CURVES, GAPS, closure_curves, gap_frame, profile_frame
from thermochain.rotors.driven.study.states import LOCAL, PROFILES, STATES
from thermochain.rotors.driven.study.sweeps import CROSSINGS, SWEEP, crossing_frame, sweep_frame
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.runs.table import Table

# Name of a table of the study, as of its file -> its kind.
STUDY: dict[str, Table] = {
    "states": STATES,
    "profiles": PROFILES,
    "local": LOCAL,
    "bulk": BULK,
    "limits": LIMITS,
    "closure": CLOSURE,
    "solutions": SOLUTIONS,
    "onsager": ONSAGER,
}
# Name of a table behind a figure, as of its file -> its kind.
FIGURES: dict[str, Table] = {
    "profiles": CURVES,
    "torque_sweep": SWEEP,
    "uphill": SWEEP,
    "negative_conductivity": SWEEP,
    "crossings": CROSSINGS,
    "maximum": RISES,
    "maxima": MAXIMA,
    "closure": CURVES,
    "gaps": GAPS,
    "local_coefficients": COEFFICIENTS,
    "factors": FACTORS,
    "local_equilibrium": EQUILIBRIUM,
    "verdict": VERDICT,
}


@dataclass(frozen=True, eq=False)
class StudyTables:
    """The tables of the study of driven chains, by the names of STUDY."""

    states: pd.DataFrame
    profiles: pd.DataFrame
    local: pd.DataFrame
    bulk: pd.DataFrame
    limits: pd.DataFrame
    closure: pd.DataFrame
    solutions: pd.DataFrame
    onsager: pd.DataFrame

    @classmethod
    def read(cls, paths: Mapping[str, str | Path]) -> Self:
        """The tables of the study, read from `paths` by name."""
        return cls(**{name: table.read(paths[name]) for name, table in STUDY.items()})


def figure_frames(section: Mapping[str, Any], tables: StudyTables, equations: Equations) -> dict[str, pd.DataFrame]:
    """The tables of FIGURES, by name; `section` is the section `driven` of the configuration."""

    def sweep(name: str, start: float | None = None) -> pd.DataFrame:
        conditions, across = SWEEPS[name]
        return sweep_frame(name, across, conditions(section), tables.states, tables.limits, equations, start=start)

    torques, uphill = sweep("torque_sweep", start=0.0), sweep("uphill")
    heated = sweep("maximum", start=section["maximum"]["T_right"][0])
    crossings = [crossing_frame(frame, equations) for frame in (torques, uphill)]
    closure = closure_condition(section)
    drawn = [closure, *further_conditions(section)]
    n_rotors = section["profiles"]["n_rotors"]
    return {
        "torque_sweep": torques,
        "uphill": uphill,
        "negative_conductivity": sweep("negative_conductivity"),
        "crossings": pd.concat([frame for frame in crossings if len(frame)] or crossings[:1], ignore_index=True),
        "maximum": rise_frame(heated, equations),
        "maxima": maximum_frame(heated, equations),
        "profiles": profile_frame(profile_conditions(section), n_rotors, tables.profiles, tables.bulk, equations),
        "closure": closure_curves(closure, tables.profiles, tables.solutions),
        "gaps": gap_frame(closure.rows(tables.closure)),
        "local_coefficients": coefficient_frame(tables.local, tables.onsager, equations),
        "factors": factor_frame(tables.bulk, tables.limits),
        "local_equilibrium": equilibrium_frame(tables.states, extrapolated_conditions(section), drawn),
        "verdict": verdict_frame(tables.limits),
    }
