"""Simulations of closed chains: the profiles of each batch of chains at macroscopic times."""

import logging
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import SFC64, Generator, SeedSequence
from numpy.typing import NDArray

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.rotors.driven.chains import RotorChains
from thermochain.rotors.driven.local_gibbs import sample_local_gibbs
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.rotors.relaxation import closed_chain
from thermochain.rotors.relaxation.study.run import N_BATCHES, RelaxationRun
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress
from thermochain.runs.storage import load_result

logger = logging.getLogger(__name__)

QUANTITIES = ("momentum", "energy", "temperature")

_STRETCH = 1024  # largest number of steps of one call of the engine, whose averages are not used


@dataclass(frozen=True, eq=False)
class ChainProfiles(ReadOnlyArrays):
    """Averages over the chains of each batch, shape (n_batches, n_times, n_rotors) each."""

    run: RelaxationRun  # the simulation
    momentum: NDArray  # mean <p_i>
    energy: NDArray  # mean <e_i>, where e_i contains half of both bonds
    temperature: NDArray  # unbiased variance of p_i among the chains of the batch


def simulate(run: RelaxationRun, potential: Potential = ROTORS) -> dict[str, NDArray]:
    """The profiles of `simulate_profiles` by name, in single precision."""
    profiles = simulate_profiles(run, potential)
    return {name: getattr(profiles, name).astype(np.float32) for name in QUANTITIES}


def simulate_profiles(run: RelaxationRun, potential: Potential = ROTORS) -> ChainProfiles:
    """Profiles of all batches of chains with this potential; reports progress to the log.

    Raises FloatingPointError, naming run and seeds, if the energy of a chain drifts or a number is no longer finite.
    """
    progress = Progress(logger, run.n_updates, "updates")
    profiles = np.empty((len(QUANTITIES), N_BATCHES, run.times.size, run.n_rotors))
    for k, seeds in enumerate(run.seed_sequence().spawn(N_BATCHES)):
        profiles[:, k] = _simulate_batch(run, seeds, potential)
        progress.advance(run.n_updates / N_BATCHES)
    # rounded to the single precision of the file, so that fresh and stored results agree
    return ChainProfiles(run, *profiles.astype(np.float32).astype(float))


def load_profiles(path: str | Path) -> ChainProfiles:
    """Profiles of a stored run.  Raises CorruptResult, naming the file, if it is damaged."""
    run, arrays = load_result(path, RelaxationRun)
    return ChainProfiles(run, **{name: values.astype(float) for name, values in arrays.items()})


def _simulate_batch(run: RelaxationRun, seeds: SeedSequence, potential: Potential) -> NDArray:
    """Averages over one batch, shape (n_quantities, n_times, n_rotors)."""
    rng = Generator(SFC64(seeds))
    x = closed_chain.cell_middles(run.n_rotors)
    p, T, size = run.initial_momentum(x), run.initial_temperature(x), run.n_replicas // N_BATCHES
    start = sample_local_gibbs(p, T, size, rng, potential)
    no_baths = {"temperatures": (1.0, 1.0), "torques": (0.0, 0.0), "friction": 0.0}
    chains = RotorChains(*start, run.time_step, rng=rng, potential=potential, **no_baths)
    stretch = math.gcd(run.interval_steps, _STRETCH)
    energy = _energies(chains)
    profiles = [_average(chains)]
    for _ in run.times[1:]:
        chains.run(run.interval_steps, stretch, stretch)
        profiles.append(_average(chains))
    guard = Guard(run.path, seeds, run.time_step)
    guard.check_energy(energy, _energies(chains), potential.stiffness)
    guard.check_finite(profiles=profiles)
    return np.stack(profiles, axis=1)


def _energies(chains: RotorChains) -> NDArray:
    """Total energy of each chain above that of all bonds at the lowest V, shape (n_replicas,)."""
    sites = closed_chain.site_energies(chains.angles, chains.momenta, chains.potential)
    return sites.sum(axis=0) - (chains.n_rotors - 1) * chains.potential.lowest


def _average(chains: RotorChains) -> NDArray:
    """<p_i>, <e_i> and Var p_i of the chains at the present time, shape (n_quantities, n_rotors)."""
    angles, momenta = chains.angles, chains.momenta
    energies = closed_chain.site_energies(angles, momenta, chains.potential)
    return np.stack([momenta.mean(axis=-1), energies.mean(axis=-1), momenta.var(axis=-1, ddof=1)])
