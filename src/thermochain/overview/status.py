"""Progress of the study: jobs done, pending and failed, and the core time of the remaining ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.overview.subjects import run_of_job
from thermochain.rotors.green_kubo.study.cost import Rates
from thermochain.runs.timing import duration

DONE, PENDING, FAILED = "done", "pending", "failed"
_FAILED_LINE = " ERROR failed"  # written by `logging_to`


@dataclass(frozen=True)
class JobStatus:
    """One job."""

    target: str  # the make target that needs it
    subject: str  # the subject that it belongs to
    sweep: str  # the set of simulations that it belongs to
    state: str  # DONE, PENDING or FAILED; a failed job has been tried and has to be done again
    hours: float  # expected core time in hours; 0 if the job is done, nan if the time is not known


@dataclass(frozen=True)
class CostModel:
    """Core time that jobs take."""

    rates: Rates  # measured speed of one core for equilibrium simulations, and the start-up time of every simulation
    chain_rates: Mapping[int, float]  # chain length n -> measured rotor updates a second of driven chains
    durations: Mapping[str, float]  # rule -> mean hours of its last jobs, for all other rules

    def hours(self, rule: str, wildcards: Mapping[str, str]) -> float:
        """Core hours of one job; nan if no time is known for its rule."""
        run = run_of_job(rule, wildcards)
        if run is None or run.NAME not in ("green_kubo", "driven"):
            return self.durations.get(rule, np.nan)
        if run.NAME == "green_kubo":
            return self.rates.block_seconds(run) / 3600.0
        return (self.rates.start_up + run.n_updates / self.chain_rates[run.n_rotors]) / 3600.0


def has_failed(log: str | Path) -> bool:
    """Whether the last attempt at a job, whose log this is, ended with an error."""
    path = Path(log)
    return path.is_file() and _FAILED_LINE in path.read_text(encoding="utf-8", errors="replace")


def status_frame(jobs: Iterable[JobStatus]) -> pd.DataFrame:
    """Table with one row for each sweep, in the order of the jobs.

    Its columns are target, subject, sweep, done, pending, failed, core_hours and unknown.  `unknown` counts the
    remaining jobs without a known cost; `core_hours` leaves them out.
    """
    rows = [
        {
            "target": job.target,
            "subject": job.subject,
            "sweep": job.sweep,
            **{state: int(job.state == state) for state in (DONE, PENDING, FAILED)},
            "core_hours": 0.0 if np.isnan(job.hours) else job.hours,
            "unknown": int(np.isnan(job.hours)),
        }
        for job in jobs
    ]
    return pd.DataFrame(rows).groupby(["target", "subject", "sweep"], as_index=False, sort=False).sum()


def status_message(frame: pd.DataFrame) -> str:
    """The frame as a text: for each target one line for each sweep, then the totals; an empty line between targets."""
    width = frame["sweep"].str.len().max()
    blocks = []
    for target, rows in frame.groupby("target", sort=False):
        lines = [f"{'subject':20} {'sweep':{width}} {DONE:>6} {PENDING:>8} {FAILED:>7}  left"]
        for row in rows.itertuples():
            counts = f"{row.done:6d} {row.pending:8d} {row.failed:7d}"
            lines.append(
                f"{row.subject:20} {row.sweep:{width}} {counts}  {_left(row.core_hours, row.unknown)}".rstrip()
            )
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
