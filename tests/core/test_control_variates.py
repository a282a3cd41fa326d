"""Means with controls: right, with right errors, and not fooled by what does not help."""

import numpy as np
import pytest

from thermochain.core.control_variates import controlled_mean


def test_errors_cover_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(1)
    z = []
    for _ in range(400):
        controls = rng.standard_normal((3, 64))
        values = 2.0 + np.array([1.0, -0.5, 0.0]) @ controls + 0.3 * rng.standard_normal(64)
        mean, std = controlled_mean(values[None], controls)
        z.append((mean[0] - 2.0) / std[0])
    # the spread of 400 numbers is known to 3.5 %; three times that
    assert np.std(z) == pytest.approx(1.0, abs=0.11)
    assert np.mean(z) == pytest.approx(0.0, abs=0.2)


def test_controls_take_their_share_of_the_noise_away_and_useless_ones_do_no_harm():
    rng = np.random.default_rng(2)
    controls = rng.standard_normal((2, 1000))
    values = (controls[0] + 0.1 * rng.standard_normal(1000))[None]
    _, useful = controlled_mean(values, controls[:1])
    _, useless = controlled_mean(values, controls[1:])
    _, plain = controlled_mean(values, np.zeros((1, 1000)))
    assert useful[0] == pytest.approx(0.1 / np.sqrt(1000), rel=0.1)
    assert useless[0] == pytest.approx(plain[0], rel=0.01)


def test_a_control_given_twice_counts_once():
    rng = np.random.default_rng(3)
    controls = rng.standard_normal((2, 200))
    values = controls.sum(axis=0, keepdims=True) + rng.standard_normal((1, 200))
    once, twice = controlled_mean(values, controls), controlled_mean(values, np.concatenate([controls, controls[:1]]))
    np.testing.assert_allclose(twice, once, rtol=1e-10)


def test_too_few_samples_are_refused():
    with pytest.raises(ValueError, match=r"controls: 5 with 20 samples, .* use 24 samples or more"):
        controlled_mean(np.zeros((1, 20)), np.zeros((5, 20)))
