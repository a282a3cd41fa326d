"""Steady states of all driven chains as tables: one row a run, one a site, one a window of sites."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.rotors.driven.chain_moments import ChainMoments, join_replicas
from thermochain.rotors.driven.local_diffusivity import measure_local_coefficients
from thermochain.rotors.driven.local_equilibrium import measure_local_equilibrium
from thermochain.rotors.driven.peak import peak_temperature
from thermochain.rotors.driven.steady_state import SteadyState, estimate_steady_state, settled_series
from thermochain.rotors.driven.study.simulation import load_moments
from thermochain.runs.table import Table

_BATHS = {
    "n_rotors": "chain length n",
    "T_left": "bath temperature T_L",
    "T_right": "bath temperature T_R",
    "torque_left": "torque tau_L on the left end",
    "torque_right": "torque tau_R on the right end",
    "friction": "gamma of both baths",
}
CONDITION = ("T_left", "T_right", "torque_left", "torque_right")

STATES = Table(
    "ness_states/1",
    _BATHS
    | {
        "n_replicas": "independent chains",
        "transient": "time discarded",
        "duration": "time averaged over in each replica",
        "drift": "p-value of no drift in what is kept, corrected for the number of series; settled if above 0.01",
        "momentum_current": "N <j^p>, N = (n-1)/2, from all bonds and times",
        "momentum_current_std": "its standard error, between replicas",
        "energy_current": "N <j^e>, likewise",
        "energy_current_std": "its standard error, between replicas",
        "correlation": "of the errors of both currents",
        "effective_samples": "of the energy current: samples over their statistical inefficiency",
        "error_ratio": "of the energy current: error between replicas over error from its correlation in time",
        "T_max": "highest temperature of the profile",
        "T_max_std": "its standard error",
        "bath_momentum_left": "N j^p at the left bath, N (tau_L - gamma <p>)",
        "bath_momentum_right": "N j^p at the right bath",
        "bath_energy_left": "N j^e at the left bath",
        "bath_energy_right": "N j^e at the right bath",
        "uniform_momentum": "p-value: j^p is the same on all bonds",
        "uniform_energy": "p-value: j^e is the same on all bonds",
        "balance_momentum": "p-value: j^p of the baths is that of the chain",
        "balance_energy": "p-value: j^e of the baths is that of the chain",
        "entropy_production": "N sigma_N of (2.12)",
        "entropy_production_std": "its standard error",
        "kurtosis_square": "excess kurtosis of p, mean square over |x| <= 0.8, less that of the noise",
        "kurtosis_square_std": "its standard error",
        "bond_distance_square": "squared distance of the law of the bonds from the local Gibbs law, likewise",
        "bond_distance_square_std": "its standard error",
        "cosine_correlation_square": "<p cos r> - <p><cos r>, mean square likewise",
        "cosine_correlation_square_std": "its standard error",
        "sine_correlation_square": "<p sin r> - <p><sin r>, mean square likewise",
        "sine_correlation_square_std": "its standard error",
    },
)

PROFILES = Table(
    "ness_profiles/1",
    _BATHS
    | {
        "x": "position from -1 to 1",
        "momentum": "<p_i>",
        "momentum_std": "its standard error",
        "temperature": "Var p_i",
        "temperature_std": "its standard error",
        "energy": "<e_i>",
        "energy_std": "its standard error",
    },
)

LOCAL = Table(
    "ness_local/1",
    _BATHS
    | {
        "x": "middle of the window of sites",
        "temperature": "mean Var p_i in the window",
        "temperature_std": "its standard error",
        "momentum_diffusivity": "-j^p/(d<p>/di); empty where the slope is not significant",
        "momentum_diffusivity_std": "its standard error",
        "thermal_conductivity": "-j^Q/(dT/di); empty where the slope is not significant",
        "thermal_conductivity_std": "its standard error",
    },
)
_FEWEST_FOR_WINDOWS = 100  # rotors; in shorter chains the boundary layers reach into the windows


def measure_state(blocks: Sequence[str | Path]) -> tuple[dict, pd.DataFrame, pd.DataFrame]:
    """Row of STATES.columns, and tables of PROFILES.columns and LOCAL.columns, of all blocks of one chain."""
    chain = join_replicas([load_moments(path) for path in blocks])
    state = estimate_steady_state(chain)
    baths = {name: getattr(chain, name) for name in _BATHS}
    profile = pd.DataFrame({"x": state.positions} | _fields(state, "momentum", "temperature", "energy"))
    return baths | _row(chain, state), profile.assign(**baths), _local(chain, state).assign(**baths)


def _row(chain: ChainMoments, state: SteadyState) -> dict:
    half = 0.5 * (chain.n_rotors - 1)
    through = settled_series(chain, state.transient)[:2].mean(axis=1)
    peak, peak_std = peak_temperature(chain, state.transient)
    energy = state.series[1]
    equilibrium = measure_local_equilibrium(chain, state.transient)
    squares = ("kurtosis", "bond_distance", "cosine_correlation", "sine_correlation")
    deviations = {
        f"{name}_square{suffix}": value
        for suffix, values in (("", equilibrium.mean_square), ("_std", equilibrium.mean_square_std))
        for name, value in zip(squares, values, strict=True)
    }
    return {
        "n_replicas": chain.n_replicas,
        "transient": state.transient.duration,
        "duration": state.duration,
        "drift": state.transient.drift_p_value,
        "momentum_current": half * state.momentum_current,
        "momentum_current_std": half * state.momentum_current_std,
        "energy_current": half * state.energy_current,
        "energy_current_std": half * state.energy_current_std,
        "correlation": np.corrcoef(through)[0, 1],
        "effective_samples": energy.effective_samples,
        "error_ratio": energy.error_ratio,
        "T_max": peak,
        "T_max_std": peak_std,
        "bath_momentum_left": half * state.bath_momentum_current[0],
        "bath_momentum_right": half * state.bath_momentum_current[1],
        "bath_energy_left": half * state.bath_energy_current[0],
        "bath_energy_right": half * state.bath_energy_current[1],
        "uniform_momentum": state.uniformity[0],
        "uniform_energy": state.uniformity[1],
        "balance_momentum": state.balance[0],
        "balance_energy": state.balance[1],
        "entropy_production": half * state.entropy_production,
        "entropy_production_std": half * state.entropy_production_std,
        **deviations,
    }


def _local(chain: ChainMoments, state: SteadyState) -> pd.DataFrame:
    if chain.n_rotors < _FEWEST_FOR_WINDOWS:
        return pd.DataFrame(columns=list(LOCAL.columns))
    local = measure_local_coefficients(chain, state.transient)
    names = ("temperature", "momentum_diffusivity", "thermal_conductivity")
    return pd.DataFrame({"x": local.positions} | _fields(local, *names))


def _fields(result: object, *names: str) -> dict:
    return {name + suffix: getattr(result, name + suffix) for name in names for suffix in ("", "_std")}


def measure_states(runs: Sequence[Sequence[str | Path]]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Tables of STATES.columns, PROFILES.columns and LOCAL.columns of many chains, each given by its blocks."""
    rows, profiles, local = zip(*(measure_state(blocks) for blocks in runs), strict=True)
    windows = [frame for frame in local if len(frame)] or [local[0]]
    return pd.DataFrame(rows), pd.concat(profiles, ignore_index=True), pd.concat(windows, ignore_index=True)


def of_condition(frame: pd.DataFrame, condition: object) -> pd.DataFrame:
    """Rows of one boundary condition."""
    same = [np.isclose(frame[name], getattr(condition, name)) for name in CONDITION]
    return frame[np.all(same, axis=0)]
