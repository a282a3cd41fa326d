r"""Gaussian processes with a known integral: the truth against which estimators and their errors are checked.

A stationary process is given by K(omega) = int_0^inf C(t) cos(omega t) dt >= 0; the integral that Green-Kubo estimators
look for is K(0).  Series are coloured white noise, so that for samples at spacing h the trapezoidal sum of their
correlation over all lags is K(0) exactly.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy import fft

from thermochain.core.correlation import TimeCorrelations, correlate_currents


@dataclass(frozen=True)
class GaussianProcess:
    """A stationary Gaussian process with half spectrum `transform`, K(omega) as above, for arrays of omega >= 0."""

    name: str
    transform: Callable[[NDArray], NDArray]

    @property
    def integral(self) -> float:
        """int_0^inf C(t) dt."""
        return float(self.transform(np.zeros(1))[0])

    def scaled(self) -> "GaussianProcess":
        """The process with an integral of 1."""
        return GaussianProcess(self.name, lambda w: self.transform(w) / self.integral)

    def series(self, n_samples: int, n_replicas: int, spacing: float, rng: Generator) -> NDArray:
        """Independent stationary series, shape (n_samples, n_replicas), cut from periodic ones twice as long."""
        length = fft.next_fast_len(2 * n_samples, real=True)
        spectrum = 2.0 / spacing * self.transform(2.0 * np.pi * fft.rfftfreq(length, spacing))
        noise = fft.rfft(rng.standard_normal((n_replicas, length)), axis=1)
        return fft.irfft(np.sqrt(spectrum) * noise, length, axis=1)[:, :n_samples].T


def relaxation(*terms: tuple[float, float], name: str = "relaxation") -> GaussianProcess:
    """C(t) = sum a exp(-t/tau) for terms (a, tau); amplitudes may be negative as long as K(omega) >= 0."""
    return GaussianProcess(name, lambda w: sum(a * tau / (1.0 + (w * tau) ** 2) for a, tau in terms))


def oscillation(tau: float, frequency: float, name: str = "oscillation") -> GaussianProcess:
    """C(t) = exp(-t/tau) cos(frequency t)."""
    return GaussianProcess(
        name,
        lambda w: sum(0.5 * tau / (1.0 + ((w + sign * frequency) * tau) ** 2) for sign in (-1.0, 1.0)),
    )


def slow_tail(limit: float, amplitude: float, exponent: float, fast: float, name: str = "slow tail") -> GaussianProcess:
    """K(t) - limit -> amplitude t^-exponent at times beyond `fast`, with 0 < exponent < 2.

    The transform of that tail is limit + c omega^exponent with c = amplitude Gamma(1 - exponent) cos(pi exponent /
    2), and its limit pi/2 times the amplitude at exponent 1; above 1/fast it is cut off.
    """
    from scipy.special import gamma

    if exponent == 1.0:
        slope = amplitude * np.pi / 2.0
    else:
        slope = amplitude * gamma(1.0 - exponent) * np.cos(0.5 * np.pi * exponent)
    return GaussianProcess(name, lambda w: (limit + slope * w**exponent) / (1.0 + (w * fast) ** 4))


def correlate_processes(
    momentum: GaussianProcess,
    energy: GaussianProcess,
    *,
    n_samples: int,
    n_lags: int,
    n_batches: int,
    n_replicas: int,
    spacing: float,
    rng: Generator,
) -> TimeCorrelations:
    """Correlations of two independent processes in place of the currents, `n_replicas` series a batch."""
    batches = [
        correlate_currents(
            momentum.series(n_samples, n_replicas, spacing, rng),
            energy.series(n_samples, n_replicas, spacing, rng),
            1,
            n_lags,
        )
        for _ in range(n_batches)
    ]
    pp, ee, pe = (np.array(column) for column in zip(*batches, strict=True))
    return TimeCorrelations(1.0, 3, spacing * np.arange(n_lags), pp, ee, pe)
