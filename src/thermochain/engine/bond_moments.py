"""Sets of moments of the masses and bonds of a chain, each of them a pair of compiled functions.

`add_mass(sums, at, before, after)` adds the moments of a momentum, averaged over its values just before and just after
a kick.  `add_bond(sums, at, bond, pull, mean)` adds the moments of a bond, of V' = `pull` in it, and of `mean`, the
mean of the momenta at both ends of the bond at the time of the bonds.  Both add to rows of `LANES` elements from the
flat offset `at` on, in the order of `names`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from numba import njit

from thermochain.engine.simd import LANES, load, multiply_add, splat, store
from thermochain.engine.sine import sine_of_turns

# Averages for rotors: of every mass, powers of p_i; of every bond r_i = q_i - q_{i-1} (at index i, nothing at 0),
# sin r, cos r, sin 2r, cos 2r, and (p_{i-1} + p_i)/2 times sin r and cos r.  With another potential V, V' and 1 - V
# stand for the sine s and the cosine c of rotors, and 2 s c and 1 - 2 s^2 for sin 2r and cos 2r.
MOMENTS = ("p", "p2", "p3", "p4", "sin", "cos", "sin2", "cos2", "p_sin", "p_cos")


@dataclass(frozen=True)
class BondMoments:
    """Set of moments: their names, and the two compiled functions that add them.

    Kernels pass velocities p/m for momenta; `momenta` counts the factors m that each moment of momenta has besides.
    """

    names: tuple[str, ...]  # names of the moments, those of masses before those of bonds
    momenta: tuple[int, ...]  # number of factors m that each moment of momenta has besides; 0 for bonds
    add_mass: Callable  # compiled function that adds the moments of a mass
    add_bond: Callable  # compiled function that adds the moments of a bond


@njit(forceinline=True)
def _add(sums, at, value):
    store(sums, at, load(sums, at) + value)


@njit(forceinline=True)
def _add_two_powers(sums, at, before, after):
    half = splat(0.5)
    _add(sums, at, half * (before + after))
    _add(sums, at + LANES, half * multiply_add(before, before, after * after))


@njit(forceinline=True)
def _add_squares(sums, at, bond, pull, mean):
    _add(sums, at + 2 * LANES, bond)
    _add(sums, at + 3 * LANES, bond * bond)
    _add(sums, at + 4 * LANES, mean * pull)


@njit(forceinline=True)
def _add_four_powers(sums, at, before, after):
    half = splat(0.5)
    square_before, square_after = before * before, after * after
    _add(sums, at, half * (before + after))
    _add(sums, at + LANES, half * (square_before + square_after))
    _add(sums, at + 2 * LANES, half * multiply_add(square_before, before, square_after * after))
    _add(sums, at + 3 * LANES, half * multiply_add(square_before, square_before, square_after * square_after))


@njit(forceinline=True)
def _cosine_of_turns(bond):
    return sine_of_turns(bond + splat(0.25))


def circular(shape: Callable) -> BondMoments:
    """The moments MOMENTS of a potential V; `shape` is the compiled function 1 - V of a bond, the cosine of rotors."""

    @njit(forceinline=True)
    def add_bond(sums, at, bond, sine, mean):
        cosine = shape(bond)
        twice = sine + sine
        _add(sums, at + 4 * LANES, sine)
        _add(sums, at + 5 * LANES, cosine)
        _add(sums, at + 6 * LANES, twice * cosine)
        _add(sums, at + 7 * LANES, splat(1.0) - twice * sine)
        _add(sums, at + 8 * LANES, mean * sine)
        _add(sums, at + 9 * LANES, mean * cosine)

    return BondMoments(MOMENTS, (1, 2, 3, 4, 0, 0, 0, 0, 0, 0), _add_four_powers, add_bond)


# moments for springs; `power` is minus the energy current in the bond
SQUARES = BondMoments(("p", "p2", "s", "s2", "power"), (1, 2, 0, 0, 0), _add_two_powers, _add_squares)
# moments for rotors, whose bonds are in turns
CIRCULAR = circular(_cosine_of_turns)
