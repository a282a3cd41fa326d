r"""Power spectra of the currents near zero frequency, where their limit is the Onsager coefficient.

With P(omega) = int_0^inf C(t) cos(omega t) dt, half the usual spectral density, K = P(0).  A tail K(t) - K = a t^{-1/2}
of the running integral makes a cusp there: integrating by parts,

    P(omega) = K + omega int_0^inf [K(t) - K] sin(omega t) dt = K + a sqrt(pi omega / 2) + ...,

which no polynomial or ratio of polynomials in omega^2 can follow.  A positive a, an integral that comes down to
its limit, puts the minimum of the spectrum at zero frequency.

The expected periodogram of a trajectory of length L is int_0^L (1 - t/L) C(t) cos(omega t) dt; the factor 1 - t/L
multiplies the cusp of the tail by 1 + 1/(2 omega L), which fits include.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from thermochain.core.read_only import ReadOnlyArrays


@dataclass(frozen=True, eq=False)
class PowerSpectrum(ReadOnlyArrays):
    """Power spectrum P(omega) of one current in independent batches of replicas.

    Attributes
    ----------
    frequencies
        Angular frequencies 2 pi k / L, k = 1, 2, ..., shape (n_frequencies,).
    batches
        P per rotor, one row per batch, shape (n_batches, n_frequencies).
    duration
        Length L of the trajectories.
    """

    frequencies: NDArray
    batches: NDArray
    duration: float

    @property
    def mean(self) -> NDArray:
        """P averaged over the batches, shape (n_frequencies,)."""
        return self.batches.mean(axis=0)

    @property
    def std(self) -> NDArray:
        """Standard error of the mean, shape (n_frequencies,)."""
        return self.batches.std(axis=0, ddof=1) / np.sqrt(self.batches.shape[0])

    def below(self, highest: float) -> "PowerSpectrum":
        """The spectrum restricted to frequencies up to `highest`."""
        keep = self.frequencies <= highest
        return PowerSpectrum(self.frequencies[keep], self.batches[:, keep], self.duration)

    def averaged(self, edges: NDArray) -> "PowerSpectrum":
        """The spectrum averaged over the non-empty bins between `edges`, each at its mean frequency."""
        bins = np.digitize(self.frequencies, edges)
        inside = [np.flatnonzero(bins == k) for k in range(1, edges.size)]
        groups = [group for group in inside if group.size]
        frequencies = np.array([self.frequencies[group].mean() for group in groups])
        batches = np.stack([self.batches[:, group].mean(axis=1) for group in groups], axis=1)
        return PowerSpectrum(frequencies, batches, self.duration)


@dataclass(frozen=True, eq=False)
class PowerFit(ReadOnlyArrays):
    """Least-squares fit of P(omega) = sum_j c_j omega^{p_j}, p_0 = 0.

    Attributes
    ----------
    powers
        The exponents p_j, shape (n_powers,).
    coefficients, covariance
        c_j and their covariance from the scatter of the batches, shapes (n_powers,), (n_powers, n_powers).
    highest
        The highest frequency used.
    chi_square, n_free
        Squared residuals over the variances of the points, summed, and the degrees of freedom.
    """

    powers: NDArray
    coefficients: NDArray
    covariance: NDArray
    highest: float
    chi_square: float
    n_free: int

    @property
    def integral(self) -> float:
        """P(0), the Onsager coefficient."""
        return float(self.coefficients[0])

    @property
    def integral_std(self) -> float:
        """Standard error of `integral`, without the error from terms that the fit lacks."""
        return float(np.sqrt(self.covariance[0, 0]))

    def __call__(self, frequencies: NDArray) -> NDArray:
        """The fitted P, without the correction for the length of the trajectories."""
        return _design(frequencies, self.powers, np.inf) @ self.coefficients


def power_spectrum(series: NDArray, spacing: float, n_rotors: int, highest: float) -> tuple[NDArray, NDArray]:
    """Periodogram of one batch, averaged over its replicas, without the point at zero frequency.

    Parameters
    ----------
    series
        Total current, shape (n_samples, n_replicas).
    spacing
        Sampling interval.
    n_rotors
        Size M of the rings; the spectrum is per rotor.
    highest
        Highest angular frequency of the result.

    Returns
    -------
    Angular frequencies and P, both of shape (n_frequencies,).
    """
    n_samples, n_replicas = series.shape
    frequencies = 2 * np.pi * fft.rfftfreq(n_samples, spacing)
    keep = slice(1, int(np.searchsorted(frequencies, highest, side="right")))
    amplitudes = fft.rfft(series, axis=0)[keep]
    power = np.einsum("fr,fr->f", amplitudes.real, amplitudes.real)
    power += np.einsum("fr,fr->f", amplitudes.imag, amplitudes.imag)
    return frequencies[keep], 0.5 * spacing * power / (n_samples * n_replicas * n_rotors)


def fit_powers(spectrum: PowerSpectrum, powers: Sequence[float], highest: float) -> PowerFit:
    """Fit P(omega) up to `highest` by a sum of powers: (0, 1/2, 1) for a cusp, (0, 2, 4) for a smooth spectrum.

    All points weigh the same, so the fit is linear in the data and unbiased; each batch is fitted alone, and the
    scatter of the fits is the error.

    Raises
    ------
    ValueError
        The first power is not 0, or fewer than twice as many frequencies as powers lie below `highest`.
    """
    exponents = np.asarray(powers, dtype=float)
    if exponents[0] != 0.0:
        raise ValueError(f"powers={powers!r} must begin with 0, the power of the limit at zero frequency; pass 0 first")
    part = spectrum.below(highest)
    n_batches, n_frequencies = part.batches.shape
    if n_frequencies < 2 * exponents.size:
        raise ValueError(
            f"{n_frequencies} frequencies lie below highest={highest:g}; a fit of {exponents.size} powers needs "
            f"{2 * exponents.size}: raise it, or lengthen the trajectories"
        )
    design = _design(part.frequencies, exponents, part.duration)
    each = part.batches @ np.linalg.pinv(design).T
    coefficients = each.mean(axis=0)
    covariance = np.atleast_2d(np.cov(each.T)) / n_batches
    chi_square = float(np.sum(((part.mean - design @ coefficients) / part.std) ** 2))
    return PowerFit(exponents, coefficients, covariance, highest, chi_square, n_frequencies - exponents.size)


def _design(frequencies: NDArray, powers: NDArray, duration: float) -> NDArray:
    """omega^{p_j}, with the factor 1 + 1/(2 omega L) on the cusp, shape (n_frequencies, n_powers)."""
    columns = frequencies[:, None] ** powers
    with np.errstate(divide="ignore", invalid="ignore"):
        cusp = np.sqrt(frequencies) + 0.5 / (np.sqrt(frequencies) * duration)
    return np.where((powers == 0.5) & np.isfinite(duration), cusp[:, None], columns)
