r"""The isoline J^e = 0 and its approximation (IOS 3.1), which takes int kappa/D^p by the midpoint rule.

Exactly p_R^2 = p_L^2 - 2 int_{T_L}^{T_R} kappa/D^p; (3.1) replaces the integral by (T_R - T_L) kappa/D^p at the mean of
T_L and T_R.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic.thermal_potential import thermal_potential


def exact_square(c: TransportCoefficients, T_left: ArrayLike, T_right: ArrayLike, p_left: float) -> NDArray:
    """p_R^2 on the isoline J^e = 0, elementwise; < 0 where no p_R stops the current."""
    potential = thermal_potential(c)
    return p_left**2 - 2.0 * (potential(T_right) - potential(T_left))


def midpoint_square(c: TransportCoefficients, T_left: ArrayLike, T_right: ArrayLike, p_left: float) -> NDArray:
    """p_R^2 by (3.1), elementwise; < 0 where (3.1) has no solution."""
    middle = 0.5 * np.add(T_left, T_right)
    slope = c.thermal_conductivity(middle) / c.momentum_diffusivity(middle)
    return p_left**2 - 2.0 * slope * np.subtract(T_right, T_left)
