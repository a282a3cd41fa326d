"""Simulations of rings under a gradient of momentum: the current of each ring."""

import logging

import numpy as np
from numpy.random import SeedSequence, default_rng
from numpy.typing import NDArray

from thermochain.rotors.green_kubo.gibbs import sample_rings
from thermochain.rotors.validation.shear_response.sheared_rings import ShearedRings
from thermochain.rotors.validation.shear_response.study.run import GROUP, ShearedRun
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress

logger = logging.getLogger(__name__)


def simulate(run: ShearedRun) -> dict[str, NDArray]:
    """Arrays `energy`, `early` and `late` of all rings, shape (n_replicas,); progress is reported to the log.

    `energy` is the energy of a ring in the frame of the flow, drawn from its Gibbs law and conserved; `early` and
    `late` are -j^p/g per bond, averaged over the first and the second half of the stationary flow.
    """
    sizes = np.diff([*range(0, run.n_replicas, GROUP), run.n_replicas])
    progress = Progress(logger, run.n_replicas, "rings")
    groups = []
    for seeds, size in zip(run.seed_sequence().spawn(sizes.size), sizes, strict=True):
        groups.append(_simulate_group(run, int(size), seeds))
        progress.advance(int(size))
    energy, early, late = np.concatenate(groups, axis=1)
    return {"energy": energy, "early": early, "late": late}


def _simulate_group(run: ShearedRun, n_replicas: int, seeds: SeedSequence) -> NDArray:
    """Energy and both averages of the current of some rings, shape (3, n_replicas)."""
    angles, momenta = sample_rings(run.n_rotors, n_replicas, run.temperature, default_rng(seeds))
    rings = ShearedRings(angles, momenta, run.time_step, run.shear_rate)
    energy = rings.energy()
    stride = round(run.restoring_interval / run.time_step)
    rings.run(round(run.relaxation / run.restoring_interval), stride)
    current, _ = rings.run(round(run.duration / run.restoring_interval), stride)
    guard = Guard(run.path, seeds, run.time_step)
    guard.check_energy(energy, rings.energy())  # it is restored after every interval
    guard.check_finite(current=current)
    early, late = -current.reshape(2, -1, n_replicas).mean(axis=1) / (run.n_rotors * run.shear_rate)
    return np.array([energy, early, late])
