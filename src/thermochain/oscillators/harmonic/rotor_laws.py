"""Laws of the coefficients of rotors with stretch flips: parabolas through log K^pp and log K^ee in log T."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.polynomial import polynomial
from numpy.typing import NDArray
from scipy.special import i0e, i1e

from thermochain.core.arguments import check_positive
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.residual import check_design, fit_linear

BEYOND = 1.5  # factor by which temperatures may leave the measured ones
_SLOPE = 1e-4  # relative width of derivatives, whose error is its square
_REMEDY = "measure K at temperatures that differ more"


def rotor_energy(temperature: NDArray) -> NDArray:
    """Mean energy u(T) of a rotor with its bond, elementwise."""
    return 0.5 * temperature + 1.0 - i1e(1.0 / temperature) / i0e(1.0 / temperature)


@dataclass(frozen=True, eq=False)
class RotorLaws(ReadOnlyArrays):
    """Laws of the two coefficients."""

    pp: NDArray  # coefficients of log K^pp in powers of log T
    ee: NDArray  # coefficients of log K^ee in powers of log T
    lowest: float  # lowest temperature at which K was measured
    highest: float  # highest one

    def diffusivities(self, temperature: NDArray) -> tuple[NDArray, NDArray]:
        """D_p and kappa, elementwise."""
        log_T = np.log(temperature)
        pp, ee = (np.exp(polynomial.polyval(log_T, law)) for law in (self.pp, self.ee))
        return pp / temperature, ee / temperature**2


def fit_laws(temperatures: NDArray, pp: NDArray, ee: NDArray, maximum_lag: float) -> RotorLaws:
    """Parabolas through log K^pp and log K^ee by least squares, with the same relative error at all temperatures.

    `pp` and `ee` are Green-Kubo integrals to `maximum_lag`.  What K^pp loses from there on is that of `momentum_tail`,
    with the laws through the integrals themselves.  Raises ValueError unless there are three different temperatures or
    more, and all numbers are positive.
    """
    temperatures = np.asarray(temperatures, dtype=float)
    check_positive("maximum_lag", maximum_lag)
    if np.unique(temperatures).size < 3:
        raise ValueError(f"temperatures={temperatures} must be three different ones or more; add temperatures")
    first = _laws(temperatures, pp, ee)
    return _laws(temperatures, pp - momentum_tail(first, temperatures) / np.sqrt(maximum_lag), ee)


def momentum_tail(laws: RotorLaws, temperature: NDArray) -> NDArray:
    r"""Factor a of the slow part a t^{-1/2} of the running integral of K^pp, elementwise.

    Mode coupling of the two diffusive fields: a = (dD_p/dT)^2 T^3/[2 sqrt(pi) c_v (D_p + D_e)^{3/2}].
    """
    above, below = (1.0 + _SLOPE) * temperature, (1.0 - _SLOPE) * temperature
    (D_p, kappa), width = laws.diffusivities(temperature), above - below
    slope = (laws.diffusivities(above)[0] - laws.diffusivities(below)[0]) / width
    c_v = (rotor_energy(above) - rotor_energy(below)) / width
    return slope**2 * temperature**3 / (2.0 * np.sqrt(np.pi) * c_v * (D_p + kappa / c_v) ** 1.5)


def check_reach(measured: Sequence[float], coldest: float, warmest: float) -> None:
    """Raise ValueError unless `measured` temperatures determine the laws of K up to the coldest and the warmest.

    These must lie within the measured ones, or beyond them by half of them at most.
    """
    check_design(_parabola_design(np.array(measured)), what="the law of K", remedy=_REMEDY)
    check_range_of_laws(min(measured), max(measured), coldest, warmest)


def check_range_of_laws(laws_from: float, laws_to: float, coldest: float, warmest: float) -> None:
    """Raise ValueError unless laws measured between two temperatures reach to the coldest and the warmest."""
    for name, value in (("the coldest temperature", coldest), ("temperature + momentum^2", warmest)):
        low, high = laws_from / BEYOND, laws_to * BEYOND
        if not low <= value <= high:
            raise ValueError(f"{name}={value:g} must lie in [{low:g}, {high:g}]; measure K at such temperatures")


def _laws(temperatures: NDArray, pp: NDArray, ee: NDArray) -> RotorLaws:
    for name, values in (("temperatures", temperatures), ("pp", pp), ("ee", ee)):
        if not (np.all(np.isfinite(values)) and np.all(np.asarray(values) > 0.0)):
            raise ValueError(f"{name}={values} must be finite and > 0; measure longer, or at other temperatures")
    design = _parabola_design(temperatures)
    laws = (fit_linear(design, np.log(values), what="the law of K", remedy=_REMEDY)[0] for values in (pp, ee))
    return RotorLaws(*laws, float(temperatures.min()), float(temperatures.max()))


def _parabola_design(temperatures: NDArray) -> NDArray:
    """Design of a parabola in log T, shape (n, 3)."""
    return np.vander(np.log(temperatures), 3, increasing=True)
