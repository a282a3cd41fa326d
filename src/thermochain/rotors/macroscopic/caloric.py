"""Temperature as a function of the internal energy, the inverse of `Potential.mean_energy`."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from thermochain.rotors.macroscopic import piecewise
from thermochain.rotors.potential import ROTORS, Potential

_PIECE = 0.01  # longest piece in log T, for which the interpolation is exact to rounding
_NEWTON_STEPS = 6


class CaloricEquation:
    """T(u) between two temperatures, tabulated once as piecewise polynomials to about 1e-13 relative.

    Attributes
    ----------
    lowest, highest
        Internal energies of the two temperatures.
    """

    def __init__(self, T_low: float, T_high: float, potential: Potential):
        pieces = int(np.ceil(np.log(T_high / T_low) / _PIECE))
        breakpoints = np.geomspace(T_low, T_high, pieces + 1)
        knots = potential.mean_energy(breakpoints)
        targets, T = piecewise.nodes(knots), piecewise.nodes(breakpoints)  # close to the solution, as pieces are short
        for _ in range(_NEWTON_STEPS):
            T = T - (potential.mean_energy(T) - targets) / potential.specific_heat(T)
        self._interpolant, self._ends = piecewise.interpolate(knots, T), (T_low, T_high)
        self.lowest, self.highest = float(knots[0]), float(knots[-1])

    def temperature(self, internal_energy: NDArray) -> NDArray:
        """T at which the internal energy per rotor is u, elementwise; the nearer end of the range for u beyond it."""
        # the result must not leave the range by rounding
        return np.clip(self._interpolant(np.clip(internal_energy, self.lowest, self.highest)), *self._ends)


@lru_cache(maxsize=8)
def caloric_equation(T_low: float, T_high: float, potential: Potential = ROTORS) -> CaloricEquation:
    """Caloric equation between two temperatures, tabulated on first use."""
    return CaloricEquation(T_low, T_high, potential)
