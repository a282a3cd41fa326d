r"""Energy Ginzburg-Landau dynamics of the weak coupling limit (Olla, 43-46, 51).

    dE_i = dJ_{i-1,i} - dJ_{i,i+1},   dJ_{i,i+1} = alpha(E_i, E_{i+1}) dt + sqrt(2 sigma^2(E_i, E_{i+1})) dB_i,
    alpha = -[(d_1 - d_2) sigma^2 + sigma^2 (Z'(E_1)/Z(E_1) - Z'(E_2)/Z(E_2))],

the sign opposite to (45) as printed, so that the dynamics is reversible with respect to the product of
Z(E) e^{-beta E} (46); with sigma^2 = c E_1 E_2 and constant Z the drift is alpha = c (E_1 - E_2), as the text says.
Here Z(E) = E^nu: nu = 0 for a harmonic oscillator in one dimension, nu = d/2 - 1 for a geodesic flow in d dimensions.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.polynomial.legendre import leggauss
from numpy.typing import NDArray
from scipy.special import gamma

_NODES = 200  # nodes of the quadrature over the split of the energy of a pair


@njit(error_model="numpy")
def product_law(left, right, kind, parameters):
    """sigma^2 = c E_1 E_2: velocity noise on harmonic oscillators; parameters c and nu."""
    c, nu = parameters
    return c * (1.0 + nu) * (left - right), np.sqrt(2.0 * c * left * right)


@njit(error_model="numpy")
def geodesic_law(left, right, kind, parameters):
    """sigma^2 = c E_1 E_2/(E_1^{3/2} + E_2^{3/2}) (51); parameters c and nu."""
    c, nu = parameters
    root_left, root_right = np.sqrt(left), np.sqrt(right)
    sum_cubes = left * root_left + right * root_right
    slope = (1.0 + nu) * (right - left) / sum_cubes
    slope -= 1.5 * left * right * (root_left - root_right) / (sum_cubes * sum_cubes)
    return -c * slope, np.sqrt(2.0 * c * left * right / sum_cubes)


LAWS = {"product": product_law, "geodesic": geodesic_law}
_POWERS = {"product": 2.0, "geodesic": 0.5}  # degree of homogeneity of sigma^2


@dataclass(frozen=True)
class GinzburgLandau:
    """A Ginzburg-Landau dynamics: its kind, strength and density of states."""

    kind: str  # "product" or "geodesic"
    strength: float = 1.0  # c > 0
    density_power: float = 0.0  # exponent nu > -1/2 of Z(E) = E^nu

    @property
    def law(self) -> Callable:
        """Compiled function that returns alpha and sqrt(2 sigma^2)."""
        return LAWS[self.kind]

    @property
    def parameters(self) -> tuple[float, float]:
        """Strength and density power, in the order that the compiled law expects."""
        return float(self.strength), float(self.density_power)

    def drift(self, left: float, right: float) -> float:
        """alpha(E_1, E_2)."""
        return self.law(left, right, 0, self.parameters)[0]

    def mobility(self, left: float, right: float) -> float:
        """sigma^2(E_1, E_2)."""
        return 0.5 * self.law(left, right, 0, self.parameters)[1] ** 2

    @property
    def power(self) -> float:
        """Degree of homogeneity of sigma^2: sigma^2(a E_1, a E_2) = a^power sigma^2(E_1, E_2)."""
        return _POWERS[self.kind]

    def splits(self) -> tuple[NDArray, NDArray]:
        """Shares x of the first energy in that of a pair, and weights of averages over their law at equilibrium.

        The share is Beta(nu + 1, nu + 1), independent of the energy of the pair; the weights are not normalised.
        """
        nodes, weights = leggauss(_NODES)
        # the substitution x = sin^2(angle) removes the roots at x = 0 and 1 from the integrand
        x = np.sin(0.25 * np.pi * (nodes + 1.0)) ** 2
        return x, weights * (x * (1.0 - x)) ** (self.heat_capacity() - 0.5)

    def mobilities(self, shares: NDArray) -> NDArray:
        """sigma^2(x, 1 - x) of pairs of energy 1, of the shape of the shares x."""
        return np.array([self.mobility(x, 1.0 - x) for x in shares])

    def static_conductivity(self, temperature: float) -> float:
        """beta^2 <sigma^2> in the product of Z(E) e^{-beta E}, the term that is missing in (49).

        The energy of a pair is Gamma(2 nu + 2), independent of its split.
        """
        shape, power = self.heat_capacity(), self.power
        x, weights = self.splits()
        mean = np.sum(weights * self.mobilities(x)) / np.sum(weights)
        moment = gamma(2.0 * shape + power) / gamma(2.0 * shape)
        return float(mean * moment * temperature ** (power - 2.0))

    def heat_capacity(self) -> float:
        """Variance of an energy over T^2, nu + 1."""
        return self.density_power + 1.0
