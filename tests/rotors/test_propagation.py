"""Errors carried from the covariance of the coefficients to what follows from them."""

from dataclasses import replace

import numpy as np

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.macroscopic.first_integral import energy_current
from thermochain.rotors.macroscopic.profiles import stationary_profiles
from thermochain.rotors.propagation import standard_error

C = published_coefficients()


def correlated(relative):
    """The published laws with correlated errors of their parameters."""
    laws = {}
    for key in ("pp", "ee"):
        law = getattr(C, key)
        std = relative * np.abs(law.parameters)
        laws[key] = replace(law, covariance=np.outer(std, std) * (0.4 * np.eye(3) + 0.6))
    return replace(C, name="measured", **laws)


def test_errors_of_what_is_linear_in_the_parameters_are_exact():
    c, T = correlated(0.05), np.array([0.3, 0.7, 1.5])
    np.testing.assert_allclose(standard_error(c, lambda c: c.onsager_ee(T)), c.onsager_ee_std(T), rtol=1e-12)


def test_errors_of_currents_and_profiles_are_the_scatter_of_resampled_coefficients():
    c, n = correlated(0.003), 600
    T, x = np.array([0.3, 0.5, 1.0]), np.linspace(-1, 1, 9)

    def current(c):
        return energy_current(c, 0.3, T, 0.0, 1.5)

    def temperature(c):
        return stationary_profiles(c, 0.3, T, 0.0, 1.5, x).temperature[:, 1:-1]

    rng = np.random.default_rng(0)
    drawn = [c.resample(rng) for _ in range(n)]
    for function in (current, temperature):
        scatter = np.std([function(d) for d in drawn], axis=0, ddof=1)
        # n draws give a standard deviation to 1/sqrt(2n) = 2.9 %; 4 of these
        np.testing.assert_allclose(standard_error(c, function), scatter, rtol=0.12)


def test_no_covariance_no_error():
    laws = {key: replace(getattr(C, key), covariance=np.zeros((3, 3))) for key in ("pp", "ee")}
    c = replace(C, **laws)
    assert c.principal_variations() == []
    np.testing.assert_array_equal(standard_error(c, lambda c: c.onsager_pp([0.3, 1.0])), 0.0)
