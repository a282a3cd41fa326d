"""Laws K(T) fitted to estimates with errors."""

import numpy as np
from numpy.polynomial import legendre
from numpy.typing import NDArray
from scipy.optimize import curve_fit

from thermochain.models.onsager import ExponentialLaw, InversePowerLaw, LogPolynomialLaw, OnsagerLaw

_MAX_DEGREE = 6


def fit_law(law: OnsagerLaw, temperature: NDArray, value: NDArray, error: NDArray) -> OnsagerLaw:
    """Weighted least squares within the family of `law`, started from its parameters.

    Parameters
    ----------
    law
        Any member of the family.
    temperature, value, error
        Estimates K(T) and their standard errors, shape (n,), n > number of parameters.

    Returns
    -------
    The fitted law with its covariance.  Where the scatter exceeds the errors (chi^2 per degree of freedom
    above 1) the covariance is scaled up to it.
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

    parameters, covariance = curve_fit(
        model, temperature, value, p0=law.parameters, sigma=error, absolute_sigma=True, jac=jacobian, method="lm"
    )
    residual = (value - model(temperature, *parameters)) / error
    excess = max(1.0, float(residual @ residual) / (temperature.size - n_parameters))
    return type(law)(parameters, covariance * excess)


def exponential_guess() -> ExponentialLaw:
    """Start of a fit of K^pp in the form (A.2)."""
    return ExponentialLaw(np.array([-5.0, 2.0, 1.0]), np.zeros((3, 3)))


def inverse_power_guess() -> InversePowerLaw:
    """Start of a fit of K^ee in the form (A.2)."""
    return InversePowerLaw(np.array([0.2, 0.2, 0.2]), np.zeros((3, 3)))


def fit_log_polynomial(temperature: NDArray, value: NDArray, error: NDArray) -> LogPolynomialLaw:
    """The smooth, positive, decreasing law that predicts the data best.

    A polynomial in log T is fitted to log K for each degree from 1 to 6; among those that decrease over the
    whole range the one with the smallest leave-one-out error is taken.

    Parameters
    ----------
    temperature, value, error
        Estimates K(T) > 0 and their standard errors, shape (n,), n >= 3.

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
            f"K={value[worst]:.3g} +- {error[worst]:.1g} at T={temperature[worst]:g} must be positive; "
            "add replicas or blocks there"
        )
    candidates = [
        _fit_degree(temperature, value, error, degree)
        for degree in range(1, min(_MAX_DEGREE, temperature.size - 2) + 1)
    ]
    decreasing = [(score, law) for score, law in candidates if _is_decreasing(law)]
    if not decreasing:
        raise ValueError("no polynomial in log T up to degree 6 decreases over the measured range; check the data")
    return min(decreasing, key=lambda candidate: candidate[0])[1]


def _fit_degree(T: NDArray, value: NDArray, error: NDArray, degree: int) -> tuple[float, LogPolynomialLaw]:
    """Leave-one-out error and law of one degree."""
    low, high = float(T.min()), float(T.max())
    s = (np.log(T) - 0.5 * np.log(low * high)) / (0.5 * np.log(high / low))
    weight = value / error  # 1 / standard error of log K
    design = legendre.legvander(s, degree) * weight[:, None]
    target = np.log(value) * weight
    covariance = np.linalg.inv(design.T @ design)
    parameters = covariance @ design.T @ target
    residual = target - design @ parameters
    leverage = np.einsum("ij,jk,ik->i", design, covariance, design)
    left_out = residual / np.maximum(1.0 - leverage, 1e-12)
    excess = max(1.0, float(residual @ residual) / max(T.size - degree - 1, 1))
    return float(np.mean(left_out**2)), LogPolynomialLaw(parameters, covariance * excess, low, high)


def _is_decreasing(law: LogPolynomialLaw) -> bool:
    T = np.geomspace(law.low, law.high, 400)
    return bool(np.all(law.logarithmic_slope(T) < 0))
