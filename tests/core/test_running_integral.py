"""Running integrals of correlations in batches."""

import numpy as np
import pytest

from thermochain.core.running_integral import RunningIntegral

SPACING = 0.2


def test_running_integral_is_the_trapezoidal_sum():
    correlation = np.random.default_rng(0).normal(size=(3, 50))
    running = RunningIntegral.of(correlation, SPACING)
    for stop in (0, 1, 49):
        expected = np.trapezoid(correlation[:, : stop + 1], dx=SPACING, axis=1)
        np.testing.assert_allclose(running.batches[:, stop], expected, atol=1e-14)


def test_errors_are_those_of_the_mean_over_batches():
    running = RunningIntegral.of(np.random.default_rng(1).normal(size=(5, 20)), SPACING)
    assert running.mean[-1] == pytest.approx(running.batches[:, -1].mean())
    assert running.std[-1] == pytest.approx(np.std(running.batches[:, -1], ddof=1) / np.sqrt(5))
