"""V - tau s for any V: the potential that holds at rest, without a tension, what V holds under the tension tau."""

from collections.abc import Callable
from functools import lru_cache

from numba import njit

from thermochain.engine.simd import splat


@lru_cache
def tilted(force: Callable, tension: float) -> Callable:
    """V'(s) - tau, compiled; on a ring it moves nothing, but the energy current is that of heat alone."""

    @njit
    def heat_force(s):
        return force(s) - splat(tension)

    return heat_force
