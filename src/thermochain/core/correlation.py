r"""Time correlations of the total currents, averaged over every time origin and computed by FFT.

C^{ab}(s) = <J^a(0) J^b(s)> / M with J = sum_i j_i is the sum over all pairs of sites in the Green-Kubo formula
(IOS 2.17), per site.  (A.1) as printed divides by M once more, which makes K too small by a factor M.  The equilibrium
averages of both currents vanish by symmetry and are not subtracted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import fft

from thermochain.core.arguments import check_integer, check_positive, real_array, shown
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.series.batches import checked_n_batches, checked_n_lags, checked_series, divide

PAIRS = ("pp", "ee", "pe")


@dataclass(frozen=True, eq=False)
class TimeCorrelations(ReadOnlyArrays, copied=True):
    """Correlations of J^p and J^e in independent batches of replicas.

    Attributes
    ----------
    temperature, n_rotors
        Temperature T and ring size M of the equilibrium state.
    lag_times
        Lags s = 0, h, 2h, ..., shape (n_lags,).
    pp, ee, pe
        <J^p J^p>/M, <J^e J^e>/M and the symmetrised <J^p J^e>/M, shape (n_batches, n_lags).  Batches share no
        replica, so they are independent and their scatter gives the error.  Without one of the currents its two
        correlations are None.
    """

    temperature: float
    n_rotors: int
    lag_times: NDArray
    pp: NDArray | None
    ee: NDArray | None
    pe: NDArray | None

    def __post_init__(self) -> None:
        check_positive("temperature", self.temperature)
        check_integer("n_rotors", self.n_rotors, at_least=1)
        for name in ("lag_times", *self.pairs):
            object.__setattr__(self, name, real_array(name, getattr(self, name), "an array of real numbers"))
        if self.pairs not in (PAIRS, ("pp",), ("ee",)):
            raise ValueError(f"of pp, ee, pe there is {' and '.join(self.pairs) or 'none'}; pass pp, ee or all three")
        super().__post_init__()
        lags = self.lag_times
        a_grid = lags.ndim == 1 and lags.size > 1 and bool(np.all(np.isfinite(lags))) and lags[1] > 0
        if not a_grid or not np.allclose(lags, lags[1] * np.arange(lags.size)):
            raise ValueError(f"lag_times={shown(lags)} must be 0, h, 2h, ... with h > 0; pass all of them")
        for name in self.pairs:
            values = getattr(self, name)
            if values.ndim != 2 or values.shape[1] != lags.size:
                raise ValueError(
                    f"{name} has shape {values.shape}; it must be (n_batches, {lags.size}); pass one row per batch"
                )
            if not np.all(np.isfinite(values)):
                raise ValueError(f"{name} must be finite; the simulation behind it has failed")

    @classmethod
    def from_series(
        cls,
        momentum: ArrayLike | None = None,
        energy: ArrayLike | None = None,
        *,
        interval: float,
        temperature: float = 1.0,
        n_rotors: int = 1,
        n_batches: int | None = None,
        maximum_lag: float | None = None,
    ) -> "TimeCorrelations":
        """Correlations of a user's own current series, of which either may be left out.

        Parameters
        ----------
        momentum, energy
            Total currents J^p and J^e at equal times, with mean 0, shape (time,), (replica, time) or (component,
            replica, time), or from pandas; both of one shape.  Replicas are independent; over components is averaged.
        interval
            Time h between samples.
        temperature, n_rotors
            Temperature T of the state, and the number M of sites by which the correlations are divided.
        n_batches
            Number of batches, >= 4: groups of replicas, or blocks of them if there are fewer replicas.  Without it:
            16, or as many as there are replicas, up to 32.
        maximum_lag
            Longest lag; without it, a quarter of a block.

        Returns
        -------
        TimeCorrelations: those of a current that is left out, and the cross correlations then, are None.

        Raises
        ------
        ValueError
            Naming the argument, its value, the limit and the remedy.
        """
        check_positive("interval", interval)
        check_integer("n_rotors", n_rotors, at_least=1)
        given = {"momentum": momentum, "energy": energy}
        currents = {name: checked_series(name, value) for name, value in given.items() if value is not None}
        if not currents:
            raise ValueError("momentum and energy are both None; pass at least one of the two currents")
        shapes = {values.shape for values in currents.values()}
        if len(shapes) > 1:
            raise ValueError(f"momentum and energy have the shapes {sorted(shapes)}; pass both of one shape")
        (name, first), *_ = currents.items()
        n_batches = checked_n_batches(n_batches, first.shape[1])
        batches = [divide(name, values, n_batches) for name, values in currents.items()]
        length = batches[0][0].shape[2]
        n_lags = length // 4 if maximum_lag is None else checked_n_lags(maximum_lag, interval, length)
        flat = [[batch.reshape(-1, length).astype(float) for batch in current] for current in batches]
        with np.errstate(over="ignore", invalid="ignore"):  # infinities are refused
            if len(flat) == 2:
                both = [correlate_currents(p.T, e.T, n_rotors, n_lags) for p, e in zip(*flat, strict=True)]
                found: dict[str, NDArray | None] = dict(zip(PAIRS, map(np.array, zip(*both, strict=True)), strict=True))
            else:
                alone = np.array([autocorrelate(series, n_lags) for series in flat[0]]) / n_rotors
                found = dict.fromkeys(PAIRS) | {"pp" if name == "momentum" else "ee": alone}
        for pair, values in found.items():
            if values is not None and not np.isfinite(values).all():
                raise ValueError(f"{pair} of momentum and energy is beyond the largest number; pass larger units")
        return cls(temperature, n_rotors, interval * np.arange(n_lags), **found)

    @property
    def pairs(self) -> tuple[str, ...]:
        """Names of the correlations that are there, of "pp", "ee" and "pe"."""
        return tuple(name for name in PAIRS if getattr(self, name) is not None)

    @property
    def n_batches(self) -> int:
        """Number of independent batches."""
        return int(getattr(self, self.pairs[0]).shape[0])

    @property
    def longest_lag(self) -> float:
        """Longest lag t_max."""
        return float(self.lag_times[-1])

    @property
    def spacing(self) -> float:
        """Interval h between successive lags."""
        return float(self.lag_times[1] - self.lag_times[0])


class SingleOriginCorrelations(TimeCorrelations):
    """Correlations with the first moment of each trajectory alone, as the published protocol has them.

    Their noise does not fall off with the lag as that of averages over all origins does, so their integral ends at the
    longest lag, by `RunningIntegral`, and is not extrapolated.
    """


def merge(parts: Sequence[TimeCorrelations]) -> TimeCorrelations:
    """Correlations that contain the batches of all `parts`, which are independent runs of the same state.

    Raises ValueError if temperature, size or lags differ: such runs estimate different quantities.
    """
    first = parts[0]
    for part in parts[1:]:
        same = (
            part.temperature == first.temperature
            and part.n_rotors == first.n_rotors
            and np.array_equal(part.lag_times, first.lag_times)
            and part.pairs == first.pairs
        )
        if not same:
            raise ValueError(
                f"cannot merge T={part.temperature}, M={part.n_rotors}, {part.lag_times.size} lags with "
                f"T={first.temperature}, M={first.n_rotors}, {first.lag_times.size} lags; merge runs of one state, "
                "with the same currents"
            )
    for k, part in enumerate(parts):
        name = first.pairs[0]
        if any(np.array_equal(getattr(part, name), getattr(other, name)) for other in parts[:k]):
            raise ValueError(f"part {k} repeats an earlier one; pass independent runs only")
    stacked = {name: np.concatenate([getattr(p, name) for p in parts]) for name in first.pairs}
    return TimeCorrelations(first.temperature, first.n_rotors, first.lag_times, **dict.fromkeys(PAIRS) | stacked)


def correlate_currents(
    momentum_current: NDArray, energy_current: NDArray, n_rotors: int, n_lags: int
) -> tuple[NDArray, NDArray, NDArray]:
    """Correlations C^{pp}, C^{ee} and the symmetrised C^{pe} of one batch of replicas.

    Parameters
    ----------
    momentum_current, energy_current
        Total currents of the rings, shape (n_samples, n_replicas) with n_samples >= n_lags.
    n_rotors
        Size M of each ring; the correlations are per site.
    n_lags
        Number of lags, 0 .. n_lags - 1 samples.  Each is divided by its own number of time origins, so
        the estimate is unbiased.

    Returns
    -------
    Three arrays of shape (n_lags,), averaged over time origins and replicas.
    """
    n_samples, n_replicas = momentum_current.shape
    length = fft.next_fast_len(n_samples + n_lags, real=True)  # no wrap-around below n_lags
    p = fft.rfft(momentum_current.T, length)
    e = fft.rfft(energy_current.T, length)
    power = [_summed_product(p, p), _summed_product(e, e), _summed_product(p, e)]
    pairs = n_rotors * n_replicas * (n_samples - np.arange(n_lags))
    pp, ee, pe = fft.irfft(power, length, axis=-1)[:, :n_lags] / pairs
    return pp, ee, pe


def autocorrelate(series: NDArray, n_lags: int) -> NDArray:
    """C(s) = <x(0) x(s)> of one series, averaged over time origins and replicas, shape (n_lags,).

    `series` has the shape (n_replicas, n_samples), and each lag is divided by its own number of time origins.
    """
    n_replicas, n_samples = series.shape
    length = fft.next_fast_len(n_samples + n_lags, real=True)
    spectrum = fft.rfft(series, length)
    summed = fft.irfft(_summed_product(spectrum, spectrum), length)[:n_lags]
    return summed / (n_replicas * (n_samples - np.arange(n_lags)))


def _summed_product(a: NDArray, b: NDArray) -> NDArray:
    """Spectrum of the symmetrised correlation, Re sum_r conj(a_r) b_r over the replicas r."""
    return np.einsum("rf,rf->f", a.real, b.real) + np.einsum("rf,rf->f", a.imag, b.imag)
