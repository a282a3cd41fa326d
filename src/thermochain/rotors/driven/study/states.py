"""Tables of the steady states of all driven chains: one row for each chain, site, or window of sites."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.rotors.driven.chain_moments import ChainMoments
from thermochain.rotors.driven.local_diffusivity import measure_local_coefficients
from thermochain.rotors.driven.local_equilibrium import measure_local_equilibrium
from thermochain.rotors.driven.peak import peak_temperature
from thermochain.rotors.driven.steady_state import SteadyState, estimate_steady_state, settled_series
from thermochain.rotors.driven.study.condition import CONDITION, Condition
from thermochain.rotors.driven.study.run import DrivenRun
from thermochain.rotors.driven.study.simulation import load_chain
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.runs.guard import Guard
from thermochain.runs.table import Table

_CHAIN = {"n_rotors": "chain length n"} | CONDITION

STATES = Table(
    "ness_states/2",
    **_CHAIN,
    n_replicas="number of independent chains",
    transient="time discarded at the beginning",
    duration="time averaged over in each replica",
    drift="p-value of the hypothesis that no kept series drifts, corrected for the number of series; the chain "
    "is settled if it exceeds 0.01",
    momentum_current="N <j^p>, N = (n-1)/2, from all bonds and times",
    momentum_current_std="its standard error, between replicas",
    energy_current="N <j^e> from all bonds and times",
    energy_current_std="its standard error, between replicas",
    correlation="correlation coefficient of the errors of both currents",
    effective_samples="samples of the energy current over their statistical inefficiency",
    error_ratio="error of the energy current between replicas over its error from the correlation in time",
    T_max="highest temperature of the profile",
    T_max_std="its standard error",
    bath_momentum_left="N j^p at the left bath, N (tau_L - gamma <p>)",
    bath_momentum_right="N j^p at the right bath",
    bath_energy_left="N j^e at the left bath",
    bath_energy_right="N j^e at the right bath",
    uniform_momentum="p-value of the hypothesis that j^p is the same on all bonds",
    uniform_energy="p-value of the hypothesis that j^e is the same on all bonds",
    balance_momentum="p-value of the hypothesis that j^p of the baths is that of the chain",
    balance_energy="p-value of the hypothesis that j^e of the baths is that of the chain",
    entropy_production="N sigma_N of (2.12)",
    entropy_production_std="its standard error",
    kurtosis_square="mean square of the excess kurtosis of p over |x| <= 0.8, less that of the noise",
    kurtosis_square_std="its standard error",
    bond_distance_square="mean squared distance of bond laws from local Gibbs laws over |x| <= 0.8, unbiased",
    bond_distance_square_std="its standard error",
    cosine_correlation_square="mean square of <p cos r> - <p><cos r> over |x| <= 0.8, less that of the noise",
    cosine_correlation_square_std="its standard error",
    sine_correlation_square="mean square of <p sin r> - <p><sin r> over |x| <= 0.8, less that of the noise",
    sine_correlation_square_std="its standard error",
)

PROFILES = Table(
    "ness_profiles/2",
    **_CHAIN,
    x="position from -1 to 1",
    momentum="<p_i>",
    momentum_std="its standard error",
    temperature="Var p_i",
    temperature_std="its standard error",
    energy="<e_i>",
    energy_std="its standard error",
)

LOCAL = Table(
    "ness_local/2",
    **_CHAIN,
    x="middle of the window of sites",
    temperature="mean Var p_i in the window",
    temperature_std="its standard error",
    momentum_diffusivity="-j^p/(d<p>/di); empty where the slope is not significant",
    momentum_diffusivity_std="its standard error",
    thermal_conductivity="-j^Q/(dT/di); empty where the slope is not significant",
    thermal_conductivity_std="its standard error",
)
_FEWEST_FOR_WINDOWS = 100  # fewest rotors; the boundary layers of shorter chains extend into the windows


def measure_state(
    blocks: Sequence[str | Path], potential: Potential = ROTORS
) -> tuple[dict, pd.DataFrame, pd.DataFrame]:
    """Steady state of one chain, from the files of its blocks: its row of STATES, its rows of PROFILES and of LOCAL."""
    run, chain = load_chain(blocks)
    state = estimate_steady_state(chain)
    _check_balance(run, state, potential)
    key = {"n_rotors": chain.n_rotors} | Condition.of(chain).columns
    profile = pd.DataFrame({"x": state.positions} | _fields(state, "momentum", "temperature", "energy"))
    return key | _row(chain, state, potential), profile.assign(**key), _local(chain, state).assign(**key)


def _check_balance(run: DrivenRun, state: SteadyState, potential: Potential) -> None:
    """Raise FloatingPointError if a settled chain does not carry what its baths give it.

    The integration changes the currents of the baths by some dt^2 of their scale, which is no violation.
    """
    guard = Guard(run.path, run.seed_sequence(), run.time_step)
    scale = 1.0 + run.friction * max(run.T_left, run.T_right) + abs(run.torque_left) + abs(run.torque_right)
    for k, name in enumerate(("momentum_current", "energy_current")):
        difference = np.max(np.abs(getattr(state, f"bath_{name}") - getattr(state, name)))
        if state.transient.settled and difference > potential.stiffness * run.time_step**2 * scale:
            guard.check_chance(f"bath_{name} - {name}", difference, state.balance[k])


def _row(chain: ChainMoments, state: SteadyState, potential: Potential) -> dict:
    half = 0.5 * (chain.n_rotors - 1)
    through = settled_series(chain, state.transient)[:2].mean(axis=1)
    peak, peak_std = peak_temperature(chain, state.transient)
    energy = state.series[1]
    equilibrium = measure_local_equilibrium(chain, state.transient, potential)
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
        return LOCAL.frame([])
    local = measure_local_coefficients(chain, state.transient)
    names = ("temperature", "momentum_diffusivity", "thermal_conductivity")
    return pd.DataFrame({"x": local.positions} | _fields(local, *names))


def _fields(result: object, *names: str) -> dict:
    return {name + suffix: getattr(result, name + suffix) for name in names for suffix in ("", "_std")}


def measure_states(
    chains: Sequence[Sequence[str | Path]], potential: Potential = ROTORS
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Tables STATES, PROFILES and LOCAL of many chains, each given by the files of its blocks."""
    rows, profiles, local = zip(*(measure_state(blocks, potential) for blocks in chains), strict=True)
    windows = [frame for frame in local if len(frame)] or [local[0]]
    return pd.DataFrame(rows), pd.concat(profiles, ignore_index=True), pd.concat(windows, ignore_index=True)
