r"""Time correlations of the long-wavelength modes of a conserved field.

A field a_j on a ring of M sites has the modes a_k = sum_j a_j exp(-i k j), k = 2 pi n / M, and the dynamic structure
factor F(k, t) = <a_k(t) a_k(0)*> / <|a_k|^2>.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from thermochain.core.jackknife import jackknife
from thermochain.core.read_only import ReadOnlyArrays

_FEWEST_BATCHES = 8


@dataclass(frozen=True, eq=False)
class ModeCorrelations(ReadOnlyArrays):
    """Correlations <a_k(t) a_k(0)*>/M of the modes of one field, in independent batches of replicas.

    Attributes
    ----------
    wavenumbers
        k = 2 pi n / M of each mode, n = 1, 2, ..., shape (n_modes,).
    times
        Lags 0, h, 2h, ..., shape (n_times,).
    values
        The correlations, shape (n_batches, n_modes, n_times); batches share no replica.
    """

    wavenumbers: NDArray
    times: NDArray
    values: NDArray

    def __post_init__(self):
        super().__post_init__()
        n_batches, *shape = self.values.shape
        expected = [self.wavenumbers.size, self.times.size]
        if shape != expected:
            raise ValueError(f"values has shape {self.values.shape}; it must be (n_batches, *{expected})")
        if n_batches < _FEWEST_BATCHES:
            raise ValueError(f"n_batches={n_batches} must be >= {_FEWEST_BATCHES} for an error bar; add replicas")

    def structure_factor(self) -> tuple[NDArray, NDArray]:
        """Structure factor F(k, t) and its standard error, shapes (n_modes, n_times); F(k, 0) = 1."""
        return jackknife(self.values, lambda mean: mean / mean[:, :1])

    def susceptibility(self) -> tuple[NDArray, NDArray]:
        """Susceptibility <|a_k|^2>/M and its standard error, shapes (n_modes,)."""
        return jackknife(self.values, lambda mean: mean[:, 0])


def correlate_modes(modes: NDArray, n_sites: int, n_times: int) -> NDArray:
    """Correlations Re <a_k(t) a_k(0)*>/M of one batch, from every time origin.

    Parameters
    ----------
    modes
        Modes a_k, complex, shape (n_samples, n_modes, n_replicas), n_samples >= n_times.
    n_sites
        Sites M of each ring.
    n_times
        Number of lags 0 .. n_times - 1; each is divided by its own number of origins.

    Returns
    -------
    Array of shape (n_modes, n_times), averaged over time origins and replicas.
    """
    n_samples = modes.shape[0]
    length = fft.next_fast_len(n_samples + n_times)  # no wrap-around below n_times
    power = np.mean(np.abs(fft.fft(modes, length, axis=0)) ** 2, axis=2)
    origins = n_samples - np.arange(n_times)
    return fft.ifft(power, axis=0).real[:n_times].T / (n_sites * origins)
