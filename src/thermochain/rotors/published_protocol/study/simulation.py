"""Simulations of rings with the published start or exact Gibbs samples, analysed by the same estimators."""

import logging

import numpy as np
from numpy.random import Generator, SeedSequence, default_rng
from numpy.typing import NDArray

from thermochain.core.correlation import correlate_currents
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.gibbs import sample_rings
from thermochain.rotors.green_kubo.rotor_rings import RotorRings
from thermochain.rotors.green_kubo.study.simulation import gather_batches, record_currents
from thermochain.rotors.published_protocol.langevin_rings import rings_from_rest
from thermochain.rotors.published_protocol.single_origin import correlate_with_start
from thermochain.rotors.published_protocol.study.record import ProtocolRecord
from thermochain.rotors.published_protocol.study.run import FRICTION, GIBBS, ProtocolRun
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress

logger = logging.getLogger(__name__)


def simulate(run: ProtocolRun) -> dict[str, NDArray]:
    """Arrays of the record that `simulate_protocol` returns."""
    return simulate_protocol(run).arrays()


def simulate_protocol(run: ProtocolRun) -> ProtocolRecord:
    """Record of one run: initial state and correlations of the rings; progress is reported to the log."""
    progress = Progress(logger, run.n_updates, "updates")
    singles, everys, starts = [], [], []
    for seeds in run.seed_sequence().spawn(run.n_batches):
        single, every, start = _simulate_batch(run, seeds)
        singles.append(single)
        everys.append(every)
        starts.append(start)
        progress.advance(run.n_updates // run.n_batches)
    winding, winding_end, cosine, kinetic = (np.concatenate(column) for column in zip(*starts, strict=True))
    return ProtocolRecord(
        gather_batches(run, singles), gather_batches(run, everys), winding, winding_end, cosine, kinetic
    )


def _simulate_batch(run: ProtocolRun, seeds: SeedSequence) -> tuple[tuple, tuple, tuple]:
    """Correlations of one batch from the start and from every origin, and the last four fields of its record."""
    rings = _started(run, default_rng(seeds))
    angles, momenta = rings.angles, rings.momenta
    currents = record_currents(rings, run, Guard(run.path, seeds, run.time_step))
    start = (
        rotor.winding_number(angles),
        rotor.winding_number(rings.angles),
        np.cos(rotor.ring_bonds(angles)).mean(axis=0),
        (momenta**2).mean(axis=0),
    )
    single, every = (
        correlate(*currents, run.n_rotors, run.n_lags) for correlate in (correlate_with_start, correlate_currents)
    )
    return single, every, start


def _started(run: ProtocolRun, rng: Generator) -> RotorRings:
    """One batch of rings at the time origin."""
    size = (run.n_rotors, run.batch_replicas, run.temperature)
    if run.start == GIBBS:
        return RotorRings(*sample_rings(*size, rng), run.time_step)
    rings = rings_from_rest(*size, run.time_step, rng)
    rings.thermalise(run.temperature, FRICTION, run.langevin_time, rng)
    return rings
