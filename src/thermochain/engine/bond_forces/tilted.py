"""V(s) - tau s for any V: at rest its bonds have the mean stretch that bonds of V have under the tension tau."""

from collections.abc import Callable
from functools import lru_cache

from numba import njit

from thermochain.engine.simd import splat


@lru_cache
def tilted(force: Callable, tension: float) -> Callable:
    """Compiled V'(s) - tau.  On a ring the motion is that of V, and the energy current becomes the heat current."""

    @njit
    def heat_force(s):
        return force(s) - splat(tension)

    return heat_force
