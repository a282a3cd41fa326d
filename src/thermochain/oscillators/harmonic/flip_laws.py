r"""Limits of the harmonic chain with velocity flips of rate gamma (Olla (22), (37), (38); Simon, Theorems 1 and 2).

On x in [0, 1], with times over N^2 and currents times N, r the stretch and T the temperature (Simon's e^heat),

    dr/dt = r''/(2 gamma),   dT/dt = T''/(4 gamma) + (r')^2/(2 gamma),   r(0) = 0, T(0) = T_left, r(1) = F,

and at x = 1 either a bath, T(1) = T_right, or a periodic force alone, T'(1) = 4 gamma W.  The T of (21) must be
p^2, not p^2/2: only then do (22) keep the energy T + r^2/2.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.integrate import solve_ivp

from thermochain.core.residual import check_integrated


def stationary_temperature(x: ArrayLike, *, force: float, T_left: float, T_right: float) -> NDArray:
    """Temperature T(x) of (37)."""
    x = np.asarray(x, dtype=float)
    return force**2 * x * (1.0 - x) + (T_right - T_left) * x + T_left


def stationary_energy_current(*, flip_rate: float, force: float, T_left: float, T_right: float) -> float:
    """N <j> in the limit, -(T_right - T_left + force^2)/(4 gamma); the last term of the printed (38) is twice that."""
    return -(T_right - T_left + force**2) / (4.0 * flip_rate)


def effective_length(n: int, flip_rate: float) -> float:
    """Length l = n + 1 + 1/gamma of n bonds between baths of friction 1: <p_i> = F/(2 gamma l) for every i and any V.

    In a stationary state the force on each mass is 2 gamma <p>, and the baths add <p> at either end.
    """
    return n + 1.0 + 1.0 / flip_rate


def finite_energy_current(*, n: int, flip_rate: float, force: float, T_left: float, T_right: float) -> float:
    """Microscopic <j> of n springs between baths of friction 1: -(T_right - T_left)/(4 + 4 gamma n) - F^2/(4 gamma l).

    l is the effective length.  The law is exact at every n, and n times it tends to (38) with the factor 1/4.
    """
    heat = -(T_right - T_left) / (4.0 + 4.0 * flip_rate * n)
    return heat - force**2 / (4.0 * flip_rate * effective_length(n, flip_rate))


def finite_mechanical_work(*, n: int, flip_rate: float, force: float) -> float:
    """Power of the mean force without bath at its end, n F <p_n> = n F^2/(2 gamma (n + 1) + 1), exact at every n.

    Flips and the left bath take all of the mean force, and <p> is the same for all masses.  The limit is F^2/(2 gamma).
    """
    return n * force**2 / (2.0 * flip_rate * (n + 1.0) + 1.0)


def printed_energy_current(*, flip_rate: float, force: float, T_left: float, T_right: float) -> float:
    """Energy current (38) as printed, -(T_right - T_left)/(4 gamma) - force^2/(2 gamma)."""
    return -(T_right - T_left) / (4.0 * flip_rate) - force**2 / (2.0 * flip_rate)


def thermal_work(harmonics: Mapping[int, complex], *, frequency: float, flip_rate: float) -> float:
    r"""Power W^heat that the oscillating force dissipates at the driven end (not given in print).

    The end of the half-infinite chain of mean momenta answers a force e^{iwt} by G(w) e^{iwt},

        G(w) = 1/(i w + 2 gamma + (1 - lam)/(i w)),   (1 - lam)^2/lam = i w (i w + 2 gamma),   |lam| < 1,

    and W = sum over l != 0 of |F_l|^2 Re G(l w).  `harmonics` holds F_l for l >= 1, as in `periodic_flip_chain`.
    """
    return float(sum(2.0 * abs(F) ** 2 * _response(k * frequency, flip_rate).real for k, F in harmonics.items()))


def _response(w: float, flip_rate: float) -> complex:
    square = 1j * w * (1j * w + 2.0 * flip_rate)
    half = 1.0 + 0.5 * square
    root = np.sqrt(half**2 - 1.0 + 0j)
    lam = min(half - root, half + root, key=abs)
    return 1.0 / (1j * w + 2.0 * flip_rate + (1.0 - lam) / (1j * w))


def forced_temperature(x: ArrayLike, *, force: float, T_left: float, flip_rate: float, work: float) -> NDArray:
    """Temperature T(x) of Theorem 2: a parabola with T(1) = force^2 + 4 gamma W + T_left."""
    x = np.asarray(x, dtype=float)
    return T_left + (2.0 * force**2 + 4.0 * flip_rate * work) * x - (force * x) ** 2


def evolve_flip_limit(
    x: NDArray,
    stretch: NDArray,
    temperature: NDArray,
    times: Sequence[float],
    *,
    flip_rate: float,
    work: float | None = None,
) -> tuple[NDArray, NDArray]:
    """Solve (22) on a uniform mesh of [0, 1], second order in its step, by an implicit method of variable order.

    Parameters
    ----------
    x
        Nodes, uniform from 0 to 1, shape (n,).
    stretch, temperature
        At time 0, shapes (n,); their values at the ends are kept, that of T(1) only if `work` is None.
    times
        Increasing from 0.
    flip_rate
        gamma.
    work
        W of the periodic force; then T'(1) = 4 gamma W.

    Returns
    -------
    r and T, shapes (n_times, n).
    """
    dx = x[1] - x[0]
    n = x.size

    def rates(_, y):
        r, T = y[0::2], y[1::2]
        slope = np.diff(r) / dx
        flux = np.diff(T) / dx
        change = np.zeros((n, 2))
        change[1:-1, 0] = np.diff(slope) / (2.0 * flip_rate * dx)
        heat = slope**2 / (2.0 * flip_rate)
        change[1:-1, 1] = np.diff(flux) / (4.0 * flip_rate * dx) + 0.5 * (heat[1:] + heat[:-1])
        if work is not None:
            change[-1, 1] = (work - flux[-1] / (4.0 * flip_rate)) / (0.5 * dx) + heat[-1]
        return change.ravel()

    start = np.column_stack([stretch, temperature]).ravel()
    span = (0.0, float(times[-1]))
    solution = solve_ivp(rates, span, start, "LSODA", times, rtol=1e-9, atol=1e-10, lband=3, uband=3)
    check_integrated(solution, "the evolution (22)", "ask for earlier times or a coarser mesh")
    return solution.y[0::2].T, solution.y[1::2].T
