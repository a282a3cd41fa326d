"""Macroscopic tables of the study of anharmonic chains: coefficients, stationary state, release."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from thermochain.oscillators.anharmonic.bond_gibbs import bond_state, tension_of
from thermochain.oscillators.anharmonic.bond_potentials import QUARTIC
from thermochain.oscillators.anharmonic.flip_conductivity import FlipConductivity, conductivity_bound
from thermochain.oscillators.anharmonic.flip_conductivity_fit import fit_flip_conductivity
from thermochain.oscillators.anharmonic.flip_medium import FlipMedium, evolve_medium, solve_stationary_medium
from thermochain.oscillators.harmonic import flip_laws

N_CELLS = 64  # of the evolution
_LONGEST_STRETCH, _N_POINTS = 1.0, 101
KINDS = {name: f"anharmonic_{name}/1" for name in ("coefficients", "stationary", "release")}
COLUMNS: dict[str, dict[str, str]] = {
    "coefficients": {
        "temperature": "T",
        "stretch": "r",
        "tension": "tau(r, T)",
        "heat_capacity": "c_v(r, T)",
        "conductivity": "kappa(r, T) of the fitted law",
        "conductivity_std": "standard error",
        "bound": "<V''>/(4 gamma)",
    },
    "stationary": {
        "x": "position in [0, 1]",
        "tension": "tau = F x",
        "stretch": "r(tau, T)",
        "stretch_std": "standard error, from that of the conductivity",
        "temperature": "T of the stationary equations",
        "temperature_std": "standard error, from that of the conductivity",
        "energy_current": "n times the energy current, the same everywhere",
        "energy_current_std": "standard error, from that of the conductivity",
        "harmonic_temperature": "T of the harmonic chain (37)",
    },
    "release": {
        "time": "since the force fell, over n^2",
        "x": "position in [0, 1]",
        "temperature": "T(t, x)",
        "stretch": "r(t, x)",
        "temperature_printed": "the same by (23) as printed",
        "stretch_printed": "the same by (23) as printed",
    },
}


def macroscopic_tables(section: Mapping[str, Any], conductivity: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """All tables of `KINDS`, with the law through the measured conductivities."""
    law = conductivity_law(section, conductivity)
    return {
        "coefficients": _coefficients(section, law),
        "stationary": _stationary(section, law),
        "release": _release(section, law),
    }


def conductivity_law(section: Mapping[str, Any], conductivity: pd.DataFrame) -> FlipConductivity:
    """The law through the table `conductivity`."""
    columns = (conductivity[name].to_numpy() for name in ("tension", "temperature", "conductivity", "std"))
    tension, temperature, kappa, std = columns
    return fit_flip_conductivity(bond_state(QUARTIC, tension, temperature), kappa, std, section["flip_rate"])


def _coefficients(section: Mapping[str, Any], law: FlipConductivity) -> pd.DataFrame:
    stretch = np.linspace(0.0, _LONGEST_STRETCH, _N_POINTS)
    frames = []
    for T in section["conductivity"]["temperatures"]:
        tension = tension_of(QUARTIC, stretch, T)
        state = bond_state(QUARTIC, tension, T)
        inside = tension <= law.largest_tension
        columns = {
            "stretch": stretch,
            "tension": tension,
            "heat_capacity": state.heat_capacity,
            "conductivity": np.where(inside, law(state), np.nan),
            "conductivity_std": np.where(inside, law.std(state), np.nan),
            "bound": conductivity_bound(state, section["flip_rate"]),
        }
        frames.append(pd.DataFrame(columns).assign(temperature=T))
    return pd.concat(frames, ignore_index=True)


def _stationary(section: Mapping[str, Any], law: FlipConductivity) -> pd.DataFrame:
    x, chain = np.linspace(0.0, 1.0, _N_POINTS), section["chain"]
    best, *moved = (
        solve_stationary_medium(FlipMedium(QUARTIC, section["flip_rate"], one), x, **chain)
        for one in (law, *law.variants())
    )

    def error(name: str) -> np.ndarray:
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


def _release(section: Mapping[str, Any], law: FlipConductivity) -> pd.DataFrame:
    settings, medium = section["released"], FlipMedium(QUARTIC, section["flip_rate"], law)
    x = np.linspace(0.0, 1.0, N_CELLS + 1)
    tension = np.full(x.size, float(settings["force_before"]))
    tension[[0, -1]] = settings["force_after"]
    fine = np.linspace(0.0, settings["times"][-1], 41)
    times = np.unique(np.concatenate([fine, settings["times"]]).round(10))
    start = tension, np.full(x.size, float(settings["temperature"])), times
    ours, printed = (evolve_medium(medium, *start, as_printed=flag) for flag in (False, True))
    frames = []
    for k, time in enumerate(times):
        columns = {
            "x": x,
            "temperature": ours.temperature[k],
            "stretch": ours.stretch[k],
            "temperature_printed": printed.temperature[k],
            "stretch_printed": printed.stretch[k],
        }
        frames.append(pd.DataFrame(columns).assign(time=time))
    return pd.concat(frames, ignore_index=True)
