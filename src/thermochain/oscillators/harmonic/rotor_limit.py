r"""Hydrodynamic limit of rotors with stretch flips on a ring, in time (Olla (16), (19)).

On the ring x in [0, 1), with times over n^2 and e = p^2/2 + u(T),

    dp/dt = (D_p p')',   de/dt = (D_p (p^2/2)' + kappa T')',   D_p = K^pp/T,   kappa = K^ee/T^2,

which is (16) with D_e = kappa/c_v.  u(T) = T/2 + 1 - I_1(1/T)/I_0(1/T) is exact.  K^pp and K^ee are measured at some
temperatures; in between log K is a parabola
in log T.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.polynomial import polynomial
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from scipy.interpolate import CubicSpline
from scipy.special import i0e, i1e

from thermochain.core.arguments import check_positive
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.residual import check_design, check_integrated, fit_linear

_TOLERANCE = 1e-9
_N_KNOTS = 400  # of the spline T(u), whose error is then below 1e-9
_SLOPE = 1e-4  # relative width of derivatives, whose error is its square
_REMEDY = "measure K at temperatures that differ more"
_BEYOND = 1.5  # factor by which temperatures may leave the measured ones


def rotor_energy(temperature: NDArray) -> NDArray:
    """Mean energy u(T) of a rotor with its bond, elementwise."""
    return 0.5 * temperature + 1.0 - i1e(1.0 / temperature) / i0e(1.0 / temperature)


@dataclass(frozen=True, eq=False)
class RotorLaws(ReadOnlyArrays):
    """Laws of the two coefficients."""

    # Coefficients of log K^pp and log K^ee in powers of log T.
    pp: NDArray
    ee: NDArray
    # Temperatures between which K was measured.
    lowest: float
    highest: float

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
    _check_range(min(measured), max(measured), coldest, warmest)


def _check_range(laws_from: float, laws_to: float, coldest: float, warmest: float) -> None:
    for name, value in (("the coldest temperature", coldest), ("temperature + momentum^2", warmest)):
        low, high = laws_from / _BEYOND, laws_to * _BEYOND
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


def solve_rotor_ring(
    laws: RotorLaws, momentum: NDArray, temperature: NDArray, times: Sequence[float]
) -> tuple[NDArray, NDArray]:
    """Solve (16) on a ring with derivatives by Fourier series.

    Parameters
    ----------
    momentum, temperature
        p and T > 0 at time 0 and x = 0, 1/m, .., 1 - 1/m, shapes (m,), smooth on this mesh.
    times
        Increasing from 0.

    Returns
    -------
    p and e, shapes (n_times, m).

    Raises
    ------
    ValueError
        A temperature lies far beyond those of the laws.
    """
    # heat capacities exceed 1/2, so heat raises the temperature by at most p^2 where it is made
    warmest = float(np.max(temperature)) + float(np.max(momentum**2))
    _check_range(laws.lowest, laws.highest, float(np.min(temperature)), warmest)
    m = momentum.size
    knots = np.geomspace(laws.lowest / _BEYOND, laws.highest * _BEYOND, _N_KNOTS)
    energies = rotor_energy(knots)
    temperature_of = CubicSpline(energies, knots)
    derivative = 2j * np.pi * np.arange(m // 2 + 1)
    derivative[m // 2 :] *= m % 2  # the shortest wave of an even mesh has no derivative on it

    def slope(values: NDArray) -> NDArray:
        return np.fft.irfft(derivative * np.fft.rfft(values), m)

    def rates(_, y: NDArray) -> NDArray:
        p, e = y.reshape(2, m)
        T = temperature_of(np.clip(e - 0.5 * p**2, energies[0], energies[-1]))  # trial steps may leave it
        D_p, kappa = laws.diffusivities(T)
        stress = D_p * slope(p)
        return slope(np.stack([stress, p * stress + kappa * slope(T)])).ravel()

    start = np.concatenate([momentum, 0.5 * momentum**2 + rotor_energy(temperature)])
    span = (0.0, float(times[-1]))
    solution = solve_ivp(rates, span, start, "DOP853", times, rtol=_TOLERANCE, atol=_TOLERANCE)
    check_integrated(solution, "the limit of rotors with flips", "ask for earlier times or fewer nodes")
    return tuple(solution.y.reshape(2, m, -1).transpose(0, 2, 1))
