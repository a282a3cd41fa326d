"""Laws K(T) fitted to estimates with errors.

Estimates have independent statistical errors and cut-off errors that neighbouring temperatures share.  Points are
weighted by both in quadrature; the covariance of the parameters then follows from the covariance of the points,
diag(std^2) + s s^T with s the cut-off errors, taken as fully correlated.
"""

import numpy as np
from numpy.polynomial import legendre
from numpy.typing import NDArray
from scipy.optimize import curve_fit

from thermochain.models.onsager import ExponentialLaw, InversePowerLaw, LogPolynomialLaw, OnsagerLaw

_HIGHEST_DEGREE = 5


def fit_law(law: OnsagerLaw, temperature: NDArray, value: NDArray, std: NDArray, systematic: NDArray) -> OnsagerLaw:
    """Weighted least squares within the family of `law`, started from its parameters.

    Parameters
    ----------
    law
        Any member of the family.
    temperature, value
        Estimates K(T), shape (n,), n > number of parameters.
    std, systematic
        Their independent and their shared standard errors, shape (n,).

    Returns
    -------
    The fitted law with its covariance.
    """
    n_parameters = law.parameters.size
    if temperature.size <= n_parameters:
        raise ValueError(
            f"{temperature.size} temperatures cannot determine {n_parameters} parameters with an error; "
            "widen fit.temperature_range or add temperatures"
        )

    def model(T: NDArray, *parameters: float) -> NDArray:
        return law.with_parameters(np.array(parameters))(T)

    def jacobian(T: NDArray, *parameters: float) -> NDArray:
        return law.with_parameters(np.array(parameters)).gradient(T).T

    weight = 1.0 / np.hypot(std, systematic)
    parameters, _ = curve_fit(
        model, temperature, value, p0=law.parameters, sigma=1.0 / weight, jac=jacobian, method="lm"
    )
    design = jacobian(temperature, *parameters)
    residual = value - model(temperature, *parameters)
    return type(law)(parameters, _covariance(design, weight, residual, std, systematic))


def _covariance(design: NDArray, weight: NDArray, residual: NDArray, std: NDArray, systematic: NDArray) -> NDArray:
    """Covariance of weighted least squares with design (n, n_parameters) for points with shared errors.

    Where the scatter exceeds the errors (chi^2 per degree of freedom above 1) the independent part is scaled up to it.
    """
    weighted = design * weight[:, None]
    solution = np.linalg.solve(weighted.T @ weighted, weighted.T * weight)  # parameters = solution @ values
    chi_square = float(np.sum((residual * weight) ** 2)) / (design.shape[0] - design.shape[1])
    shift = solution @ systematic
    return solution @ (max(1.0, chi_square) * std[:, None] ** 2 * solution.T) + np.outer(shift, shift)


def exponential_guess() -> ExponentialLaw:
    """Start of a fit of K^pp in the form (A.2)."""
    return ExponentialLaw(np.array([-5.0, 2.0, 1.0]), np.zeros((3, 3)))


def inverse_power_guess() -> InversePowerLaw:
    """Start of a fit of K^ee in the form (A.2)."""
    return InversePowerLaw(np.array([0.2, 0.2, 0.2]), np.zeros((3, 3)))


def fit_log_polynomial(temperature: NDArray, value: NDArray, std: NDArray, systematic: NDArray) -> LogPolynomialLaw:
    """A smooth, positive, decreasing law through the data.

    A polynomial in log T is fitted to log K.  Its degree is the highest up to 5 (and two below the number of
    points) at which it decreases over the whole range; it is not selected by the data otherwise, so that
    the errors keep their meaning.

    Parameters
    ----------
    temperature, value
        Estimates K(T) > 0, shape (n,), n >= 3.
    std, systematic
        Their independent and their shared standard errors, shape (n,).

    Raises
    ------
    ValueError
        A value is not positive, or no decreasing polynomial fits.
    """
    if temperature.size < 3:
        raise ValueError(f"{temperature.size} temperatures are too few for a law; give at least 3")
    if not np.all(value > 0):
        worst = int(np.argmin(value))
        raise ValueError(
            f"K={value[worst]:.3g} +- {std[worst]:.1g} at T={temperature[worst]:g} must be positive; "
            "add replicas or blocks there"
        )
    for degree in range(min(_HIGHEST_DEGREE, temperature.size - 2), 0, -1):
        law = _fit_degree(temperature, value, std, systematic, degree)
        if _is_decreasing(law):
            return law
    raise ValueError("no polynomial in log T decreases over the measured range; check the data")


def _fit_degree(T: NDArray, value: NDArray, std: NDArray, systematic: NDArray, degree: int) -> LogPolynomialLaw:
    low, high = float(T.min()), float(T.max())
    s = (np.log(T) - 0.5 * np.log(low * high)) / (0.5 * np.log(high / low))
    design = legendre.legvander(s, degree)
    std, systematic = std / value, systematic / value  # errors of log K
    weight = 1.0 / np.hypot(std, systematic)
    parameters = np.linalg.lstsq(design * weight[:, None], np.log(value) * weight, rcond=None)[0]
    residual = np.log(value) - design @ parameters
    return LogPolynomialLaw(parameters, _covariance(design, weight, residual, std, systematic), low, high)


def _is_decreasing(law: LogPolynomialLaw) -> bool:
    T = np.geomspace(law.low, law.high, 400)
    return bool(np.all(law.logarithmic_slope(T) < 0))
