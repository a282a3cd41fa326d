"""Predicted cost of the driven chains of a study."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd

from thermochain.rotors.driven.chains import RotorChains
from thermochain.rotors.driven.study.run import N_SEGMENTS, DrivenRun, strides
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.runs.timing import rate, totals

_REPLICAS = 16


def chain_rates(sizes: Iterable[int], time_step: float, potential: Potential = ROTORS) -> dict[int, float]:
    """Rotor updates per second of one core of this machine, by chain length; each is measured for 0.25 s."""
    return {n_rotors: _update_rate(n_rotors, time_step, potential) for n_rotors in sorted(set(sizes))}


def _update_rate(n_rotors: int, time_step: float, potential: Potential) -> float:
    rng = np.random.default_rng(0)
    momenta = rng.standard_normal((n_rotors, _REPLICAS))
    baths = {"temperatures": (1.0, 1.0), "torques": (0.0, 0.0), "friction": 1.0, "rng": rng, "potential": potential}
    chains = RotorChains(np.zeros_like(momenta), momenta, time_step, **baths)
    stride, profile_stride = strides(potential.name, time_step)
    chains.run(profile_stride, stride, profile_stride)
    runs = rate(lambda: chains.run(8 * profile_stride, stride, profile_stride))
    return runs * 8 * profile_stride * momenta.size


def disk_space(run: DrivenRun) -> int:
    """Bytes of one block on disk: moments in single precision, series and provenance."""
    return 4 * 10 * N_SEGMENTS * run.n_rotors * run.n_replicas + 8 * 4 * 128 * run.n_replicas + 2500


def cost_frame(
    runs: Iterable[DrivenRun], there: Callable[[DrivenRun], bool], rates: Mapping[int, float], start_up: float
) -> pd.DataFrame:
    """Table of the runs, the stored runs and the cost of the remaining runs, one row for each chain length.

    Parameters
    ----------
    runs
        All runs of the study.
    there
        Whether the result of a run is on disk.
    rates
        Rotor updates per second of one core, by chain length.
    start_up
        Seconds that a job takes before its simulation starts.

    Returns
    -------
    Table with the columns n, runs, there, core_hours (of the runs to do), longest_hours (of the longest of
    them), memory_MiB (of one job), disk_MB (of all runs).
    """
    rows = []
    for run in runs:
        hours = (start_up + run.n_updates / rates[run.n_rotors]) / 3600.0
        done = there(run)
        rows.append(
            {
                "n": run.n_rotors,
                "runs": 1,
                "there": int(done),
                "core_hours": 0.0 if done else hours,
                "longest_hours": 0.0 if done else hours,
                "memory_MiB": run.job_memory / 2**20,
                "disk_MB": disk_space(run) / 1e6,
            }
        )
    combine = {"runs": "sum", "there": "sum", "core_hours": "sum", "longest_hours": "max"}
    combine |= {"memory_MiB": "max", "disk_MB": "sum"}
    return pd.DataFrame(rows).groupby("n", as_index=False).agg(combine)


def cost_message(costs: pd.DataFrame, n_cores: int) -> str:
    """The costs as a text: one line for each chain length, then the totals."""
    shown = costs.drop(columns="longest_hours").assign(memory_MiB=costs["memory_MiB"].round().astype(int))
    total = costs[["runs", "there", "core_hours", "disk_MB"]].sum()
    n_runs, n_there = int(total["runs"]), int(total["there"])
    return "\n".join(
        [
            "driven chains:",
            shown.to_string(index=False, float_format="{:.3g}".format),
            "",
            *totals(n_runs, n_there, total["core_hours"], costs["longest_hours"].max(), n_cores),
            f"disk:        {total['disk_MB']:.3g} MB for all of them",
        ]
    )
