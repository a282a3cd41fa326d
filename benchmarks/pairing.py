"""Paired timing: all contestants run in every round, so that a drift of the machine affects them alike.

Time is processor time of this thread: what other programs do on the same core does not count.
"""

import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Spread:
    """Median and quartiles over the rounds."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: NDArray) -> "Spread":
        """Median and quartiles of values, one for each round."""
        low, median, high = np.quantile(values, (0.25, 0.5, 0.75))
        return cls(float(median), float(low), float(high))

    def __format__(self, specification: str) -> str:
        return f"{self.median:{specification}} ({self.low:{specification}} .. {self.high:{specification}})"


def rates(contestants: Mapping[Hashable, tuple[Callable[[], object], float]], n_rounds: int) -> dict[Hashable, NDArray]:
    """Work per second of each contestant (call, work done by it) in each round, after one call that is not measured."""
    for call, _ in contestants.values():
        call()
    measured = {name: np.empty(n_rounds) for name in contestants}
    for k in range(n_rounds):
        for name, (call, work) in contestants.items():
            start = time.thread_time()
            call()
            measured[name][k] = work / (time.thread_time() - start)
    return measured
