"""Simulations of rings that start at the top of the barrier: mean number of turns against time."""

import logging

import numpy as np
from numpy.random import SeedSequence, default_rng
from numpy.typing import NDArray

from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.rotor_rings import RotorRings
from thermochain.rotors.validation.phase_slips.barrier_top import sample_rings_at_top
from thermochain.rotors.validation.phase_slips.study.run import N_BATCHES, SlipRun
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress

logger = logging.getLogger(__name__)


def simulate(run: SlipRun) -> dict[str, NDArray]:
    """Arrays `times` (n_times,), a quarter of an octave apart, and `turns`, kappa(t), of shape (N_BATCHES, n_times).

    kappa(t) is the mean number of turns of the ring from -t to t in the direction of the passage at t = 0.
    """
    progress = Progress(logger, N_BATCHES, "batches")
    batches = []
    for seeds in run.seed_sequence().spawn(N_BATCHES):
        batches.append(_simulate_batch(run, seeds))
        progress.advance(1)
    return {"times": run.time_step * run.steps, "turns": np.array(batches)}


def _simulate_batch(run: SlipRun, seeds: SeedSequence) -> NDArray:
    """Kappa at all times from one batch of replicas, shape (n_times,)."""
    rng = default_rng(seeds)
    angles, momenta, direction = sample_rings_at_top(run.n_rotors, run.batch_replicas, run.temperature, rng)
    forward = RotorRings(angles, momenta, run.time_step)
    backward = RotorRings(angles, -momenta, run.time_step)
    energy = forward.energy()
    turns = []
    for stride in np.diff(run.steps, prepend=0):
        forward.run(1, int(stride))
        backward.run(1, int(stride))
        # the sum of wrapped bonds falls by one turn when a bond passes pi upwards
        change = rotor.winding_number(backward.angles) - rotor.winding_number(forward.angles)
        turns.append(np.mean(direction * change))
    for rings in (forward, backward):
        Guard(run.path, seeds, run.time_step).check_energy(energy, rings.energy())
    return np.array(turns)
