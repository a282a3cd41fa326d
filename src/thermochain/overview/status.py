"""How far a study is: jobs done, pending and failed, and what the rest costs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.rotors.driven.study.run import RotorNessRun
from thermochain.rotors.green_kubo.study.cost import Rates
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.runs.timing import duration

DONE, PENDING, FAILED = "done", "pending", "failed"
_FAILED_LINE = " ERROR failed"  # of `logging_to`


@dataclass(frozen=True)
class JobStatus:
    """One job.

    Attributes
    ----------
    target, study, sweep
        What wants it, the study that it belongs to and its set of simulations.
    state
        DONE, PENDING or FAILED: tried, and to be done again.
    hours
        Core time that it will take; 0 if it is done, nan if nobody knows.
    """

    target: str
    study: str
    sweep: str
    state: str
    hours: float


@dataclass(frozen=True)
class CostModel:
    """Hours that jobs take.

    Attributes
    ----------
    rates
        Of equilibrium simulations on one core.
    chain_rates
        Chain length n -> rotor updates a second of driven chains.
    durations
        Rule -> hours that its last jobs took, for all others.
    """

    rates: Rates
    chain_rates: Mapping[int, float]
    durations: Mapping[str, float]

    def hours(self, rule: str, wildcards: Mapping[str, str]) -> float:
        """Core hours of one job; nan if nothing is known of its rule."""
        if rule == "simulate_green_kubo":
            return self.rates.block_seconds(GreenKuboRun.from_wildcards(dict(wildcards))) / 3600.0
        if rule == "simulate_rotor_ness":
            run = RotorNessRun.from_wildcards(dict(wildcards))
            return (self.rates.start_up + run.n_updates / self.chain_rates[run.n_rotors]) / 3600.0
        return self.durations.get(rule, np.nan)


def has_failed(log: str | Path) -> bool:
    """Whether the last attempt at a job, whose log this is, ended with an error."""
    path = Path(log)
    return path.is_file() and _FAILED_LINE in path.read_text(encoding="utf-8", errors="replace")


def status_frame(jobs: Iterable[JobStatus]) -> pd.DataFrame:
    """One row a sweep, in the order of the jobs: target, study, sweep, done, pending, failed, core_hours, unknown.

    `unknown` counts jobs to do whose cost nobody knows; `core_hours` leaves them out.
    """
    rows = [
        {
            "target": job.target,
            "study": job.study,
            "sweep": job.sweep,
            **{state: int(job.state == state) for state in (DONE, PENDING, FAILED)},
            "core_hours": 0.0 if np.isnan(job.hours) else job.hours,
            "unknown": int(np.isnan(job.hours)),
        }
        for job in jobs
    ]
    return pd.DataFrame(rows).groupby(["target", "study", "sweep"], as_index=False, sort=False).sum()


def status_message(frame: pd.DataFrame) -> str:
    """The frame as a text: for each target one line a sweep, then the totals; an empty line between targets."""
    width = frame["sweep"].str.len().max()
    blocks = []
    for target, rows in frame.groupby("target", sort=False):
        lines = [f"{'study':20} {'sweep':{width}} {DONE:>6} {PENDING:>8} {FAILED:>7}  left"]
        for row in rows.itertuples():
            counts = f"{row.done:6d} {row.pending:8d} {row.failed:7d}"
            lines.append(f"{row.study:20} {row.sweep:{width}} {counts}  {_left(row.core_hours, row.unknown)}".rstrip())
        total = rows[[DONE, PENDING, FAILED, "core_hours", "unknown"]].sum()
        counts = ", ".join(f"{int(total[state])} {state}" for state in (DONE, PENDING, FAILED))
        left = _left(total["core_hours"], int(total["unknown"])) or "nothing"
        lines.append(f"make {target}: {counts}; core time left: {left}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _left(hours: float, unknown: int) -> str:
    known = duration(hours) if hours else ""
    more = f"{unknown} job(s) not timed yet" if unknown else ""
    return " + ".join(part for part in (known, more) if part)
