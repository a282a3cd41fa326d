r"""Hydrodynamic limits of harmonic rings with conservative noise, in time (Olla (16), (22), (27)).

On the ring x in [0, 1), with times over n^2, the means u that are conserved beside the energy, and the temperature T,

    du/dt = M u'',   dT/dt = D_e T'' + u'^T M u'.

The energy T + |u|^2/2 is kept whatever M is: the last term is the heat that the means lose.  With events of rate gamma

    stretch flips (16):      u = p,        M = 1/(2 gamma),          D_e = 1/(4 gamma);
    velocity flips (22):     u = r,        M and D_e are the same;
    bending, exchange (27):  u = (k, p),   M = ((0, 1), (-1, gamma)), D_e = 2/gamma + gamma/2, printed 1/gamma.

In (16) D_p = M and c_v = 1, and its second line is that of T with e = p^2/2 + T.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

from thermochain.core.arguments import check_positive, real_array
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.residual import check_integrated

_TOLERANCE = 1e-11  # error of a time step; steps add up to some 1e-9, and chains are some 1e-2 from their limit
_ROUNDING = 1e-12  # rounding of Fourier coefficients of order 1


@dataclass(frozen=True, eq=False)
class RingLimit(ReadOnlyArrays):
    """Coefficients of the limit equations."""

    coupling: NDArray  # M, shape (n_means, n_means)
    diffusivity: float  # D_e of the temperature


@dataclass(frozen=True, eq=False)
class RingProfiles(ReadOnlyArrays):
    """A solution of the limit equations."""

    coefficients: NDArray  # Fourier coefficients of u and T, complex, shape (n_times, n_means + 1, n_waves)

    def at(self, x: NDArray) -> NDArray:
        """Profiles of u and, as the last, of T at the positions x, shape (n_times, n_means + 1, x.size)."""
        waves = np.arange(self.coefficients.shape[-1])
        twice = np.where(waves == 0, 1.0, 2.0)[:, None]  # a real profile has every wave with its conjugate
        return np.real(self.coefficients @ (twice * np.exp(2j * np.pi * np.outer(waves, x))))


def flip_limit(rate: float) -> RingLimit:
    """The limit (16) of p with stretch flips, and (22) of r with velocity flips, of the given rate."""
    check_positive("rate", rate)
    return RingLimit(np.array([[0.5 / rate]]), 0.25 / rate)


def bending_limit(rate: float, *, as_printed: bool = False) -> RingLimit:
    """The limit (27) of the bending k = q'' and of p with velocity exchange of the given rate.

    Phonons carry 2/rate of the diffusivity and the exchange rate/2; as printed it is 1/rate.
    """
    check_positive("rate", rate)
    return RingLimit(np.array([[0.0, 1.0], [-1.0, rate]]), 1.0 / rate if as_printed else 2.0 / rate + 0.5 * rate)


def solve_ring(limit: RingLimit, means: NDArray, temperature: NDArray, times: Sequence[float]) -> RingProfiles:
    """Solve the limit equations; no wave is lost, so the only error is that of the steps in time.

    Parameters
    ----------
    limit
        M and D_e of the equations.
    means, temperature
        u and T > 0 at time 0 and x = 0, 1/m, .., 1 - 1/m, shapes (n_means, m) and (m,).  The heat has twice the waves
        of u, so each wave of u extends over more than 4 nodes, and each of T over more than 2.
    times
        Increasing from 0.

    Raises
    ------
    ValueError
        Naming the argument, its limit and the remedy.
    """
    means, temperature = real_array("means", means), real_array("temperature", temperature)
    _check(limit, means, temperature)
    times = np.asarray(times, dtype=float)
    if times.ndim != 1 or times.size == 0 or times[0] != 0.0 or np.any(np.diff(times) <= 0.0):
        raise ValueError(f"times={times} must increase from 0; pass times[0] = 0 and sort them")
    m = temperature.size
    derivative = 2j * np.pi * np.arange(m // 2 + 1)
    start = np.fft.rfft(np.vstack([means, temperature[None]])) / m

    def rates(_, y: NDArray) -> NDArray:
        waves = y.reshape(start.shape)
        slope = np.fft.irfft(m * derivative * waves[:-1], m)
        heat = np.fft.rfft(np.sum(slope * (limit.coupling @ slope), axis=0)) / m
        moved = derivative**2 * (limit.coupling @ waves[:-1])
        return np.vstack([moved, derivative**2 * limit.diffusivity * waves[-1] + heat]).ravel()

    span = (0.0, float(times[-1]))
    solution = solve_ivp(rates, span, start.ravel(), "DOP853", times, rtol=_TOLERANCE, atol=_TOLERANCE)
    check_integrated(solution, "the limit of the ring", "ask for earlier times or fewer nodes")
    return RingProfiles(solution.y.T.reshape(len(times), *start.shape))


def _check(limit: RingLimit, means: NDArray, temperature: NDArray) -> None:
    m, n_means = temperature.size, len(limit.coupling)
    if temperature.ndim != 1 or means.shape != (n_means, m):
        raise ValueError(f"means has the shape {means.shape}, but {n_means} mean(s) at {m} nodes have ({n_means}, {m})")
    if not np.all(np.isfinite(means)):
        raise ValueError("means must be finite at every node; pass finite numbers")
    if not (np.all(np.isfinite(temperature)) and np.all(temperature > 0.0)):
        raise ValueError(f"temperature must be finite and > 0 at every node; its least is {np.min(temperature):g}")
    for name, values, shortest in (("means", means, 4), ("temperature", temperature, 2)):
        waves = np.abs(np.fft.rfft(values)) / m
        if np.any(waves[..., -(-m // shortest) :] > _ROUNDING * max(1.0, float(np.max(waves)))):
            raise ValueError(
                f"{name} has a wave of {shortest} nodes or less of its {m}; pass more nodes or a smoother profile"
            )
