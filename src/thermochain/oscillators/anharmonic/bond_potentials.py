"""Potentials V(s) of a bond as plain formulas; their slopes are the compiled forces of `engine.bond_forces`."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class BondPotential:
    """A potential that grows faster than linearly to either side, so that it holds a bond under any tension."""

    value: Callable[[NDArray], NDArray]  # V(s), elementwise on arrays
    slope: Callable[[NDArray], NDArray]  # V'(s), elementwise on arrays


HARMONIC = BondPotential(lambda s: 0.5 * np.square(s), lambda s: s)  # V = s^2/2
QUARTIC = BondPotential(  # V = s^2/2 + s^4/4
    lambda s: np.square(s) * (0.5 + 0.25 * np.square(s)), lambda s: s * (1.0 + np.square(s))
)
