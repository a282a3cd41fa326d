"""Simulations of anharmonic chains with velocity flips: heat conductivity of rings, driven chains, released chains."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import SFC64, Generator, SeedSequence
from numpy.typing import NDArray

from thermochain.dynamics.bond_forces.quartic import quartic
from thermochain.dynamics.bond_forces.tilted import tilted
from thermochain.dynamics.bond_geometry import line, ring
from thermochain.dynamics.noisy_chain import MOMENTS, NoisyChains
from thermochain.estimators.flip_conductivity_fit import running_conductivity
from thermochain.estimators.running_integral import standard_error
from thermochain.macroscopic.flip_medium import FlipMedium, solve_stationary_medium
from thermochain.models.bond_gibbs import bond_quantiles, bond_state
from thermochain.models.bond_potentials import QUARTIC
from thermochain.models.flip_conductivity import conductivity_bound
from thermochain.models.velocity_flip import velocity_flip

N_BATCHES = 16  # of replicas, for standard errors
KINDS = {name: f"anharmonic_{name}/1" for name in ("conductivity", "running", "driven", "currents", "released")}
_PROFILE = {
    "n": "bonds of the chain",
    "x": "position i/n of the mass; the stretch is the mean over the two bonds beside it",
    "temperature": "variance of p",
    "temperature_std": "standard error",
    "stretch": "mean stretch; nan at the ends",
    "stretch_std": "standard error",
}
COLUMNS: dict[str, dict[str, str]] = {
    "conductivity": {
        "tension": "tau of the exact Gibbs samples",
        "temperature": "T of the exact Gibbs samples",
        "stretch": "mean stretch r(tau, T)",
        "conductivity": "Green-Kubo integral of j^e + tau p over T^2",
        "std": "standard error, with the energy and the length of each ring as control variates",
        "bound": "<V''>/(4 gamma)",
        "earlier": "the same integral to half of the longest lag",
    },
    "running": {
        "tension": "tau",
        "temperature": "T",
        "time": "upper limit of the integral",
        "conductivity": "running integral",
        "std": "standard error",
    },
    "driven": _PROFILE,
    "currents": {
        "n": "bonds of the chain",
        "energy_current": "n times the energy current, mean over time and bonds",
        "energy_current_std": "standard error",
        "stretch_current": "n times the stretch current -<p>, mean over time and masses",
        "stretch_current_std": "standard error",
    },
    "released": {"time": "middle of the averages over n^2, since the force vanished", **_PROFILE},
}


def conductivity_tables(section: Mapping[str, Any], seed: int) -> dict[str, pd.DataFrame]:
    """Tables `conductivity` and `running`: a ring for each tension and temperature, started from its Gibbs measure."""
    settings = section["conductivity"]
    pairs = [(tau, T) for tau in settings["tensions"] for T in settings["temperatures"]]
    rows, running = [], []
    for (tau, T), part in zip(pairs, SeedSequence(seed, spawn_key=(0x4A13,)).spawn(len(pairs)), strict=True):
        times, kappa, std = _rings(tau, T, section, Generator(SFC64(part)))
        state = bond_state(QUARTIC, tau, T)
        rows.append(
            {
                "tension": tau,
                "temperature": T,
                "stretch": float(state.stretch),
                "conductivity": kappa[-1],
                "std": std[-1],
                "bound": float(conductivity_bound(state, section["flip_rate"])),
                "earlier": kappa[times.size // 2],
            }
        )
        shown = np.unique(np.geomspace(1, times.size - 1, 30).round().astype(int))
        curve = {"time": times[shown], "conductivity": kappa[shown], "std": std[shown]}
        running.append(pd.DataFrame(curve).assign(tension=tau, temperature=T))
    return {"conductivity": pd.DataFrame(rows), "running": pd.concat(running, ignore_index=True)}


def chain_tables(section: Mapping[str, Any], seed: int) -> dict[str, pd.DataFrame]:
    """Tables `driven`, `currents` and `released`."""
    driven, released = SeedSequence(seed, spawn_key=(0x4A14,)).spawn(2)
    profiles, currents = _driven(section, driven)
    return {"driven": profiles, "currents": currents, "released": _released(section, released)}


def _rings(tau: float, T: float, section: Mapping[str, Any], rng: Generator) -> tuple[NDArray, NDArray, NDArray]:
    """Running conductivity at tension tau and temperature T."""
    settings = section["conductivity"]
    n, n_replicas, dt = settings["n_masses"], settings["n_replicas"], settings["time_step"]
    bonds = bond_quantiles(QUARTIC, np.full(n, tau), np.full(n, T), rng.random((n, n_replicas)))
    momenta = np.sqrt(T) * rng.standard_normal((n, n_replicas))
    state = bond_state(QUARTIC, tau, T)
    energies = QUARTIC.value(bonds) + 0.5 * momenta**2
    controls = np.stack([bonds.mean(axis=0) - state.stretch, energies.mean(axis=0) - state.energy])
    rings = NoisyChains(
        bonds,
        momenta,
        dt,
        force=tilted(quartic, float(tau)),
        geometry=ring,
        swaps=velocity_flip(n, n, True),
        rate=section["flip_rate"],
        rng=rng,
    )
    n_steps = round(settings["duration"] / dt)
    (_, heat_current), _ = rings.run(n_steps, stride=1, profile_stride=n_steps)
    n_lags = round(settings["maximum_lag"] / dt) + 1
    return running_conductivity(heat_current, controls, n_masses=n, temperature=T, spacing=dt, n_lags=n_lags)


def _line(
    section: Mapping[str, Any],
    tension: NDArray,
    temperature: NDArray,
    ends: tuple[float, float, float],
    n_replicas: int,
    rng: Generator,
) -> NoisyChains:
    """Chains in local equilibrium at the tension of each bond, (n,), and the temperature of each mass, (n + 1,).

    `ends` are the force on the last mass and the temperatures of both baths.
    """
    n, force = tension.size, ends[0]
    of_bonds = 0.5 * (temperature[1:] + temperature[:-1])
    drift = np.diff(tension).mean() / (2.0 * section["flip_rate"])  # mean momentum in a gradient of the tension
    return NoisyChains(
        bond_quantiles(QUARTIC, tension, of_bonds, rng.random((n, n_replicas))),
        drift + np.sqrt(temperature)[:, None] * rng.standard_normal((n + 1, n_replicas)),
        section["time_step"],
        force=quartic,
        geometry=line,
        swaps=velocity_flip(n, n + 1, False),
        rate=section["flip_rate"],
        temperatures=ends[1:],
        friction=(1.0, 1.0),
        pushes=(0.0, force),
        rng=rng,
    )


def _driven(section: Mapping[str, Any], seed: SeedSequence) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Stationary profiles and currents, from the solution with the bound of the conductivity in place of itself."""
    rate, chain = section["flip_rate"], section["chain"]
    guess = FlipMedium(QUARTIC, rate, lambda state: conductivity_bound(state, rate))
    settings = section["driven"]
    profiles, currents = [], []
    for row, part in zip(settings, seed.spawn(len(settings)), strict=True):
        n = row["n"]
        start = solve_stationary_medium(guess, np.arange(n + 1) / n, **chain).state
        chains = _line(
            section,
            0.5 * (start.tension[1:] + start.tension[:-1]),
            start.temperature,
            (chain["force"], chain["T_left"], chain["T_right"]),
            row["n_replicas"],
            Generator(SFC64(part)),
        )
        steps = round(row["times"] * n**2 / section["time_step"])
        chains.run(round(0.75 * n**2 / section["time_step"]), stride=steps, profile_stride=steps)
        moments = _batches(chains.run(steps, stride=steps, profile_stride=2)[1])
        profiles.append(_profile(moments).assign(n=n))
        currents.append({"n": n} | _currents(moments, n))
    return pd.concat(profiles, ignore_index=True), pd.DataFrame(currents)


def _released(section: Mapping[str, Any], seed: SeedSequence) -> pd.DataFrame:
    """Chains in equilibrium at T_left under the force, which vanishes at time 0; both baths at T_left."""
    settings, T, force = section["released"], section["chain"]["T_left"], section["chain"]["force"]
    frames = []
    for n, part in zip(settings["sizes"], seed.spawn(len(settings["sizes"])), strict=True):
        n_replicas = N_BATCHES * max(1, settings["n_sites"] // (N_BATCHES * n))
        start = np.full(n, float(force)), np.full(n + 1, float(T))
        chains = _line(section, *start, (0.0, T, T), n_replicas, Generator(SFC64(part)))
        unit = n**2 / section["time_step"]  # steps in a unit of the macroscopic time
        width = max(2, round(settings["window"] * unit))
        done = 0
        for time in settings["times"]:
            before = round(time * unit) - width // 2 - done
            chains.run(before, stride=before, profile_stride=before)
            moments = _batches(chains.run(width, stride=width, profile_stride=2)[1])
            done += before + width
            frames.append(_profile(moments).assign(n=n, time=time))
    return pd.concat(frames, ignore_index=True)


def _batches(moments: NDArray) -> dict[str, NDArray]:
    """Means over batches of replicas, each (N_BATCHES, n_masses), by the names of `MOMENTS`."""
    parts = np.array([part.mean(axis=-1) for part in np.array_split(moments, N_BATCHES, axis=-1)])
    return dict(zip(MOMENTS, np.moveaxis(parts, 1, 0), strict=True))


def _profile(moments: Mapping[str, NDArray]) -> pd.DataFrame:
    """Temperature and stretch at the masses."""
    n = moments["p"].shape[1] - 1
    heat = moments["p2"] - np.mean(moments["p"], axis=0) ** 2
    stretch = np.full_like(heat, np.nan)
    stretch[:, 1:-1] = 0.5 * (moments["s"][:, 1:n] + moments["s"][:, : n - 1])
    columns = {
        "x": np.arange(n + 1) / n,
        "temperature": heat.mean(axis=0),
        "temperature_std": standard_error(heat),
        "stretch": stretch.mean(axis=0),
        "stretch_std": standard_error(stretch),
    }
    return pd.DataFrame(columns)


def _currents(moments: Mapping[str, NDArray], n: int) -> dict[str, float]:
    """Currents times n, means over the chain, where a stationary state has them constant."""
    found = {}
    for name, values in (("energy", -moments["pf"][:, :n]), ("stretch", -moments["p"])):
        batches = n * values.mean(axis=1)
        found |= {f"{name}_current": batches.mean(), f"{name}_current_std": float(standard_error(batches))}
    return found
