r"""Transmission of the barrier of a phase slip: the fraction of the flux over the top that changes a ring permanently.

The winding number w of a ring of M bonds changes only by passages over the top.  With D(t) = -(d/dt) <w(0) w(t)>,

    D(t) = M Gamma_0 kappa(t),   kappa(t) = <(turns of the ring from -t to t) x (direction)>_flux,

where the average is over states with one bond at the top, weighted by the flux (module `barrier_top`), and Gamma_0 =
`phase_slip_rate` is that flux.  At t -> 0, kappa = 1; recrossings lower it.  The tension that a slip leaves reverses it
on the relaxation time tau of the winding number; division by the remaining correlation,

    kappa = kappa(t) / c(t)^{1+s},   c(t) = 1 - (M Gamma_0/<w^2>) int_0^t kappa,

gives the rate of the decay, which is constant, M Gamma_0 kappa/<w^2> = 1/tau, between the time of recrossings and tau,
if these times differ enough.  s is the relative variance of Gamma among rings of conserved energy, of which those that
slip often relax first.  This is exact to first order in t/tau, and since Gamma ~ exp(-2/T), s = (2/T)^2/(c_v M).
Then K^pp = T^2/(4 pi^2 Gamma_0 kappa).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import cumulative_trapezoid

from thermochain.core.jackknife import jackknife
from thermochain.rotors.validation.phase_slips.barrier_top import LEAST_REMAINING


@dataclass(frozen=True)
class Transmission:
    """Transmission kappa at the last time, with its errors."""

    value: float  # kappa
    std: float  # its statistical error
    # Change over the last two octaves of time, or its error if larger; a tail t^{-1/2} has the same remainder.
    systematic: float
    remaining: float  # correlation <w(0) w(t)>/<w^2> at the last time; far below 1 the two times do not differ enough


def relaxation_rates(times: NDArray, turns: NDArray, free_rate: float, spread: float) -> tuple[NDArray, NDArray]:
    """Decay rate of <w(0) w(t)> over `free_rate`, and the remaining correlation, both of shape (n_times,).

    Parameters
    ----------
    times
        Increasing times > 0, shape (n_times,).
    turns
        kappa(t), shape (n_times,).
    free_rate
        M Gamma_0/<w^2>.
    spread
        Relative variance s in the docstring of this module.
    """
    integral = cumulative_trapezoid(np.append(1.0, turns), np.append(0.0, times))
    remaining = 1.0 - free_rate * integral
    return turns / remaining ** (1.0 + spread), remaining


def estimate_transmission(times: NDArray, batches: NDArray, free_rate: float, spread: float) -> Transmission:
    """Transmission at the last of `times` from kappa(t) in independent batches, shape (n_batches, n_times).

    The other parameters are those of `relaxation_rates`.  Raises ValueError if there are fewer than four batches or no
    time before a quarter of the last, or if less than half of the correlation remains.
    """
    if batches.shape[0] < 4:
        raise ValueError(f"n_batches={batches.shape[0]} must be >= 4 for an error bar; add replicas")
    early = int(np.searchsorted(times, 0.25 * times[-1], side="right")) - 1
    if early < 0:
        raise ValueError("no time before a quarter of the last; record earlier times")
    remaining = float(relaxation_rates(times, batches.mean(axis=0), free_rate, spread)[1][-1])
    if not remaining > LEAST_REMAINING:
        raise ValueError(
            f"only {remaining:.2g} of the winding number's correlation is left at t={times[-1]:g}, at least "
            f"{LEAST_REMAINING:g} is needed; shorten the duration or lower the temperature"
        )

    def last_and_change(turns: NDArray) -> NDArray:
        kappa = relaxation_rates(times, turns, free_rate, spread)[0]
        return np.array([kappa[-1], kappa[early] - kappa[-1]])

    (value, change), (std, change_std) = jackknife(batches, last_and_change)
    return Transmission(float(value), float(std), float(max(abs(change), change_std)), remaining)
