"""The criterion finds the form that made the data and does not pay for parameters."""

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.green_kubo.fits import (
    activated_guess,
    exponential_guess,
    fit_likeliest,
    inverse_power_guess,
    log_polynomial_guess,
    point_covariance,
)
from thermochain.rotors.green_kubo.form_score import FormScore, score_form
from thermochain.rotors.onsager import ActivatedLaw

T = np.array([0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0])
LAWS = {
    "published form": published_coefficients().pp,
    "activated": ActivatedLaw(np.array([-2.1, 0.2, 1.5, -0.8]), np.zeros((4, 4))),
    "power law": ActivatedLaw(np.array([-1.1, -2.0]), np.zeros((2, 2))),
}


def data(law, rng):
    """Values with errors of 1 % and a shared error of 1.5 to 4.5 %, and their covariance."""
    value = law(T)
    std, systematic = 0.01 * value, 0.03 * value * np.linspace(1.5, 0.5, T.size)
    drawn = value + std * rng.standard_normal(T.size) + systematic * rng.standard_normal()
    return drawn, point_covariance(std, systematic)


def fitting(start):
    return lambda temperature, value, covariance: fit_likeliest(start, temperature, value, covariance)


def scores(value, covariance):
    error = np.sqrt(np.diag(covariance))
    starts = {
        "published form": exponential_guess(),
        "activated": activated_guess(T, value, error, 4),
        "power law": activated_guess(T, value, error, 2),
    }
    return {n: score_form(fitting(start), start.parameters.size, T, value, covariance) for n, start in starts.items()}


@pytest.mark.parametrize("truth", LAWS)
def test_the_form_that_made_the_data_predicts_them_best(truth):
    rng = np.random.default_rng(0)
    n, won = 15, 0
    for _ in range(n):
        found = scores(*data(LAWS[truth], rng))
        won += truth == max(found, key=lambda name: found[name].log_likelihood)
    # the power law is a member of both other forms, and a longer form wins by chance in one case of six or so
    assert won >= (8 if truth == "power law" else n)


def test_parameters_that_are_not_needed_predict_worse_though_they_fit_better():
    rng = np.random.default_rng(1)
    short, long = [], []
    for _ in range(25):
        value, covariance = data(LAWS["power law"], rng)
        error = np.sqrt(np.diag(covariance))
        for degree, found in ((1, short), (5, long)):
            start = log_polynomial_guess(T, value, error, degree)
            found.append(score_form(fitting(start), degree + 1, T, value, covariance))
        assert long[-1].chi_square < short[-1].chi_square  # what a criterion must not follow
    gain = np.array([a.log_likelihood - b.log_likelihood for a, b in zip(short, long, strict=True)])
    assert gain.mean() > 4 * gain.std(ddof=1) / np.sqrt(gain.size)
    assert np.mean(gain > 0) > 0.7


def test_p_values_of_the_true_form_are_uniform_and_of_a_wrong_one_vanish():
    rng = np.random.default_rng(2)
    true, wrong = [], []
    for _ in range(60):
        value, covariance = data(LAWS["activated"], rng)
        error = np.sqrt(np.diag(covariance))
        for terms, found in ((4, true), (2, wrong)):
            law = fit_likeliest(activated_guess(T, value, error, terms), T, value, covariance)
            residual = value - law(T)
            chi_square = residual @ np.linalg.solve(covariance, residual)
            found.append(FormScore(terms, chi_square, T.size - terms, np.zeros(T.size)).p_value)
    assert abs(np.mean(true) - 0.5) < 4 / np.sqrt(12 * 60)  # uniform on [0, 1] has the variance 1/12
    assert np.min(true) < 0.2
    assert np.max(true) > 0.8
    assert np.max(wrong) < 1e-3


def test_log_densities_of_a_known_law_are_conditional_gaussians():
    """Without parameters the density of a point is that of all points over that of the others."""
    law = LAWS["activated"]
    value, covariance = data(law, np.random.default_rng(3))
    score = score_form(lambda *_: law, 0, T, value, covariance)
    whole = multivariate_normal(law(T), covariance).logpdf(value)
    for k in (0, 7, 14):
        others = np.arange(T.size) != k
        part = multivariate_normal(law(T[others]), covariance[np.ix_(others, others)]).logpdf(value[others])
        assert score.log_likelihoods[k] == pytest.approx(whole - part, rel=1e-6)
    assert score.degrees_of_freedom == T.size


def test_log_densities_of_a_linear_form_are_those_of_parameters_without_prior_knowledge():
    """Where K is linear in the parameters, all points are one Gaussian of covariance C + G (wide prior) G^T."""
    value, covariance = data(published_coefficients().ee, np.random.default_rng(4))
    start = inverse_power_guess()
    design = start.gradient(T).T
    precision = np.linalg.inv(covariance + 1e4 * design @ design.T)
    variance = 1.0 / np.diag(precision)  # of a point given all others
    expected = -0.5 * np.log(2 * np.pi * variance) - 0.5 * variance * (precision @ value) ** 2
    found = score_form(fitting(start), 3, T, value, covariance).log_likelihoods
    np.testing.assert_allclose(found, expected, atol=1e-4)  # the prior is wide, not infinite


def test_behind_is_the_mean_difference_with_its_error():
    good, bad = (FormScore(1, 1.0, 1, np.array(x)) for x in ([1.0, 2.0, 3.0], [0.0, 2.0, 1.0]))
    behind, error = bad.behind(good)
    assert behind == pytest.approx(1.0)
    assert error == pytest.approx(1.0 / np.sqrt(3))
    assert good.behind(good) == (0.0, 0.0)


def test_too_few_points_to_leave_one_out_are_refused():
    with pytest.raises(ValueError, match="must leave a degree of freedom"):
        score_form(lambda *_: LAWS["power law"], 3, T[:4], T[:4], np.eye(4))
