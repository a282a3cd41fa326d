r"""Diffusivities from the decay of equilibrium fluctuations at small wave numbers.

A conserved field a_j on a ring of M sites has the modes a_k = sum_j a_j exp(-i k j), k = 2 pi n / M, and the dynamic
structure factor F(k, t) = <a_k(t) a_k(0)*> / <|a_k|^2>.  Beyond the microscopic relaxation F ~ exp(-D k^2 t).

D(k) is the slope of -log F between two levels: t_x is the time at which F = exp(-x), and over a window (x, y)
D(k) = (y - x) / (k^2 (t_y - t_x)).  The slope forgets what happened before t_x.  No integral is cut off; what takes its
place are a window, which must open after the microscopic relaxation, and the limit k -> 0.  Two corrections are known.
Coupling of two slow modes makes F decay more slowly, with a relative correction of order |k| in a given window; a
memory tau of the current makes it of order D k^2 tau, of either sign.  So D(k) = D + a |k| + b k^2, by least squares in
which a and b are held by a prior: either term changes D by 20 % (one standard deviation) at the largest k used.  The
prior matters where few modes are left, and enters the systematic error.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft

WINDOW = (0.25, 1.0)
OTHER_WINDOWS = ((0.25, 0.75), (0.5, 1.25))  # their scatter is the other part of the systematic error
_PRIOR = 0.2  # relative size of either correction at the largest wave number, one standard deviation
_FEWEST_BATCHES = 8


@dataclass(frozen=True, eq=False)
class ModeCorrelations:
    """<a_k(t) a_k(0)*>/M of one field in independent batches of replicas.

    Attributes
    ----------
    wavenumbers
        k = 2 pi n / M of each mode, n = 1, 2, ..., shape (n_modes,).
    times
        0, h, 2h, ..., shape (n_times,).
    values
        Shape (n_batches, n_modes, n_times); batches share no replica.
    """

    wavenumbers: NDArray
    times: NDArray
    values: NDArray

    def __post_init__(self):
        n_batches, *shape = self.values.shape
        expected = [self.wavenumbers.size, self.times.size]
        if shape != expected:
            raise ValueError(f"values has shape {self.values.shape}; it must be (n_batches, *{expected})")
        if n_batches < _FEWEST_BATCHES:
            raise ValueError(f"n_batches={n_batches} must be >= {_FEWEST_BATCHES} for an error bar; add replicas")

    def structure_factor(self) -> tuple[NDArray, NDArray]:
        """F(k, t) and its standard error, shapes (n_modes, n_times); F(k, 0) = 1."""
        return _with_error(self.values, lambda mean: mean / mean[:, :1])

    def susceptibility(self) -> tuple[NDArray, NDArray]:
        """<|a_k|^2>/M and its standard error, shapes (n_modes,)."""
        return _with_error(self.values, lambda mean: mean[:, 0])


@dataclass(frozen=True, eq=False)
class DiffusivityEstimate:
    """A diffusivity as the limit k -> 0 of the decay rates of the modes.

    Attributes
    ----------
    wavenumbers, window_starts
        k and the time at which the window opens, shape (n_modes,).
    at_wavenumber, at_wavenumber_std
        D(k) and its standard error, shape (n_modes,); nan where F does not fall to the end of the window.
    used
        Modes of the extrapolation: those whose window opens after the microscopic relaxation, shape (n_modes,).
    value, std, systematic
        The limit, its statistical error and its error from the choice of extrapolation and window.
    """

    wavenumbers: NDArray
    window_starts: NDArray
    at_wavenumber: NDArray
    at_wavenumber_std: NDArray
    used: NDArray
    value: float
    std: float
    systematic: float

    @property
    def error(self) -> float:
        """Total error of `value`, statistical and systematic in quadrature."""
        return float(np.hypot(self.std, self.systematic))


def correlate_modes(modes: NDArray, n_sites: int, n_times: int) -> NDArray:
    """Re <a_k(t) a_k(0)*>/M of one batch, from every time origin.

    Parameters
    ----------
    modes
        a_k, complex, shape (n_samples, n_modes, n_replicas), n_samples >= n_times.
    n_sites
        Sites M of each ring.
    n_times
        Number of lags 0 .. n_times - 1; each is divided by its own number of origins.

    Returns
    -------
    Shape (n_modes, n_times), averaged over time origins and replicas.
    """
    n_samples = modes.shape[0]
    length = fft.next_fast_len(n_samples + n_times)  # no wrap-around below n_times
    power = np.mean(np.abs(fft.fft(modes, length, axis=0)) ** 2, axis=2)
    origins = n_samples - np.arange(n_times)
    return fft.ifft(power, axis=0).real[:n_times].T / (n_sites * origins)


def estimate_diffusivity(correlations: ModeCorrelations, relaxation: float) -> DiffusivityEstimate:
    """D from the modes whose window opens after the time `relaxation`.

    Statistical errors are the jackknife over batches of the whole procedure.  Raises ValueError if fewer than two modes
    are left for the extrapolation.
    """
    k = correlations.wavenumbers
    rates, rates_std = _with_error(correlations.values, lambda mean: _decay_rates(correlations, mean))
    starts = _level_times(correlations.times, correlations.values.mean(axis=0), WINDOW[0])
    used = np.all(np.isfinite(rates_std), axis=0) & (starts >= relaxation)
    if np.count_nonzero(used) < 2:
        raise ValueError(
            f"{np.count_nonzero(used)} of {k.size} modes have a window between relaxation={relaxation:g} and "
            f"maximum_lag={correlations.times[-1]:g}, and a limit needs 2; enlarge the ring or lengthen the lags"
        )
    prior = _PRIOR * float(np.mean(rates[0, used]))
    weights, from_prior = _extrapolation(k[used], rates_std[0, used], prior)
    value, std = _with_error(correlations.values, lambda mean: _decay_rates(correlations, mean)[:, used] @ weights)
    return DiffusivityEstimate(
        wavenumbers=k,
        window_starts=starts,
        at_wavenumber=rates[0],
        at_wavenumber_std=rates_std[0],
        used=used,
        value=float(value[0]),
        std=float(std[0]),
        systematic=float(np.hypot(from_prior, np.std(value, ddof=1))),
    )


def _with_error(batches: NDArray, function: Callable[[NDArray], NDArray]) -> tuple[NDArray, NDArray]:
    """`function` of the mean over batches, and its delete-one jackknife error."""
    n = batches.shape[0]
    total = batches.sum(axis=0)
    left_out = np.array([function((total - batch) / (n - 1)) for batch in batches])
    return function(total / n), np.sqrt((n - 1) * left_out.var(axis=0))


def _decay_rates(correlations: ModeCorrelations, mean: NDArray) -> NDArray:
    """D(k) over each window, shape (n_windows, n_modes)."""
    rates = []
    for low, high in (WINDOW, *OTHER_WINDOWS):
        length = _level_times(correlations.times, mean, high) - _level_times(correlations.times, mean, low)
        rates.append((high - low) / (correlations.wavenumbers**2 * length))
    return np.array(rates)


def _level_times(times: NDArray, mean: NDArray, level: float) -> NDArray:
    """First time at which F = exp(-level) in each mode, by linear interpolation of F; nan where it stays above."""
    below = mean / mean[:, :1] <= np.exp(-level)
    after = np.argmax(below, axis=1)
    mode = np.arange(mean.shape[0])
    high, low = mean[mode, after - 1], mean[mode, after]
    share = (high - np.exp(-level) * mean[:, 0]) / (high - low)
    crossing = times[after - 1] + share * (times[after] - times[after - 1])
    return np.where(below.any(axis=1), crossing, np.nan)


def _extrapolation(k: NDArray, std: NDArray, prior: float) -> tuple[NDArray, float]:
    """Weights w of the limit sum_n w_n D(k_n), shape (n_modes,), and its error from the two corrections.

    `prior` is the standard deviation of either correction at the largest k.
    """
    design = (k / k.max())[:, None] ** np.arange(3)
    precision = design.T @ (design / std[:, None] ** 2)
    precision[[1, 2], [1, 2]] += 1.0 / prior**2
    weights = np.linalg.solve(precision, design.T / std**2)[0]
    return weights, prior * float(np.linalg.norm(weights @ design[:, 1:]))
