"""How bonds and masses of a chain hang together, as compiled steps over `oscillators.harmonic.bonds`.

The state holds bonds before momenta, (vector, site, lane).  A kick is p -= h D^T V'(s) and returns two sums over the
chain, of V'(s) and of twice the energy current, at the time of the bonds; with p before and after the kick, p there is
their mean; where the caller drops them, the compiler drops their arithmetic.  A drift is s += h D p.  A step is a kick,
half a drift, p -> damping p + push at both ends of a line, and half a drift; for a line it is one pass over the chain.
Bonds and the h of drifts are in the unit of the bonds.  Of a line, a visit adds moments of `bond_moments` to `sums`,
from `at` on a row a mass, with what the momenta would be after a kick.  Each function here makes the four for one V'.
"""

from numba import njit

from thermochain.engine.simd import LANES, load, multiply_add, splat, store


def _of_ring(kick, drift):
    """A ring has no ends, and its moments are not measured."""

    @njit(forceinline=True)
    def step(state, first, n_bonds, n_masses, h, h_drift, damping_left, push_left, damping_right, push_right):
        sums = kick(state, first, n_bonds, n_masses, h)
        drift(state, first, n_bonds, n_masses, h_drift)
        return sums

    @njit(forceinline=True)
    def visit(state, first, n_bonds, n_masses, h, sums, at):
        pass

    return kick, drift, step, visit


def line(force, moments):
    """Bond b between the masses b and b + 1."""

    @njit(forceinline=True)
    def kick(state, first, n_bonds, n_masses, h):
        left = splat(0.0)
        forces, power = splat(0.0), splat(0.0)
        base = first + LANES * n_bonds
        for k in range(0, LANES * n_bonds, LANES):
            right = force(load(state, first + k))
            before = load(state, base + k)
            after = multiply_add(h, right - left, before)
            store(state, base + k, after)
            forces = forces + right
            power = multiply_add(before + after, left + right, power)
            left = right
        k = LANES * n_bonds
        before = load(state, base + k)
        after = before - h * left
        store(state, base + k, after)
        return forces, multiply_add(before + after, left, power)

    @njit(forceinline=True)
    def drift(state, first, n_bonds, n_masses, h):
        base = first + LANES * n_bonds
        left = load(state, base)
        for k in range(0, LANES * n_bonds, LANES):
            right = load(state, base + k + LANES)
            store(state, first + k, multiply_add(h, right - left, load(state, first + k)))
            left = right

    @njit(forceinline=True)
    def step(state, first, n_bonds, n_masses, h, h_drift, damping_left, push_left, damping_right, push_right):
        base = first + LANES * n_bonds
        half = splat(0.5)
        bond = load(state, first)
        left = force(bond)
        before = load(state, base)
        after = multiply_add(h, left, before)
        pushed = multiply_add(damping_left, after, push_left)
        store(state, base, pushed)
        velocity = half * (after + pushed)
        forces = left
        power = (before + after) * left
        for k in range(LANES, LANES * n_bonds, LANES):
            next_bond = load(state, first + k)
            right = force(next_bond)
            before = load(state, base + k)
            after = multiply_add(h, right - left, before)
            store(state, base + k, after)
            store(state, first + k - LANES, multiply_add(h_drift, after - velocity, bond))
            forces = forces + right
            power = multiply_add(before + after, left + right, power)
            bond = next_bond
            left = right
            velocity = after
        k = LANES * n_bonds
        before = load(state, base + k)
        after = before - h * left
        pushed = multiply_add(damping_right, after, push_right)
        store(state, base + k, pushed)
        store(state, first + k - LANES, multiply_add(h_drift, half * (after + pushed) - velocity, bond))
        return forces, multiply_add(before + after, left, power)

    add_mass, add_bond, row = moments.add_mass, moments.add_bond, LANES * len(moments.names)

    @njit
    def visit(state, first, n_bonds, n_masses, h, sums, at):
        base = first + LANES * n_bonds
        left, bond, neighbour = splat(0.0), splat(0.0), splat(0.0)
        for i in range(n_masses):
            right, next_bond = splat(0.0), splat(0.0)
            if i < n_bonds:
                next_bond = load(state, first + i * LANES)
                right = force(next_bond)
            before = load(state, base + i * LANES)
            after = multiply_add(h, right - left, before)
            add_mass(sums, at + i * row, before, after)
            if i > 0:
                add_bond(sums, at + (i - 1) * row, bond, left, splat(0.25) * (neighbour + before + after))
            left = right
            bond = next_bond
            neighbour = before + after

    return kick, drift, step, visit


def ring(force, moments):
    """Bond i between the masses i - 1 and i, bond 0 between the last and the first."""

    @njit(forceinline=True)
    def kick(state, first, n_bonds, n_masses, h):
        base = first + LANES * n_bonds
        left = closing = force(load(state, first))
        forces, power = splat(0.0), splat(0.0)
        for k in range(0, LANES * n_bonds, LANES):
            right = closing
            if k < LANES * (n_bonds - 1):
                right = force(load(state, first + k + LANES))
            before = load(state, base + k)
            after = multiply_add(h, right - left, before)
            store(state, base + k, after)
            forces = forces + right
            power = multiply_add(before + after, left + right, power)
            left = right
        return forces, power

    @njit(forceinline=True)
    def drift(state, first, n_bonds, n_masses, h):
        base = first + LANES * n_bonds
        left = load(state, base + LANES * (n_masses - 1))
        for k in range(0, LANES * n_bonds, LANES):
            right = load(state, base + k)
            store(state, first + k, multiply_add(h, right - left, load(state, first + k)))
            left = right

    return _of_ring(kick, drift)


def bending_ring(force, moments):
    """Bending k_i = q_{i+1} + q_{i-1} - 2 q_i of a ring; its energy current is p_i f_{i+1} - f_i p_{i+1}."""

    @njit(forceinline=True)
    def kick(state, first, n_bonds, n_masses, h):
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
            after = before - h * (left + right - two * middle)
            store(state, base + k, after)
            forces = forces + middle
            # the total energy current is sum_i p_i (f_{i+1} - f_{i-1}); the caller turns the sign of `power`
            power = multiply_add(before + after, left - right, power)
            left = middle
            middle = right
        return forces, power + power

    @njit(forceinline=True)
    def drift(state, first, n_bonds, n_masses, h):
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
