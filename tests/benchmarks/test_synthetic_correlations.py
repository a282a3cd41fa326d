"""Processes with known integral: their samples have the correlations they promise."""

import numpy as np
import pytest

from benchmarks.synthetic_correlations import (
    GaussianProcess,
    correlate_processes,
    oscillation,
    relaxation,
    slow_tail,
)

SPACING = 0.2


def correlation_of(process, n_lags=2000, length=2**18):
    """C(t) of the discrete process, from its spectrum alone."""
    frequencies = 2 * np.pi * np.fft.rfftfreq(length, SPACING)
    return np.fft.irfft(2.0 / SPACING * process.transform(frequencies), length)[:n_lags]


@pytest.mark.parametrize(
    ("process", "exact", "integral"),
    [
        (relaxation((1.0, 8.0)), lambda t: np.exp(-t / 8), 8.0),
        (relaxation((1.0, 6.0), (-0.02, 30.0)), lambda t: np.exp(-t / 6) - 0.02 * np.exp(-t / 30), 5.4),
        (oscillation(8.0, 0.5), lambda t: np.exp(-t / 8) * np.cos(0.5 * t), 8 / (1 + 16)),
    ],
)
def test_closed_forms(process, exact, integral):
    assert process.integral == pytest.approx(integral)
    t = SPACING * np.arange(2000)
    # the spectrum ends at the Nyquist frequency: ripples of relative size 1/(pi omega_N tau) near t = 0
    np.testing.assert_allclose(correlation_of(process)[10:], exact(t)[10:], atol=2e-3)


@pytest.mark.parametrize("exponent", [0.5, 0.75, 1.0, 1.5])
def test_tails_have_the_stated_amplitude_and_power(exponent):
    """K(t) - K -> amplitude t^-exponent."""
    process = slow_tail(1.0, 0.4, exponent, 0.5)
    c = correlation_of(process, n_lags=1001)
    k = SPACING * (np.cumsum(c) - 0.5 * c[0] - 0.5 * c)
    for time in (50.0, 100.0, 200.0):
        n = round(time / SPACING)
        # next order of the tail: relative (fast/t)^2; ripples of the cut-off at 1/fast are long gone
        assert (k[n] - 1.0) * time**exponent == pytest.approx(0.4, rel=0.02)


def test_sampled_series_have_the_integral_within_its_error():
    process = GaussianProcess("shoulder", lambda w: 1.0 / (1.0 + w**2) + 1.0 / (1.0 + 4 * w**2))
    data = correlate_processes(
        process, relaxation((1.0, 1.0)), n_samples=2000, n_lags=200, n_batches=32, n_replicas=8, spacing=SPACING,
        rng=np.random.default_rng(0),
    )  # fmt: skip
    integrals = np.trapezoid(data.pp, dx=SPACING, axis=1)
    error = integrals.std(ddof=1) / np.sqrt(32)
    assert error < 0.1  # 4 t_max of 1e5 time units, relative variance: 0.08
    assert abs(integrals.mean() - process.integral) < 4 * error  # exp(-40/2) is left beyond the last lag
