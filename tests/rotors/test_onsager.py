"""Laws K(T): derivatives, parameter gradients and error propagation."""

from dataclasses import replace

import numpy as np
import pytest

from thermochain.rotors.onsager import ActivatedLaw, ExponentialLaw, InversePowerLaw, LogPolynomialLaw

COVARIANCE = np.diag([0.1, 0.02, 0.03]) ** 2
LAWS = [
    ExponentialLaw(np.array([-5.0, 2.1, 0.95]), COVARIANCE),
    InversePowerLaw(np.array([0.2, 0.2, 0.18]), COVARIANCE),
    LogPolynomialLaw(np.array([0.3, -1.9, 0.2]), COVARIANCE, low=0.3, high=2.0),
    ActivatedLaw(np.array([-2.3, -0.9, 1.2]), COVARIANCE),
    ActivatedLaw(np.array([-2.1, 0.2, 1.5, -0.8]), np.diag([0.1, 0.02, 0.03, 0.05]) ** 2),
]
IDS = [f"{type(law).__name__}{law.parameters.size}" for law in LAWS]
TEMPERATURES = np.array([0.2, 0.31, 0.7, 1.9, 2.7])


@pytest.mark.parametrize("law", LAWS, ids=IDS)
def test_derivative_and_gradient_agree_with_finite_differences(law):
    h = 1e-5  # central differences: error h^2 times third derivatives, below 1e-6 relative here
    numerical = (law(TEMPERATURES + h) - law(TEMPERATURES - h)) / (2 * h)
    np.testing.assert_allclose(law.derivative(TEMPERATURES), numerical, rtol=1e-5)
    n = law.parameters.size
    for k in range(n):
        shift = h * np.eye(n)[k]
        rise = law.with_parameters(law.parameters + shift)(TEMPERATURES)
        fall = law.with_parameters(law.parameters - shift)(TEMPERATURES)
        np.testing.assert_allclose(law.gradient(TEMPERATURES)[k], (rise - fall) / (2 * h), rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("law", LAWS, ids=IDS)
def test_std_is_the_spread_of_the_law_under_its_parameter_covariance(law):
    small = replace(law, covariance=1e-4 * law.covariance)  # linear regime
    rng = np.random.default_rng(0)
    draws = rng.multivariate_normal(small.parameters, small.covariance, size=20_000)
    spread = np.std([small.with_parameters(d)(TEMPERATURES) for d in draws], axis=0)
    np.testing.assert_allclose(small.std(TEMPERATURES), spread, rtol=0.03)  # 5 sigma of a std from 20,000 draws


def test_log_polynomial_continues_as_a_power_law_with_matching_slope():
    law = LAWS[2]
    for end, beyond in ((law.low, 0.5), (law.high, 2.0)):
        exponent = law.logarithmic_slope(end)
        assert law(end * beyond) == pytest.approx(law(end) * beyond**exponent, rel=1e-12)
        inner = law.logarithmic_slope(end * (1 - 1e-9) if beyond > 1 else end * (1 + 1e-9))
        assert inner == pytest.approx(exponent, abs=1e-7)


def test_shapes_that_do_not_match_are_refused():
    with pytest.raises(ValueError, match=r"covariance \(2, 2\) must be"):
        InversePowerLaw(np.ones(3), np.eye(2))


def test_the_activated_law_has_a_barrier_at_low_and_a_power_at_high_temperature():
    law = LAWS[4]
    _, power, barrier, crossover = law.parameters
    T = np.array([0.010, 0.011])
    cold = np.diff(np.log(law(T)) - power * np.log(T)) / np.diff(1 / T)
    assert cold[0] == pytest.approx(barrier, abs=1e-4)  # log(1 + T^2) changes by 2e-5 here, 1/T by 9
    assert law.logarithmic_slope(1e4) == pytest.approx(power + 2 * crossover, abs=1e-3)  # barrier/T = 1.5e-4 is left


def test_shorter_activated_laws_are_members_of_longer_ones():
    T = np.geomspace(0.1, 10, 9)
    for n in (2, 3):
        short = ActivatedLaw(np.array([-0.5, -1.3, 0.7])[:n], np.zeros((n, n)))
        long = ActivatedLaw(np.append(short.parameters, np.zeros(4 - n)), np.zeros((4, 4)))
        np.testing.assert_allclose(short(T), long(T), rtol=1e-14)
    np.testing.assert_allclose(ActivatedLaw(np.array([0.0, -2.0]), np.zeros((2, 2)))(T), T**-2, rtol=1e-13)


@pytest.mark.parametrize("n", [1, 5])
def test_activated_laws_of_other_lengths_are_refused(n):
    with pytest.raises(ValueError, match="must be 2, 3 or 4"):
        ActivatedLaw(np.zeros(n), np.zeros((n, n)))


@pytest.mark.parametrize("law", LAWS)
def test_arrays_of_a_law_are_copies_that_cannot_be_changed(law):
    parameters, covariance = law.parameters.copy(), law.covariance.copy()
    same = replace(law, parameters=parameters, covariance=covariance)
    before = same(1.0)
    parameters[:] = covariance[:] = 99.0  # the caller's own arrays
    assert same(1.0) == before
    for array in (same.parameters, same.covariance):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1.0
