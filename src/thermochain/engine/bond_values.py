"""Values of a compiled bond force on an array, for the comparison of the force with its potential."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from thermochain.core.compiled import bound, compiled
from thermochain.engine.simd import LANES, load, store


@compiled()
def _fill(force, stretches, values):
    for k in range(0, stretches.size, LANES):
        store(values, k, force(load(stretches, k)))


def bond_values(force: Callable, stretches: NDArray) -> NDArray:
    """Values V'(s) at the stretches, shape (n,), for a `force` as in `bond_forces`; n is a multiple of `simd.LANES`."""
    values = np.empty(stretches.size)
    bound(_fill, force)(np.ascontiguousarray(stretches, dtype=float), values)
    return values
