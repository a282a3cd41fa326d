r"""Integral of the time correlation of a user's own series, K = F int_0^inf <x(0) x(t)> dt, with errors.

The series is divided into independent batches (`batches`), and the scatter between them is the statistical error.  The
longest lag is found from the data (`window`) or given.  The integral is cut at half of it; what the second half adds,
noise included, is the systematic error; and the tests of `core.extrapolation` say whether it may be cut there.

A second half that happens to add nothing does not show that nothing is left, least of all where the window was chosen
for that.  So the systematic error is at least the probable error of what the second half adds, which noise alone
exceeds in one of two cases.
"""

import warnings
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, stdtrit

from thermochain.core.arguments import check_choice, check_positive, is_number, real_array, shown
from thermochain.core.correlation import autocorrelate
from thermochain.core.extrapolation import extrapolate
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.running_integral import RunningIntegral, standard_error
from thermochain.core.series.batches import checked_n_batches, checked_n_lags, checked_series, divide
from thermochain.core.series.figure import draw
from thermochain.core.series.stationarity import non_stationarity
from thermochain.core.series.window import last_lag

_PROBABLE = float(ndtri(0.75))  # probable error in units of the standard error
_ROUNDING = 1e-12  # of correlations, which are sums of many terms


@dataclass(frozen=True, eq=False)
class IntegralEstimate(ReadOnlyArrays):
    """Integral of a time correlation, K = F int_0^inf <x(0) x(t)> dt, with its errors.

    Attributes
    ----------
    value
        K.
    std
        Statistical standard error, from the scatter of the batches.
    systematic
        Error from the cut: what one octave beyond it adds to the integral, at least the probable error of that.
    cutoff
        Time at which the integral is cut.
    settled
        False if the integral still changes there, so that longer series are needed.
    n_batches
        Number of independent batches.
    notes
        What was found wrong with the series; each sentence was also issued as a warning.
    lag_times
        Lags s = 0, h, 2h, ..., shape (n_lags,).
    correlation, correlation_std
        F <x(0) x(s)> and its standard error, shape (n_lags,).
    running, running_std
        Integral of the correlation up to each lag and its standard error, shape (n_lags,).
    """

    value: float
    std: float
    systematic: float
    cutoff: float
    settled: bool
    n_batches: int
    notes: tuple[str, ...]
    lag_times: NDArray
    correlation: NDArray
    correlation_std: NDArray
    running: NDArray
    running_std: NDArray

    @property
    def error(self) -> float:
        """Total error, both parts in quadrature."""
        return float(np.hypot(self.std, self.systematic))

    def bounds(self, level: float = 0.95) -> tuple[float, float]:
        """Interval that holds the integral with the probability `level`, by Student's t and the total error."""
        if not is_number(level) or not 0.0 < level < 1.0:
            raise ValueError(f"level={shown(level)} must be a probability between 0 and 1, such as 0.95")
        reach = float(stdtrit(self.n_batches - 1, 0.5 + 0.5 * level)) * self.error
        return self.value - reach, self.value + reach

    def plot(self) -> Figure:
        """Picture of correlation and running integral with two standard errors, the cut and the limit."""
        return draw(
            times=self.lag_times,
            correlation=(self.correlation, self.correlation_std),
            running=(self.running, self.running_std),
            limit=(self.value, self.error),
            cutoff=self.cutoff,
            title=str(self),
        )

    def __str__(self) -> str:
        state = "" if self.settled else ", not settled"
        return (
            f"{self.value:.5g} +- {self.std:.2g} (statistical) +- {self.systematic:.2g} (systematic), "
            f"cut at {self.cutoff:.4g}{state}"
        )


def estimate_integral(
    series: ArrayLike,
    *,
    interval: float,
    n_batches: int | None = None,
    prefactor: ArrayLike = 1.0,
    maximum_lag: float | None = None,
    mean: str = "zero",
) -> IntegralEstimate:
    """Integral of the time correlation of a series, K = F int_0^inf <x(0) x(t)> dt, as Green and Kubo need it.

    Parameters
    ----------
    series
        x(t) at equal times, shape (time,), (replica, time) or (component, replica, time), of integers or floats of any
        precision, or a pandas Series, or a DataFrame whose columns are replicas.  Replicas are independent;
        components, as those of a vector, need not be, and K is their average.
    interval
        Time h between samples.
    n_batches
        Number of batches, >= 4, whose scatter is the error: groups of replicas, or blocks of them if there are fewer
        replicas.  Without it: 16, or as many as there are replicas, up to 32.
    prefactor
        F, such as V/(k_B T), > 0; one number, or one a component.
    maximum_lag
        Longest lag, twice the time of the cut.  Without it, it is found from the data.
    mean
        "zero" if the mean vanishes by symmetry, and "subtracted" if that of the series, of each component, is to be
        subtracted.

    Returns
    -------
    IntegralEstimate, whose `plot` draws it.

    Raises
    ------
    ValueError
        A sample is not a finite number, or is masked; there are too few samples for the batches; or an argument is
        wrong.

    Warns
    -----
    UserWarning
        The series has a mean other than 0, a drift, or an `interval` too long for its correlation.
    """
    check_positive("interval", interval)
    check_choice("mean", mean, ("zero", "subtracted"))
    samples = checked_series("series", series)
    factors = _checked_prefactor(prefactor, samples.shape[0])
    batches = divide("series", samples, checked_n_batches(n_batches, samples.shape[1]))
    length = batches[0].shape[2]
    n_lags = length // 2 if maximum_lag is None else checked_n_lags(maximum_lag, interval, length)
    unit, integral_unit = _units(samples, factors)
    relative = [batch / unit for batch in batches]
    correlations = _correlations(relative, factors / factors.max(), n_lags, subtracted=mean == "subtracted")
    running = RunningIntegral.of(correlations, interval)
    last = last_lag(running) if maximum_lag is None else n_lags - 1
    used = n_lags if last is None else last + 1
    limit = extrapolate(RunningIntegral(running.times[:used], running.batches[:, :used]), (), octaves=1)
    cut = round(limit.start / interval)
    beyond = running.batches[:, used - 1] - running.batches[:, cut]
    systematic = float(np.hypot(limit.systematic, max(abs(beyond.mean()), _PROBABLE * standard_error(beyond))))
    notes = non_stationarity("series", samples, interval, mean_is_known=mean == "subtracted")
    notes += _coarseness(
        correlations.mean(axis=0)[: cut + 1] * integral_unit, interval, np.hypot(limit.std, systematic) * integral_unit
    )
    for note in notes:
        warnings.warn(note, stacklevel=2)
    return IntegralEstimate(
        value=limit.value * integral_unit,
        std=limit.std * integral_unit,
        systematic=systematic * integral_unit,
        cutoff=limit.start,
        settled=last is not None and limit.settled,
        n_batches=len(batches),
        notes=notes,
        lag_times=running.times,
        correlation=correlations.mean(axis=0) * integral_unit,
        correlation_std=standard_error(correlations) * integral_unit,
        running=running.mean * integral_unit,
        running_std=running.std * integral_unit,
    )


def _units(samples: NDArray, factors: NDArray) -> tuple[float, float]:
    """Largest |x|, and that of F x^2: in these units nothing overflows."""
    unit = float(np.abs(samples).max())
    integral_unit = float(factors.max()) * unit * unit
    if unit > 0.0 and not 1e-290 < integral_unit < 1e290:
        raise ValueError(
            f"series reaches {unit:.3g} and prefactor {factors.max():.3g}, whose product with its square no float can "
            "hold; choose other units"
        )
    return (unit, integral_unit) if unit > 0.0 else (1.0, 1.0)


def _checked_prefactor(prefactor: object, n_components: int) -> NDArray:
    """One factor a component, shape (n_components,)."""
    factors = real_array("prefactor", prefactor)
    if factors.shape not in ((), (n_components,)) or not np.all(np.isfinite(factors) & (factors > 0)):
        raise ValueError(
            f"prefactor={shown(prefactor)} must be > 0 and finite; pass one number, or {n_components}, one a component"
        )
    return np.broadcast_to(factors.astype(float), n_components)


def _correlations(batches: list[NDArray], factors: NDArray, n_lags: int, *, subtracted: bool) -> NDArray:
    """F <x(0) x(s)> averaged over the components in each batch, shape (n_batches, n_lags)."""
    means = np.array([batch.mean(axis=(1, 2), dtype=float) for batch in batches])  # (n_batches, n_components)
    # about the mean of all batches, C is too small by the variance of that mean
    known, lost = (means.mean(axis=0), standard_error(means) ** 2) if subtracted else (0.0 * means[0], 0.0)
    each = np.array(
        [
            [autocorrelate(one.astype(float) - mean, n_lags) for one, mean in zip(batch, known, strict=True)]
            for batch in batches
        ]
    )
    correlations = ((each + np.broadcast_to(lost, factors.shape)[:, None]) * factors[:, None]).mean(axis=1)
    if not np.ptp(correlations, axis=0).max() > _ROUNDING * np.abs(correlations).max():
        raise ValueError("series has the same correlation in all batches, whose scatter is the error; pass others")
    return correlations


def _coarseness(correlation: NDArray, interval: float, error: float) -> tuple[str, ...]:
    """A sentence if the sum over samples, up to the cut, misses the integral by more than its error.

    For a smooth C(t) the trapezoidal sum is wrong by a third of the difference to that with twice the interval.
    """
    even = correlation[: correlation.size - (correlation.size + 1) % 2]
    fine, coarse = (np.trapezoid(values, dx=step) for values, step in ((even, interval), (even[::2], 2 * interval)))
    missed = float(abs(coarse - fine)) / 3.0
    if missed <= error:
        return ()
    return (
        f"interval={interval:g} is long for this series: with twice the interval the integral is "
        f"{abs(coarse - fine):.2g} off, so that it may be wrong by {missed:.2g}; sample more often, unless the samples "
        "are averages over the interval",
    )
