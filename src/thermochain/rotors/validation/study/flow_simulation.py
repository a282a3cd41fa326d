"""Simulations of rings that a field drives: the current of each ring over the field."""

import logging
from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.random import SeedSequence, default_rng
from numpy.typing import NDArray

from thermochain.rotors.green_kubo.gibbs import sample_rings
from thermochain.rotors.validation.study.flow_run import GROUP, FlowRun
from thermochain.runs.guard import Guard
from thermochain.runs.identity import canonical
from thermochain.runs.progress import Progress

logger = logging.getLogger(__name__)


class FlowRings(Protocol):
    """Rings in a flow, whose `run` returns the total current and the heat removed, both (n_samples, n_replicas)."""

    def run(self, n_samples: int, stride: int) -> tuple[NDArray, NDArray]:
        """Advance by n_samples * stride steps, with the energies restored after every stride-th step."""

    def energy(self) -> NDArray:
        """Energy of each ring, shape (n_replicas,)."""


def simulate_flow(run: FlowRun, start: Callable[[NDArray, NDArray], FlowRings], unit: float) -> dict[str, NDArray]:
    """Arrays `energy`, `early` and `late` of all rings, shape (n_replicas,); progress is reported to the log.

    `start` makes rings from angles and momenta of the Gibbs state.  `energy` is the energy of a ring, drawn from its
    Gibbs law and conserved; `early` and `late` are the total current over `unit`, averaged over the first and the
    second half of the stationary flow.
    """
    sizes = np.diff([*range(0, run.n_replicas, GROUP), run.n_replicas])
    progress = Progress(logger, run.n_replicas, "rings")
    groups = []
    for seeds, size in zip(run.seed_sequence().spawn(sizes.size), sizes, strict=True):
        groups.append(_simulate_group(run, start, unit, int(size), seeds))
        progress.advance(int(size))
    energy, early, late = np.concatenate(groups, axis=1)
    return {"energy": energy, "early": early, "late": late}


def _simulate_group(
    run: FlowRun, start: Callable[[NDArray, NDArray], FlowRings], unit: float, n_replicas: int, seeds: SeedSequence
) -> NDArray:
    """Energy and both averages of the current of some rings, shape (3, n_replicas)."""
    rings = start(*sample_rings(run.n_rotors, n_replicas, run.temperature, default_rng(seeds)))
    energy = rings.energy()
    stride = round(run.restoring_interval / run.time_step)
    rings.run(round(run.relaxation / run.restoring_interval), stride)
    current, _ = rings.run(round(run.duration / run.restoring_interval), stride)
    guard = Guard(run.path, seeds, run.time_step)
    # it is restored after every interval, unless a strong field makes more heat than there is kinetic energy
    guard.check_energy(energy, rings.energy(), remedy=f"reduce {run.DRIVE}={canonical(run.field * run.n_rotors)}")
    guard.check_finite(current=current)
    early, late = current.reshape(2, -1, n_replicas).mean(axis=1) / unit
    return np.array([energy, early, late])
