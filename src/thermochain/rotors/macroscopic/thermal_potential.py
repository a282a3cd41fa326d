r"""Thermal potential G(T), the function of temperature that determines stationary states.

Dividing the two lines of IOS (2.30) gives dT/dp = (D^p/kappa)(J^e/J^p - p): with the thermal potential
G(T) = int kappa/D^p dT the state satisfies G + p^2/2 - p J^e/J^p = const.  So G is a parabola in p for any
coefficients, and profiles and currents follow from D^p as a function of G.
"""

from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic import piecewise

_PIECE = 0.01  # longest piece in log T
_NEWTON_STEPS = 6
_ROUNDING = 1e-12


class ThermalPotential:
    """G(T) = int_{T_min}^T kappa/D^p dT', its inverse, and D^p as a function of G.

    They are tabulated once over the admissible range as piecewise polynomials in log T and in G, to about 1e-13
    relative.

    Attributes
    ----------
    kinks
        G at the ends of the measured range, where the coefficients may be continued with less smoothness.
    """

    def __init__(self, coefficients: TransportCoefficients):
        self._coefficients = coefficients
        log_T = _breakpoints(coefficients)

        def slope(y: NDArray) -> NDArray:  # dG/d log T
            T = np.exp(y)
            return coefficients.ee(T) / coefficients.pp(T)

        self._slope = piecewise.approximate(slope, log_T)
        self._potential = self._slope.antiderivative()
        knots = self._potential(log_T)
        if not np.all(np.diff(knots) > 0):
            raise ValueError(
                f"the {coefficients.name!r} coefficients are not positive on their admissible range "
                f"{coefficients.admissible_range}; fit another form or narrow the range"
            )
        targets = piecewise.nodes(knots)
        y = piecewise.nodes(log_T)  # close to the solution, as pieces are short
        for _ in range(_NEWTON_STEPS):
            y = y - (self._potential(y) - targets) / self._slope(y)
        self._log_temperature = piecewise.interpolate(knots, y)
        T = np.exp(y)
        self._diffusivity = piecewise.interpolate(knots, coefficients.pp(T) / T)
        self._diffusivity_slope = self._diffusivity.derivative()
        low, high = coefficients.admissible_range
        self.kinks = self(np.array([T for T in coefficients.measured_range if low < T < high]))

    def __call__(self, temperature: ArrayLike) -> NDArray:
        """Thermal potential G(T), elementwise."""
        return self._potential(np.log(temperature))

    def slope(self, temperature: ArrayLike) -> NDArray:
        """Derivative G'(T) = kappa/D^p, elementwise."""
        return self._slope(np.log(temperature)) / np.asarray(temperature)

    def temperature(self, potential: ArrayLike) -> NDArray:
        """Temperature T at which G(T) = `potential`, elementwise."""
        return np.exp(self._log_temperature(potential))

    def diffusivity(self, potential: ArrayLike) -> NDArray:
        """Momentum diffusivity D^p as a function of G, elementwise."""
        return self._diffusivity(potential)

    def diffusivity_slope(self, potential: ArrayLike) -> NDArray:
        """Derivative dD^p/dG as a function of G, elementwise."""
        return self._diffusivity_slope(potential)

    def check_peak(self, potential: ArrayLike) -> None:
        """Raise ValueError if a potential inside a chain exceeds that of the highest admissible temperature."""
        highest = self._log_temperature.x[-1]
        if np.any(potential > highest * (1.0 + _ROUNDING)):
            _, high = self._coefficients.admissible_range
            raise ValueError(
                f"the temperature inside the chain exceeds {high:g}, the end of the admissible range of the "
                f"{self._coefficients.name!r} coefficients; reduce |p_right - p_left| or the boundary temperatures"
            )


@lru_cache(maxsize=64)
def thermal_potential(coefficients: TransportCoefficients) -> ThermalPotential:
    """Thermal potential of these coefficients, tabulated on first use."""
    return ThermalPotential(coefficients)


def _breakpoints(coefficients: TransportCoefficients) -> NDArray:
    """Ends of short pieces in log T; the ends of the measured range, where laws may have kinks, are among them."""
    low, high = coefficients.admissible_range
    kinks = [T for T in coefficients.measured_range if low < T < high]
    ends = np.log([low, *kinks, high])
    pieces = [np.linspace(a, b, int(np.ceil((b - a) / _PIECE)) + 1)[:-1] for a, b in pairwise(ends)]
    return np.concatenate([*pieces, ends[-1:]])
