"""Cost of a standard error: variance times work, which does not depend on the amount of data.

An estimate from n independent batches has a variance known to sqrt(2/(n - 1)), and so has every cost.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.running_integral import RunningIntegral

TARGET = 0.01  # standard error of which the cost is stated, over the reference


@dataclass(frozen=True)
class Cost:
    """Work that brings the standard error to TARGET of the reference, and the relative error of that number."""

    work: float
    relative_error: float

    @classmethod
    def of(cls, std: float, n_batches: int, work: float, reference: float) -> "Cost":
        """Cost of an estimate with the standard error `std` from `n_batches` batches, with `work` for all of them."""
        return cls(work * (std / (TARGET * reference)) ** 2, np.sqrt(2.0 / (n_batches - 1)))

    def ratio(self, other: "Cost") -> tuple[float, float]:
        """Cost of `other` over this cost, with its standard error."""
        gain = other.work / self.work
        return gain, gain * float(np.hypot(self.relative_error, other.relative_error))


def controlled(running: RunningIntegral, control: NDArray, expectation: float) -> RunningIntegral:
    """K(t) of the batches less its linear regression on `control`, at every t.

    Parameters
    ----------
    running
        K(t) of n batches.
    control
        A quantity of each batch, shape (n,), whose exact mean is `expectation`.
    """
    centred = control - control.mean()
    slopes = centred @ running.batches / (centred @ centred)
    return RunningIntegral(running.times, running.batches - np.outer(control - expectation, slopes))
