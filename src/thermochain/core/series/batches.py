"""What is accepted as a time series, and how it is divided into independent batches."""

import math

import numpy as np
from numpy.typing import NDArray

from thermochain.core.arguments import check_positive, is_number, real_array, shown

FEWEST_BATCHES, FEWEST_LAGS = 4, 17  # what an extrapolation needs
_USUAL_BATCHES, _MOST_BATCHES = 16, 32
_FEWEST_SAMPLES = 2 * FEWEST_LAGS  # of a block: the last lag then still has as many origins as there are lags


def checked_series(name: str, value: object) -> NDArray:
    """Checked series, shape (n_components, n_replicas, n_samples), from one of fewer axes or a pandas object.

    The last axis is time.  In a table of pandas time runs down the rows, and every column is a replica.
    """
    array = real_array(name, value, "a series of real numbers")
    if hasattr(value, "columns"):
        array = array.T
    if not 1 <= array.ndim <= 3 or array.size == 0:
        raise ValueError(
            f"{name} has the shape {array.shape}; it must be (time,), (replica, time) or (component, replica, time) "
            "and not be empty"
        )
    array = array.reshape((1,) * (3 - array.ndim) + array.shape)
    if not np.isfinite(array).all():
        component, replica, sample = map(int, np.argwhere(~np.isfinite(array))[0])
        raise ValueError(
            f"{name} is {array[component, replica, sample]} at component {component}, replica {replica}, sample "
            f"{sample}; every sample must be finite: fill or cut it"
        )
    return array


def checked_n_batches(n_batches: object, n_replicas: int) -> int:
    """Checked number of batches; None stands for 16, or for as many as there are replicas, up to 32."""
    if n_batches is None:
        return min(_MOST_BATCHES, max(_USUAL_BATCHES, n_replicas))
    if not is_number(n_batches) or int(n_batches) != n_batches or not FEWEST_BATCHES <= n_batches <= 1e6:
        raise ValueError(
            f"n_batches={shown(n_batches)} must be an integer >= {FEWEST_BATCHES}, since the scatter of the batches is "
            f"the error; pass {FEWEST_BATCHES} or more ({_USUAL_BATCHES} are good): as many replicas would do, or one "
            "trajectory, which is cut into blocks"
        )
    return int(n_batches)


def divide(name: str, series: NDArray, n_batches: int) -> list[NDArray]:
    """Batches of whole replicas, or of blocks if there are fewer replicas than batches.

    Each has the shape (n_components, n_replicas of the batch, n_samples of a block); components of a replica stay
    together, for they are not independent.
    """
    n_components, n_replicas, n_samples = series.shape
    n_cuts = -(-n_batches // n_replicas)
    length = n_samples // n_cuts
    if length < _FEWEST_SAMPLES:
        raise ValueError(
            f"{name} has {n_replicas} replica{'s' * (n_replicas > 1)} of {n_samples} samples (time is the last axis); "
            f"n_batches={n_batches} leaves blocks of {length}, and {_FEWEST_SAMPLES} are needed; "
            + (
                "pass longer replicas"
                if n_samples < _FEWEST_SAMPLES
                else f"pass {n_batches} replicas like these, {_FEWEST_SAMPLES * n_cuts} samples, or fewer batches"
            )
        )
    blocks = series[:, :, : n_cuts * length].reshape(n_components, n_replicas * n_cuts, length)
    return np.array_split(blocks, n_batches, axis=1)


def checked_n_lags(maximum_lag: object, interval: float, length: int) -> int:
    """Number of lags 0, h, 2h, ... up to `maximum_lag`, in blocks of `length` samples."""
    check_positive("maximum_lag", maximum_lag)
    n_lags = math.floor(min(float(maximum_lag) / interval, length) + 1e-9) + 1  # type: ignore[arg-type]
    if not FEWEST_LAGS <= n_lags <= length:
        raise ValueError(
            f"maximum_lag={maximum_lag:g} must lie in [{(FEWEST_LAGS - 1) * interval:g}, {(length - 1) * interval:g}], "
            f"as the blocks have {length} samples with interval={interval:g}; pass a number in between"
        )
    return n_lags
