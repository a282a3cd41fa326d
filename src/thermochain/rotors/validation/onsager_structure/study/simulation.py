"""Equilibrium simulations of rings that turn as a whole, and their current correlations."""

import logging

import numpy as np
from numpy.random import default_rng

from thermochain.core.correlation import TimeCorrelations, correlate_currents
from thermochain.rotors.green_kubo.gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.rotors.green_kubo.rings import RotorRings
from thermochain.rotors.green_kubo.study.simulation import record_currents
from thermochain.rotors.validation.runs import BoostedRun
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress

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
