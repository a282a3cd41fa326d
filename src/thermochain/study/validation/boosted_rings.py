"""Equilibrium simulations of rings that turn as a whole, and their current correlations."""

import logging

import numpy as np
from numpy.random import default_rng

from thermochain.dynamics.rotor_gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.dynamics.rotor_ring import RotorRings
from thermochain.estimators.correlation import TimeCorrelations, correlate_currents
from thermochain.study.equilibrium.green_kubo import record_currents
from thermochain.study.jobs.guard import Guard
from thermochain.study.jobs.progress import Progress
from thermochain.study.validation.runs import BoostedRun

logger = logging.getLogger(__name__)


def simulate_boosted(boosted: BoostedRun) -> TimeCorrelations:
    """Correlations of the currents of rings with a mean momentum; reports progress to the log."""
    run = boosted.at_rest
    progress = Progress(logger, run.n_updates, "updates")
    batches = []
    for seeds in boosted.seed_sequence().spawn(run.n_batches):
        rng = default_rng(seeds)
        angles, _ = sample_ring_angles(run.n_rotors, run.batch_replicas, run.temperature, rng)
        momenta = sample_ring_momenta(run.n_rotors, run.batch_replicas, run.temperature, rng)
        rings = RotorRings(angles, momenta + boosted.mean_momentum, run.time_step)
        currents = record_currents(rings, run, Guard(boosted.path, seeds, run.time_step))
        batches.append(correlate_currents(*currents, run.n_rotors, run.n_lags))
        progress.advance(run.n_updates // run.n_batches)
    pp, ee, pe = (np.array(column) for column in zip(*batches, strict=True))
    return TimeCorrelations(run.temperature, run.n_rotors, run.sampling_interval * np.arange(run.n_lags), pp, ee, pe)
