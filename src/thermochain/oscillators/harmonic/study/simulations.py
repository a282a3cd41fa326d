"""Simulations of the study of harmonic chains: against the exact moments, and where nothing is exact."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import SFC64, Generator, SeedSequence

from thermochain.core.correlation import correlate_currents
from thermochain.core.running_integral import RunningIntegral
from thermochain.engine.bond_forces.harmonic import harmonic
from thermochain.engine.bond_forces.quartic import quartic
from thermochain.engine.bond_forces.rotor import TURN, rotor
from thermochain.engine.bond_geometry import bending_ring, line, ring
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.engine.signed_swaps import no_noise
from thermochain.oscillators.harmonic.chain import open_harmonic_chain
from thermochain.oscillators.harmonic.chain_moments import ChainMoments
from thermochain.oscillators.harmonic.flip_chain import flip_chain_moments, periodic_flip_chain
from thermochain.oscillators.harmonic.moment_equations import MomentEquations
from thermochain.oscillators.harmonic.stretch_flip import stretch_flip
from thermochain.oscillators.harmonic.study.tables import constant_force, periodic_force
from thermochain.oscillators.harmonic.velocity_exchange import velocity_exchange
from thermochain.runs.guard import Guard

N_BATCHES = 8
KINDS = {name: f"harmonic_{name}/1" for name in ("chains", "rotor_flips", "bending")}
COLUMNS: dict[str, dict[str, str]] = {
    "chains": {
        "case": "constant, periodic: velocity flips as in the table of profiles; else the noise, under the same forces",
        "x": "position i/n",
        "exact": "variance of p by the moment equations, averaged over the time",
        "simulated": "<p^2> over replicas and time, less the exact square of <p>",
        "std": "standard error",
    },
    "rotor_flips": {
        "rate": "rate of the stretch flips",
        "pp": "K^pp",
        "pp_std": "standard error",
        "ee": "K^ee",
        "ee_std": "standard error",
    },
    "bending": {
        "n": "masses of the ring",
        "time": "upper limit",
        "integral": "int_0^t <J^e J^e>/n ds without noise, V = k^2/2 + k^4/4",
        "std": "standard error over batches of replicas",
    },
}


def simulated_tables(section: Mapping[str, Any], seed: int) -> dict[str, pd.DataFrame]:
    """All tables of `KINDS`; every simulation has a generator of its own."""
    parts = SeedSequence(seed, spawn_key=(0x4A12,)).spawn(3)
    return {
        "chains": _chains(section, parts[0]),
        "rotor_flips": _rotor_flips(section["rotor_flips"], parts[1]),
        "bending": _bending(section["bending"], parts[2]),
    }


def _chains(section: Mapping[str, Any], seed: SeedSequence) -> pd.DataFrame:
    n = section["simulation"]["n"]
    cases = {
        "constant": (flip_chain_moments(n=n, **constant_force(section)), None),
        "periodic": (periodic_flip_chain(n=n, **periodic_force(section)).moments, periodic_force(section)),
    }
    for noise in (stretch_flip, velocity_exchange):
        chain = section["chain"]
        model = open_harmonic_chain(
            n,
            noise=noise,
            rate=section["flip_rate"],
            T_left=chain["T_left"],
            T_right=chain["T_right"],
            force_right=chain["force"],
        )
        cases[noise.__name__.replace("_", " ")] = (MomentEquations(model).stationary(), None)
    frames = []
    for (name, (exact, force)), part in zip(cases.items(), seed.spawn(len(cases)), strict=True):
        squares = _driven(exact, force, section["simulation"], Generator(SFC64(part)))
        Guard(f"harmonic chains, {name}, {section['simulation']}", part).check_finite(squares=squares)
        columns = {
            "x": np.arange(n + 1) / n,
            "exact": exact.temperature,
            "simulated": squares.mean(axis=1) - exact.momentum**2 - _oscillation(exact, force),
            "std": squares.std(axis=1, ddof=1) / np.sqrt(squares.shape[1]),
        }
        frames.append(pd.DataFrame(columns).assign(case=name))
    return pd.concat(frames, ignore_index=True)


def _oscillation(exact: ChainMoments, force: Mapping[str, Any] | None) -> np.ndarray | float:
    """Time average of the square of the oscillating part of <p>."""
    if force is None:
        return 0.0
    push = np.zeros(exact.chain.size)
    push[-1] = force["harmonics"][1] / np.sqrt(exact.chain.n_bonds)
    amplitude = MomentEquations(exact.chain).response(force["frequency"], push)
    return 2.0 * np.abs(amplitude[exact.chain.n_bonds :]) ** 2


def _driven(exact: ChainMoments, force: Mapping[str, Any] | None, settings: Mapping[str, Any], rng: Generator):
    """<p^2> of each replica, shape (n_masses, n_replicas), started from a Gaussian with the exact moments."""
    chain, n, dt = exact.chain, exact.chain.n_bonds, settings["time_step"]
    # positive but for rounding, and without the fourth moments that the noise makes
    root = np.linalg.cholesky(exact.covariance)
    state = exact.mean[:, None] + root @ rng.standard_normal((chain.size, settings["n_replicas"]))

    def pushes(times):
        right = np.full(times.size, chain.force[-1])
        if force is not None:
            right += 2.0 * force["harmonics"][1] / np.sqrt(n) * np.cos(force["frequency"] * times)
        return np.column_stack([np.zeros(times.size), right])

    chains = NoisyChains(
        state[:n],
        state[n:],
        dt,
        force=harmonic,
        geometry=line,
        swaps=chain.swaps,
        rate=chain.rate,
        temperatures=(chain.temperature[0], chain.temperature[-1]),
        friction=(chain.friction[0], chain.friction[-1]),
        pushes=pushes,
        rng=rng,
    )
    n_steps = round(settings["duration"] / dt)
    chains.run(n_steps // 10, stride=10, profile_stride=10)
    return chains.run(n_steps, stride=10, profile_stride=10)[1][1]


def _rotor_flips(settings: Mapping[str, Any], seed: SeedSequence) -> pd.DataFrame:
    """Green-Kubo integrals of rotors whose bonds flip; independent bonds are then the Gibbs state of a ring."""
    n, T, n_replicas = settings["n_rotors"], settings["temperature"], settings["n_replicas"]
    rows = []
    for rate, part in zip(settings["rates"], seed.spawn(len(settings["rates"])), strict=True):
        rng = Generator(SFC64(part))
        momenta = np.sqrt(T) * rng.standard_normal((n, n_replicas))
        chains = NoisyChains(
            rng.vonmises(0.0, 1.0 / T, (n, n_replicas)),
            momenta - momenta.mean(axis=0),
            settings["time_step"],
            force=rotor,
            unit=TURN,
            geometry=ring,
            swaps=stretch_flip(n, n, True),
            rate=rate,
            rng=rng,
        )
        row: dict[str, float] = {"rate": rate}
        guard = Guard(f"rotors with stretch flips of rate {rate}, {settings}", part, settings["time_step"])
        for pair, integral in _integrals(chains, settings, guard).items():
            row |= {pair: integral.mean[-1], f"{pair}_std": integral.std[-1]}
        rows.append(row)
    return pd.DataFrame(rows)


def _bending(settings: Mapping[str, Any], seed: SeedSequence) -> pd.DataFrame:
    """Running Green-Kubo integrals of the energy of the nonlinear bending chain, started from its Gibbs state."""
    frames = []
    for n, part in zip(settings["sizes"], seed.spawn(len(settings["sizes"])), strict=True):
        rng = Generator(SFC64(part))
        n_replicas = N_BATCHES * max(1, settings["n_sites"] // (N_BATCHES * n))
        shape = (n, n_replicas)
        chains = NoisyChains(
            _quartic_bonds(shape, settings["temperature"], rng),
            np.sqrt(settings["temperature"]) * rng.standard_normal(shape),
            settings["time_step"],
            force=quartic,
            geometry=bending_ring,
            swaps=no_noise(n, n, True),
            rng=rng,
        )
        guard = Guard(f"bending chains of {n} masses, {settings}", part, settings["time_step"])
        integral = _integrals(chains, settings, guard)["ee"]
        chosen = np.unique(np.geomspace(1, integral.times.size - 1, 40).round().astype(int))
        columns = {
            "time": integral.times[chosen],
            "integral": integral.mean[chosen],
            "std": integral.std[chosen],
        }
        frames.append(pd.DataFrame(columns).assign(n=n))
    return pd.concat(frames, ignore_index=True)


def _integrals(chains: NoisyChains, settings: Mapping[str, Any], guard: Guard) -> dict[str, RunningIntegral]:
    """Running integrals of <J^p J^p>/n and <J^e J^e>/n in batches of replicas."""
    stride = settings["stride"]
    spacing = stride * settings["time_step"]
    n_steps = stride * round(settings["duration"] / spacing)
    currents, _ = chains.run(n_steps, stride=stride, profile_stride=n_steps)
    guard.check_finite(currents=currents)
    n_lags = round(settings["maximum_lag"] / spacing) + 1
    batches = [
        correlate_currents(*part, chains.n_masses, n_lags) for part in np.array_split(currents, N_BATCHES, axis=2)
    ]
    return {
        pair: RunningIntegral.of(np.array([batch[k] for batch in batches]), spacing)
        for k, pair in enumerate(("pp", "ee"))
    }


def _quartic_bonds(shape: tuple[int, int], temperature: float, rng: Generator) -> np.ndarray:
    """Independent k of density exp(-(k^2/2 + k^4/4)/T): Gaussian ones, kept with probability exp(-k^4/(4 T))."""
    accepted = np.zeros(0)
    while accepted.size < np.prod(shape):
        k = np.sqrt(temperature) * rng.standard_normal(2 * np.prod(shape))
        accepted = np.append(accepted, k[rng.random(k.size) < np.exp(-(k**4) / (4.0 * temperature))])
    return accepted[: np.prod(shape)].reshape(shape)
