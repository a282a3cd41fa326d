"""How far a run of the study is, in core time: what its jobs are expected to take, corrected by what others have taken.

The expected times need no measurement before the run and are wrong by a factor that depends on the machine and on the
rule.  The jobs that have ended say how large it is: each rule has the ratio of what its jobs took to what they were
expected to take, and a rule of which none has ended has the ratio of all.  A simulation that runs says in its log how
long it will take.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from thermochain.runs.progress import seconds_left
from thermochain.runs.timing import duration

_UNPLANNED = 7.0  # expected seconds of a job that a checkpoint has added


@dataclass
class _Job:
    """One job: what it is expected to take, and how far it is."""

    rule: str  # name of its rule
    expected: float  # seconds that it is expected to take on a core
    logs: tuple[Path, ...] = ()  # its log files
    started: float | None = None  # time at which it began, if it has
    took: float | None = None  # seconds that it took, if it has ended
    said: tuple[float | None, float] = (None, 0.0)  # seconds left by its log, and when that was read first

    def elapsed(self, now: float) -> float:
        """Seconds since it began, 0 before."""
        return now - self.started if self.started is not None else 0.0


class CoreTime:
    """Core time of the jobs of one run of the study; jobs have the numbers that Snakemake gives them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._begin = clock()
        self._jobs: dict[int, _Job] = {}

    def __bool__(self) -> bool:
        return bool(self._jobs)

    def plan(self, expected: Mapping[int, tuple[str, float]]) -> None:
        """The jobs that are to be done: number -> rule and expected core seconds."""
        self._jobs |= {number: _Job(*job) for number, job in expected.items()}

    def start(self, number: int, rule: str, logs: Iterable[str] = ()) -> None:
        """Job `number` begins; one that was not planned, because a checkpoint has added it, counts from now on."""
        job = self._jobs.setdefault(number, _Job(rule, _UNPLANNED))
        job.logs, job.started = tuple(map(Path, logs)), self._clock()
        job.said = (self._log_says(job), job.started)  # the log of an earlier run, until the job writes its own

    def finish(self, number: int) -> None:
        """Job `number` has ended."""
        if job := self._jobs.get(number):
            job.took = job.elapsed(self._clock())

    @property
    def n_done(self) -> int:
        """Number of jobs that have ended."""
        return sum(job.took is not None for job in self._jobs.values())

    def left(self) -> tuple[float, float]:
        """Share of the core time that has passed, from 0 to 1, and the seconds of wall time left; nan if unknown."""
        now = self._clock()
        factors = self._factors(now)
        remaining = {number: self._remaining(job, factors, now) for number, job in self._jobs.items()}
        passed = sum(job.elapsed(now) if job.took is None else job.took for job in self._jobs.values())
        total = passed + sum(remaining.values())
        if passed <= 0.0:
            return 0.0, float("nan")
        speed = passed / max(now - self._begin, 1e-9)  # cores at work, on average
        return passed / total, max(sum(remaining.values()) / speed, *remaining.values())

    def line(self) -> str:
        """The progress in one line."""
        share, seconds = self.left()
        text = f"{100 * share:.0f} % of the core time, {self.n_done} of {len(self._jobs)} jobs"
        is_known = 0 < self.n_done < len(self._jobs) and isfinite(seconds)
        return f"{text}, {duration(round(seconds) / 3600.0)} left" if is_known else text

    def _factors(self, now: float) -> dict[str, float]:
        """Rule -> core seconds taken over those expected, and of all rules together by the name "".

        Where no job has ended, one that takes longer than expected tells.
        """
        took: Counter[str] = Counter()
        expected: Counter[str] = Counter()
        for job in self._jobs.values():
            if job.took is not None:
                for name in (job.rule, ""):
                    took[name] += job.took
                    expected[name] += job.expected
        factors = {name: took[name] / expected[name] for name in took}
        usual = factors.get("", 1.0)
        for job in self._jobs.values():
            for name in {job.rule, ""} - took.keys():
                factors[name] = max(factors.get(name, usual), job.elapsed(now) / job.expected)
        return factors

    def _remaining(self, job: _Job, factors: Mapping[str, float], now: float) -> float:
        """Core seconds that a job will still take."""
        if job.took is not None:
            return 0.0
        if job.started is not None and (said := self._log_says(job)) != job.said[0]:
            job.said = (said, now)
        left, read = job.said
        if left is not None and job.started is not None and read > job.started:
            return max(left - (now - read), 0.0)
        return max(job.expected * factors[job.rule] - job.elapsed(now), 0.0)

    @staticmethod
    def _log_says(job: _Job) -> float | None:
        return next((left for log in job.logs if (left := seconds_left(log)) is not None), None)
