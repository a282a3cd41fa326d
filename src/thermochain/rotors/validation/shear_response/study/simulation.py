"""Simulations of rings under a gradient of momentum: the current that each of them carries."""

import logging

import numpy as np
import pandas as pd
from numpy.random import SeedSequence, default_rng

from thermochain.rotors.green_kubo.gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.rotors.validation.shear_response.sheared_rings import ShearedRings
from thermochain.rotors.validation.shear_response.study.run import ShearedRun
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress
from thermochain.runs.table import Table

logger = logging.getLogger(__name__)

SHEARED = Table(
    "sheared_rings/1",
    {
        "energy": "energy of the ring in the frame of the flow, drawn from its Gibbs law and kept",
        "early": "-j^p/g per bond, averaged over the first half of the stationary flow",
        "late": "the same over the second half",
    },
)

_GROUP = 64  # rings advanced together: eight registers


def simulate_sheared(run: ShearedRun) -> pd.DataFrame:
    """One row a ring, columns of SHEARED.columns; reports progress to the log."""
    sizes = np.diff([*range(0, run.n_replicas, _GROUP), run.n_replicas])
    progress = Progress(logger, run.n_replicas, "rings")
    frames = []
    for seeds, size in zip(run.seed_sequence().spawn(sizes.size), sizes, strict=True):
        frames.append(_simulate_group(run, int(size), seeds))
        progress.advance(int(size))
    return pd.concat(frames, ignore_index=True)


def _simulate_group(run: ShearedRun, n_replicas: int, seeds: SeedSequence) -> pd.DataFrame:
    rng = default_rng(seeds)
    angles, _ = sample_ring_angles(run.n_rotors, n_replicas, run.temperature, rng)
    momenta = sample_ring_momenta(run.n_rotors, n_replicas, run.temperature, rng)
    rings = ShearedRings(angles, momenta, run.time_step, run.shear_rate)
    energy = rings.energy()
    stride = round(run.restoring_interval / run.time_step)
    rings.run(round(run.relaxation / run.restoring_interval), stride)
    current, _ = rings.run(round(run.duration / run.restoring_interval), stride)
    Guard(run.path, seeds, run.time_step).check_finite(energy=rings.energy(), current=current)
    early, late = -current.reshape(2, -1, n_replicas).mean(axis=1) / (run.n_rotors * run.shear_rate)
    return pd.DataFrame({"energy": energy, "early": early, "late": late})
