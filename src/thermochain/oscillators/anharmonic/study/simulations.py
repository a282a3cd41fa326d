"""Simulations of anharmonic chains with velocity flips: heat conductivity of rings, driven chains, released chains."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import SFC64, Generator, SeedSequence
from numpy.typing import NDArray

from thermochain.core.control_variates import controlled_mean
from thermochain.engine.bond_forces.quartic import quartic
from thermochain.engine.bond_forces.tilted import tilted
from thermochain.engine.bond_geometry import line, ring
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.oscillators.anharmonic.bond_gibbs import bond_quantiles, bond_state
from thermochain.oscillators.anharmonic.bond_potentials import QUARTIC
from thermochain.oscillators.anharmonic.flip_conductivity import conductivity_bound
from thermochain.oscillators.anharmonic.flip_conductivity_fit import running_conductivity
from thermochain.oscillators.anharmonic.flip_medium import FlipMedium, solve_stationary_medium
from thermochain.oscillators.harmonic import flip_laws
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip
from thermochain.runs.guard import Guard

KINDS = {
    name: f"anharmonic_{name}/1" for name in ("conductivity", "running", "driven", "currents", "released", "means")
}
_N_BLOCKS = 8  # of masses in half of a released chain
_VALUES = {
    "temperature": "variance of p",
    "temperature_std": "standard error",
    "stretch": "mean over the two bonds beside a mass; nan at the ends",
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
    "driven": {"n": "bonds of the chain", "x": "position i/n of the mass", **_VALUES},
    "currents": {
        "n": "bonds of the chain",
        "energy_current": "n times the energy current, mean over time and bonds",
        "energy_current_std": "standard error",
        "stretch_current": "n times the stretch current -<p>, mean over time and masses, uncorrected",
        "stretch_current_std": "standard error",
    },
    "released": {
        "n": "bonds of the chain",
        "time": "middle of the averages over n^2, since the forces fell",
        "x": "mean position i/n of a block of inner masses in the left half, taken together with their mirror images",
        **_VALUES,
    },
    "means": {"n": "bonds of the chain", "time": "as in `released`; means over all inner masses", **_VALUES},
}


def conductivity_tables(section: Mapping[str, Any], seed: int) -> dict[str, pd.DataFrame]:
    """Tables `conductivity` and `running`: a ring for each tension and temperature, started from its Gibbs measure."""
    settings = section["conductivity"]
    pairs = [(tau, T) for tau in settings["tensions"] for T in settings["temperatures"]]
    rows, running = [], []
    for (tau, T), part in zip(pairs, SeedSequence(seed, spawn_key=(0x4A13,)).spawn(len(pairs)), strict=True):
        times, kappa, std = _rings(tau, T, section, Generator(SFC64(part)))
        _guard(f"rings at tension {tau}, T = {T}", section, part).check_finite(conductivity=kappa)
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
    """Tables `driven`, `currents`, `released` and `means`."""
    driven, released = SeedSequence(seed, spawn_key=(0x4A14,)).spawn(2)
    return _driven(section, driven) | _released(section, released)


def _guard(what: str, section: Mapping[str, Any], seed: SeedSequence) -> Guard:
    return Guard(f"anharmonic chains, {what}, {dict(section)}", seed, section["time_step"])


def _even(steps: float) -> int:
    """The nearest even number of steps, at least 2."""
    return max(2, 2 * round(steps / 2.0))


def _run(chains: NoisyChains, n_steps: int) -> None:
    chains.run(n_steps, stride=2, profile_stride=n_steps, averaged=n_steps // 2)


def _measured(chains: NoisyChains, n_steps: int) -> NDArray:
    """Moments over n_steps, read before every second."""
    return chains.run(n_steps, stride=2, profile_stride=2, averaged=n_steps // 2)[1]


def _rings(tau: float, T: float, section: Mapping[str, Any], rng: Generator) -> tuple[NDArray, NDArray, NDArray]:
    """Running conductivity at tension tau and temperature T."""
    settings = section["conductivity"]
    n, n_replicas, dt = settings["n_masses"], settings["n_replicas"], section["time_step"]
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
    pushes: tuple[float, float],
    baths: tuple[float, float],
    n_replicas: int,
    rng: Generator,
) -> NoisyChains:
    """Chains in local equilibrium at the tension of each bond, (n,), and the temperature of each mass, (n + 1,)."""
    n = tension.size
    of_bonds = 0.5 * (temperature[1:] + temperature[:-1])
    drift = np.diff(tension).mean() / (2.0 * section["flip_rate"])  # mean momentum
    return NoisyChains(
        bond_quantiles(QUARTIC, tension, of_bonds, rng.random((n, n_replicas))),
        drift + np.sqrt(temperature)[:, None] * rng.standard_normal((n + 1, n_replicas)),
        section["time_step"],
        force=quartic,
        geometry=line,
        swaps=velocity_flip(n, n + 1, False),
        rate=section["flip_rate"],
        temperatures=baths,
        friction=(1.0, 1.0),
        pushes=pushes,
        rng=rng,
    )


def _driven(section: Mapping[str, Any], seed: SeedSequence) -> dict[str, pd.DataFrame]:
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
            (0.0, chain["force"]),
            (chain["T_left"], chain["T_right"]),
            row["n_replicas"],
            Generator(SFC64(part)),
        )
        unit = n**2 / section["time_step"]  # steps in a unit of the macroscopic time
        _run(chains, _even(0.75 * unit))
        moments = _measured(chains, _even(row["times"] * unit))
        _guard(f"driven chains of {n} bonds", section, part).check_finite(moments=moments)
        # all mean momenta are the same and known, so what chance did to them corrects the rest
        momentum = chain["force"] / (2.0 * rate * flip_laws.effective_length(n, rate))
        control = moments[:1].mean(axis=1) - momentum
        profiles.append(_profile(moments, control).assign(n=n))
        currents.append({"n": n} | _currents(moments, control, n))
    return {"driven": pd.concat(profiles, ignore_index=True), "currents": pd.DataFrame(currents)}


def _released(section: Mapping[str, Any], seed: SeedSequence) -> dict[str, pd.DataFrame]:
    """Chains in equilibrium at T between a force and its opposite at either end, which fall to others at time 0."""
    settings = section["released"]
    T, before, after = (float(settings[name]) for name in ("temperature", "force_before", "force_after"))
    frames, means = [], []
    for n, part in zip(settings["sizes"], seed.spawn(len(settings["sizes"])), strict=True):
        start = np.full(n, before), np.full(n + 1, T)
        chains = _line(section, *start, (-after, after), (T, T), settings["n_sites"] // n, Generator(SFC64(part)))
        controls = _excess(*chains.state(), before, T)
        unit = n**2 / section["time_step"]  # steps in a unit of the macroscopic time
        width = _even(settings["window"] * unit)
        done = 0
        for time in settings["times"]:
            waiting = _even(time * unit - width // 2 - done)
            _run(chains, waiting)
            moments = _measured(chains, width)
            _guard(f"released chains of {n} bonds", section, part).check_finite(moments=moments)
            done += waiting + width
            frames.append(_blocks(moments, controls, _N_BLOCKS).assign(n=n, time=time))
            means.append(_blocks(moments, controls, 1).drop(columns="x").assign(n=n, time=time))
    return {name: pd.concat(parts, ignore_index=True) for name, parts in (("released", frames), ("means", means))}


def _excess(bonds: NDArray, momenta: NDArray, tension: float, temperature: float) -> NDArray:
    """What each replica has in mean stretch and energies over its expectation at the start, (3, n_replicas)."""
    state = bond_state(QUARTIC, tension, temperature)
    kinetic, potential = 0.5 * np.mean(momenta**2, axis=0), QUARTIC.value(bonds).mean(axis=0)
    known = (state.stretch, 0.5 * temperature, state.energy - 0.5 * temperature)
    return np.stack([bonds.mean(axis=0), kinetic, potential]) - np.array(known)[:, None]


def _profile(moments: NDArray, controls: NDArray) -> pd.DataFrame:
    """Temperature and stretch at the masses."""
    heat, stretch = _heat_and_stretch(moments)
    n = len(heat) - 1
    columns = {"x": np.arange(n + 1) / n}
    columns["temperature"], columns["temperature_std"] = controlled_mean(heat, controls)
    columns["stretch"], columns["stretch_std"] = (
        np.concatenate([[np.nan], values, [np.nan]]) for values in controlled_mean(stretch, controls)
    )
    return pd.DataFrame(columns)


def _blocks(moments: NDArray, controls: NDArray, n_blocks: int) -> pd.DataFrame:
    """The same in blocks of the inner masses of a symmetric chain, folded about its middle."""
    heat, stretch = _heat_and_stretch(moments)
    n, half = len(heat) - 1, (len(heat) - 1) // 2
    columns = {"x": _block_means(np.arange(1, half + 1) / n, n_blocks)}
    for name, values in (("temperature", heat[1:-1]), ("stretch", stretch)):
        folded = 0.5 * (values + values[::-1])[:half]
        columns[name], columns[f"{name}_std"] = controlled_mean(_block_means(folded, n_blocks), controls)
    return pd.DataFrame(columns)


def _block_means(values: NDArray, n_blocks: int) -> NDArray:
    return np.array([block.mean(axis=0) for block in np.array_split(values, n_blocks)])


def _heat_and_stretch(moments: NDArray) -> tuple[NDArray, NDArray]:
    """Variance of p, (n + 1, n_replicas), and the mean of the two bonds beside inner masses, (n - 1, n_replicas)."""
    p, p2, s = moments[:3]  # s of the bond after each mass, 0 after the last
    return p2 - p.mean(axis=-1, keepdims=True) ** 2, 0.5 * (s[1:-1] + s[:-2])


def _currents(moments: NDArray, control: NDArray, n: int) -> dict[str, float]:
    """Currents times n, means over the chain, where a stationary state has them constant."""
    energy, stretch = -n * moments[4, :n].mean(axis=0), -n * moments[0].mean(axis=0)
    (value,), (std,) = controlled_mean(energy[None], control)
    return {
        "energy_current": value,
        "energy_current_std": std,
        "stretch_current": stretch.mean(),
        "stretch_current_std": stretch.std(ddof=1) / np.sqrt(stretch.size),
    }
