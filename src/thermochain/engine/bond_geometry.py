"""Geometries of the bonds and masses of a chain: the compiled kick, drift, step and visit of each geometry.

The geometries are those of the difference operators D of `oscillators.harmonic.bonds`.  The state has the shape
(vector, site, lane), with the bonds before the momenta.  Each geometry makes four functions from a force V':

kick
    p -= h D^T V'(s).  It returns two sums over the chain at the time of the bonds: the sum of V'(s), and the sum of
    twice the energy current, in which p is the mean of p before and after the kick.  If the caller does not use the
    sums, the compiler removes their arithmetic.
drift
    s += h D p.
step
    A kick, half a drift, p -> damping p + push at both ends of a line, and half a drift; on a line it is a single pass
    over the chain.  It returns the sums of the kick.
visit
    Adds the moments of `bond_moments` to `sums`, one row for each mass from offset `at` on, with the momenta before and
    after a kick.  Only the moments of a line are measured.

Bonds and the h of drifts are in the unit of the bonds.  With masses m, p stands for the velocities p/m and the h of
kicks for h/m, a number or an array with one for each mass (`masses.kick_at`).
"""

from typing import NamedTuple

from numba import njit

from thermochain.engine.masses import kick_at
from thermochain.engine.simd import LANES, load, multiply_add, splat, store


class Place(NamedTuple):
    """Position of the eight chains of one vector in the state: flat offset of bond 0, and numbers of sites."""

    first: int
    n_bonds: int
    n_masses: int


class Ends(NamedTuple):
    """Four vectors of the map p -> damping p + push of the first and the last mass of a line."""

    damping_left: float
    push_left: float
    damping_right: float
    push_right: float


def _of_ring(kick, drift):
    """The four functions of a ring, which has no ends and whose moments are not measured."""

    @njit(forceinline=True)
    def step(state, place, h, h_drift, ends):
        sums = kick(state, place, h)
        drift(state, place, h_drift)
        return sums

    @njit(forceinline=True)
    def visit(state, place, h, sums, at):
        pass

    return kick, drift, step, visit


def line(force, moments):
    """Functions of an open chain, in which bond b joins the masses b and b + 1."""

    @njit(forceinline=True)
    def kick(state, place, h):
        first, n_bonds, _ = place
        base = first + LANES * n_bonds
        left = splat(0.0)
        forces, power = splat(0.0), splat(0.0)
        for k in range(0, LANES * n_bonds, LANES):
            right = force(load(state, first + k))
            before = load(state, base + k)
            after = multiply_add(kick_at(h, k), right - left, before)
            store(state, base + k, after)
            forces = forces + right
            power = multiply_add(before + after, left + right, power)
            left = right
        k = LANES * n_bonds
        before = load(state, base + k)
        after = before - kick_at(h, k) * left
        store(state, base + k, after)
        return forces, multiply_add(before + after, left, power)

    @njit(forceinline=True)
    def drift(state, place, h):
        first, n_bonds, _ = place
        base = first + LANES * n_bonds
        left = load(state, base)
        for k in range(0, LANES * n_bonds, LANES):
            right = load(state, base + k + LANES)
            store(state, first + k, multiply_add(h, right - left, load(state, first + k)))
            left = right

    @njit(forceinline=True)
    def step(state, place, h, h_drift, ends):
        first, n_bonds, _ = place
        base = first + LANES * n_bonds
        half = splat(0.5)
        bond = load(state, first)
        left = force(bond)
        before = load(state, base)
        after = multiply_add(kick_at(h, 0), left, before)
        pushed = multiply_add(ends.damping_left, after, ends.push_left)
        store(state, base, pushed)
        velocity = half * (after + pushed)
        forces = left
        power = (before + after) * left
        for k in range(LANES, LANES * n_bonds, LANES):
            next_bond = load(state, first + k)
            right = force(next_bond)
            before = load(state, base + k)
            after = multiply_add(kick_at(h, k), right - left, before)
            store(state, base + k, after)
            store(state, first + k - LANES, multiply_add(h_drift, after - velocity, bond))
            forces = forces + right
            power = multiply_add(before + after, left + right, power)
            bond = next_bond
            left = right
            velocity = after
        k = LANES * n_bonds
        before = load(state, base + k)
        after = before - kick_at(h, k) * left
        pushed = multiply_add(ends.damping_right, after, ends.push_right)
        store(state, base + k, pushed)
        store(state, first + k - LANES, multiply_add(h_drift, half * (after + pushed) - velocity, bond))
        return forces, multiply_add(before + after, left, power)

    add_mass, add_bond, row = moments.add_mass, moments.add_bond, LANES * len(moments.names)

    @njit
    def visit(state, place, h, sums, at):
        first, n_bonds, n_masses = place
        base = first + LANES * n_bonds
        left, bond, neighbour = splat(0.0), splat(0.0), splat(0.0)
        for i in range(n_masses):
            right, next_bond = splat(0.0), splat(0.0)
            if i < n_bonds:
                next_bond = load(state, first + i * LANES)
                right = force(next_bond)
            before = load(state, base + i * LANES)
            after = multiply_add(kick_at(h, i * LANES), right - left, before)
            add_mass(sums, at + i * row, before, after)
            if i > 0:
                add_bond(sums, at + (i - 1) * row, bond, left, splat(0.25) * (neighbour + before + after))
            left = right
            bond = next_bond
            neighbour = before + after

    return kick, drift, step, visit


def ring(force, moments):
    """Functions of a ring, in which bond i joins the masses i - 1 and i, and bond 0 the last and the first."""

    @njit(forceinline=True)
    def kick(state, place, h):
        first, n_bonds, _ = place
        base = first + LANES * n_bonds
        left = closing = force(load(state, first))
        forces, power = splat(0.0), splat(0.0)
        for k in range(0, LANES * n_bonds, LANES):
            right = closing
            if k < LANES * (n_bonds - 1):
                right = force(load(state, first + k + LANES))
            before = load(state, base + k)
            after = multiply_add(kick_at(h, k), right - left, before)
            store(state, base + k, after)
            forces = forces + right
            power = multiply_add(before + after, left + right, power)
            left = right
        return forces, power

    @njit(forceinline=True)
    def drift(state, place, h):
        first, n_bonds, n_masses = place
        base = first + LANES * n_bonds
        left = load(state, base + LANES * (n_masses - 1))
        for k in range(0, LANES * n_bonds, LANES):
            right = load(state, base + k)
            store(state, first + k, multiply_add(h, right - left, load(state, first + k)))
            left = right

    return _of_ring(kick, drift)


def bending_ring(force, moments):
    """Functions of a ring whose bonds are the bendings k_i = q_{i+1} + q_{i-1} - 2 q_i.

    Its energy current is p_i f_{i+1} - f_i p_{i+1} with f_i = V'(k_i).
    """

    @njit(forceinline=True)
    def kick(state, place, h):
        first, n_bonds, _ = place
        base = first + LANES * n_bonds
        last = LANES * (n_bonds - 1)
        left, middle = force(load(state, first + last)), force(load(state, first))
        opening = middle
        forces, power = splat(0.0), splat(0.0)
        two = splat(2.0)
        for k in range(0, last + LANES, LANES):
            right = opening
            if k < last:
                right = force(load(state, first + k + LANES))
            before = load(state, base + k)
            after = before - kick_at(h, k) * (left + right - two * middle)
            store(state, base + k, after)
            forces = forces + middle
            # the total energy current is sum_i p_i (f_{i+1} - f_{i-1}); the caller changes the sign of `power`
            power = multiply_add(before + after, left - right, power)
            left = middle
            middle = right
        return forces, power + power

    @njit(forceinline=True)
    def drift(state, place, h):
        first, n_bonds, n_masses = place
        base = first + LANES * n_bonds
        last = LANES * (n_masses - 1)
        left, middle = load(state, base + last), load(state, base)
        opening = middle
        two = splat(2.0)
        for k in range(0, last + LANES, LANES):
            right = opening
            if k < last:
                right = load(state, base + k + LANES)
            change = left + right - two * middle
            store(state, first + k, multiply_add(h, change, load(state, first + k)))
            left = middle
            middle = right

    return _of_ring(kick, drift)
