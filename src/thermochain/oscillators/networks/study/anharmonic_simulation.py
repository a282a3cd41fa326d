"""Simulations of networks with weak quartic springs, all systems of an example under the same noise."""

import logging

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.oscillators.networks.anharmonic_network import (
    AnharmonicNetworks,
    NetworkAverages,
    harmonic_averages,
)
from thermochain.oscillators.networks.study.run import STRIDE, QuarticRun
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress

logger = logging.getLogger(__name__)

_SETTLED = 20  # the first of so many equal parts of the trajectory is discarded as transient


def simulate(run: QuarticRun) -> dict[str, NDArray]:
    """Averages of `simulate_run` as arrays, by the names of the attributes of `NetworkAverages`."""
    return dict(vars(simulate_run(run)))


def simulate_run(run: QuarticRun) -> NetworkAverages:
    """Averages of all replicas in all systems; reports progress to the log.

    Raises FloatingPointError, naming run and seeds, if a number is no longer finite, if the harmonic system has not the
    kinetic energy that its steps have exactly, or if a system does not store the energy that enters.
    """
    network = run.case.network
    rng = Generator(SFC64(run.seed_sequence()))
    systems = AnharmonicNetworks(network, run.quartics, run.n_replicas, run.time_step, rng)
    part = run.n_steps // _SETTLED
    systems.run(part, STRIDE)
    progress = Progress(logger, run.n_steps, "steps")
    parts, before = [], systems.energies
    for _ in range(_SETTLED):
        parts.append(systems.run(part, STRIDE))
        progress.advance(part)
    averages = NetworkAverages(*(sum(getattr(p, name) for p in parts) / _SETTLED for name in vars(parts[0])))
    guard = Guard(run.path, run.seed_sequence(), run.time_step)
    guard.check_finite(**vars(averages))
    squares, stored = averages.kinetic_temperatures, (systems.energies - before) / run.duration
    exact = harmonic_averages(network, run.time_step)[1].mean()
    guard.check_law("<p^2> at eps = 0", squares[0].mean(axis=0), float(exact), 0.0)
    stiffness = float(np.linalg.eigvalsh(network.stiffness)[-1])
    friction = network.frictions[:, None]
    heating = np.broadcast_to(friction * network.temperatures[:, None], squares[0].shape)
    for square, change in zip(squares, stored, strict=True):
        guard.check_balance(np.concatenate([heating, -friction * square]), change, stiffness)
    return averages
