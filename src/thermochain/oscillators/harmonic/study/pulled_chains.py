"""Simulated harmonic chains with noise whose last mass is pulled as their run says."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.engine.bond_forces.harmonic import harmonic
from thermochain.engine.bond_geometry import line
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.oscillators.harmonic.chain import HarmonicChain
from thermochain.oscillators.harmonic.study.run import ConstantForceRun, PeriodicForceRun


def pull(run: ConstantForceRun | PeriodicForceRun, times: NDArray) -> NDArray:
    """Force on the last mass at the given times of the chain, elementwise."""
    force = np.full(times.size, run.force)
    if isinstance(run, PeriodicForceRun):
        force += 2.0 * run.amplitude / np.sqrt(run.n) * np.cos(run.frequency * times)
    return force


def pulled_chains(
    chain: HarmonicChain, run: ConstantForceRun | PeriodicForceRun, state: NDArray, rng: Generator
) -> NoisyChains:
    """Replicas of `chain` that start from `state`: n bonds and n + 1 momenta of each, shape (2 n + 1, n_replicas)."""
    return NoisyChains(
        state[: run.n],
        state[run.n :],
        run.time_step,
        force=harmonic,
        geometry=line,
        swaps=chain.swaps,
        rate=chain.rate,
        temperatures=(chain.temperature[0], chain.temperature[-1]),
        friction=(chain.friction[0], chain.friction[-1]),
        pushes=lambda times: np.column_stack([np.zeros(times.size), pull(run, times)]),
        rng=rng,
    )
