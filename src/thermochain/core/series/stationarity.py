"""Whether a series has the mean 0 and no drift, as currents in equilibrium."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

_FALSE_ALARM = 1e-3
_PIECES = 16  # pieces of all replicas together, at least


def non_stationarity(name: str, series: NDArray, interval: float, *, mean_is_known: bool) -> tuple[str, ...]:
    """Sentences about a mean and a drift that are there beyond chance (0.1 % false alarms each); none, if all is well.

    Every replica is cut into as many pieces as it takes to have sixteen of them, and the pieces are taken as
    independent.  The scatter of their means is the error of the mean; the residuals of a line through the means of
    their halves are the error of the drift.

    Parameters
    ----------
    name
        Name of the argument.
    series
        Shape (n_components, n_replicas, n_samples), not 0 everywhere.
    interval
        Time between samples.
    mean_is_known
        True if the mean need not be 0.
    """
    n_components, n_replicas, n_samples = series.shape
    n_halves = 2 * -(-_PIECES // n_replicas)
    length = n_samples // n_halves
    unit = float(np.abs(series).max())  # squares of very large numbers overflow
    pieces_of_time = series[:, :, : n_halves * length].reshape(n_components, n_replicas, n_halves, length)
    halves = (pieces_of_time / unit).mean(axis=3, dtype=float)
    times = interval * length * (np.arange(n_halves) - 0.5 * (n_halves - 1))
    found = []
    for k, means in enumerate(halves):
        which = f"component {k} of {name}" if n_components > 1 else name
        pieces = 0.5 * (means[:, ::2] + means[:, 1::2]).ravel()
        value, std = pieces.mean(), pieces.std(ddof=1) / np.sqrt(pieces.size)
        if not mean_is_known and _beyond_chance(value, std, pieces.size - 1, n_components):
            found.append(
                f"the mean of {which} is {value * unit:.3g} +- {std * unit:.1g} and not 0, so that K(t) "
                "grows with its square times t; continue to equilibrium, or pass mean='subtracted'"
            )
        slope = float((means * times).sum() / (n_replicas * np.sum(times**2)))
        left = means - means.mean() - slope * times
        freedom = means.size - 2
        std = np.sqrt(np.sum(left**2) / freedom / (n_replicas * np.sum(times**2)))
        if _beyond_chance(slope, std, freedom, n_components):
            found.append(
                f"{which} drifts by {slope * unit:.3g} +- {std * unit:.1g} per unit of time, so it is not stationary; "
                "discard its beginning, or continue to equilibrium"
            )
    return tuple(found)


def _beyond_chance(value: float, std: float, freedom: int, n_tests: int) -> bool:
    return bool(abs(value) > -std * stdtrit(freedom, 0.5 * _FALSE_ALARM / n_tests))
