"""Simulations of the billiard: collisions through a hole, waits from redrawn states, chains with baths."""

import logging
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from thermochain.exchange.billiard.billiard import EXCHANGE, Billiard, first_exchanges
from thermochain.exchange.billiard.draws import draw_disks
from thermochain.exchange.billiard.events import new_disks, shape_of
from thermochain.exchange.billiard.geometry import Table
from thermochain.exchange.billiard.study.configuration import table_of
from thermochain.runs.guard import Guard
from thermochain.runs.identity import canonical, seeds_of
from thermochain.runs.progress import Progress
from thermochain.runs.storage import load_result, save_result

logger = logging.getLogger(__name__)

PARTS = ("collisions", "waiting", "chain")
_CHUNK = 20_000  # collisions between two looks at the records
_CHAIN_TRANSIENT = 0.2  # share of the records of driven chains that is left out
_WAITS_A_STEP = 50


def simulate_part(part: str, section: Mapping[str, Any], seed: int) -> dict[str, NDArray]:
    """Arrays of one part of the study; reports progress to the log.  Its random numbers depend on part, M and seed."""
    return {"collisions": _collisions, "waiting": _waiting, "chain": _chain}[part](section, seed)


def save_part(
    path: str | Path, part: str, section: Mapping[str, Any], seed: int, arrays: dict, wall_time: float
) -> None:
    """Write arrays to `path` (.npz) and their provenance beside it (.json)."""
    save_result(path, {"part": part, "seed": seed, "billiard": dict(section)}, arrays, wall_time)


def load_part(path: str | Path) -> dict[str, NDArray]:
    """Read what `save_part` wrote; CorruptResult if it is not intact or another part."""
    return load_result(path, lambda parameters: PurePosixPath("billiard") / parameters["part"])[1]


def exchanges_wanted(section: Mapping[str, Any]) -> dict[int, int]:
    """Number of disks M -> collisions through the hole that are recorded, for Figure 2 and the laws."""
    wanted = dict.fromkeys(section["n_particles"], section["n_exchanges"])
    for m in section["laws"]["n_particles"]:
        wanted[m] = max(wanted.get(m, 0), section["laws"]["n_exchanges"])
    return dict(sorted(wanted.items()))


def _collisions(section: Mapping[str, Any], seed: int) -> dict[str, NDArray]:
    """M -> records of isolated pairs of cells in equilibrium, shape (batches, n, columns)."""
    wanted = exchanges_wanted(section)
    # a collision through the hole takes a number of collisions that grows like M
    progress = Progress(logger, sum(m * n for m, n in wanted.items()), "M x exchanges")
    arrays = {}
    for m, n in wanted.items():
        guard, rng = _guarded(f"billiard/collisions/M{m}_seed{seed}")
        size = n // section["batches"]
        batches = []
        for _ in range(section["batches"]):
            batches.append(_exchanges(_pair_in_equilibrium(table_of(section, m), rng), size, guard))
            progress.advance(m * n / section["batches"])
        arrays[f"M{m}"] = np.array(batches)
    return arrays


def _guarded(path: str) -> tuple[Guard, Generator]:
    """Guard and random numbers of the simulation that `path` spells."""
    seeds = seeds_of(path)
    return Guard(path, seeds), default_rng(seeds)


def _pair_in_equilibrium(table: Table, rng: Generator) -> Billiard:
    """Two isolated cells of total energy 2, uniform under this condition."""
    share = rng.beta(table.n_particles, table.n_particles)
    return Billiard(table, *draw_disks(table, 2.0 * np.array([share, 1.0 - share]), rng))


def _exchanges(billiard: Billiard, n_exchanges: int, guard: Guard) -> NDArray:
    """The next collisions through holes, shape (n_exchanges, columns)."""
    records, n = [], 0
    while n < n_exchanges:
        records.append(billiard.run(_CHUNK))
        guard.check_finite(records=records[-1], velocities=billiard.velocities)
        n += len(records[-1])
    return np.concatenate(records)[:n_exchanges]


def _waiting(section: Mapping[str, Any], seed: int) -> dict[str, NDArray]:
    """M and E_1/E_2 -> times until the first collision through the hole, from states drawn anew, at E_2 = 1."""
    settings = section["waiting"]
    cases = [(m, ratio) for m in settings["n_particles"] for ratio in settings["energy_ratios"]]
    progress = Progress(logger, len(cases) * settings["n_samples"], "states")
    arrays = {}
    for m, ratio in cases:
        guard, rng = _guarded(f"billiard/waiting/M{m}_ratio{canonical(float(ratio))}_seed{seed}")
        table, energies = table_of(section, m), np.array([ratio, 1.0])
        shape, disks = shape_of(table), new_disks(table, *draw_disks(table, energies, rng))
        times = np.empty(settings["n_samples"])
        for first in range(0, times.size, _WAITS_A_STEP):
            part = times[first : first + _WAITS_A_STEP]
            first_exchanges(shape, disks, energies, rng, part)
            guard.check_finite(times=part)
            progress.advance(part.size)
        arrays[f"M{m}_ratio{canonical(float(ratio))}"] = times
    return arrays


def _chain(section: Mapping[str, Any], seed: int) -> dict[str, NDArray]:
    """Records of a chain between two baths, shape (batches, n, columns), the transient left out."""
    settings = section["chain"]
    guard, rng = _guarded(f"billiard/chain/seed{seed}")
    table = table_of(section, settings["n_particles"], settings["n_cells"] + 2)
    baths = (float(settings["T_left"]), float(settings["T_right"]))
    size = settings["n_exchanges"] // section["batches"]
    progress = Progress(logger, section["batches"], "batches")
    batches = []
    for _ in range(section["batches"]):
        start = draw_disks(table, np.linspace(*baths, table.n_cells), rng)
        records = _exchanges(Billiard(table, *start, baths, rng), size, guard)
        batches.append(records[int(_CHAIN_TRANSIENT * size) :])
        progress.advance(1)
    return {"records": np.array(batches)}


COLUMN = {name: k for k, name in enumerate(EXCHANGE)}
