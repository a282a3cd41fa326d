"""Fit of the activated law of K^pp at low temperature, which yields the barrier of phase slips."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.residual import fit_linear


@dataclass(frozen=True)
class Activation:
    """The activated law log K = log A + n log T + B/T, fitted at low temperatures."""

    barrier: float  # B
    barrier_std: float  # its statistical error
    barrier_systematic: float  # its systematic error
    power: float  # n
    power_std: float  # its statistical error; 0 if n was fixed
    power_systematic: float  # its systematic error; 0 if n was fixed
    log_prefactor: float  # log A
    chi_square: float  # sum of the squared weighted residuals
    degrees_of_freedom: int  # number of points minus number of parameters

    @property
    def barrier_error(self) -> float:
        """Total standard error of the barrier."""
        return float(np.hypot(self.barrier_std, self.barrier_systematic))

    def __call__(self, temperature: NDArray) -> NDArray:
        """K(T), elementwise."""
        return np.exp(self.log_prefactor + self.power * np.log(temperature) + self.barrier / temperature)


def fit_activation(
    temperature: NDArray, value: NDArray, std: NDArray, systematic: NDArray, power: float | None = 2.0
) -> Activation:
    """Activated law from a weighted straight line of log K - n log T against 1/T; n is fitted too if `power` is None.

    Parameters
    ----------
    temperature, value
        Low temperatures and estimates K > 0, shape (n,).
    std, systematic
        Statistical and systematic standard errors of K, shape (n,).
    power
        Fixed value of n; it is 2 for phase slips whose rate is a constant times exp(-B/T).

    Returns
    -------
    The fit.  Systematic errors are propagated as fully shared and as independent; the larger result is used.

    Raises
    ------
    ValueError
        There are not more points than parameters.
    """
    columns = [np.ones_like(temperature), 1.0 / temperature]
    if power is None:
        columns.append(np.log(temperature))
    if temperature.size <= len(columns):
        raise ValueError(
            f"{temperature.size} temperatures cannot determine {len(columns)} parameters with an error; "
            "add low temperatures"
        )
    design = np.stack(columns, axis=1)
    target = np.log(value) - (power or 0.0) * np.log(temperature)
    weight = value / np.hypot(std, systematic)
    what, remedy = "the activated law", "add low temperatures, or fix the power"
    parameters, solution = fit_linear(design * weight[:, None], weight * target, what=what, remedy=remedy)
    residual = weight * (target - design @ parameters)
    solution = solution * weight
    statistical = np.sqrt(np.sum((solution * std / value) ** 2, axis=1))
    shift = solution * systematic / value
    biased = np.maximum(np.abs(shift.sum(axis=1)), np.sqrt(np.sum(shift**2, axis=1)))
    free = power is None
    return Activation(
        barrier=float(parameters[1]),
        barrier_std=float(statistical[1]),
        barrier_systematic=float(biased[1]),
        power=float(parameters[2]) if free else float(power),
        power_std=float(statistical[2]) if free else 0.0,
        power_systematic=float(biased[2]) if free else 0.0,
        log_prefactor=float(parameters[0]),
        chi_square=float(residual @ residual),
        degrees_of_freedom=temperature.size - len(columns),
    )
