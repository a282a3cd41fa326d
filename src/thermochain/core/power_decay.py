"""Fits of power laws to the decay of a quantity with the size of the system."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import curve_fit

from thermochain.core.residual import prove_fit


@dataclass(frozen=True)
class PowerDecay:
    """Fitted law A n^-b: log A and b with standard errors, and chi^2 with its degrees of freedom."""

    log_prefactor: float  # log A
    log_prefactor_std: float  # its standard error
    exponent: float  # b
    exponent_std: float  # its standard error
    chi_square: float  # sum of the squared weighted residuals
    degrees_of_freedom: int  # number of points minus 2


def fit_power_decay(sizes: NDArray, values: NDArray, stds: NDArray) -> PowerDecay:
    """Weighted least-squares fit of A n^-b with A > 0 to independent values, which noise may make negative.

    Raises ValueError below three sizes, or unless two values exceed twice their error, because noise has no exponent.
    """
    seen = values > 2.0 * stds
    if sizes.size < 3 or np.count_nonzero(seen) < 2:
        raise ValueError(
            f"{np.count_nonzero(seen)} of n_sizes={sizes.size} values are larger than twice their error; an exponent "
            "needs two of at least three: add sizes or replicas"
        )
    middle = np.exp(np.mean(np.log(sizes[seen])))  # where the errors of both parameters decouple

    def model(n: NDArray, log_middle: float, exponent: float) -> NDArray:
        return np.exp(log_middle - exponent * np.log(n / middle))

    slope, start = np.polyfit(np.log(sizes[seen] / middle), np.log(values[seen]), 1)
    found, _ = curve_fit(model, sizes, values, p0=(start, -slope), sigma=stds, absolute_sigma=True)
    slopes = model(sizes, *found) / stds
    design = np.stack([slopes, -slopes * np.log(sizes / middle)], axis=1)
    residual = (values - model(sizes, *found)) / stds
    matrix = prove_fit(design, residual, what="the power law", remedy="add sizes or replicas")
    shift = np.array([1.0, np.log(middle)])  # log A = log of the value at the middle + b log(middle)
    return PowerDecay(
        log_prefactor=float(shift @ found),
        log_prefactor_std=float(np.linalg.norm(shift @ matrix)),
        exponent=float(found[1]),
        exponent_std=float(np.linalg.norm(matrix[1])),
        chi_square=float(residual @ residual),
        degrees_of_freedom=sizes.size - 2,
    )
