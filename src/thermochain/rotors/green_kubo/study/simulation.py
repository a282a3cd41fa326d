"""Equilibrium simulations of rotor rings and their current correlations."""

import logging

import numpy as np
from numpy.random import SeedSequence, default_rng
from numpy.typing import NDArray

from thermochain.core.correlation import TimeCorrelations, correlate_currents
from thermochain.rotors.green_kubo.gibbs import sample_rings
from thermochain.rotors.green_kubo.rings import Rings
from thermochain.rotors.green_kubo.rotor_rings import RotorRings, rings_with
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress

logger = logging.getLogger(__name__)


def simulate(run: GreenKuboRun, potential: Potential = ROTORS) -> dict[str, NDArray]:
    """Arrays of the correlations that `simulate_run` returns, by the names of `TimeCorrelations`."""
    return named_arrays(simulate_run(run, potential=potential))


def named_arrays(correlations: TimeCorrelations) -> dict[str, NDArray]:
    """The fields of `correlations` as arrays by name, for storage."""
    return {name: np.asarray(value) for name, value in vars(correlations).items()}


def simulate_run(run: GreenKuboRun, mean_momentum: float = 0.0, potential: Potential = ROTORS) -> TimeCorrelations:
    """Correlations over every time origin from exact Gibbs samples; progress is reported to the log.

    The momentum `mean_momentum` is added to the Gibbs momentum of every rotor; the latter sum to zero.
    """
    progress = Progress(logger, run.n_updates, "updates")
    batches = []
    for seeds in run.seed_sequence().spawn(run.n_batches):
        currents = simulate_currents(run, seeds, mean_momentum, potential)
        batches.append(correlate_currents(*currents, run.n_rotors, run.n_lags))
        progress.advance(run.n_updates // run.n_batches)
    correlations = gather_batches(run, batches)
    if run.n_batches > 1 and mean_momentum == 0:  # <J^p J^p> is no test in the cold, where few rings ever wind
        guard = Guard(run.path, run.seed_sequence(), run.time_step)
        exact = potential.energy_current_variance(run.temperature, run.n_rotors)
        guard.check_law("<J^e J^e>/M", correlations.ee[:, 0], exact, potential.stiffness * run.time_step**2)
    return correlations


def gather_batches(run: GreenKuboRun, batches: list[tuple[NDArray, NDArray, NDArray]]) -> TimeCorrelations:
    """The correlations (C^pp, C^ee, C^pe) of all batches of `run` as one object."""
    pp, ee, pe = (np.array(column) for column in zip(*batches, strict=True))
    return TimeCorrelations(run.temperature, run.n_rotors, run.lag_times, pp, ee, pe)


def simulate_currents(
    run: GreenKuboRun, seeds: SeedSequence, mean_momentum: float = 0.0, potential: Potential = ROTORS
) -> tuple[NDArray, NDArray]:
    """J^p and J^e of one batch of replicas, shapes (n_samples, batch_replicas).

    Raises FloatingPointError as `record_currents` does.
    """
    angles, momenta = sample_rings(run.n_rotors, run.batch_replicas, run.temperature, default_rng(seeds), potential)
    rings = rings_with(potential, angles, momenta + mean_momentum, run.time_step)
    return record_currents(rings, run, Guard(run.path, seeds, run.time_step))


def record_currents(rings: Rings | RotorRings, run: GreenKuboRun, guard: Guard) -> tuple[NDArray, NDArray]:
    """J^p and J^e of `rings` over the duration of `run`, shape (n_samples, n_replicas).

    Raises FloatingPointError, from `guard`, if the energy drifts or a current is not finite.
    """
    energy = rings.energy()
    currents = rings.run(run.n_samples, run.stride)
    guard.check_energy(energy, rings.energy(), rings.potential.stiffness)
    guard.check_finite(currents=currents)
    return currents
