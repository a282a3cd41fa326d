"""The published protocol and exact Gibbs samples, side by side on the same estimators."""

import logging

import numpy as np
from numpy.random import Generator, SeedSequence, default_rng

from thermochain.core.correlation import TimeCorrelations, correlate_currents
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.rotors.green_kubo.langevin import rings_from_rest
from thermochain.rotors.green_kubo.rings import RotorRings
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.simulation import record_currents
from thermochain.rotors.published_protocol.single_origin import correlate_with_start
from thermochain.rotors.published_protocol.study.record import ProtocolRecord
from thermochain.rotors.published_protocol.study.run import FRICTION, LANGEVIN, THERMALISATION_TIME, ProtocolRun
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress

logger = logging.getLogger(__name__)


def simulate_protocol(protocol_run: ProtocolRun) -> ProtocolRecord:
    """Start the rings, measure their start, follow them; reports progress to the log."""
    run = protocol_run.run
    progress = Progress(logger, run.n_updates, "updates")
    singles, everys, starts = [], [], []
    for seeds in protocol_run.seed_sequence().spawn(run.n_batches):
        single, every, start = _simulate_batch(protocol_run, seeds)
        singles.append(single)
        everys.append(every)
        starts.append(start)
        progress.advance(run.n_updates // run.n_batches)
    winding, winding_end, cosine, kinetic = (np.concatenate(column) for column in zip(*starts, strict=True))
    return ProtocolRecord(_gather(run, singles), _gather(run, everys), winding, winding_end, cosine, kinetic)


def _gather(run: GreenKuboRun, batches: list[tuple]) -> TimeCorrelations:
    pp, ee, pe = (np.array(column) for column in zip(*batches, strict=True))
    return TimeCorrelations(run.temperature, run.n_rotors, run.sampling_interval * np.arange(run.n_lags), pp, ee, pe)


def _simulate_batch(protocol_run: ProtocolRun, seeds: SeedSequence) -> tuple[tuple, tuple, tuple]:
    """Correlations from the start and from every origin, and the last four fields of the record, of one batch."""
    run = protocol_run.run
    rings = _started(protocol_run, default_rng(seeds))
    angles, momenta = rings.angles, rings.momenta
    currents = record_currents(rings, run, Guard(protocol_run.path, seeds, run.time_step))
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


def _started(protocol_run: ProtocolRun, rng: Generator) -> RotorRings:
    """One batch of rings at the time origin."""
    run = protocol_run.run
    size = (run.n_rotors, run.batch_replicas, run.temperature)
    if protocol_run.start == LANGEVIN:
        rings = rings_from_rest(*size, run.time_step, rng)
        rings.thermalise(run.temperature, FRICTION, THERMALISATION_TIME, rng)
        return rings
    angles, _ = sample_ring_angles(*size, rng)
    return RotorRings(angles, sample_ring_momenta(*size, rng), run.time_step)
