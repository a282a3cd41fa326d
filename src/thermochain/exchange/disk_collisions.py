r"""The kernel with which two confined disks exchange energy in the kinetic limit (Olla, 52; Gaspard and Gilbert 2008).

A disk of energy E = v^2 in each of two cells has a velocity of uniform direction, independent of its place.  Disks that
collide exchange the components a and b of their velocities along the line of centres, so that energies change by
E_1' = E_1 - a^2 + b^2, at the rate g (a - b)_+ with a factor g that the geometry gives (`billiard/hole.py`).  At
g = 1

    Lambda(E_1, E_2 -> E_1') = <(a - b)_+ delta(E_1' - E_1 + a^2 - b^2)>
                             = K(m/M)/(pi^2 sqrt(M)),   m, M = smaller and larger of the pair
                               (E_1', E_2) if disk 1 loses energy, (E_1, E_2') if it gains,

K(k^2) the complete elliptic integral.  It is homogeneous: Lambda dE_1' grows like sqrt(E_1 + E_2), as Olla says of
(52).  Its rate and its mean current are complete elliptic integrals, too.
"""

import math
from itertools import pairwise

import numpy as np
from numba import njit
from numpy.polynomial.legendre import leggauss
from numpy.typing import ArrayLike, NDArray
from scipy.special import ellipk

# <(a^2 - b^2)^2 (a - b)_+>/(2 T^2) at T = 1, the conductivity without memory: it is also the rate at T = 1.
STATIC = 1.0 / math.sqrt(2.0 * math.pi)
_NODES = 32  # of each piece of the law of energies after a collision
_LAST_STEP = 1e-9  # half of the difference of the two means, whose square is lost in rounding


@njit(error_model="numpy")
def _elliptic(m):
    """E(m) and (1 - m) K(m) of 0 <= m <= 1 by the arithmetic-geometric mean."""
    if m >= 1.0:
        return 1.0, 0.0
    x, y, weight, total = 1.0, math.sqrt(1.0 - m), 0.5, 0.5 * m
    while True:
        step = 0.5 * (x - y)
        x, y = x - step, math.sqrt(x * y)
        weight *= 2.0
        total += weight * step * step
        if not step >= _LAST_STEP:  # also for a number that is none
            break
    first = 0.5 * math.pi / x
    return first * (1.0 - total), (1.0 - m) * first


@njit(error_model="numpy")
def collision_rate(left, right):
    """Rate <(a - b)_+> of collisions at the energies of two disks, in units of the factor of the geometry, compiled."""
    larger = max(left, right)
    if larger <= 0.0:
        return 0.0
    second, rest = _elliptic(min(left, right) / larger)
    return 2.0 / math.pi**2 * math.sqrt(larger) * (2.0 * second - rest)


@njit(error_model="numpy")
def collision_current(left, right):
    """Mean energy <(a - b)_+ (a^2 - b^2)> that passes from left to right in a unit of time, compiled."""
    larger = max(left, right)
    if larger <= 0.0:
        return 0.0
    m = min(left, right) / larger
    second, rest = _elliptic(m)
    # integrals over a quarter period with x = sqrt(m) cos, q = sqrt(1 - x^2): x asin x, q^3, x^3 asin x
    arc = second - rest
    cube = (2.0 * (2.0 - m) * second - rest) / 3.0
    third = m * arc - ((2.0 - 3.0 * m) * rest + 2.0 * (2.0 * m - 1.0) * second) / 9.0
    of_larger = 2.0 * (arc + second + cube / 3.0)
    of_smaller = 4.0 * (third + second - cube)
    current = 0.5 / math.pi**2 * larger**1.5 * (of_larger - of_smaller)
    return current if left > right else -current


def kernel(left: ArrayLike, right: ArrayLike, left_after: ArrayLike) -> NDArray:
    """Lambda(E_1, E_2 -> E_1') as a density in E_1', elementwise; 0 outside of 0 < E_1' < E_1 + E_2.

    It is infinite at E_1' = E_2, where a disk takes over the energy of the other, and that singularity is logarithmic.
    """
    left, right, after = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in (left, right, left_after)))
    other_after = left + right - after
    loses = after < left
    one, two = np.where(loses, after, left), np.where(loses, right, other_after)
    inside = (after > 0.0) & (other_after > 0.0)
    larger = np.where(inside, np.maximum(one, two), 1.0)
    ratio = np.where(inside, np.minimum(one, two), 0.0) / larger
    return np.where(inside, ellipk(ratio) / (math.pi**2 * np.sqrt(larger)), 0.0)


def energy_cdf(left: ArrayLike, right: ArrayLike, left_after: ArrayLike) -> NDArray:
    """Probability that a collision leaves disk 1 with an energy below E_1', elementwise; energies of shape (n,)."""
    left, right, after = (np.asarray(value, dtype=float) for value in (left, right, left_after))
    # nodes crowd at both ends of each piece, where the kernel has kinks or its singularity
    nodes, weights = leggauss(_NODES)
    place, weight = 0.5 - 0.5 * np.cos(0.5 * np.pi * (nodes + 1.0)), np.sin(0.5 * np.pi * (nodes + 1.0)) * weights
    ends = np.stack([np.zeros_like(left), np.minimum(left, right), np.maximum(left, right), left + right])
    total = np.zeros_like(left)
    for low, high in pairwise(np.minimum(ends, after)):
        x = low[:, None] + (high - low)[:, None] * place
        density = kernel(left[:, None], right[:, None], np.where((high > low)[:, None], x, -1.0))
        total += 0.25 * np.pi * (high - low) * (density @ weight)
    return total / np.array([collision_rate(one, two) for one, two in zip(left, right, strict=True)])
