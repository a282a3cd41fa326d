"""Exact tables of the study of harmonic chains: profiles, approach to the limits, diffusivities, covariances."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from thermochain.core.interpolation import size_weights
from thermochain.engine.signed_swaps import no_noise
from thermochain.oscillators.harmonic import flip_laws
from thermochain.oscillators.harmonic.bonds import bending, stretch
from thermochain.oscillators.harmonic.chain import harmonic_ring, open_harmonic_chain
from thermochain.oscillators.harmonic.chain_moments import ChainMoments
from thermochain.oscillators.harmonic.flip_chain import flip_chain_moments, periodic_flip_chain
from thermochain.oscillators.harmonic.moment_equations import MomentEquations
from thermochain.oscillators.harmonic.ring_limits import bending_limit, flip_limit
from thermochain.oscillators.harmonic.stretch_flip import stretch_flip
from thermochain.oscillators.harmonic.study import forced_tables, phonon_tables
from thermochain.oscillators.harmonic.study.known_tables import KNOWN, known_frame
from thermochain.oscillators.harmonic.study.parameters import constant_force, periodic_force, thermal_work
from thermochain.oscillators.harmonic.study.ring_evolution import RING_ERRORS, RINGS, ring_frames
from thermochain.oscillators.harmonic.velocity_exchange import velocity_exchange
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip
from thermochain.oscillators.harmonic.wave_moments import energy_diffusivity
from thermochain.runs.table import Table

NOISES = {
    "none": no_noise,
    "velocity flip": velocity_flip,
    "stretch flip": stretch_flip,
    "velocity exchange": velocity_exchange,
}
TABLES = {
    "profiles": Table(
        "harmonic_profiles/1",
        case="constant: force, two baths (Theorem 1); periodic: oscillating force, left bath only (Theorem 2)",
        n="springs; 0 for the limit",
        x="position i/n in [0, 1]",
        temperature="variance of p, in the periodic case averaged over the time",
    ),
    "limits": Table(
        "harmonic_limits/1",
        case="as in the table of profiles",
        n="springs",
        scaled_current="n times the microscopic energy current",
        current_limit="its limit",
        profile_error="largest |T_i - T(i/n)|, T of the limit equations",
        thermal_work="n times the power of the oscillating force; nan without one",
        thermal_work_limit="W^heat in closed form; nan without one",
        equipartition="mean of Var r less mean of Var p",
        covariances="1/n times the sum of the squares of all covariances",
    ),
    "currents": Table(
        "harmonic_currents/1",
        noise="conservative noise, of the rate flip_rate; none is the pure harmonic chain",
        n="springs",
        current="microscopic energy current between two baths, without force",
        middle_slope="T at 3/4 less T at 1/4 of the chain, over half the difference of the baths",
    ),
    "evolution": Table(
        "harmonic_evolution/1",
        n="springs",
        time="macroscopic time, that of the chain over n^2",
        x="position i/n",
        temperature="variance of p",
        temperature_limit="T(t, x) of (22)",
        equipartition="integral over the time from 0 of the mean of Var r less that of Var p",
        covariances="as in the table of limits",
    ),
    "rings": RINGS,
    "ring_errors": RING_ERRORS,
    "diffusivities": Table(
        "harmonic_diffusivities/1",
        noise="conservative noise",
        bond="stretch or bending",
        rate="rate of each event",
        n="masses of the ring; 0 for the intercept of a parabola in 1/n",
        energy_diffusivity="exact, from the longest wave of the ring",
        law="its limit: 1/(4 rate) for flips, 2/rate + rate/2 for bending with exchange",
    ),
    **forced_tables.TABLES,
    **phonon_tables.TABLES,
    "known": KNOWN,
}


def make_tables(what: str, section: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Name -> table, of the kinds TABLES, from the keys of the section `harmonic` that enter them.

    `what` and those keys are
    "stationary", which gives `profiles` and `limits` (flip_rate, chain, periodic_force, sizes);
    "currents" (flip_rate, chain, current_sizes); "evolution" (flip_rate, chain, evolution);
    "diffusivities" (diffusivities); "known" (flip_rate, chain, periodic_force);
    "rings", which gives `rings` and `ring_errors` (flip_rate, rings);
    "forced", which gives `forced_profiles` and `forced` (flip_rate, chain, periodic_force, forced);
    "phonons", which gives `packets` and `pulses` (phonons).
    """
    if what == "stationary":
        profiles, limits = _stationary(section)
        return {"profiles": profiles, "limits": limits}
    if what == "rings":
        rings, errors = ring_frames(section)
        return {"rings": rings, "ring_errors": errors}
    if what == "forced":
        return forced_tables.solve(section)
    if what == "phonons":
        return phonon_tables.solve(section["phonons"])
    solvers = {
        "currents": _currents,
        "evolution": _evolution,
        "diffusivities": _diffusivities,
        "known": known_frame,
    }
    return {what: solvers[what](section)}


def limit_temperature(case: str, x: np.ndarray, section: Mapping[str, Any]) -> np.ndarray:
    """T(x) of the limit equations in one of the cases."""
    chain = section["chain"]
    if case == "constant":
        return flip_laws.stationary_temperature(x, **chain)
    return flip_laws.forced_temperature(
        x, force=chain["force"], T_left=chain["T_left"], flip_rate=section["flip_rate"], work=thermal_work(section)
    )


def _stationary(section: Mapping[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    fine = np.linspace(0.0, 1.0, 201)
    profiles, limits = [], []
    for case in ("constant", "periodic"):
        temperature = limit_temperature(case, fine, section)
        profiles.append(pd.DataFrame({"x": fine, "temperature": temperature}).assign(case=case, n=0))
        for n in section["sizes"]:
            state, row = _state(case, n, section)
            x = np.arange(n + 1) / n
            profiles.append(pd.DataFrame({"x": x, "temperature": state.temperature}).assign(case=case, n=n))
            error = np.max(np.abs(state.temperature - limit_temperature(case, x, section)))
            row |= {"profile_error": error, "equipartition": state.bond_variance.mean() - state.temperature.mean()}
            limits.append(row | {"case": case, "n": n, "covariances": np.sum(state.covariance**2) / n})
    return pd.concat(profiles, ignore_index=True), pd.DataFrame(limits)


def _state(case: str, n: int, section: Mapping[str, Any]) -> tuple[ChainMoments, dict[str, float]]:
    if case == "constant":
        state = flip_chain_moments(n=n, **constant_force(section))
        limit = flip_laws.stationary_energy_current(**constant_force(section))
        work, closed = np.nan, np.nan
    else:
        periodic = periodic_flip_chain(n=n, **periodic_force(section))
        state, work, closed = periodic.moments, periodic.thermal_work, thermal_work(section)
        limit = -(section["chain"]["force"] ** 2) / (2.0 * section["flip_rate"]) - closed
    # what leaves through the left bath; the bonds also carry the oscillation of the mean, which moments do not hold
    current = n * state.bath_energy_current[0]
    return state, {
        "scaled_current": current,
        "current_limit": limit,
        "thermal_work": work,
        "thermal_work_limit": closed,
    }


def _currents(section: Mapping[str, Any]) -> pd.DataFrame:
    rows = []
    left, right = section["chain"]["T_left"], section["chain"]["T_right"]
    for name, noise in NOISES.items():
        for n in section["current_sizes"]:
            rate = 0.0 if noise is no_noise else section["flip_rate"]
            chain = open_harmonic_chain(n, noise=noise, rate=rate, T_left=left, T_right=right)
            state = MomentEquations(chain).stationary()
            quarter = n // 4
            slope = (state.temperature[-1 - quarter] - state.temperature[quarter]) / (0.5 * (right - left))
            rows.append({"noise": name, "n": n, "current": state.energy_current, "middle_slope": slope})
    return pd.DataFrame(rows)


def _evolution(section: Mapping[str, Any]) -> pd.DataFrame:
    """Evolution from equilibrium at T_left and zero length, after force and right bath are switched on at time 0."""
    chain, settings = section["chain"], section["evolution"]
    times = np.linspace(0.0, settings["last_time"], settings["n_times"])
    frames = []
    for n in settings["sizes"]:
        fine = np.linspace(0.0, 1.0, 4 * n + 1)
        jump = np.where(fine == 1.0, 1.0, 0.0)
        start = chain["T_left"] + (chain["T_right"] - chain["T_left"]) * jump
        _, limit = flip_laws.evolve_flip_limit(
            fine, chain["force"] * jump, start, times, flip_rate=section["flip_rate"]
        )
        model = open_harmonic_chain(
            n,
            noise=velocity_flip,
            rate=section["flip_rate"],
            T_left=chain["T_left"],
            T_right=chain["T_right"],
            force_right=chain["force"],
        )
        rest = chain["T_left"] * np.eye(model.size)
        states = MomentEquations(model).evolve(np.zeros(model.size), rest, times * n**2)
        gaps = np.array([s.bond_variance.mean() - s.temperature.mean() for s in states])
        integral = np.concatenate([[0.0], np.cumsum(0.5 * (gaps[1:] + gaps[:-1]) * np.diff(times))])
        for time, state, equation, gap in zip(times, states, limit, integral, strict=True):
            columns = {
                "x": np.arange(n + 1) / n,
                "temperature": state.temperature,
                "temperature_limit": equation[::4],
            }
            squares = np.sum(state.covariance**2) / n
            frames.append(pd.DataFrame(columns).assign(n=n, time=time, equipartition=gap, covariances=squares))
    return pd.concat(frames, ignore_index=True)


def _diffusivities(section: Mapping[str, Any]) -> pd.DataFrame:
    settings = section["diffusivities"]
    cases = [("velocity flip", stretch), ("stretch flip", stretch), ("velocity exchange", bending)]
    rows = []
    for name, bond in cases:
        for rate in settings["rates"]:
            limit = bending_limit(rate) if bond is bending else flip_limit(rate)
            values = [
                energy_diffusivity(harmonic_ring(n, noise=NOISES[name], rate=rate, bond=bond))
                for n in settings["sizes"]
            ]
            intercept = size_weights(settings["sizes"][-3:]) @ values[-3:]
            for n, value in zip([*settings["sizes"], 0], [*values, intercept], strict=True):
                rows.append(
                    {
                        "noise": name,
                        "bond": bond.__name__,
                        "rate": rate,
                        "n": n,
                        "energy_diffusivity": value,
                        "law": limit.diffusivity,
                    }
                )
    return pd.DataFrame(rows)
