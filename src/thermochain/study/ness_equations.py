"""The stationary equations (IOS 2.30) beside driven chains: with our coefficients and their errors, and published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from thermochain.macroscopic.coefficients import TransportCoefficients, published_coefficients
from thermochain.macroscopic.stationary import Boundary
from thermochain.study.ness_conditions import Condition


@dataclass(frozen=True, eq=False)
class Equations:
    """What (2.30) is solved with.

    Attributes
    ----------
    ours, published
        Transport coefficients.
    draws
        Ours, drawn from their covariance.
    friction
        gamma of the baths, which makes boundary momenta of torques.
    """

    ours: TransportCoefficients
    published: TransportCoefficients
    draws: tuple[TransportCoefficients, ...]
    friction: float

    @classmethod
    def of(cls, ours: TransportCoefficients, friction: float, n_resamples: int, rng: Generator) -> Equations:
        """With `n_resamples` draws of our coefficients."""
        return cls(ours, published_coefficients(), tuple(ours.resample(rng) for _ in range(n_resamples)), friction)

    def between(self, condition: Condition) -> Boundary:
        """The boundary values (2.9) of a driven chain."""
        momenta = (condition.torque_left / self.friction, condition.torque_right / self.friction)
        return Boundary(condition.T_left, condition.T_right, *(float(p) for p in momenta))

    def solutions(self, quantity: Callable[[TransportCoefficients], ArrayLike]) -> dict[str, tuple[NDArray, NDArray]]:
        """A quantity and its standard error by source: "ours", from the draws, and "published", without any."""
        ours, theirs = np.asarray(quantity(self.ours)), np.asarray(quantity(self.published))
        spread = np.std([quantity(draw) for draw in self.draws], axis=0, ddof=1)
        return {"ours": (ours, spread), "published": (theirs, np.zeros_like(theirs))}
