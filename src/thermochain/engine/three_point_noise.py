r"""Random numbers made in the registers of a kernel, for the noise of Langevin dynamics.

A number is -sqrt(3), 0 or sqrt(3) with the probabilities 1/6, 2/3 and 1/6.  Its moments are those of a standard normal
number up to the fifth, which is what a scheme of second order in the time step needs for its averages to be of second
order, too (Kloeden and Platen, Numerical Solution of Stochastic Differential Equations, Section 14.2).  The random bits
are those of Blackman and Vigna's xoshiro128+, one stream for each lane; the upper bits alone decide.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.engine.simd import PHASE_LANES, above, load, rotated, shifted, splat, store

_SIXTH = 2**31 - round(2**32 / 6)
_HIGH, _LOW = np.int32(_SIXTH), np.int32(-_SIXTH)  # one in six of all int32 lies above the first, below the second


class Words(NamedTuple):
    """State of the streams, four vectors of integers."""

    a: int
    b: int
    c: int
    d: int


def random_words(n_vectors: int, rng: Generator) -> NDArray:
    """States of independent streams drawn from `rng`, int32 of shape (n_vectors, 4, PHASE_LANES)."""
    return rng.integers(-(2**31), 2**31, size=(n_vectors, 4, PHASE_LANES), dtype=np.int32)


@njit(forceinline=True)
def load_words(stored, v):
    """State of the streams of vector v."""
    at = 4 * PHASE_LANES * v
    return Words(
        load(stored, at),
        load(stored, at + PHASE_LANES),
        load(stored, at + 2 * PHASE_LANES),
        load(stored, at + 3 * PHASE_LANES),
    )


@njit(forceinline=True)
def store_words(stored, v, words):
    """Write the state of the streams of vector v."""
    at = 4 * PHASE_LANES * v
    store(stored, at, words.a)
    store(stored, at + PHASE_LANES, words.b)
    store(stored, at + 2 * PHASE_LANES, words.c)
    store(stored, at + 3 * PHASE_LANES, words.d)


@njit(forceinline=True)
def draw(words):
    """Integers -1, 0 or 1 with the probabilities 1/6, 2/3 and 1/6, and the next state of the streams."""
    a, b, c, d = words
    bits = a + d
    c = c ^ a
    d = d ^ b
    next_words = Words(a ^ d, b ^ c, c ^ shifted(b, np.int32(9)), rotated(d, np.int32(11)))
    sign = above(splat(_LOW), bits) - above(bits, splat(_HIGH))
    return sign, next_words
