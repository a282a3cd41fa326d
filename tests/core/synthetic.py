"""Gaussian series with correlations known in closed form, in the shape of current correlations."""

import numpy as np

from thermochain.core.correlation import TimeCorrelations, correlate_currents


class Kernel:
    """C(t) = sum_k a_k exp(-t / tau_k), realised as independent Ornstein-Uhlenbeck processes.

    A negative amplitude is made by filtering: the process y = x - lowpass(x) has an overshoot.
    """

    def __init__(self, *terms):
        self.terms = terms

    def integral(self):
        return sum(a * tau for a, tau in self.terms)

    def sampled_integral(self, spacing):
        """Trapezoidal sum to infinity, which is what an estimate from samples converges to."""
        return sum(a * spacing * (1 / (1 - np.exp(-spacing / tau)) - 0.5) for a, tau in self.terms)

    def correlation(self, times):
        return sum(a * np.exp(-times / tau) for a, tau in self.terms)

    def series(self, n_samples, n_replicas, spacing, rng):
        """Stationary Gaussian series of shape (n_samples, n_replicas) with exactly this correlation.

        Circulant embedding: colour white noise with the square root of the spectrum of C on a ring twice as
        long as the longest correlation is felt.
        """
        length = 2 * n_samples
        lags = np.minimum(np.arange(length), length - np.arange(length)) * spacing
        spectrum = np.fft.rfft(self.correlation(lags)).real
        assert spectrum.min() > -1e-9 * spectrum.max(), "not a correlation function"
        noise = np.fft.rfft(rng.standard_normal((length, n_replicas)), axis=0)
        coloured = np.fft.irfft(np.sqrt(np.maximum(spectrum, 0))[:, None] * noise, length, axis=0)
        return coloured[:n_samples]


def correlations(kernel_p, kernel_e, *, n_samples, n_batches, n_replicas, n_lags, spacing, rng):
    """TimeCorrelations of independent synthetic currents of unit size."""
    batches = [
        correlate_currents(
            kernel_p.series(n_samples, n_replicas, spacing, rng),
            kernel_e.series(n_samples, n_replicas, spacing, rng),
            1,
            n_lags,
        )
        for _ in range(n_batches)
    ]
    pp, ee, pe = (np.array(column) for column in zip(*batches, strict=True))
    return TimeCorrelations(1.0, 1, spacing * np.arange(n_lags), pp, ee, pe)


EXPONENTIAL = Kernel((1.0, 2.0))
# peaks 60 % above its limit and comes down slowly, as J^p does at T = 1
OVERSHOOT = Kernel((1.0, 1.6), (-0.07, 9.0))
