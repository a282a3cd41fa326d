"""Potential V(s) - tau s for any V: without tension its bonds have the mean stretch of V under the tension tau."""

from collections.abc import Callable
from functools import lru_cache

from numba import njit

from thermochain.engine.simd import splat


@lru_cache
def tilted(force: Callable, tension: float) -> Callable:
    """Compiled force V'(s) - tau.  On a ring the motion is that of V, and the energy current is the heat current."""

    @njit
    def heat_force(s):
        return force(s) - splat(tension)

    return heat_force
