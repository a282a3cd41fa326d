"""Scores of a functional form K(T): goodness of fit to the estimates, and prediction of an estimate left out."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.residual import solve_proved
from thermochain.rotors.onsager import OnsagerLaw

_WORDS = {"what": "the score of the fit", "remedy": "add replicas or blocks"}
Fit = Callable[[NDArray, NDArray, NDArray], OnsagerLaw]  # temperature, value, covariance -> law


@dataclass(frozen=True, eq=False)
class FormScore(ReadOnlyArrays):
    """Agreement of a fitted form with the data."""

    n_parameters: int  # number of parameters that were fitted
    chi_square: float  # r^T C^{-1} r of the residuals r of the fit to all points
    degrees_of_freedom: int  # number of points minus number of parameters
    log_likelihoods: NDArray  # logarithm of the predictive density of each point given all others, shape (n,)

    @property
    def p_value(self) -> float:
        """Probability of a larger chi^2 if the form is true and errors are Gaussian."""
        return float(chdtrc(self.degrees_of_freedom, self.chi_square))

    @property
    def log_likelihood(self) -> float:
        """Mean over the points of the log predictive density of a point that was left out of the fit."""
        return float(np.mean(self.log_likelihoods))

    def behind(self, best: "FormScore") -> tuple[float, float]:
        """Mean log likelihood of `best` minus that of this form, and the standard error of the difference.

        The error is that of the mean of the differences point by point; outliers common to both forms cancel.
        """
        differences = best.log_likelihoods - self.log_likelihoods
        return float(differences.mean()), float(differences.std(ddof=1) / np.sqrt(differences.size))


def score_form(fit: Fit, n_parameters: int, temperature: NDArray, value: NDArray, covariance: NDArray) -> FormScore:
    """Score of the form with `n_parameters` parameters that `fit` fits.

    Parameters
    ----------
    fit
        Function of temperatures (n,), values (n,) and their covariance (n, n) that returns the law with its covariance.
    temperature, value, covariance
        Estimates K(T) with their covariance; at least two points more than parameters.
    """
    n = temperature.size
    if n < n_parameters + 2:
        raise ValueError(
            f"{n} temperatures cannot score {n_parameters} parameters: leaving one out must leave a degree of freedom"
        )
    residual = value - fit(temperature, value, covariance)(temperature)
    return FormScore(
        n_parameters=n_parameters,
        chi_square=float(residual @ solve_proved(covariance, residual, **_WORDS)),
        degrees_of_freedom=n - n_parameters,
        log_likelihoods=np.array([_log_density(fit, k, temperature, value, covariance) for k in range(n)]),
    )


def _log_density(fit: Fit, left_out: int, temperature: NDArray, value: NDArray, covariance: NDArray) -> float:
    """Log predictive density of one point, given the others.

    The law is fitted to the others.  Since errors are shared, the point is correlated with their residuals r: it is
    Gaussian with mean f + w r, w = c C^{-1}, where C is the covariance of the others and c their covariance with the
    point.  Its variance is its own variance conditional on the others, plus that of the parameters, g Sigma g^T with
    the derivative g = df - w dF of the prediction.
    """
    others = np.arange(temperature.size) != left_out
    law = fit(temperature[others], value[others], covariance[np.ix_(others, others)])
    weight = solve_proved(covariance[np.ix_(others, others)], covariance[others, left_out], **_WORDS)
    prediction, gradient = law(temperature), law.gradient(temperature)
    mean = prediction[left_out] + weight @ (value - prediction)[others]
    change = gradient[:, left_out] - gradient[:, others] @ weight
    variance = covariance[left_out, left_out] - weight @ covariance[others, left_out]
    variance += change @ law.covariance @ change
    return float(-0.5 * np.log(2.0 * np.pi * variance) - 0.5 * (value[left_out] - mean) ** 2 / variance)
