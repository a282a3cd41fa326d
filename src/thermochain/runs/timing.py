"""Measured rates of this machine, and durations as text."""

import time
from collections.abc import Callable

_MEASURED_FOR = 0.25  # duration of a measurement in seconds


def rate(work: Callable[[], object]) -> float:
    """Repetitions of `work` a second of processor time, which the load of other processes hardly affects."""
    start, n = time.process_time(), 0
    while (elapsed := time.process_time() - start) < _MEASURED_FOR or n == 0:
        work()
        n += 1
    return n / elapsed


def wall_hours(core_hours: float, longest: float, n_cores: int) -> float:
    """Wall time in hours of jobs on `n_cores` cores; it is not shorter than the longest job."""
    return max(core_hours / n_cores, longest)


def totals(n_runs: int, n_there: int, core_hours: float, longest: float, n_cores: int) -> list[str]:
    """Lines of a cost estimate: simulations to do, and the core time and wall time that they take, in hours."""
    return [
        f"simulations: {n_runs - n_there} to do, {n_there} of {n_runs} are there",
        f"core time:   {duration(core_hours)}",
        f"wall time:   {duration(wall_hours(core_hours, longest, n_cores))} on {n_cores} core(s)",
    ]


def duration(hours: float) -> str:
    """A number of hours as text, in hours, minutes or seconds."""
    if hours >= 1.0:
        return f"{hours:.3g} h"
    return f"{60 * hours:.3g} min" if hours >= 1 / 60 else f"{3600 * hours:.3g} s"
