"""Two evolutions in time and the tables behind their figures.

`driven`: a chain between two baths, at rest in its stationary state, whose right end begins to turn at t = 0.
`closed`: a chain without baths, at one temperature, with p = amplitude sin(pi x / 2) at t = 0.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.evolution.evolution import Evolution, solve_evolution
from thermochain.rotors.macroscopic.caloric import caloric_equation
from thermochain.rotors.macroscopic.solve import solve_stationary
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.runs.table import Table

CASES = ("driven", "closed")
PROFILES = Table(
    "evolution_profiles/1",
    case="driven: right bath turns from time 0 on; closed: no baths, a momentum profile that decays",
    frame="number of the moment, from 0; -1 for the state that is approached",
    time="macroscopic time, that of the chain over N^2; inf for the state that is approached",
    x="position in [-1, 1]",
    momentum="p(t, x)",
    temperature="T(t, x)",
    energy_current="J^e(t, x)",
)
SERIES = Table(
    "evolution_series/1",
    case="as in the table of profiles",
    time="macroscopic time",
    mechanical_energy="integral of p^2/2, the energy of the mean motion",
    internal_energy="integral of u(T)",
    total_momentum="integral of p",
    work_supply="work of the baths a unit of time",
    heat_supply="heat from the baths a unit of time",
    entropy="integral of the thermodynamic entropy, at t less at 0",
    entropy_production="integral of (18), in the form that is exact for the scheme",
    entropy_supply="heat from each bath over its temperature, a unit of time",
)


def evolve(
    case: str, coefficients: TransportCoefficients, section: Mapping[str, Any], potential: Potential = ROTORS
) -> Evolution:
    """The evolution `case` with the settings of the configuration's section `evolution`."""
    moments = np.append(0.0, np.geomspace(section["first_time"], section["last_time"], section["n_times"]))
    options = {"times": moments, "n_cells": section["n_cells"], "potential": potential}
    values = section[case]
    if case == "closed":
        return solve_evolution(
            coefficients,
            momentum=lambda x: values["amplitude"] * np.sin(0.5 * np.pi * x),
            temperature=values["temperature"],
            **options,
        )
    at_rest = solve_stationary(
        coefficients,
        T_left=values["T_left"],
        T_right=values["T_right"],
        p_left=0.0,
        p_right=0.0,
        n_cells=section["n_cells"],
    )
    return solve_evolution(
        coefficients, momentum=at_rest.momentum, temperature=at_rest.temperature, p_left=0.0, **values, **options
    )


def profile_table(states: Mapping[str, Evolution], n_frames: int) -> pd.DataFrame:
    """Table PROFILES at `n_frames` times, including the first and the last, and in the stationary state."""
    frames = []
    for case, state in states.items():
        chosen = np.unique(np.linspace(0, state.times.size - 1, n_frames).round().astype(int))
        currents = _at_nodes(state)
        for number, k in enumerate(chosen):
            columns = (state.times[k], state.momentum[k], state.temperature[k], currents[k])
            frames.append(_profile_frame(case, number, state.x, *columns))
        frames.append(_profile_frame(case, -1, state.x, np.inf, *_approached(state)))
    return pd.concat(frames, ignore_index=True)


def series_table(states: Mapping[str, Evolution]) -> pd.DataFrame:
    """Table SERIES: integrals over the chain at every time."""
    frames = []
    for case, state in states.items():
        columns = {
            "time": state.times,
            "internal_energy": state.total_energy - state.mechanical_energy,
            "entropy": state.entropy - state.entropy[0],
        }
        others = (name for name in SERIES.columns if name not in ("case", *columns))
        columns |= {name: getattr(state, name) for name in others}
        frames.append(pd.DataFrame(columns).assign(case=case))
    return pd.concat(frames, ignore_index=True)


def _approached(state: Evolution) -> tuple[NDArray, NDArray, NDArray]:
    """p, T and J^e of the state that the evolution tends to: stationary between baths, else uniform."""
    p, T = state.momentum[-1], state.temperature[-1]
    if not state.held.any():
        mean_p, mean_e = state.total_momentum[-1] / 2.0, state.total_energy[-1] / 2.0
        caloric = caloric_equation(*state.coefficients.admissible_range, state.potential)
        uniform = caloric.temperature(mean_e - 0.5 * mean_p**2)
        return np.full(p.size, mean_p), np.full(p.size, uniform), np.zeros(p.size)
    boundary = {"T_left": T[0], "T_right": T[-1], "p_left": p[0], "p_right": p[-1]}
    stationary = solve_stationary(state.coefficients, **boundary, n_cells=p.size - 1)
    return stationary.momentum, stationary.temperature, np.full(p.size, stationary.energy_current)


def _at_nodes(state: Evolution) -> NDArray:
    """J^e at the nodes: the mean of the adjacent cells inside, the end cell at a bath, zero at a closed end."""
    inner = state.energy_current
    ends = np.where(state.held[[0, -1]], inner[:, [0, -1]], 0.0)
    middle = 0.5 * (inner[:, 1:] + inner[:, :-1])
    return np.concatenate([ends[:, :1], middle, ends[:, 1:]], axis=1)


def _profile_frame(case: str, number: int, x: NDArray, *columns: NDArray | float) -> pd.DataFrame:
    """Rows of PROFILES at one time; `columns` are time, p, T and J^e."""
    values = dict(zip(("time", "momentum", "temperature", "energy_current"), columns, strict=True))
    return pd.DataFrame({"x": x} | values).assign(case=case, frame=number)
