"""Macroscopic tables of the study of anharmonic chains: coefficients, stationary state, release."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.oscillators.anharmonic.bond_gibbs import bond_state, tension_of
from thermochain.oscillators.anharmonic.bond_potentials import QUARTIC
from thermochain.oscillators.anharmonic.conductivity import ConductivityLaw, conductivity_bound
from thermochain.oscillators.anharmonic.conductivity_fit import fit_conductivity
from thermochain.oscillators.anharmonic.medium import Medium, evolve, solve_stationary
from thermochain.oscillators.anharmonic.study import simulated_tables
from thermochain.oscillators.harmonic import flip_laws
from thermochain.runs.identity import canonical
from thermochain.runs.table import Table

N_CELLS = 64  # mesh cells of the evolution in time
_LONGEST_STRETCH, _N_POINTS = 1.0, 101
_N_TIMES = 41  # times of the evolution, in addition to those of the simulations
TABLES = {
    "coefficients": Table(
        "anharmonic_coefficients/1",
        temperature="T",
        stretch="r",
        tension="tau(r, T)",
        heat_capacity="c_v(r, T)",
        conductivity="kappa(r, T) of the fitted law",
        conductivity_std="standard error",
        bound="<V''>/(4 gamma)",
    ),
    "stationary": Table(
        "anharmonic_stationary/1",
        x="position in [0, 1]",
        tension="tau = F x",
        stretch="r(tau, T)",
        stretch_std="standard error, from that of the conductivity",
        temperature="T of the stationary equations",
        temperature_std="standard error, from that of the conductivity",
        energy_current="n times the energy current, the same everywhere",
        energy_current_std="standard error, from that of the conductivity",
        harmonic_temperature="T of the harmonic chain (37)",
    ),
    "release": Table(
        "anharmonic_release/1",
        time="since the force fell, over n^2",
        x="position in [0, 1]",
        temperature="T(t, x)",
        stretch="r(t, x)",
        temperature_printed="T(t, x) by (23) as printed",
        stretch_printed="r(t, x) by (23) as printed",
    ),
}


def make_tables(section: Mapping[str, Any], conductivity: str | Path) -> dict[str, pd.DataFrame]:
    """Content of TABLES with the law through the conductivities in a file."""
    return macroscopic_tables(section, simulated_tables.TABLES["conductivity"].read(conductivity))


def macroscopic_tables(section: Mapping[str, Any], conductivity: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Name -> table, of the kinds TABLES, with the law through the measured conductivities.

    Parameters
    ----------
    section
        The keys flip_rate, chain and released (temperature, force_before, force_after, times) of the section
        `anharmonic`.
    conductivity
        The table of the measured conductivities.
    """
    law = conductivity_law(section["flip_rate"], conductivity)
    return {
        "coefficients": _coefficients(section["flip_rate"], np.unique(conductivity["temperature"]), law),
        "stationary": _stationary(section, law),
        "release": _release(section, law),
    }


def conductivity_law(flip_rate: float, conductivity: pd.DataFrame) -> ConductivityLaw:
    """The law kappa(tau, T) through the table of the measured conductivities."""
    columns = (conductivity[name].to_numpy() for name in ("tension", "temperature", "conductivity", "std"))
    tension, temperature, kappa, std = columns
    return fit_conductivity(bond_state(QUARTIC, tension, temperature), kappa, std, flip_rate)


def _coefficients(flip_rate: float, temperatures: NDArray, law: ConductivityLaw) -> pd.DataFrame:
    stretch = np.linspace(0.0, _LONGEST_STRETCH, _N_POINTS)
    frames = []
    for T in temperatures:
        tension = tension_of(QUARTIC, stretch, T)
        state = bond_state(QUARTIC, tension, T)
        inside = tension <= law.largest_tension
        columns = {
            "stretch": stretch,
            "tension": tension,
            "heat_capacity": state.heat_capacity,
            "conductivity": np.where(inside, law(state), np.nan),
            "conductivity_std": np.where(inside, law.std(state), np.nan),
            "bound": conductivity_bound(state, flip_rate),
        }
        frames.append(pd.DataFrame(columns).assign(temperature=T))
    return pd.concat(frames, ignore_index=True)


def _stationary(section: Mapping[str, Any], law: ConductivityLaw) -> pd.DataFrame:
    x, chain = np.linspace(0.0, 1.0, _N_POINTS), section["chain"]
    best, *moved = (
        solve_stationary(Medium(QUARTIC, section["flip_rate"], one), x, **chain) for one in (law, *law.variants())
    )

    def error(name: str) -> NDArray:
        return np.sqrt(sum((getattr(one.state, name) - getattr(best.state, name)) ** 2 for one in moved))

    columns = {
        "x": x,
        "tension": best.state.tension,
        "stretch": best.state.stretch,
        "stretch_std": error("stretch"),
        "temperature": best.state.temperature,
        "temperature_std": error("temperature"),
        "energy_current": best.energy_current,
        "energy_current_std": np.sqrt(sum((one.energy_current - best.energy_current) ** 2 for one in moved)),
        "harmonic_temperature": flip_laws.stationary_temperature(x, **chain),
    }
    return pd.DataFrame(columns)


def _release(section: Mapping[str, Any], law: ConductivityLaw) -> pd.DataFrame:
    settings, medium = section["released"], Medium(QUARTIC, section["flip_rate"], law)
    x = np.linspace(0.0, 1.0, N_CELLS + 1)
    tension = np.full(x.size, float(settings["force_before"]))
    tension[[0, -1]] = settings["force_after"]
    measured = [float(canonical(float(time))) for time in settings["times"]]  # rounded as in the paths of runs
    times = np.unique(np.concatenate([np.linspace(0.0, measured[-1], _N_TIMES).round(10), measured]))
    start = tension, np.full(x.size, float(settings["temperature"])), times
    corrected, printed = (evolve(medium, *start, as_printed=flag) for flag in (False, True))
    frames = []
    for k, time in enumerate(times):
        columns = {
            "x": x,
            "temperature": corrected.temperature[k],
            "stretch": corrected.stretch[k],
            "temperature_printed": printed.temperature[k],
            "stretch_printed": printed.stretch[k],
        }
        frames.append(pd.DataFrame(columns).assign(time=time))
    return pd.concat(frames, ignore_index=True)
