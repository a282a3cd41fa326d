"""Number of additional blocks for a requested statistical error, and the division of a limited budget.

The error of a mean of B blocks falls like B^(-1/2), so an excess e (error reached over error requested) requires e^2
times as many blocks.  The error is itself an estimate: from n Gaussian batches (n - 1) s^2 / sigma^2 follows
chi^2_{n-1}.  The plan uses the upper limit of sigma^2 that is exceeded with the probability 1/5.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import heapify, heappop, heappush

from scipy.special import gammaincinv

_TOO_SMALL = 0.2  # probability that a plan is too small
MOST_NEW_BLOCKS = 10_000  # largest number in one plan, about as many jobs as Snakemake handles easily


@dataclass(frozen=True)
class Effort:
    """Blocks of one temperature, the error that they reach, and the cost of another block."""

    n_blocks: int  # number of existing blocks, at least 1
    n_batches: int  # number of independent batches in them, at least 2
    # Statistical error reached over error requested, the largest of all coefficients; the target is an excess <= 1.
    excess: float
    seconds_per_block: float  # core time of one block, > 0

    @property
    def margin(self) -> float:
        """Factor > 1 on the number of blocks that allows for the error of the error."""
        return _margin(self.n_batches)

    def expected_excess(self, n_new: int) -> float:
        """Conservative estimate of the excess with `n_new` additional blocks."""
        return self.excess * math.sqrt(self.margin * self.n_blocks / (self.n_blocks + n_new))

    @property
    def missing(self) -> int:
        """Number of new blocks that meet the target; 0 if it is met."""
        if self.excess <= 1.0:
            return 0
        return math.ceil(self.n_blocks * self.margin * self.excess**2) - self.n_blocks


@cache
def _margin(n_batches: int) -> float:
    degrees = n_batches - 1
    return degrees / (2.0 * float(gammaincinv(0.5 * degrees, _TOO_SMALL)))  # the quantile of chi^2


def share_budget(efforts: Sequence[Effort], budget: float) -> list[int]:
    """New blocks of each effort: all that are missing, or as many as `budget` seconds of core time allow.

    If the budget is too small, blocks are assigned one by one to the effort with the largest expected excess, which
    minimises the largest excess for any amount spent.  If a block of that effort exceeds the remaining budget, the
    remainder goes to the next.
    """
    new = [0] * len(efforts)
    queue = [(-effort.expected_excess(0), k) for k, effort in enumerate(efforts) if effort.missing]
    heapify(queue)
    while queue and sum(new) < MOST_NEW_BLOCKS:
        _, k = heappop(queue)
        effort = efforts[k]
        if effort.seconds_per_block > budget:
            continue
        budget -= effort.seconds_per_block
        new[k] += 1
        if new[k] < effort.missing:
            heappush(queue, (-effort.expected_excess(new[k]), k))
    return new


def next_numbers(there: Collection[int], n_new: int) -> list[int]:
    """The `n_new` smallest block numbers that do not exist yet, ascending."""
    free = (number for number in range(len(there) + n_new) if number not in there)
    return [number for number, _ in zip(free, range(n_new), strict=False)]
