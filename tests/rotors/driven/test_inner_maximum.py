"""Whether a current has a maximum inside: the differences, and how often chance alone exceeds a threshold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from thermochain.rotors.driven.inner_maximum import inner_maximum

NUMBERS = st.floats(-10, 10)
ERRORS = st.floats(0.01, 10)


@given(st.tuples(NUMBERS, NUMBERS, NUMBERS), st.tuples(ERRORS, ERRORS, ERRORS), NUMBERS)
def test_it_compares_the_point_inside_with_both_ends_alike_at_any_offset(values, stds, offset):
    found = inner_maximum(values, stds)
    mirrored = inner_maximum(values[::-1], stds[::-1])
    assert (found.rise, found.fall) == (mirrored.fall, mirrored.rise)
    assert found.sigma == mirrored.sigma
    shifted = inner_maximum(np.add(values, offset), stds)
    assert shifted.sigma == pytest.approx(found.sigma, abs=1e-11)  # rounding over the smallest error
    assert (found.sigma > 0) == (values[1] > max(values[0], values[2]))


def test_errors_of_independent_points_add_in_quadrature():
    found = inner_maximum([1.0, 2.0, 1.5], [0.3, 0.4, 1.2])
    assert (found.rise, found.fall) == (1.0, 0.5)
    assert (found.rise_std, found.fall_std) == pytest.approx((0.5, np.hypot(0.4, 1.2)))
    assert found.sigma == pytest.approx(0.5 / np.hypot(0.4, 1.2))


def test_without_errors_nothing_is_certain():
    assert np.isnan(inner_maximum([1.0, 2.0, 1.5], [0.0, 0.0, 0.0]).sigma)
    assert np.isnan(inner_maximum([1.0, 2.0, 1.5], [0.1, 0.0, 0.0]).sigma)  # one difference has none
    assert inner_maximum([1.0, 2.0, 1.5], [0.0, 0.1, 0.0]).sigma == pytest.approx(5.0)


def sigmas(values, n_trials=20000):
    stds = np.array([0.1, 0.05, 0.2])
    rng = np.random.default_rng(0)
    return np.array([inner_maximum(rng.normal(values, stds), stds).sigma for _ in range(n_trials)])


@pytest.mark.parametrize("values", [[0.0, 0.0, -9.0], [-9.0, 0.0, 0.0]])
@pytest.mark.parametrize("threshold", [1.0, 2.0])
def test_a_step_to_a_plateau_exceeds_a_threshold_as_often_as_a_gaussian_variable(values, threshold):
    expected = norm.sf(threshold)
    share = np.mean(sigmas(values) > threshold)
    assert share == pytest.approx(expected, abs=4 * np.sqrt(expected / 20000))  # four errors of the share


def test_a_flat_line_exceeds_it_less_often_because_both_ends_must_agree():
    assert 0 < np.mean(sigmas([0.0, 0.0, 0.0]) > 1.0) < 0.8 * norm.sf(1.0)


def test_a_monotone_line_and_a_minimum_are_not_taken_for_a_maximum():
    assert np.mean(sigmas([0.0, -0.1, -0.3]) > 2.0) < 0.002
    assert np.mean(sigmas([0.2, 0.0, 0.3]) > 2.0) < 0.002


def test_a_maximum_six_errors_high_is_found_at_three():
    height = 6 * np.hypot(0.05, 0.2)
    assert np.mean(sigmas([0.0, height, 0.0]) > 3.0) > 0.99
