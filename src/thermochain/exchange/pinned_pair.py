r"""From mechanics to the energies of a weakly coupled pair: sigma^2 of (44), alpha of (45), and (43) (Olla, 5.1).

    H = p_1^2/2 + U(q_1) + p_2^2/2 + U(q_2) + delta V(q_2 - q_1),   p_i -> -p_i at rate gamma each.

Without coupling each oscillator runs through its orbit of energy E with the angle phi at the frequency omega(E), and a
flip turns phi into -phi: a mode cos(k phi) or sin(k phi) stays within its pair of modes.  So with the double Fourier
series of the current, j = -p_1 V'(q_2 - q_1) = sum j_kl sin(k phi_1) cos(l phi_2), where k, l >= 1 contribute,

    sigma^2 = sum j_kl^2/4  int_0^inf S_k(t) C_l(t) dt,

with the correlations S_k of sin(k phi_1) and C_l of cos(l phi_2), which 2 x 2 matrices give.  Z(E) is the period of
the orbit, and alpha = -(d_1 - d_2)(sigma^2 Z_1 Z_2)/(Z_1 Z_2), the sign opposite to (45) as printed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.polynomial import Chebyshev
from numpy.typing import NDArray
from scipy.fft import dct
from scipy.linalg import eigh_tridiagonal
from scipy.optimize import brentq

from thermochain.core.arguments import check_choice, check_positive
from thermochain.core.residual import check_residual

_NODES = 64  # angles of an orbit
_SERIES = 128  # terms of the series of an orbit
_NEWTON = 12  # steps, of which the last ones change nothing
_KEPT = 1e-9  # accepted change of the energy along an orbit
_SHORTEST = 1e-5  # accepted shortest wave of the current, whose square is lost from sigma^2
_STEP = 1e-3  # relative difference of energies for slopes of fourth order
_CELLS = 400  # intervals of the energy of a pair in the limit
_CHEBYSHEV = 16  # degree of its coefficients as functions of the energy
_LAST_TERM = 1e-5  # accepted last term of such a series
_REMEDY = "take an energy closer to 1"


@njit
def _harmonic(q):
    return 0.5 * q * q


@njit
def _harmonic_slope(q):
    return q


@njit
def _quartic(q):
    return 0.5 * q * q + 0.25 * q**4


@njit
def _quartic_slope(q):
    return q + q**3


@njit
def _log_cosh(q):
    return 0.5 * q * q + np.log(np.cosh(q))


@njit
def _log_cosh_slope(q):
    return q + np.tanh(q)


class Potential(NamedTuple):
    """An even potential that rises away from 0, where it is 0, and its slope, compiled functions of q."""

    energy: Callable
    slope: Callable


POTENTIALS = {
    "harmonic": Potential(_harmonic, _harmonic_slope),
    "quartic": Potential(_quartic, _quartic_slope),
    "log_cosh": Potential(_log_cosh, _log_cosh_slope),
}


class Orbit(NamedTuple):
    """Positions and momenta at equally spaced angles from the turning point q > 0 on, and the frequency."""

    q: NDArray
    p: NDArray
    frequency: float


@dataclass(frozen=True)
class PinnedPair:
    """Two weakly coupled pinned oscillators with velocity flips."""

    pinning: str  # name of U: "harmonic" q^2/2, "quartic" q^2/2 + q^4/4, "log_cosh" q^2/2 + log cosh q
    bond: str = "harmonic"  # name of V, one of the same
    flip_rate: float = 1.0  # gamma > 0 of each velocity

    def __post_init__(self):
        check_choice("pinning", self.pinning, POTENTIALS)
        check_choice("bond", self.bond, POTENTIALS)
        check_positive("flip_rate", self.flip_rate)

    def orbit(self, energy: float) -> Orbit:
        """The orbit of an energy > 0 of a lone oscillator."""
        return _orbit(self.pinning, float(energy))

    def period(self, energy: float) -> float:
        """Z(E), the volume of the microcanonical manifold: the period of the orbit."""
        return 2.0 * np.pi / self.orbit(energy).frequency

    def mobility(self, first: float, second: float) -> float:
        """sigma^2(E_1, E_2) of (44) for energies > 0; NotProved where the orbits are not resolved."""
        one, other = (self.orbit(energy) for energy in (first, second))
        current = -one.p[:, None] * POTENTIALS[self.bond].slope(other.q - one.q[:, None])
        waves = np.abs(np.fft.fft2(current))[: _NODES // 2, : _NODES // 2] / _NODES**2
        for shortest in (waves[-1], waves[:, -1]):
            check_residual("the current's shortest wave", shortest, waves, tolerance=_SHORTEST, remedy=_REMEDY)
        k = np.arange(1, _NODES // 2)
        times = _correlation_times(k * one.frequency, k * other.frequency, self.flip_rate)
        return float(4.0 * np.sum(waves[1:, 1:] ** 2 * times))

    def drift(self, first: float, second: float) -> float:
        """alpha(E_1, E_2) of (45), with the sign that makes (43) reversible."""
        if first == second:  # alpha is antisymmetric
            return 0.0

        def weighted(energies: tuple[float, float]) -> float:
            return self.mobility(*energies) * self.period(energies[0]) * self.period(energies[1])

        h = _STEP * min(first, second)
        near, far = (weighted((first + s, second - s)) - weighted((first - s, second + s)) for s in (h, 2.0 * h))
        return float(-(8.0 * near - far) / (12.0 * h) / (self.period(first) * self.period(second)))

    def limit_moments(self, start: tuple[float, float], times: NDArray) -> tuple[NDArray, NDArray]:
        """Mean and variance of E_1 in the limit (43) at times in units of delta^-2, from the sharp energies `start`.

        The generator on functions of E_1 at given total is a symmetric matrix over equal intervals, of second order in
        their width; Z and sigma^2/(E_1 E_2) are Chebyshev series of E_1.  Raises NotProved where these do not end.
        """
        total = float(sum(start))
        period, ratio = (
            _series(function, total)
            for function in (self.period, lambda x: self.mobility(x, total - x) / (x * (total - x)))
        )
        width = total / _CELLS
        middles, faces = width * (np.arange(_CELLS) + 0.5), width * np.arange(1, _CELLS)
        weights = period(middles) * period(total - middles)
        links = period(faces) * period(total - faces) * ratio(faces) * faces * (total - faces) / width**2
        leaving = np.append(links, 0.0) + np.append(0.0, links)
        values, vectors = eigh_tridiagonal(-leaving / weights, links / np.sqrt(weights[:-1] * weights[1:]))
        root, decay = np.sqrt(weights), np.exp(np.multiply.outer(times, values))
        moments = []
        for power in (1, 2):
            later = (decay * (vectors.T @ (root * middles**power))) @ vectors.T / root
            moments.append(np.array([np.interp(start[0], middles, row) for row in later]))
        return moments[0], moments[1] - moments[0] ** 2


def _series(function: Callable[[float], float], total: float) -> Chebyshev:
    """Chebyshev series of a function of an energy between 0 and the total, none of which it is called at."""
    series = Chebyshev.interpolate(np.vectorize(function), _CHEBYSHEV, domain=[0.0, total])
    last, all_terms = series.coef[-2:], series.coef
    check_residual("the last term of a series", last, all_terms, tolerance=_LAST_TERM, remedy=_REMEDY)
    return series


@lru_cache(maxsize=4096)
def _orbit(pinning: str, energy: float) -> Orbit:
    """The orbit of an energy, by Fourier series in the angle theta of q = A cos(theta), A the turning point."""
    check_positive("energy", energy)
    potential = POTENTIALS[pinning]
    largest = 1.001 * np.sqrt(2.0 * energy)  # every U here is at least q^2/2
    turn = brentq(lambda q: potential.energy(q) - energy, 0.0, largest, xtol=1e-15 * largest, rtol=1e-14)
    theta = np.pi / _SERIES * (np.arange(_SERIES) + 0.5)
    speed = np.sqrt(2.0 * (energy - potential.energy(turn * np.cos(theta))))
    # dt/dtheta is even and smooth: its cosine series is integrated term by term
    k = np.arange(1, _SERIES)
    series = dct(turn * np.sin(theta) / speed) / _SERIES
    mean, series = 0.5 * series[0], series[1:]
    phi = 2.0 * np.pi / _NODES * np.arange(_NODES)
    theta = phi.copy()
    for _ in range(_NEWTON):
        slope = mean + np.cos(np.multiply.outer(theta, k)) @ series
        theta -= (mean * (theta - phi) + np.sin(np.multiply.outer(theta, k)) @ (series / k)) / slope
    q, p = turn * np.cos(theta), -turn * np.sin(theta) / slope
    left = 0.5 * p**2 + potential.energy(q) - energy
    check_residual("the energy along the orbit", left, energy, tolerance=_KEPT, remedy=_REMEDY)
    return Orbit(q, p, 1.0 / mean)


def _correlation_times(first: NDArray, second: NDArray, flip_rate: float) -> NDArray:
    """int_0^inf S(t) C(t) dt of all pairs of modes with the frequencies `first` of sines and `second` of cosines."""
    both = np.zeros((first.size, second.size, 4, 4))
    one, unit = np.array([[0.0, 1.0], [-1.0, 0.0]]), np.eye(2)  # of (cos, sin)
    damping = np.diag([0.0, -2.0 * flip_rate])
    both += np.kron(damping, unit) + np.kron(unit, damping)
    both += first[:, None, None, None] * np.kron(one, unit) + second[None, :, None, None] * np.kron(unit, one)
    start = np.kron([0.0, 1.0], [1.0, 0.0])  # sin(k phi_1) cos(l phi_2)
    return np.linalg.solve(-both, np.broadcast_to(start[:, None], (*both.shape[:2], 4, 1)))[..., 2, 0]
