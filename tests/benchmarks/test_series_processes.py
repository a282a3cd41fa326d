"""Processes for the comparison of estimators: each has the integral 1 and a spectrum that is nowhere negative."""

import numpy as np
import pytest

from benchmarks.series_processes import ACID, PROCESSES

FREQUENCIES = np.pi * np.linspace(0.0, 1.0, 2001)


@pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.name)
def test_the_integral_is_one_and_the_spectrum_is_not_negative(process):
    assert process.integral == pytest.approx(1.0)
    assert process.transform(FREQUENCIES).min() >= 0.0


def test_there_are_the_twelve_kernels_of_the_drill():
    assert len({process.name for process in ACID}) == 12


def test_an_oscillator_has_the_correlation_of_a_damped_oscillation():
    """pi f_0 Q exp(-pi f_0 t/Q) (cos(w t) + sin(w t)/(2 eta Q)), eta^2 = 1 - 1/(4 Q^2), w = 2 pi f_0 eta, doubled."""
    (process,) = (process for process in ACID if process.name == "sho1punder")
    frequency, quality, length = 0.03, 1.4, 2**14
    spectrum = 2.0 * process.transform(2.0 * np.pi * np.fft.rfftfreq(length))
    times = np.arange(200.0)
    eta = np.sqrt(1.0 - 0.25 / quality**2)
    angle = 2.0 * np.pi * frequency * eta * times
    size = 2.0 * np.pi * frequency * quality * np.exp(-np.pi * frequency * times / quality)
    expected = size * (np.cos(angle) + np.sin(angle) / (2.0 * eta * quality))
    # the samples of the periodic process lack frequencies above 1/2, where the spectrum has fallen by 1e-5
    np.testing.assert_allclose(np.fft.irfft(spectrum)[:200], expected, atol=1e-4)
