"""V = s^2/2 + s^4/4 (Fermi, Pasta, Ulam and Tsingou's beta chain with beta = 1)."""

from numba import njit

from thermochain.engine.simd import multiply_add


@njit
def quartic(s):
    """V'(s) = s + s^3."""
    return multiply_add(s * s, s, s)
