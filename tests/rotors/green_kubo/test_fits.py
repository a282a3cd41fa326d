"""Laws recovered from data with errors."""

import numpy as np
import pytest

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.green_kubo.fits import (
    exponential_guess,
    fit_law,
    fit_log_polynomial,
    inverse_power_guess,
    is_measured,
    log_polynomial_guess,
)
from thermochain.rotors.onsager import LogPolynomialLaw

T = np.array([0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0, 1.2, 1.5])


@pytest.mark.parametrize("key", ["pp", "ee"])
def test_published_forms_are_recovered_from_their_own_values(key):
    law = getattr(published_coefficients(), key)
    guess = exponential_guess() if key == "pp" else inverse_power_guess()
    fitted = fit_law(guess, T, law(T), 0.01 * law(T), 0 * T)
    np.testing.assert_allclose(fitted.parameters, law.parameters, rtol=1e-5)


def test_fit_errors_cover_the_true_parameters():
    law = published_coefficients().ee
    error = 0.02 * law(T)
    rng = np.random.default_rng(0)
    pulls = []
    for _ in range(300):
        fitted = fit_law(inverse_power_guess(), T, law(T) + error * rng.standard_normal(T.size), error, 0 * T)
        pulls.append((fitted.parameters - law.parameters) / np.sqrt(np.diag(fitted.covariance)))
    # errors are never scaled down but scaled up by chance when chi^2 > 1: a little below one
    spread = np.std(pulls, axis=0)
    assert np.all((spread > 0.8) & (spread < 1.05))
    assert np.all(np.abs(np.mean(pulls, axis=0)) < 0.25)


def test_scatter_beyond_the_errors_widens_the_covariance():
    law = published_coefficients().ee
    rng = np.random.default_rng(1)
    noisy = law(T) * (1 + 0.1 * rng.standard_normal(T.size))
    honest = fit_law(inverse_power_guess(), T, noisy, 0.1 * law(T), 0 * T)
    optimistic = fit_law(inverse_power_guess(), T, noisy, 0.01 * law(T), 0 * T)
    ratio = np.sqrt(np.diag(optimistic.covariance) / np.diag(honest.covariance))
    assert np.all((ratio > 0.5) & (ratio < 1.5))


def test_too_few_temperatures_are_refused_with_a_remedy():
    with pytest.raises(ValueError, match=r"widen green_kubo\.fit_range"):
        fit_law(inverse_power_guess(), T[:3], np.ones(3), np.ones(3), np.zeros(3))


def test_errors_of_the_law_cover_a_polynomial_up_to_the_ends():
    law = LogPolynomialLaw(np.array([0.4, -1.8, 0.2, -0.1, 0.02]), np.zeros((5, 5)), 0.3, 1.5)
    error = 0.02 * law(T)
    rng = np.random.default_rng(2)
    fine = np.geomspace(0.3, 1.5, 25)
    pulls = []
    for _ in range(300):
        fitted = fit_log_polynomial(T, law(T) + error * rng.standard_normal(T.size), error, 0 * T)
        assert np.all(fitted.derivative(fine) < 0)
        pulls.append((fitted(fine) - law(fine)) / fitted.std(fine))
    # errors are scaled up by chance when chi^2 > 1, never down: a little below one
    spread = np.std(pulls, axis=0)
    assert np.all((spread > 0.75) & (spread < 1.15))


@pytest.mark.parametrize("fit", ["law", "polynomial"])
def test_shared_errors_do_not_average_out(fit):
    law = published_coefficients().ee
    std, systematic = 0.01 * law(T), 0.05 * law(T)
    rng = np.random.default_rng(3)
    shifts, quoted = [], []
    for _ in range(300):
        values = law(T) + std * rng.standard_normal(T.size) + systematic * rng.standard_normal()
        if fit == "law":
            fitted = fit_law(inverse_power_guess(), T, values, std, systematic)
        else:
            fitted = fit_log_polynomial(T, values, std, systematic)
        shifts.append(float(fitted(0.7) / law(0.7)) - 1)
        quoted.append(float(fitted.std(0.7) / law(0.7)))
    # the fit to ten points is as uncertain as one of them; 300 draws know the spread to 4 %
    assert np.std(shifts) == pytest.approx(0.05, rel=0.15)
    assert np.mean(quoted) == pytest.approx(np.std(shifts), rel=0.15)


def test_a_power_law_is_fitted_exactly():
    fitted = fit_log_polynomial(T, 2.0 * T**-1.5, 0.01 * T**-1.5, 0 * T)
    np.testing.assert_allclose(fitted(np.array([0.2, 0.5, 3.0])), 2.0 * np.array([0.2, 0.5, 3.0]) ** -1.5, rtol=1e-8)


@pytest.mark.parametrize(("n", "degree"), [(3, 1), (4, 2), (5, 3), (6, 4), (10, 4)])
def test_few_points_make_a_lower_degree_that_keeps_a_degree_of_freedom(n, degree):
    law = LogPolynomialLaw(np.array([0.4, -1.8, 0.2, -0.1, 0.02]), np.zeros((5, 5)), 0.3, 1.5)
    assert fit_log_polynomial(T[:n], law(T[:n]), 0.01 * law(T[:n]), 0 * T[:n]).parameters.size == degree + 1


def test_a_law_that_would_rise_inside_the_data_loses_degrees():
    value = np.exp(-np.log(T) + 0.02 * np.cos(8 * np.log(T)))
    value[-1] *= 1.35  # the last point turns the fitted polynomial up
    fitted = fit_log_polynomial(T, value, 0.05 * value, 0 * T)
    assert np.all(fitted.derivative(np.geomspace(0.3, 1.5, 200)) < 0)
    assert fitted.parameters.size < 5


def test_log_polynomials_are_fitted_over_the_range_of_the_data():
    law = LogPolynomialLaw(np.array([0.4, -1.8, 0.2, 0.05]), np.zeros((4, 4)), 0.3, 1.5)
    error = 0.01 * law(T)
    fitted = fit_law(log_polynomial_guess(T, law(T), error, 3), T, law(T), error, 0 * T)
    assert (fitted.low, fitted.high) == (0.3, 1.5)
    np.testing.assert_allclose(fitted.parameters, law.parameters, atol=1e-8)


def test_estimates_known_to_half_their_value_or_worse_are_lower_bounds():
    value, std, systematic = (
        np.array([1.0, 1.0, 1.0, -1.0]),
        np.array([0.3, 0.4, 0.0, 0.1]),
        np.array([0.4, 0.4, 0.5, 0]),
    )
    np.testing.assert_array_equal(is_measured(value, std, systematic), [True, False, True, False])


def test_values_that_are_not_positive_are_refused_with_temperature_and_remedy():
    with pytest.raises(ValueError, match=r"at T=0.35 must be positive; add replicas"):
        fit_log_polynomial(T, np.where(T == 0.35, -0.1, 1 / T), 0.1 * np.ones_like(T), 0 * T)


def test_rising_data_are_refused():
    with pytest.raises(ValueError, match="decreases"):
        fit_log_polynomial(T, T**3, 0.01 * T**3, 0 * T)
