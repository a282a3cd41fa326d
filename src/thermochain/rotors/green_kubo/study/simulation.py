"""Equilibrium simulations of rotor rings and their current correlations."""

import logging

import numpy as np
from numpy.random import SeedSequence, default_rng
from numpy.typing import NDArray

from thermochain.core.correlation import TimeCorrelations, correlate_currents
from thermochain.rotors.green_kubo.gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.rotors.green_kubo.rings import RotorRings
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress

logger = logging.getLogger(__name__)


def simulate(run: GreenKuboRun) -> dict[str, NDArray]:
    """Arrays of the correlations that `simulate_run` returns, by the names of `TimeCorrelations`."""
    return {name: np.asarray(value) for name, value in vars(simulate_run(run)).items()}


def simulate_run(run: GreenKuboRun) -> TimeCorrelations:
    """Correlations over every time origin from exact Gibbs samples; reports progress to the log."""
    progress = Progress(logger, run.n_updates, "updates")
    batches = []
    for seeds in run.seed_sequence().spawn(run.n_batches):
        batches.append(correlate_currents(*simulate_currents(run, seeds), run.n_rotors, run.n_lags))
        progress.advance(run.n_updates // run.n_batches)
    pp, ee, pe = (np.array(column) for column in zip(*batches, strict=True))
    lag_times = run.sampling_interval * np.arange(run.n_lags)
    return TimeCorrelations(run.temperature, run.n_rotors, lag_times, pp, ee, pe)


def simulate_currents(run: GreenKuboRun, seeds: SeedSequence) -> tuple[NDArray, NDArray]:
    """J^p and J^e of one batch of replicas, shapes (n_samples, batch_replicas).

    Raises FloatingPointError as `record_currents` does.
    """
    rng = default_rng(seeds)
    angles, _ = sample_ring_angles(run.n_rotors, run.batch_replicas, run.temperature, rng)
    momenta = sample_ring_momenta(run.n_rotors, run.batch_replicas, run.temperature, rng)
    rings = RotorRings(angles, momenta, run.time_step)
    return record_currents(rings, run, Guard(run.path, seeds, run.time_step))


def record_currents(rings: RotorRings, run: GreenKuboRun, guard: Guard) -> tuple[NDArray, NDArray]:
    """J^p and J^e of `rings` over the duration of `run`, shape (n_samples, n_replicas).

    Raises FloatingPointError, from `guard`, if the energy has drifted on the way or a current is not finite.
    """
    energy = rings.energy()
    currents = rings.run(run.n_samples, run.stride)
    guard.check_energy(energy, rings.energy())
    guard.check_finite(currents=currents)
    return currents
