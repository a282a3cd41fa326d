"""The simulations behind the efficiency benchmark, each with its work."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from thermochain.core.correlation import TimeCorrelations, correlate_currents, merge
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.gibbs import sample_rings
from thermochain.rotors.green_kubo.rotor_rings import RotorRings
from thermochain.rotors.green_kubo.study.configuration import green_kubo_runs
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.simulation import gather_batches, record_currents
from thermochain.rotors.published_protocol.single_origin import correlate_with_start
from thermochain.rotors.published_protocol.study.run import LANGEVIN, ProtocolRun
from thermochain.rotors.published_protocol.study.simulation import simulate_protocol
from thermochain.runs.guard import Guard

ROOT = Path(__file__).parents[1]
TIME_STEP, SAMPLING_INTERVAL = 0.1, 0.4
SEED = 1  # differs from the seed of the study, with whose coefficients the results are compared


@dataclass(frozen=True, eq=False)
class Batches:
    """Correlations in independent batches, energy of a ring in each, and the cost of all.

    Attributes
    ----------
    correlations
        At least 64 batches.
    energies
        Mean energy of the rings of each batch, shape (n_batches,); empty if not recorded.
    updates, seconds
        Rotor updates and processor seconds of everything.
    """

    correlations: TimeCorrelations
    energies: NDArray
    updates: float
    seconds: float


def blocks(
    temperature: float, n_rotors: int, duration: float, maximum_lag: float, n_replicas: int, n_blocks: int
) -> list[GreenKuboRun]:
    """Runs that differ only by their block; each has 32 batches if `n_replicas` is a multiple of 512."""
    run = GreenKuboRun(
        temperature=temperature,
        n_rotors=n_rotors,
        time_step=TIME_STEP,
        sampling_interval=SAMPLING_INTERVAL,
        duration=duration,
        maximum_lag=maximum_lag,
        n_replicas=n_replicas,
        seed=SEED,
    )
    return [replace(run, block=block) for block in range(n_blocks)]


def default_blocks(temperature: float, n_blocks: int) -> list[GreenKuboRun]:
    """Runs of the default preset at this temperature, with other random numbers."""
    config = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
    run = green_kubo_runs(config)[temperature][0]
    return [replace(run, seed=SEED, block=block) for block in range(n_blocks)]


def from_gibbs(runs: list[GreenKuboRun], correlate=correlate_currents) -> Batches:
    """Batches of `runs` from exact Gibbs samples, followed at constant energy."""
    start = time.process_time()
    parts, energies = [], []
    for run in runs:
        batches = []
        for seeds in run.seed_sequence().spawn(run.n_batches):
            rng = np.random.default_rng(seeds)
            angles, momenta = sample_rings(run.n_rotors, run.batch_replicas, run.temperature, rng)
            rings = RotorRings(angles, momenta, run.time_step)
            currents = record_currents(rings, run, Guard(run.path, seeds, run.time_step))
            batches.append(correlate(*currents, run.n_rotors, run.n_lags))
            energies.append(rotor.ring_energy(angles, momenta).mean())
        parts.append(gather_batches(run, batches))
    seconds = time.process_time() - start
    return Batches(merge(parts), np.array(energies), float(sum(run.n_updates for run in runs)), seconds)


def from_gibbs_single(runs: list[GreenKuboRun]) -> Batches:
    """Batches as of `from_gibbs`, with the first moment of time as the only origin."""
    return from_gibbs(runs, correlate_with_start)


def from_rest(runs: list[GreenKuboRun]) -> Batches:
    """Batches by the published protocol: q = 0, Langevin dynamics for a time 50, one origin; free `updates` only."""
    start = time.process_time()
    parts = [simulate_protocol(ProtocolRun(**run.parameters, start=LANGEVIN)).single_origin for run in runs]
    seconds = time.process_time() - start
    return Batches(merge(parts), np.empty(0), float(sum(run.n_updates for run in runs)), seconds)


def expected_energy(temperature: float, n_rotors: int) -> float:
    """Expected energy of a ring at zero total momentum, which has `n_rotors` - 1 kinetic degrees of freedom."""
    return n_rotors * float(rotor.mean_energy(temperature)) - 0.5 * temperature
