"""Zeros of measured curves: where they are, and how well they are known."""

import numpy as np
import pytest

from thermochain.rotors.driven.crossing import find_crossing

X = np.array([0.25, 0.5, 0.75, 1.0, 2.0])


def test_a_parabola_has_its_exact_zero():
    found = find_crossing(X, X**2 - 0.4, np.zeros(5))
    assert found.position == pytest.approx(np.sqrt(0.4), abs=1e-12)  # rounding
    assert found.std == 0.0


def test_two_points_are_joined_by_a_line():
    found = find_crossing(np.array([1.0, 3.0]), np.array([-1.0, 3.0]), np.array([0.1, 0.1]))
    assert found.position == pytest.approx(1.5)
    assert found.std == pytest.approx(0.1 * np.hypot(0.75, 0.25) / 2.0)  # weights at the zero over the slope


@pytest.mark.parametrize("values", [np.ones(5), -np.ones(5)])
def test_without_a_change_of_sign_there_is_no_crossing(values):
    assert find_crossing(X, values, np.ones(5)) is None


def test_one_point_has_no_crossing():
    assert find_crossing(X[:1], np.array([0.3]), np.array([0.1])) is None


def test_the_error_is_the_scatter_of_noisy_curves():
    rng = np.random.default_rng(3)
    curve, std = np.exp(-X) - 0.55, np.array([0.01, 0.02, 0.01, 0.03, 0.03])
    draws = [find_crossing(X, curve + std * rng.standard_normal(5), std) for _ in range(2000)]
    scatter = np.std([draw.position for draw in draws])
    predicted = find_crossing(X, curve, std).std
    assert scatter == pytest.approx(predicted, rel=0.1)  # 2000 draws know it to 2 %; the rest is curvature
