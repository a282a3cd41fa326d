"""Simulations of the billiard: collisions through a hole, waits from redrawn states, chains with baths."""

import logging
from functools import singledispatch

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from thermochain.exchange.billiard.billiard import Billiard, first_exchanges
from thermochain.exchange.billiard.draws import draw_disks
from thermochain.exchange.billiard.events import new_disks, shape_of
from thermochain.exchange.billiard.geometry import BilliardTable
from thermochain.exchange.billiard.study.run import CHUNK, ChainRun, CollisionsRun, WaitingRun
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress

logger = logging.getLogger(__name__)

_CHAIN_TRANSIENT = 0.2  # share of the records of driven chains that is discarded as transient
_WAITS_A_STEP = 50


@singledispatch
def simulate(run: object) -> dict[str, NDArray]:
    """Arrays of the result of a run, by name; reports progress to the log."""
    raise TypeError(f"run={run!r} is no run of the billiard; pass one of those in billiard.study.run")


@simulate.register
def collisions(run: CollisionsRun) -> dict[str, NDArray]:
    """Records of isolated pairs of cells with M disks, `M<number>` of shape (batches, n, columns)."""
    # the number of collisions for each one through the hole grows like M
    progress = Progress(logger, sum(run.particles) * run.n_exchanges, "M x exchanges")
    size = run.n_exchanges // run.batches
    arrays = {}
    for m, seeds in zip(run.particles, run.seed_sequence().spawn(len(run.particles)), strict=True):
        guard, rng = Guard(run.path, seeds), default_rng(seeds)
        batches = []
        for _ in range(run.batches):
            batches.append(_exchanges(_pair_in_equilibrium(run.table(m), rng), size, guard))
            progress.advance(m * run.n_exchanges / run.batches)
        arrays[f"M{m}"] = np.array(batches)
    return arrays


@simulate.register
def waiting(run: WaitingRun) -> dict[str, NDArray]:
    """Times until the first collision through the hole, `times` of shape (n_samples,)."""
    progress = Progress(logger, run.n_samples, "states")
    [seeds] = run.seed_sequence().spawn(1)
    guard, rng = Guard(run.path, seeds), default_rng(seeds)
    table, energies = run.table(run.n_particles), np.array([run.energy_ratio, 1.0])
    shape, disks = shape_of(table), new_disks(table, *draw_disks(table, energies, rng))
    times = np.empty(run.n_samples)
    for first in range(0, times.size, _WAITS_A_STEP):
        part = times[first : first + _WAITS_A_STEP]
        first_exchanges(shape, disks, energies, rng, part)
        guard.check_finite(times=part)
        progress.advance(part.size)
    return {"times": times}


@simulate.register
def chain(run: ChainRun) -> dict[str, NDArray]:
    """Records of a chain between two baths without the transient, `records` of shape (batches, n, columns)."""
    progress = Progress(logger, run.batches, "batches")
    [seeds] = run.seed_sequence().spawn(1)
    guard, rng = Guard(run.path, seeds), default_rng(seeds)
    table = run.table(run.n_particles, run.n_cells + 2)
    baths = (run.T_left, run.T_right)
    size = run.n_exchanges // run.batches
    batches = []
    for _ in range(run.batches):
        start = draw_disks(table, np.linspace(*baths, table.n_cells), rng)
        records = _exchanges(Billiard(table, *start, baths, rng), size, guard)
        batches.append(records[int(_CHAIN_TRANSIENT * size) :])
        progress.advance(1)
    return {"records": np.array(batches)}


def _pair_in_equilibrium(table: BilliardTable, rng: Generator) -> Billiard:
    """Two isolated cells in a state drawn uniformly at total energy 2."""
    share = rng.beta(table.n_particles, table.n_particles)
    return Billiard(table, *draw_disks(table, 2.0 * np.array([share, 1.0 - share]), rng))


def _exchanges(billiard: Billiard, n_exchanges: int, guard: Guard) -> NDArray:
    """The next collisions through holes, shape (n_exchanges, columns)."""
    records, n = [], 0
    while n < n_exchanges:
        records.append(billiard.run(CHUNK))
        guard.check_finite(records=records[-1], velocities=billiard.velocities)
        n += len(records[-1])
    return np.concatenate(records)[:n_exchanges]
