"""Whether a current measured along a line of boundary values has its maximum inside, and how certainly."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class InnerMaximum:
    """How far a value inside lies above the values at both ends of a line."""

    rise: float  # the value inside less that at the first end
    rise_std: float  # standard error of the rise
    fall: float  # the value inside less that at the last end
    fall_std: float  # standard error of the fall

    @property
    def sigma(self) -> float:
        """The smaller of both differences over its error; nan without errors.

        Without a maximum at the point inside one of the differences is zero or negative, and then, whatever the other
        one is and however their errors are correlated, sigma exceeds z with at most the probability with which a
        Gaussian variable exceeds z (a test of a union by the least of its parts).  This holds for a point inside that
        was chosen without the values.
        """
        if not (self.rise_std > 0 and self.fall_std > 0):
            return np.nan
        return min(self.rise / self.rise_std, self.fall / self.fall_std)


def inner_maximum(values: ArrayLike, stds: ArrayLike) -> InnerMaximum:
    """Compare independent values at the first end, inside and at the last end, shape (3,), with standard errors."""
    (first, inside, last), stds = np.asarray(values, dtype=float), np.asarray(stds, dtype=float)
    rise_std, fall_std = (float(np.hypot(stds[1], stds[end])) for end in (0, 2))
    return InnerMaximum(float(inside - first), rise_std, float(inside - last), fall_std)
