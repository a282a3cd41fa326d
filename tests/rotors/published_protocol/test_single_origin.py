"""Correlations from one time origin, on Gaussian series with known correlation."""

import numpy as np
import pytest

from tests.core.synthetic import EXPONENTIAL, OVERSHOOT
from thermochain.core.correlation import correlate_currents
from thermochain.core.running_integral import RunningIntegral
from thermochain.rotors.published_protocol.single_origin import correlate_with_start

SPACING, N_LAGS = 0.2, 101


def batches_of(estimate, kernel_p, kernel_e, *, n_batches=40, n_replicas=25, mean=0.0, growth=1.0, seed=0):
    """C^pp, C^ee, C^pe of independent batches; the series has a mean and an amplitude that grows with time."""
    rng = np.random.default_rng(seed)
    amplitude = np.linspace(1.0, growth, 2 * N_LAGS)[:, None]
    results = []
    for _ in range(n_batches):
        p, e = (k.series(2 * N_LAGS, n_replicas, SPACING, rng) * amplitude + mean for k in (kernel_p, kernel_e))
        results.append(estimate(p, e, 1, N_LAGS))
    return [np.array(column) for column in zip(*results, strict=True)]


def deviation(batches, expected):
    """Distance of the mean of the batches from `expected`, in standard errors."""
    return (batches.mean(axis=0) - expected) / (batches.std(axis=0, ddof=1) / np.sqrt(len(batches)))


def test_known_correlations_and_their_integral_come_out():
    pp, ee, pe = batches_of(correlate_with_start, OVERSHOOT, EXPONENTIAL)
    times = SPACING * np.arange(N_LAGS)
    for lag in (0, 5, 20, 60):  # 4.5 of Student's t with 39 degrees of freedom: false alarm 6e-5
        assert abs(deviation(pp[:, lag], OVERSHOOT.correlation(times[lag]))) < 4.5
        assert abs(deviation(ee[:, lag], EXPONENTIAL.correlation(times[lag]))) < 4.5
        assert abs(deviation(pe[:, lag], 0.0)) < 4.5
    running = RunningIntegral.of(ee, SPACING)
    exact = np.trapezoid(EXPONENTIAL.correlation(times), dx=SPACING)
    assert running.std[-1] < 0.15 * exact
    assert abs(deviation(running.batches[:, -1], exact)) < 4.5


def test_a_mean_current_is_removed_without_bias():
    """Five replicas a batch: dividing by R, as (A.1) has it, would lose a fifth of the covariance."""
    pp, _, pe = batches_of(
        correlate_with_start, EXPONENTIAL, EXPONENTIAL, n_batches=400, n_replicas=5, mean=3.0, seed=1
    )
    assert abs(deviation(pp[:, 0], 1.0)) < 4.5
    assert abs(deviation(pe[:, 0], 0.0)) < 4.5
    assert deviation(0.8 * pp[:, 0], 1.0) < -6.0  # the test sees the difference
    uncentred, _, _ = batches_of(correlate_currents, EXPONENTIAL, EXPONENTIAL, mean=3.0, seed=1)
    assert uncentred[:, 0].mean() > 5.0


def test_only_the_first_moment_is_an_origin():
    """Of a current whose amplitude doubles, the single origin knows the start, every origin the whole."""
    growth = 2.0
    arguments = {"growth": growth, "n_batches": 100, "seed": 2}
    single, _, _ = batches_of(correlate_with_start, EXPONENTIAL, EXPONENTIAL, **arguments)
    every, _, _ = batches_of(correlate_currents, EXPONENTIAL, EXPONENTIAL, **arguments)
    assert abs(deviation(single[:, 0], 1.0)) < 4.5
    assert every[:, 0].mean() == pytest.approx((1 + growth + growth**2) / 3, rel=0.05)  # mean square of 1 .. 2


def test_correlations_are_per_rotor():
    rng = np.random.default_rng(3)
    p, e = rng.standard_normal((2, 10, 6))
    for one, ten in zip(correlate_with_start(p, e, 1, 4), correlate_with_start(p, e, 10, 4), strict=True):
        np.testing.assert_allclose(one, 10 * ten)
        assert one.shape == (4,)
