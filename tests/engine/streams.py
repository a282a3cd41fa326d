"""xoshiro128+ in NumPy, written from its definition, and the three-valued numbers made of it."""

import numpy as np


def rotated(x, n):
    return (x << np.uint32(n)) | (x >> np.uint32(32 - n))


def three_point(words, n_draws):
    """The next `n_draws` numbers -1, 0 or 1 of each stream; words (n_vectors, 4, lanes) of int32, draws on axis 0."""
    s = [words[:, k].astype(np.uint32) for k in range(4)]
    found = []
    for _ in range(n_draws):
        bits = (s[0] + s[3]).astype(np.int32).astype(np.int64)
        t = s[1] << np.uint32(9)
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotated(s[3], 11)
        limit = 2**31 - round(2**32 / 6)
        found.append((bits > limit).astype(int) - (bits < -limit))
    return np.array(found)
