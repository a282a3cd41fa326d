"""Fits of laws K(T) to estimates with errors.

Estimates have independent statistical errors and systematic errors that neighbouring temperatures share: their
covariance is diag(std^2) + s s^T with s the systematic errors, taken as fully correlated.  The fits for the figures
weight the points by both errors in quadrature and do not rely on that correlation.  The covariance of their parameters
does include it, so that shared errors do not average out.
"""

from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular
from scipy.optimize import least_squares

from thermochain.core.residual import fit_matrix, prove_fit
from thermochain.rotors.onsager import (
    ActivatedLaw,
    ExponentialLaw,
    InversePowerLaw,
    LogLinearLaw,
    LogPolynomialLaw,
    OnsagerLaw,
)

LARGEST_ERROR = 0.5  # largest relative error of a measured estimate; beyond it an estimate is a lower bound
_HIGHEST_DEGREE = 4  # highest degree of the polynomial through the data (docs/green_kubo.md)
_REMEDY = "add temperatures, or choose a law with fewer parameters"
_L = TypeVar("_L", bound=LogLinearLaw)


def is_measured(value: NDArray, std: NDArray, systematic: NDArray) -> NDArray:
    """True for estimates with a total error of at most half the value; the others are lower bounds and not fitted."""
    return np.hypot(std, systematic) <= LARGEST_ERROR * value


def point_covariance(std: NDArray, systematic: NDArray) -> NDArray:
    """Covariance diag(std^2) + s s^T of the estimates, shape (n, n)."""
    return np.diag(std**2) + np.outer(systematic, systematic)


def fit_likeliest(law: OnsagerLaw, temperature: NDArray, value: NDArray, covariance: NDArray) -> OnsagerLaw:
    """Maximum-likelihood fit to Gaussian data within the family of `law`, started from its parameters.

    Parameters
    ----------
    law
        Any member of the family.
    temperature, value
        Estimates K(T), shape (n,), n >= number of parameters.
    covariance
        Covariance matrix of the estimates, shape (n, n).

    Returns
    -------
    The fitted law with the covariance of generalised least squares, (G^T C^{-1} G)^{-1}.

    Raises
    ------
    ValueError
        There are too few points, or the fit does not converge.
    """
    if temperature.size < law.parameters.size:
        raise ValueError(
            f"{temperature.size} temperatures cannot determine {law.parameters.size} parameters; add temperatures"
        )
    root = np.linalg.cholesky(covariance)

    def whitened(points: NDArray) -> NDArray:
        return solve_triangular(root, points, lower=True, check_finite=False)

    def residual(parameters: NDArray) -> NDArray:
        return whitened(law.with_parameters(parameters)(temperature) - value)

    def jacobian(parameters: NDArray) -> NDArray:
        return whitened(law.with_parameters(parameters).gradient(temperature).T)

    with np.errstate(over="ignore", invalid="ignore"):  # steps that are too long are rejected
        found = least_squares(
            residual, law.parameters, jac=jacobian, method="lm", x_scale="jac", xtol=1e-10, ftol=1e-10, max_nfev=2000
        )
    if not found.success:
        raise ValueError(f"the fit of {type(law).__name__} does not converge; check the data or widen the range")
    design = jacobian(found.x)
    matrix = prove_fit(design, residual(found.x), what=_name(law), remedy=_REMEDY)
    return replace(law, parameters=found.x, covariance=matrix @ matrix.T)


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
    if temperature.size <= law.parameters.size:
        raise ValueError(
            f"{temperature.size} temperatures cannot determine {law.parameters.size} parameters with an error; "
            "widen green_kubo.fit_range or add temperatures"
        )
    fitted = fit_likeliest(law, temperature, value, np.diag(std**2 + systematic**2))
    design, residual = fitted.gradient(temperature).T, value - fitted(temperature)
    weight = 1.0 / np.hypot(std, systematic)
    solution = fit_matrix(design * weight[:, None], what=_name(law), remedy=_REMEDY) * weight
    return replace(fitted, covariance=_covariance(solution, residual, std, systematic))


def _name(law: OnsagerLaw) -> str:
    return f"the fit of {type(law).__name__}"


def _covariance(solution: NDArray, residual: NDArray, std: NDArray, systematic: NDArray) -> NDArray:
    """Covariance of the parameters, solution @ values, of weighted least squares for points with shared errors.

    If the scatter exceeds the errors (chi^2 per degree of freedom above 1), the independent part is scaled up to it.
    """
    n_parameters, n = solution.shape
    chi_square = float(np.sum(residual**2 / (std**2 + systematic**2))) / (n - n_parameters)
    shift = solution @ systematic
    return solution @ (max(1.0, chi_square) * std[:, None] ** 2 * solution.T) + np.outer(shift, shift)


def exponential_guess() -> ExponentialLaw:
    """Start of a fit of K^pp in the form (A.2)."""
    return ExponentialLaw(np.array([-5.0, 2.0, 1.0]), np.zeros((3, 3)))


def inverse_power_guess() -> InversePowerLaw:
    """Start of a fit of K^ee in the form (A.2)."""
    return InversePowerLaw(np.array([0.2, 0.2, 0.2]), np.zeros((3, 3)))


def log_polynomial_guess(temperature: NDArray, value: NDArray, error: NDArray, degree: int) -> LogPolynomialLaw:
    """Start of a fit of a polynomial in log T over the range of the data; shapes (n,), values positive."""
    empty = np.zeros(degree + 1)
    law = LogPolynomialLaw(empty, np.outer(empty, empty), float(temperature.min()), float(temperature.max()))
    return _through_logarithms(law, temperature, value, error)


def activated_guess(temperature: NDArray, value: NDArray, error: NDArray, n_terms: int) -> ActivatedLaw:
    """Start of a fit of the activated law with 2, 3 or 4 terms; shapes (n,), values positive."""
    empty = np.zeros(n_terms)
    return _through_logarithms(ActivatedLaw(empty, np.outer(empty, empty)), temperature, value, error)


def _through_logarithms(law: _L, temperature: NDArray, value: NDArray, error: NDArray) -> _L:
    """Member of the family of `law` from linear least squares of log K."""
    weight = value / error
    basis, _ = law.basis(temperature)
    return law.with_parameters(np.linalg.lstsq(basis.T * weight[:, None], np.log(value) * weight, rcond=None)[0])


def fit_log_polynomial(temperature: NDArray, value: NDArray, std: NDArray, systematic: NDArray) -> LogPolynomialLaw:
    """A smooth, positive, decreasing law fitted to the data: log K is a polynomial of degree 4 in log T.

    The degree is reduced if there are fewer than six points, so that a degree of freedom remains, or if the law would
    rise inside the range of the data; beyond that range the law continues as a power law.

    Parameters
    ----------
    temperature, value
        Estimates K(T) > 0, shape (n,), n >= 3.
    std, systematic
        Their independent and their shared standard errors, shape (n,).

    Raises
    ------
    ValueError
        A value is not positive, or no decreasing law fits.
    """
    if temperature.size < 3:
        raise ValueError(f"{temperature.size} temperatures are too few for a law; pass at least 3")
    if not np.all(value > 0):
        worst = int(np.argmin(value))
        raise ValueError(
            f"K={value[worst]:.3g} +- {std[worst]:.1g} at T={temperature[worst]:g} must be positive; "
            "add replicas or blocks there"
        )
    fine = np.geomspace(temperature.min(), temperature.max(), 400)
    for degree in range(min(_HIGHEST_DEGREE, temperature.size - 2), 0, -1):
        guess = log_polynomial_guess(temperature, value, np.hypot(std, systematic), degree)
        law = fit_law(guess, temperature, value, std, systematic)
        if np.all(law.logarithmic_slope(fine) < 0):
            return law
    raise ValueError("no polynomial in log T that fits decreases over the measured range; check the data")
