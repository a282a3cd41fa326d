"""Predicted cost of the simulations of rings: core time, wall time, memory, disk."""

import resource
import subprocess
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from thermochain.core.correlation import correlate_currents
from thermochain.rotors.green_kubo.gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.rotors.green_kubo.rings import Rings
from thermochain.rotors.green_kubo.rotor_rings import RotorRings, rings_with
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.runs.timing import rate, totals

_REPLICAS = 32  # replicas of the rings that are timed
_SAMPLES = 16_000  # recorded currents of each replica whose correlation is timed
_NPZ_OVERHEAD = 1500  # bytes of names and headers in a file of arrays
_JSON = 600  # bytes of a file of provenance
# a program that imports what a simulation needs and makes the smallest one
_SMALLEST_JOB = (
    "import thermochain.runs.storage, thermochain.rotors.published_protocol.study.protocols as home; "
    "home.simulate_green_kubo(temperature=1.0, n_rotors=16, duration=2, maximum_lag=1, n_replicas=16)"
)


@dataclass(frozen=True)
class Rates:
    """Speed of one core."""

    updates: Mapping[int, float]  # ring size M -> rotor updates per second
    samples: float  # samples of both currents of one replica correlated a second
    start_up: float  # seconds that a job takes before it simulates: imports and compilation

    def block_seconds(self, run: GreenKuboRun) -> float:
        """Core seconds of one block."""
        samples = run.n_samples * run.n_replicas
        return self.start_up + run.n_updates / self.updates[run.n_rotors] + samples / self.samples


def measure_rates(
    sizes: Iterable[int], stride: int = 4, start_up: float | None = None, potential: Potential = ROTORS
) -> Rates:
    """Measure the rates of this machine for rings of these sizes, a quarter of a second each.

    `stride` is the number of steps between recorded currents; `start_up` is the time of `start_up_seconds`, which is
    measured if left out.
    """
    return Rates(
        updates={n_rotors: _update_rate(n_rotors, stride, potential) for n_rotors in sorted(set(sizes))},
        samples=_sample_rate(),
        start_up=start_up_seconds() if start_up is None else start_up,
    )


def _rings(n_rotors: int, n_replicas: int, potential: Potential) -> Rings | RotorRings:
    """Rings at T = 1 whose kernel is compiled."""
    rng = np.random.default_rng(0)
    angles, _ = sample_ring_angles(n_rotors, n_replicas, 1.0, rng, potential=potential)
    rings = rings_with(potential, angles, sample_ring_momenta(n_rotors, n_replicas, 1.0, rng), 0.05)
    rings.run(1, 1)
    return rings


def _update_rate(n_rotors: int, stride: int, potential: Potential) -> float:
    """Rotor updates a second on rings of this size."""
    rings, n_samples = _rings(n_rotors, _REPLICAS, potential), 50
    runs = rate(lambda: rings.run(n_samples, stride))
    return runs * n_rotors * _REPLICAS * n_samples * stride


def _sample_rate() -> float:
    """Samples of both currents of one replica that are correlated in a second."""
    p, e = np.random.default_rng(0).standard_normal((2, _SAMPLES, _REPLICAS))
    return rate(lambda: correlate_currents(p, e, 1, _SAMPLES // 4)) * p.size


def start_up_seconds() -> float:
    """Processor time in s of a process that imports the modules of a simulation and compiles the kernel."""
    before = _children_seconds()
    subprocess.run([sys.executable, "-c", _SMALLEST_JOB], check=True)
    return _children_seconds() - before


def _children_seconds() -> float:
    """Processor time in s of all processes that this one has started and that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def disk_space(run: GreenKuboRun) -> int:
    """Bytes of one block on disk: three correlations of every batch, the lags, and the provenance."""
    return 8 * run.n_lags * (3 * run.n_batches + 1) + _NPZ_OVERHEAD + _JSON


def cost_frame(
    runs: Mapping[str, Sequence[GreenKuboRun]], there: Mapping[str, Collection[int]], rates: Rates
) -> pd.DataFrame:
    """Table with one row for each temperature: requested blocks, existing blocks, and the cost of the missing blocks.

    Parameters
    ----------
    runs
        Temperature -> all requested blocks.
    there
        Temperature -> numbers of the blocks on disk.
    rates
        Speed of one core.

    Returns
    -------
    Table with the columns T, M, blocks, there, seconds_per_block, core_hours (of the blocks to do), memory_MiB (of
    one job), disk_MB (of all blocks wanted).
    """
    rows = []
    for temperature, blocks in runs.items():
        first = blocks[0]
        n_there = sum(run.block in there[temperature] for run in blocks)
        seconds = rates.block_seconds(first)
        rows.append(
            {
                "T": float(temperature),
                "M": first.n_rotors,
                "blocks": len(blocks),
                "there": n_there,
                "seconds_per_block": seconds,
                "core_hours": (len(blocks) - n_there) * seconds / 3600.0,
                "memory_MiB": first.job_memory / 2**20,
                "disk_MB": len(blocks) * disk_space(first) / 1e6,
            }
        )
    return pd.DataFrame(rows)


def cost_message(costs: pd.DataFrame, rates: Rates, n_cores: int) -> str:
    """The costs as a text of a few lines: rates, one line per temperature, totals."""
    speeds = ", ".join(f"{rate:.2g} rotor updates/s at M = {size}" for size, rate in rates.updates.items())
    shown = costs.assign(T=costs["T"].map("{:g}".format), memory_MiB=costs["memory_MiB"].round().astype(int))
    total = costs[["blocks", "there", "core_hours", "disk_MB"]].sum()
    to_do = costs[costs["blocks"] > costs["there"]]
    longest = to_do["seconds_per_block"].max() / 3600.0 if len(to_do) else 0.0
    n_blocks, n_there = int(total["blocks"]), int(total["there"])
    return "\n".join(
        [
            f"one core, measured now: {speeds};",
            f"{rates.samples:.2g} samples/s correlated, {rates.start_up:.2g} s to start a job",
            "",
            shown.to_string(index=False, float_format="{:.3g}".format),
            "",
            *totals(n_blocks, n_there, total["core_hours"], longest, n_cores),
            f"memory:      {n_cores * costs['memory_MiB'].max():.0f} MiB at most, {n_cores} job(s) at a time",
            f"disk:        {total['disk_MB']:.3g} MB for all simulations",
        ]
    )
