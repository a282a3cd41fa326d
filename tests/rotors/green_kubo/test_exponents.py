"""Local exponents: exact for powers, with errors that batches confirm."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thermochain.core.running_integral import RunningIntegral
from thermochain.rotors.green_kubo.exponents import errors_between, exponents_between, exponents_in_time
from thermochain.rotors.green_kubo.phase_slip import phase_slip_coefficient


def running(power, n_lags=801, noise=0.0, n_batches=16, seed=0):
    """Batches of K(t) = t^power, the one factor of each batch common to all times."""
    t = 0.4 * np.arange(n_lags)
    factors = 1.0 + noise * np.random.default_rng(seed).standard_normal((n_batches, 1))
    return RunningIntegral(t, factors * t**power)


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(power=st.floats(0.0, 2.0), n_lags=st.integers(9, 3000))
def test_the_exponent_of_a_power_of_time_is_that_power_at_all_times(power, n_lags):
    times, exponent, std = exponents_in_time(running(power, n_lags))
    np.testing.assert_allclose(exponent, power, atol=1e-12)
    np.testing.assert_allclose(std, 0.0, atol=1e-12)
    assert times[-1] == pytest.approx(0.4 * ((n_lags - 1) // 2))
    assert np.all(np.diff(times) > 0.0)


def test_a_coefficient_that_settles_goes_from_ballistic_to_zero_and_superdiffusion_does_not():
    t = 0.4 * np.arange(8001)
    settled = exponents_in_time(RunningIntegral(t, np.tile(1.0 - np.exp(-t / 20.0), (4, 1))))[1]
    assert settled[0] > 0.9
    assert abs(settled[-1]) < 1e-12
    anomalous = exponents_in_time(RunningIntegral(t, np.tile((1.0 + t) ** (1.0 / 3.0) - 1.0, (4, 1))))[1]
    assert anomalous[-1] > 0.3  # negative control


def test_noise_that_both_times_share_is_no_error_of_the_exponent():
    """An error of K(2t) alone would be 0.2/sqrt(16)/ln 2 = 0.07."""
    exponent, std = exponents_in_time(running(0.5, noise=0.2))[1:]
    np.testing.assert_allclose(exponent, 0.5, atol=1e-12)
    assert np.all(std < 1e-12)


def test_errors_are_the_scatter_of_independent_sets_of_batches():
    rng = np.random.default_rng(1)
    t = 0.4 * np.arange(65)
    increments = rng.standard_normal((400 * 8, t.size)) * 0.5
    K = t + np.cumsum(increments, axis=1) * np.sqrt(0.4)
    K[:, 0] = 0.0
    found = np.array([exponents_in_time(RunningIntegral(t, some))[1:] for some in K.reshape(400, 8, -1)])
    ratio = np.sqrt(np.mean(found[:, 1, -1] ** 2)) / found[:, 0, -1].std()
    # the scatter of 400 is known to 3.5 %, a jackknife of 8 batches has the variance within some per cent
    assert ratio == pytest.approx(1.0, abs=0.12)


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(power=st.floats(-5.0, 5.0), amplitude=st.floats(0.01, 100.0))
def test_the_exponent_of_a_power_of_temperature_is_that_power(power, amplitude):
    T = np.array([0.2, 0.25, 0.4, 1.0, 3.0])
    np.testing.assert_allclose(exponents_between(T, amplitude * T**power), power, atol=1e-11)


def test_the_exponent_of_slips_is_two_less_two_over_the_temperature_in_the_cold():
    T = np.array([0.01, 0.0101])
    [exponent] = exponents_between(T, phase_slip_coefficient(T))
    assert exponent == pytest.approx(2.0 - 2.0 / np.sqrt(T[0] * T[1]), abs=0.02)  # the next order is of order T


def test_errors_that_neighbours_share_cancel_where_they_are_equal_parts():
    T, K = np.array([0.2, 0.25, 0.3]), np.array([10.0, 4.0, 2.0])
    np.testing.assert_allclose(errors_between(T, K, 0.1 * K, shared=True), 0.0, atol=1e-15)
    alone = errors_between(T, K, 0.1 * K, shared=False)
    np.testing.assert_allclose(alone, 0.1 * np.sqrt(2.0) / np.diff(np.log(T)))


def test_too_few_lags_are_named():
    with pytest.raises(ValueError, match="running has 7 lags, at least 8 are needed; pass longer lags"):
        exponents_in_time(running(1.0, n_lags=8))
