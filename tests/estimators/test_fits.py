"""Laws recovered from data with errors."""

import numpy as np
import pytest

from thermochain.estimators.fits import (
    exponential_guess,
    fit_activated,
    fit_law,
    inverse_power_guess,
    is_measured,
    log_polynomial_guess,
)
from thermochain.macroscopic.coefficients import published_coefficients
from thermochain.models.onsager import ActivatedLaw, LogPolynomialLaw

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
    with pytest.raises(ValueError, match=r"widen fit\.temperature_range"):
        fit_law(inverse_power_guess(), T[:3], np.ones(3), np.ones(3), np.zeros(3))


def test_errors_of_the_activated_law_cover_a_law_of_its_form_up_to_the_ends_and_beyond():
    law = ActivatedLaw(np.array([-2.1, 0.2, 1.5, -0.8]), np.zeros((4, 4)))
    error = 0.02 * law(T)
    rng = np.random.default_rng(2)
    fine = np.geomspace(0.2, 2.25, 25)
    pulls, full = [], 0
    for _ in range(300):
        fitted = fit_activated(T, law(T) + error * rng.standard_normal(T.size), error, 0 * T, reach=1.5)
        assert np.all(fitted.derivative(fine) < 0)
        full += fitted.parameters.size == 4
        pulls.append((fitted(fine) - law(fine)) / fitted.std(fine))
    assert full > 285  # the shorter law is a rescue, not a choice
    # errors are scaled up by chance when chi^2 > 1, never down: a little below one
    spread = np.std(pulls, axis=0)
    assert np.all((spread > 0.75) & (spread < 1.15))


@pytest.mark.parametrize("fit", ["law", "activated"])
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
            fitted = fit_activated(T, values, std, systematic)
        shifts.append(float(fitted(0.7) / law(0.7)) - 1)
        quoted.append(float(fitted.std(0.7) / law(0.7)))
    # the fit to ten points is as uncertain as one of them; 300 draws know the spread to 4 %
    assert np.std(shifts) == pytest.approx(0.05, rel=0.15)
    assert np.mean(quoted) == pytest.approx(np.std(shifts), rel=0.15)


def test_a_power_law_is_fitted_exactly():
    fitted = fit_activated(T, 2.0 * T**-1.5, 0.01 * T**-1.5, 0 * T)
    np.testing.assert_allclose(fitted(np.array([0.2, 0.5, 3.0])), 2.0 * np.array([0.2, 0.5, 3.0]) ** -1.5, rtol=1e-8)


@pytest.mark.parametrize(("n", "terms"), [(3, 2), (4, 3), (5, 4), (10, 4)])
def test_few_points_make_a_shorter_law_that_keeps_a_degree_of_freedom(n, terms):
    law = ActivatedLaw(np.array([-2.1, 0.2, 1.5, -0.8]), np.zeros((4, 4)))
    assert fit_activated(T[:n], law(T[:n]), 0.01 * law(T[:n]), 0 * T[:n]).parameters.size == terms


def test_a_law_that_would_rise_beyond_the_data_loses_terms():
    law = ActivatedLaw(np.array([0.0, 1.0, 1.6]), np.zeros((3, 3)))  # lowest at T = 1.6
    value = law(T)
    assert fit_activated(T, value, 0.2 * value, 0 * T).parameters.size > 2  # decreases over the data
    reaching = fit_activated(T, value, 0.2 * value, 0 * T, reach=1.5)
    assert np.all(reaching.derivative(np.geomspace(0.2, 2.25, 100)) < 0)
    assert reaching.parameters.size == 2


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
        fit_activated(T, np.where(T == 0.35, -0.1, 1 / T), 0.1 * np.ones_like(T), 0 * T)


def test_rising_data_are_refused():
    with pytest.raises(ValueError, match="decreases"):
        fit_activated(T, T**3, 0.01 * T**3, 0 * T)
