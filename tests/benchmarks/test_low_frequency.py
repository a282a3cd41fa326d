"""Spectra near zero frequency: what their limit is, and the cusp that a slow tail of the running integral makes."""

import numpy as np
import pytest
from scipy import integrate

from benchmarks.low_frequency import PowerSpectrum, fit_powers, power_spectrum
from tests.core.synthetic import EXPONENTIAL, Kernel
from thermochain.core.correlation import correlate_currents
from thermochain.core.running_integral import RunningIntegral

AMPLITUDE = 1.0  # a of the tail below


class TailKernel(Kernel):
    """C(t) = C0 exp(-t/tau) - (a/2) (1 + t)^{-3/2}, whose running integral falls to its limit as a t^{-1/2}."""

    def integral(self):
        return super().integral() - AMPLITUDE

    def correlation(self, times):
        return super().correlation(times) - 0.5 * AMPLITUDE * (1.0 + times) ** -1.5


TAIL = TailKernel((4.0, 0.5))
CORNER = 4.0 / 0.5 - 0.75 * AMPLITUDE  # -C'(0); trapezoidal sums of spacing h exceed the integral of C by h^2/12 of it
EXPANSION = (0.0, 0.5, 1.5)  # the powers of its spectrum


def measured(kernel, *, n_samples, n_batches, n_replicas, spacing, highest, rng):
    """Spectrum of independent synthetic series; also their correlations up to a tenth of their length."""
    powers, correlations = [], []
    for _ in range(n_batches):
        series = kernel.series(n_samples, n_replicas, spacing, rng)
        frequencies, power = power_spectrum(series, spacing, 1, highest)
        powers.append(power)
        correlations.append(correlate_currents(series, series, 1, n_samples // 10)[0])
    spectrum = PowerSpectrum(frequencies, np.array(powers), n_samples * spacing)
    return spectrum, RunningIntegral.of(np.array(correlations), spacing)


@pytest.fixture(scope="module")
def tail_data():
    return measured(
        TAIL, n_samples=16384, n_batches=16, n_replicas=32, spacing=0.25, highest=0.5, rng=np.random.default_rng(3)
    )


@pytest.mark.parametrize("omega", [1e-3, 1e-4])
def test_the_tail_makes_the_cusp_that_is_claimed(omega):
    """P(omega) = K + a sqrt(pi omega/2) + O(omega), by quadrature of the exact correlation."""
    tail, _ = integrate.quad(
        lambda t: 0.5 * AMPLITUDE * (1.0 + t) ** -1.5, 0, np.inf, weight="cos", wvar=omega, limlst=500
    )
    power = 4.0 * 0.5 / (1 + (0.5 * omega) ** 2) - tail
    cusp = AMPLITUDE * np.sqrt(0.5 * np.pi * omega)
    # the expansion goes on with sqrt(pi/2) omega^{3/2}, thirty times less than the cusp or better
    assert power - TAIL.integral() == pytest.approx(cusp, abs=2 * omega**1.5)


def test_finite_trajectories_multiply_the_cusp_by_one_plus_half_a_period():
    """Expected periodogram int (1 - t/L) C(t) cos(omega t) dt at the lowest frequency, exact up to O(1/L)."""
    length, spacing = 4096.0, 0.05
    times = spacing * np.arange(round(length / spacing) + 1)
    omega = 2 * np.pi / length
    expected = np.trapezoid((1 - times / length) * TAIL.correlation(times) * np.cos(omega * times), dx=spacing)
    limit = TAIL.integral() + spacing**2 / 12 * CORNER
    cusp = AMPLITUDE * np.sqrt(0.5 * np.pi * omega)
    factor = 1 + 1 / (2 * omega * length)
    assert expected - limit == pytest.approx(cusp * factor, abs=4 / length)
    assert cusp * (factor - 1) > 3 * (4 / length)  # the correction is seen


def test_series_show_tail_and_cusp_together(tail_data):
    """One series has t^{-1/2} in its running integral and sqrt(omega) in its spectrum, related by sqrt(pi/2)."""
    spectrum, running = tail_data
    fit = fit_powers(spectrum, EXPANSION, 0.3)
    slope, slope_std = fit.coefficients[1], np.sqrt(fit.covariance[1, 1])
    assert abs(fit.integral - TAIL.integral() - 0.25**2 / 12 * CORNER) < 4 * fit.integral_std
    assert abs(slope - AMPLITUDE * np.sqrt(np.pi / 2)) < 4 * slope_std
    assert slope_std < 0.15  # sharp enough to exclude the slopes a sqrt(2 pi) and a sqrt(pi)/2 of wrong factors
    for time in (25.0, 100.0):
        k = round(time / 0.25)
        expected = TAIL.integral() + AMPLITUDE / np.sqrt(1 + time) + 0.25**2 / 12 * CORNER
        assert abs(running.mean[k] - expected) < 4 * running.std[k]


def test_a_smooth_fit_misses_the_cusp_and_says_so(tail_data):
    spectrum, _ = tail_data
    cusp, smooth = (fit_powers(spectrum, powers, 0.3) for powers in (EXPANSION, (0.0, 2.0, 4.0)))
    assert cusp.chi_square < cusp.n_free + 4 * np.sqrt(2 * cusp.n_free)
    assert smooth.chi_square > smooth.n_free + 8 * np.sqrt(2 * smooth.n_free)
    assert smooth.integral > TAIL.integral() + 8 * smooth.integral_std


def test_a_smooth_spectrum_has_no_cusp():
    spectrum, _ = measured(
        EXPONENTIAL, n_samples=8192, n_batches=16, n_replicas=32, spacing=0.25, highest=0.3,
        rng=np.random.default_rng(4),
    )  # fmt: skip
    smooth = fit_powers(spectrum, (0.0, 2.0, 4.0), 0.3)
    assert abs(smooth.integral - EXPONENTIAL.sampled_integral(0.25)) < 4 * smooth.integral_std
    cusp = fit_powers(spectrum, (0.0, 0.5), 0.02)
    assert abs(cusp.coefficients[1]) < 4 * np.sqrt(cusp.covariance[1, 1])


def test_error_bars_cover():
    """Fits to many short series scatter about the limit as their error bars say."""
    rng = np.random.default_rng(5)
    distances = []
    for _ in range(40):
        series = TAIL.series(1024, 256, 0.5, rng)
        batches = [power_spectrum(series[:, k : k + 16], 0.5, 1, 0.3) for k in range(0, 256, 16)]
        spectrum = PowerSpectrum(batches[0][0], np.array([power for _, power in batches]), 512.0)
        fit = fit_powers(spectrum, EXPANSION, 0.3)
        distances.append((fit.integral - TAIL.integral() - 0.5**2 / 12 * CORNER) / fit.integral_std)
    # 40 deviates of Student's t with 15 degrees of freedom: the mean within 4/sqrt(40), and 37.4 +- 1.6 of them below 2
    assert abs(np.mean(distances)) < 0.63
    assert np.sum(np.abs(distances) < 2) >= 33


def test_bins_average_and_empty_ones_vanish():
    spectrum = PowerSpectrum(
        np.array([1.0, 2.0, 3.0, 7.0]), np.array([[1.0, 3.0, 5.0, 9.0], [1.0, 5.0, 5.0, 9.0]]), 6.0
    )
    binned = spectrum.averaged(np.array([0.5, 2.5, 4.0, 6.0, 8.0]))
    assert binned.frequencies == pytest.approx([1.5, 3.0, 7.0])
    assert binned.batches == pytest.approx(np.array([[2.0, 5.0, 9.0], [3.0, 5.0, 9.0]]))


def test_fits_refuse_what_they_cannot_do(tail_data):
    spectrum, _ = tail_data
    with pytest.raises(ValueError, match="must begin with 0"):
        fit_powers(spectrum, (0.5, 1.0), 0.1)
    with pytest.raises(ValueError, match=r"2 frequencies lie below highest=0\.004"):
        fit_powers(spectrum, (0.0, 0.5), 0.004)
