"""Predicted cost of the comparison of the published protocol with exact samples."""

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from thermochain.rotors.green_kubo.study.cost import Rates, disk_space
from thermochain.rotors.published_protocol.langevin_rings import rings_from_rest
from thermochain.rotors.published_protocol.study.run import FRICTION, ProtocolRun
from thermochain.runs.timing import rate, totals

_REPLICAS = 32
_STEP, _STEPS = 0.1, 10


def langevin_rate(n_rotors: int) -> float:
    """Rotor updates of Langevin dynamics a second of one core of this machine; most of the time makes the noise."""
    rng = np.random.default_rng(0)
    rings = rings_from_rest(n_rotors, _REPLICAS, 1.0, _STEP, rng)
    rings.thermalise(1.0, FRICTION, _STEP, rng)
    return rate(lambda: rings.thermalise(1.0, FRICTION, _STEPS * _STEP, rng)) * n_rotors * _REPLICAS * _STEPS


def cost_frame(
    runs: Iterable[ProtocolRun], there: Callable[[ProtocolRun], bool], rates: Rates, langevin: float
) -> pd.DataFrame:
    """Table of the runs, the stored runs and the cost of the remaining runs, one row a temperature, start and step.

    Parameters
    ----------
    runs
        All runs of the study.
    there
        Whether the result of a run is on disk.
    rates
        Speed of one core, for their ring size.
    langevin
        Rotor updates of Langevin dynamics a second.

    Returns
    -------
    Table with the columns T, start, time_step, runs, there, core_hours (of the runs to do), longest_hours (of the
    longest of them), disk_MB (of all runs).
    """
    rows = []
    for run in runs:
        free = (run.n_updates - run.n_random) / rates.updates[run.n_rotors]
        seconds = rates.start_up + free + run.n_random / langevin + run.n_correlated / rates.samples
        hours = 0.0 if there(run) else seconds / 3600.0
        rows.append(
            {
                "T": run.temperature,
                "start": run.start,
                "time_step": run.time_step,
                "runs": 1,
                "there": int(there(run)),
                "core_hours": hours,
                "longest_hours": hours,
                "disk_MB": 2.0 * disk_space(run) / 1e6,  # correlations from one and from every origin
            }
        )
    combine = {"runs": "sum", "there": "sum", "core_hours": "sum", "longest_hours": "max", "disk_MB": "sum"}
    return pd.DataFrame(rows).groupby(["T", "start", "time_step"], as_index=False).agg(combine)


def cost_message(costs: pd.DataFrame, n_cores: int) -> str:
    """The costs as a text: one line for each temperature, start and time step, then the totals."""
    total = costs[["runs", "there", "core_hours", "disk_MB"]].sum()
    n_runs, n_there = int(total["runs"]), int(total["there"])
    return "\n".join(
        [
            "published protocol:",
            costs.drop(columns="longest_hours").to_string(index=False, float_format="{:.3g}".format),
            "",
            *totals(n_runs, n_there, total["core_hours"], costs["longest_hours"].max(), n_cores),
            f"disk:        {total['disk_MB']:.3g} MB for all of them",
        ]
    )
