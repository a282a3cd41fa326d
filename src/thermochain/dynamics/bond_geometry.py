"""How bonds and masses of a chain hang together, as compiled kicks and drifts over `models.bonds`.

The state holds bonds before momenta, (vector, site, lane).  A kick is p -= h D^T V'(s) and returns two sums over the
chain, of V'(s) and of twice the energy current, at the time of the bonds; with p before and after the kick, p there is
their mean; to the momenta of the first and the last mass of a line it adds two pushes.  A drift is s += h D p.  Each
function here makes both for one V'.
"""

from numba import njit

from thermochain.dynamics.simd import LANES, load, multiply_add, splat, store


def line(force):
    """Bond b between the masses b and b + 1."""

    @njit(forceinline=True)
    def kick(state, first, n_bonds, n_masses, h, push_left, push_right):
        left = splat(0.0)
        forces, power = splat(0.0), splat(0.0)
        push = push_left
        base = first + LANES * n_bonds
        for k in range(0, LANES * n_bonds, LANES):
            right = force(load(state, first + k))
            before = load(state, base + k)
            after = multiply_add(h, right - left, before) + push
            store(state, base + k, after)
            forces = forces + right
            power = multiply_add(before + after, left + right, power)
            left = right
            push = splat(0.0)
        k = LANES * n_bonds
        before = load(state, base + k)
        after = before - h * left + push_right
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

    return kick, drift


def ring(force):
    """Bond i between the masses i - 1 and i, bond 0 between the last and the first."""

    @njit(forceinline=True)
    def kick(state, first, n_bonds, n_masses, h, push_left, push_right):
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

    return kick, drift


def bending_ring(force):
    """Bending k_i = q_{i+1} + q_{i-1} - 2 q_i of a ring; its energy current is p_i f_{i+1} - f_i p_{i+1}."""

    @njit(forceinline=True)
    def kick(state, first, n_bonds, n_masses, h, push_left, push_right):
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

    return kick, drift
