"""Speeds of this machine, and times in words."""

import time
from collections.abc import Callable

_MEASURED_FOR = 0.25  # seconds


def rate(work: Callable[[], object]) -> float:
    """Repetitions of `work` a second of processor time, in which other people's load does not count."""
    start, n = time.process_time(), 0
    while (elapsed := time.process_time() - start) < _MEASURED_FOR or n == 0:
        work()
        n += 1
    return n / elapsed


def wall_hours(core_hours: float, longest: float, n_cores: int) -> float:
    """Hours on `n_cores` cores, one job on each at a time: no less than the longest job."""
    return max(core_hours / n_cores, longest)


def duration(hours: float) -> str:
    """Hours in the unit that suits them."""
    if hours >= 1.0:
        return f"{hours:.3g} h"
    return f"{60 * hours:.3g} min" if hours >= 1 / 60 else f"{3600 * hours:.3g} s"
