"""Checks of the arguments that the solvers of rings in time share."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.core.arguments import real_array, shown


def checked_energies(name: str, energies: ArrayLike, at_least: int) -> NDArray:
    """The energies of a ring, shape (n,); ValueError unless they are `at_least` or more finite numbers > 0."""
    values = real_array(name, energies).astype(float)
    if values.ndim != 1 or values.size < at_least or not np.all(np.isfinite(values)) or np.any(values <= 0.0):
        raise ValueError(f"{name}={shown(energies)} must be {at_least} or more finite numbers > 0; pass such energies")
    return values


def checked_times(times: Sequence[float]) -> NDArray:
    """The times, shape (n_times,); ValueError unless they increase from above 0."""
    values = np.asarray(times, dtype=float)
    if values.ndim != 1 or values.size == 0 or values[0] <= 0.0 or np.any(np.diff(values) <= 0.0):
        raise ValueError(f"times={shown(times)} must increase from above 0; sort them")
    return values
