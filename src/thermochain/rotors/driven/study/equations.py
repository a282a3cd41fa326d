"""The stationary equations (IOS 2.30) beside driven chains: with our coefficients and their errors, and published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.curve_errors import curve_error
from thermochain.rotors.driven.study.conditions import Condition
from thermochain.rotors.macroscopic.stationary import Boundary


@dataclass(frozen=True, eq=False)
class Equations:
    """What (2.30) is solved with.

    Attributes
    ----------
    ours, published
        Transport coefficients.
    friction
        gamma of the baths, which makes boundary momenta of torques.
    """

    ours: TransportCoefficients
    published: TransportCoefficients
    friction: float

    def between(self, condition: Condition) -> Boundary:
        """The boundary values (2.9) of a driven chain."""
        momenta = (condition.torque_left / self.friction, condition.torque_right / self.friction)
        return Boundary(condition.T_left, condition.T_right, *(float(p) for p in momenta))

    def solutions(self, quantity: Callable[[TransportCoefficients], ArrayLike]) -> dict[str, tuple[NDArray, NDArray]]:
        """A quantity and its standard error by source, "ours" and "published"; zero means unknown."""
        return {
            source: (np.asarray(quantity(coefficients)), curve_error(coefficients, quantity))
            for source, coefficients in (("ours", self.ours), ("published", self.published))
        }
