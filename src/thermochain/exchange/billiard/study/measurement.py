"""Tables and page of the study of the billiard, made from the files of its simulations."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from numpy.random import default_rng
from numpy.typing import NDArray

from thermochain.exchange.billiard.single_disks import single_disk_frequency
from thermochain.exchange.billiard.study import tables
from thermochain.exchange.billiard.study.configuration import N_DRAWN
from thermochain.exchange.billiard.study.drawing import DISKS, WALLS, disk_frame, wall_frame
from thermochain.exchange.billiard.study.run import ChainRun, CollisionsRun, WaitingRun
from thermochain.runs.storage import load_result
from thermochain.runs.table import Table

# Name of a file -> the kind of its table.
TABLES: dict[str, Table] = {
    "frequency": tables.FREQUENCY,
    "laws": tables.LAWS,
    "histograms": tables.HISTOGRAMS,
    "memory": tables.MEMORY,
    "waiting": tables.WAITING,
    "chain": tables.CHAIN,
    "walls": WALLS,
    "disks": DISKS,
}


def make_tables(**files: Sequence[str | Path]) -> dict[str, pd.DataFrame | str]:
    """Content of all TABLES and, as `page`, the verdict on Section 2.1; `files` are `billiard_files`."""
    counted, judged = _collisions([*files["collisions"], *files["precise"]]), _collisions(files["laws"])
    longest = tables.records_of(counted + judged)
    fits, histograms, memory = tables.law_frames(judged)
    correlations = tables.share_correlations(tables.records_of(judged))
    waits = [(run, arrays["times"]) for run, arrays in (load_result(path, WaitingRun) for path in files["waiting"])]
    waiting, drawn = tables.waiting_frame(waits), counted[0][0]
    numbers = sorted({m for run, _ in counted for m in run.particles})
    return {
        "frequency": tables.frequency_frame({m: longest[m] for m in numbers}, single_disk_frequency(drawn.table(1))),
        "laws": fits,
        "histograms": histograms,
        "memory": memory,
        "waiting": waiting,
        "chain": tables.chain_frame(load_result(files["chain"][0], ChainRun)[1]["records"]),
        "walls": wall_frame(drawn.table(N_DRAWN)),
        "disks": disk_frame(drawn.table(N_DRAWN), default_rng(drawn.seed_sequence())),
        "page": tables.verdict_page(fits, waiting, correlations),
    }


def _collisions(paths: Sequence[str | Path]) -> list[tuple[CollisionsRun, dict[str, NDArray]]]:
    return [load_result(path, CollisionsRun) for path in paths]
