r"""Limit of a running integral K(t) from a fit of its tail over the last octaves, with both errors.

From t_0 on, t_max/4 or t_max/2, K(t) = K + sum_n a_n f_n(t) with known functions f_n, the terms of the tail.  At late
times the noise of K(t) is that of a random walk, for the noise of C(t) is white there; so the amplitudes come from the
increments of K between the times t_0, 2^{1/4} t_0, 2^{1/2} t_0, ..., weighted by one over their duration, together
with prior knowledge of the amplitudes; and K = K(t_0) - sum_n a_n f_n(t_0).  This is linear in the data, so the
scatter of the batches gives its standard error.

The integral is not cut at a plateau.  The momentum current of rotors overshoots: at T = 1 its running integral passes
through a maximum 60 % above its limit, and rules that search the data for a plateau mistake noise for one: the coverage
of their intervals is too low.  The user chooses the window through the longest lag, and two tests decide whether it was
long enough: the fit must describe every increment, and the limit must not change beyond the noise when the fit starts
half a window later.  Each has 0.1 % false alarms, since a study makes dozens of estimates.  If a test fails, the
estimate is not *settled*, and the change of the limit is its systematic error.  If moreover the last octave adds no
less than the octave before, the data do not bound the limit: then the value is the integral to the longest lag, its
systematic error is at least as large, and the estimate is a lower bound.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, stdtrit

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.residual import fit_matrix
from thermochain.core.running_integral import RunningIntegral, standard_error
from thermochain.core.series.batches import FEWEST_BATCHES, FEWEST_LAGS

_FALSE_ALARM = 0.001
_STEPS = 4  # increments per octave
_GROWTH = 0.1  # relative growth per octave that exceeds the noise of an integral worth reporting


@dataclass(frozen=True)
class TailTerm:
    """One term of K(t) - K: an amplitude with a Gaussian prior, times a function of time."""

    # Function of an array of times > 0, of the same shape, that vanishes (or is smallest) at late times.
    shape: Callable[[NDArray], NDArray]
    amplitude: float = 0.0  # prior mean of the amplitude
    std: float = np.inf  # its prior standard deviation; inf if the amplitude is unknown


INVERSE_TIME = TailTerm(lambda times: 1.0 / times)
INVERSE_ROOT = TailTerm(lambda times: times**-0.5)


@dataclass(frozen=True)
class Extrapolation:
    """The limit of a running integral, with its errors."""

    value: float  # K, the limit t -> infinity
    std: float  # its statistical standard error
    # Error from the prior of the amplitudes; if the estimate is not settled, also the change of the limit.
    systematic: float
    start: float  # time t_0 from which the tail is fitted
    # False if the tail does not describe the integral from t_0 on, so that longer correlations are needed.
    settled: bool

    @property
    def error(self) -> float:
        """Total error, both parts in quadrature."""
        return float(np.hypot(self.std, self.systematic))


NOT_MEASURED = Extrapolation(np.nan, np.nan, np.nan, np.nan, settled=False)


@dataclass(frozen=True, eq=False)
class TailFit(ReadOnlyArrays):
    """A tail fitted over the last octaves of a running integral."""

    limits: NDArray  # the limit t -> infinity in each batch, shape (n_batches,)
    amplitudes: NDArray  # amplitude of each term in each batch, shape (n_terms, n_batches)
    prior_error: float  # error of the limit from the prior of the amplitudes
    p_value: float  # p-value of the increments, given the fit
    start: float  # time from which the tail was fitted


def extrapolate(running: RunningIntegral, terms: Sequence[TailTerm], octaves: int = 2) -> Extrapolation:
    """Limit of a running integral with its errors, by the method in the docstring of this module.

    Parameters
    ----------
    running
        K(t) in at least 4 batches, at 17 or more equally spaced times from 0 on.
    terms
        Terms of the tail; may be empty.
    octaves
        Length of the window: it begins at t_0 = t_max / 2^octaves.

    Raises
    ------
    ValueError
        Fewer than four batches (no error bar) or seventeen lags.
    """
    n_batches, n_lags = running.batches.shape
    if n_batches < FEWEST_BATCHES:
        raise ValueError(f"n_batches={n_batches} must be >= {FEWEST_BATCHES} for an error bar; add replicas")
    if n_lags < FEWEST_LAGS:
        raise ValueError(f"n_lags={n_lags} must be >= {FEWEST_LAGS}; raise maximum_lag")
    fit = fit_tail(running, terms, octaves)
    shift = fit.limits - fit_tail(running, terms, 0.5 * octaves).limits
    moved, noise = abs(float(shift.mean())), float(standard_error(shift))
    settled = fit.p_value > _FALSE_ALARM and moved <= noise * stdtrit(n_batches - 1, 1.0 - 0.5 * _FALSE_ALARM)
    value = float(fit.limits.mean())
    if not settled and _grows(running.mean):
        return _lower_bound(running, fit.start)
    drift = 0.0 if settled else max(moved, abs(float(running.mean[-1]) - value))
    return Extrapolation(
        value=value,
        std=float(standard_error(fit.limits)),
        systematic=float(np.hypot(fit.prior_error, drift)),
        start=fit.start,
        settled=bool(settled),
    )


def _lower_bound(running: RunningIntegral, start: float) -> Extrapolation:
    value, std = float(running.mean[-1]), float(running.std[-1])
    return Extrapolation(value, std, systematic=abs(value), start=start, settled=False)


def _grows(values: NDArray) -> bool:
    """Whether the last octave adds no less than the one before, and both add more than a tenth of the integral."""
    last = values.size - 1
    quarter, half, end = (float(values[last // n]) for n in (4, 2, 1))
    return end - half >= half - quarter > _GROWTH * abs(end)


def _window(last: int, octaves: float) -> NDArray:
    """Lag indices over the last octaves, in geometric steps without repetition."""
    exponents = np.arange(-round(octaves * _STEPS), 1) / _STEPS
    return np.unique(np.rint(last * 2.0**exponents).astype(int))


def fit_tail(running: RunningIntegral, terms: Sequence[TailTerm], octaves: float) -> TailFit:
    """Weighted least squares of the increments over the last octaves, with priors on the amplitudes."""
    grid = _window(running.times.size - 1, octaves)
    times = running.times[grid]
    values = running.batches[:, grid]
    increments = np.diff(values, axis=1)
    scatter = standard_error(increments)
    duration = np.diff(times)
    noise = duration * np.mean(scatter**2 / duration)  # white noise of C: variance proportional to duration
    shapes = np.array([term.shape(times) for term in terms]).reshape(len(terms), times.size)
    design, weight = np.diff(shapes, axis=1), noise**-0.5
    prior = np.array([1.0 / term.std for term in terms])
    known = np.array([term.amplitude for term in terms])
    rows = np.concatenate([design * weight, np.diag(prior)], axis=1)
    used = rows.any(axis=1)  # a term without slope in the window keeps its known amplitude, or none
    matrix = np.zeros(rows.shape)
    matrix[used] = fit_matrix(rows[used].T, what="the tail", remedy="lengthen the series, or leave out a term")
    of_data, of_prior = matrix[:, : duration.size] * weight, matrix[:, duration.size :]
    amplitudes = of_data @ increments.T + (of_prior @ (prior * known))[:, None]
    residual = increments.mean(axis=0) - amplitudes.mean(axis=1) @ design
    degrees = duration.size - int(np.count_nonzero(prior == 0.0))
    # of_prior holds the change of every amplitude with the known ones, each times its uncertainty
    prior_error = np.linalg.norm(shapes[:, 0] @ of_prior)
    return TailFit(
        limits=values[:, 0] - shapes[:, 0] @ amplitudes,
        amplitudes=amplitudes,
        prior_error=float(prior_error),
        p_value=_p_value(float(np.sum((residual / scatter) ** 2)), degrees, running.batches.shape[0]),
        start=float(times[0]),
    )


def _p_value(chi_square: float, degrees: int, n_batches: int) -> float:
    """p-value of a sum of squares of Student's t, whose standard errors come from `n_batches` batches each."""
    mean_square = (n_batches - 1) / (n_batches - 3)
    return float(chdtrc(degrees, chi_square / mean_square))
