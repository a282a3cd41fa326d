r"""Diffusivities from the decay of equilibrium fluctuations at small wave numbers.

After the microscopic relaxation the dynamic structure factor of a conserved field (`mode_correlation`) decays like
F(k, t) ~ exp(-D k^2 t).

D(k) is the slope of -log F between two levels: t_x is the time at which F = exp(-x), and over a window (x, y)
D(k) = (y - x) / (k^2 (t_y - t_x)).  The slope does not depend on times before t_x.  The method has no cut-off of an
integral, but a window, which must open after the microscopic relaxation, and the limit k -> 0.  Two corrections are
known.  Coupling of two slow modes makes F decay more slowly, with a relative correction of order |k| in a given window;
a memory tau of the current causes a correction of order D k^2 tau, of either sign.  So D(k) = D + a |k| + b k^2 is
fitted by generalised least squares with a prior: each term changes D by 20 % (one standard deviation) at the largest k
used.  The prior matters if few modes are used; the remaining uncertainty is part of the systematic error.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.jackknife import jackknife
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.residual import fit_matrix
from thermochain.rotors import rotor
from thermochain.rotors.validation.structure_factors.mode_correlation import ModeCorrelations

WINDOW = (0.25, 1.0)
OTHER_WINDOWS = ((0.25, 0.75), (0.5, 1.25))  # windows whose scatter is the other part of the systematic error
FEWEST_MODES = 2  # modes of which the limit k -> 0 is made
_PRIOR = 0.2  # prior standard deviation of each relative correction at the largest wave number


@dataclass(frozen=True, eq=False)
class DiffusivityEstimate(ReadOnlyArrays):
    """Diffusivity, the limit k -> 0 of the decay rates of the modes over k^2.

    Attributes
    ----------
    wavenumbers, window_starts
        Wave numbers k and the times at which the windows open, shape (n_modes,).
    at_wavenumber, at_wavenumber_std
        D(k) and its standard error, shape (n_modes,); nan where F does not fall to the end of the window.
    used
        True for modes whose window opens after the microscopic relaxation, which are extrapolated; shape (n_modes,).
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


def estimate_diffusivity(correlations: ModeCorrelations, relaxation: float) -> DiffusivityEstimate:
    """Diffusivity from the modes whose window opens after the time `relaxation`.

    Statistical errors are a jackknife over batches, with the weights of the modes held.  Raises ValueError if fewer
    than two modes are left for the extrapolation.
    """
    k = correlations.wavenumbers
    rates, rates_std = jackknife(correlations.values, lambda mean: _decay_rates(correlations, mean))
    starts = _level_times(correlations.times, correlations.values.mean(axis=0), WINDOW[0])
    used = np.all(np.isfinite(rates_std), axis=0) & (starts >= relaxation)
    if np.count_nonzero(used) < FEWEST_MODES:
        raise ValueError(
            f"{np.count_nonzero(used)} of {k.size} modes have a window between relaxation={relaxation:g} and "
            f"maximum_lag={correlations.times[-1]:g}, and a limit needs {FEWEST_MODES}; enlarge the ring or "
            "lengthen the lags"
        )
    prior = _PRIOR * float(np.mean(rates[0, used]))
    weights, from_prior = _extrapolation(k[used], rates_std[0, used], prior)
    value, std = jackknife(correlations.values, lambda mean: _decay_rates(correlations, mean)[:, used] @ weights)
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


def susceptibility(field: str, temperature: float) -> float:
    """Static susceptibility <|a_k|^2>/M for k -> 0: T for the momentum, T^2 c_v for the energy."""
    return temperature if field == "momentum" else temperature**2 * float(rotor.specific_heat(temperature))


def n_windows(wavenumbers: NDArray, diffusivity: float, times: tuple[float, float], margin: float) -> int:
    """Number of modes all of whose windows lie between two times if F decays like exp(-D k^2 t) up to a factor.

    D may be larger or smaller than `diffusivity` by the factor `margin`.
    """
    rates = diffusivity * wavenumbers**2
    opens = WINDOW[0] / (margin * rates)
    closes = margin * max(high for _, high in (WINDOW, *OTHER_WINDOWS)) / rates
    return int(np.count_nonzero((opens >= times[0]) & (closes <= times[1])))


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

    `prior` is the standard deviation of each correction at the largest k.  D(k) and the two corrections, which are 0 up
    to that, are fitted by least squares.
    """
    corrections = prior * (k / k.max())[:, None] ** [1, 2]
    data = np.column_stack([np.ones(k.size), corrections]) / std[:, None]
    matrix = fit_matrix(np.vstack([data, np.eye(3)[1:]]), what="the limit of long waves", remedy="add replicas")
    return matrix[0, : k.size] / std, float(np.linalg.norm(matrix[0, k.size :]))
