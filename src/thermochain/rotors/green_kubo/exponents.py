r"""Local exponents of the Onsager coefficients: in time, which tell diffusion from superdiffusion, and in temperature.

Olla (3.2) expects that the chain of rotors may be superdiffusive at low temperatures "in certain space-time scales".
The running integral K(t) then grows like a power of t.  Where transport is diffusive it settles, and d ln K/d ln t goes
to 0; where a current does not relax it is ballistic, and the exponent is 1.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.core.jackknife import jackknife
from thermochain.core.running_integral import RunningIntegral

_FEWEST_LAGS = 4  # of the shortest time


def exponents_in_time(running: RunningIntegral) -> tuple[NDArray, NDArray, NDArray]:
    """Times t, log_2 K(2t)/K(t) and its standard error by the jackknife over batches, each of shape (n_octaves,).

    Octaves end at the longest lag; an exponent is nan where K(t) or K(2t) is not positive.
    """
    n_lags = running.times.size - 1
    n_octaves = int(np.log2(n_lags / _FEWEST_LAGS))
    if n_octaves < 1:
        raise ValueError(f"running has {n_lags} lags, at least {2 * _FEWEST_LAGS} are needed; pass longer lags")
    starts = n_lags // 2 ** np.arange(n_octaves, 0, -1)
    ends = 2 * starts

    def exponents(mean: NDArray) -> NDArray:
        positive = np.where(mean > 0.0, mean, np.nan)
        return np.log2(positive[ends] / positive[starts])

    return running.times[starts], *jackknife(running.batches, exponents)


def exponents_between(temperature: ArrayLike, value: ArrayLike) -> NDArray:
    """Exponents d ln K/d ln T between neighbouring temperatures, taken at their geometric means, shape (n - 1,).

    It is exact for powers of T, and for K = A T^n exp(B/T) it is n - B/T to second order in the logarithmic distance.
    """
    return np.diff(np.log(value)) / np.diff(np.log(temperature))


def errors_between(temperature: ArrayLike, value: ArrayLike, error: ArrayLike, *, shared: bool) -> NDArray:
    """Standard errors of `exponents_between` from those of K, independent or `shared` by neighbours; shape (n - 1,)."""
    relative = np.asarray(error) / np.asarray(value)
    distance = np.diff(np.log(temperature))
    together = np.abs(np.diff(relative)) if shared else np.hypot(relative[1:], relative[:-1])
    return together / distance
