"""Simulations of stretched anharmonic chains with velocity flips whose forces fall at time 0."""

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.oscillators.anharmonic.bond_gibbs import bond_state
from thermochain.oscillators.anharmonic.bond_potentials import QUARTIC
from thermochain.oscillators.anharmonic.study.chains import advance, averages, even, heat_and_stretch, open_chains
from thermochain.oscillators.anharmonic.study.run import N_BLOCKS, ReleasedRun
from thermochain.runs.guard import Guard


def simulate(run: ReleasedRun) -> dict[str, NDArray]:
    """Results of one run by name.

    temperature, stretch
        Variance of p and mean stretch in blocks of the inner masses of the left half, taken together with their mirror
        images, around each of the times, shapes (n_times, n_blocks, n_replicas).
    controls
        Mean stretch, kinetic and potential energy of each replica at the start, less their expectations, shape (3,
        n_replicas).

    Raises FloatingPointError if a moment is not finite, or if the energy that enters at the ends is not stored.
    """
    seeds, n = run.seed_sequence(), run.n
    unit = n**2 / run.time_step  # steps in a unit of the macroscopic time
    width, pauses = even(run.window * unit), list[int]()  # steps of an average, and before each of them
    for k, time in enumerate(run.middles):
        pauses.append(even(time * unit - width // 2 - sum(pauses) - k * width))
    chains = open_chains(
        run,
        np.full(n, run.force_before),
        np.full(n + 1, run.temperature),
        forces=(-run.force_after, run.force_after),
        baths=(run.temperature, run.temperature),
        n_steps=sum(pauses) + len(pauses) * width,
        rng=Generator(SFC64(seeds)),
    )
    controls = _excess(*chains.state(), run.force_before, run.temperature)
    found = []
    for pause in pauses:
        advance(chains, pause)
        moments = averages(chains, width, Guard(run.path, seeds, run.time_step))
        heat, stretch = heat_and_stretch(moments)
        found.append((_folded(heat[1:-1]), _folded(stretch)))
    temperature, stretch = (np.array(column) for column in zip(*found, strict=True))
    return {"temperature": temperature, "stretch": stretch, "controls": controls}


def _excess(bonds: NDArray, momenta: NDArray, tension: float, temperature: float) -> NDArray:
    """Mean stretch, kinetic and potential energy of each replica, less their expectations, shape (3, n_replicas)."""
    state = bond_state(QUARTIC, tension, temperature)
    kinetic, potential = 0.5 * np.mean(momenta**2, axis=0), QUARTIC.value(bonds).mean(axis=0)
    known = (state.stretch, 0.5 * temperature, state.energy - 0.5 * temperature)
    return np.stack([bonds.mean(axis=0), kinetic, potential]) - np.array(known)[:, None]


def _folded(values: NDArray) -> NDArray:
    """Blocks of the left half of a symmetric profile of n - 1 inner masses, folded about its middle."""
    half = (len(values) + 1) // 2
    folded = 0.5 * (values + values[::-1])[:half]
    return np.array([block.mean(axis=0) for block in np.array_split(folded, N_BLOCKS)])
