r"""Hydrodynamic limit of rotors with stretch flips on a ring, in time (Olla (16), (19)).

On the ring x in [0, 1), with times over n^2 and e = p^2/2 + u(T),

    dp/dt = (D_p p')',   de/dt = (D_p (p^2/2)' + kappa T')',   D_p = K^pp/T,   kappa = K^ee/T^2,

which is (16) with D_e = kappa/c_v.  u(T) = T/2 + 1 - I_1(1/T)/I_0(1/T) is exact.  K^pp and K^ee are measured at some
temperatures (module `rotor_laws`).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from scipy.interpolate import CubicSpline

from thermochain.core.residual import check_integrated
from thermochain.oscillators.harmonic.rotor_laws import BEYOND, RotorLaws, check_range_of_laws, rotor_energy

_TOLERANCE = 1e-9
_N_KNOTS = 400  # of the spline T(u), whose error is then below 1e-9


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
    check_range_of_laws(laws.lowest, laws.highest, float(np.min(temperature)), warmest)
    m = momentum.size
    knots = np.geomspace(laws.lowest / BEYOND, laws.highest * BEYOND, _N_KNOTS)
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
