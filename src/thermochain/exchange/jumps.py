r"""Stochastic energy exchange, simulated event by event without approximation (Li, 2.2; Olla (52) at M = 1).

The next bond is chosen by rejection: with one bound on all rates, proposals form a Poisson process of rate
n_bonds * bound; each proposal names a bond at random and is accepted with probability rate/bound.  An exchange changes
only three rates, so an event costs the same at every size, up to the ratio of the bound to the mean rate.
The number of proposals in a span of time is drawn at once.  Where an exchange raises a rate above the bound, at the
j-th of n proposals, the time used is that of the j-th of n ordered uniform points; the rest of the span is drawn anew.
The bound is lowered again after some proposals per bond.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.core.compiled import bound, compiled
from thermochain.exchange.energy_rows import framed
from thermochain.exchange.rates import rates_of_bonds

_SLACK = 1.1  # ratio of a new bound to the largest rate
_PROPOSALS = 16.0  # mean number of proposals per bond before the bound is lowered
_AT_ONCE = 10_000_000  # proposals of one call of the kernel, about a second


class Rows(NamedTuple):
    """State of all chains, with one chain in each row; or, with one dimension less, state of one chain."""

    # Energies of the sites, which are the cells of a ring, or the cells between two baths, shape (n_replicas, n_sites).
    energies: NDArray
    rates: NDArray  # rates of the bonds, shape (n_replicas, n_bonds)
    moved: NDArray  # energy that has passed each bond to the right, shape (n_replicas, n_bonds)


class Clocks(NamedTuple):
    """Properties that all chains share."""

    speed: float  # factor of all rates
    decay: float  # 1/(M - 1) of the shares Beta(1, M - 1), or 0 for full shares
    ring: bool  # whether the chains are rings
    # Whether disks collide: they exchange components of their velocities (`disk_collisions.py`), not shares.
    disks: bool


@njit(error_model="numpy", forceinline=True)
def _share(energy, decay, rng):
    """A share Beta(1, M - 1) of the energy, 1 - U^decay with decay = 1/(M - 1); the whole energy for decay = 0."""
    if decay > 0.0:
        return -np.expm1(-decay * rng.standard_exponential()) * energy
    return energy


@njit(error_model="numpy", forceinline=True)
def _collide(first, second, rng):
    """Energy of the first of two disks after a collision: directions are uniform, weighted with the flux (a - b)_+."""
    speed, other = np.sqrt(first), np.sqrt(second)
    if not speed + other > 0.0:  # disks at rest, or a number that is none, which no rejection would end
        return first + second
    while True:
        a = speed * np.cos(2.0 * np.pi * rng.random())
        b = other * np.cos(2.0 * np.pi * rng.random())
        if rng.random() * (speed + other) < a - b:
            return max(first + (b - a) * (b + a), 0.0)


@njit(error_model="numpy", forceinline=True)
def _exchange(chain, bond, right, clocks, rng):
    """Carry out one exchange between the sites `bond` and `right`; add the energy that passes to `moved`."""
    energies, moved, decay, ring = chain.energies, chain.moved, clocks.decay, clocks.ring
    if clocks.disks:
        total, before = energies[bond] + energies[right], energies[bond]
        energies[bond] = _collide(before, energies[right], rng)
        energies[right] = max(total - energies[bond], 0.0)
        moved[bond] += before - energies[bond]
        return
    first, second = energies[bond], energies[right]
    at_left = not ring and bond == 0
    at_right = not ring and right == energies.size - 1
    source_left = first * rng.standard_exponential() if at_left else first
    source_right = second * rng.standard_exponential() if at_right else second
    given_left = _share(source_left, decay, rng)
    given_right = _share(source_right, decay, rng)
    pool = given_left + given_right
    kept = rng.random() * pool
    after_left = (source_left - given_left) + kept
    after_right = (source_right - given_right) + (pool - kept)
    moved[bond] += after_right - source_right if at_left else source_left - after_left
    if not at_left:
        energies[bond] = after_left
    if not at_right:
        energies[right] = after_right


@njit(error_model="numpy", forceinline=True)
def _renew(rate, chain, bond, ring):
    """Update the rates of a bond and its neighbours; return the largest."""
    energies, rates = chain.energies, chain.rates
    n_bonds, n_sites = rates.size, energies.size
    largest = 0.0
    for shift in range(-1, 2):
        k = bond + shift
        if ring:
            k = k + n_bonds if k < 0 else (k - n_bonds if k >= n_bonds else k)
        elif k < 0 or k >= n_bonds:
            continue
        right = k + 1 if k + 1 < n_sites else 0
        value = rate(energies[k], energies[right])
        rates[k] = value
        largest = max(largest, value)
    return largest


@njit(error_model="numpy")
def _advance(rate, chain, left, clocks, rng, most):
    """Advance one chain by the time `left`, or until it has made at least `most` proposals.

    Returns the time that then is left, the number of exchanges, and the number of proposals that may still be made.
    """
    rates, speed = chain.rates, clocks.speed
    n_bonds, n_sites = rates.size, chain.energies.size
    n_events = 0
    while left > 0.0 and most > 0:
        highest = rates[0]
        for k in range(1, n_bonds):
            highest = max(highest, rates[k])
        bound = _SLACK * highest
        chunk = min(left, _PROPOSALS / (bound * speed)) if bound > 0.0 else left
        planned = rng.poisson(n_bonds * bound * speed * chunk)
        done = 0
        while done < planned:
            done += 1
            # one random number chooses the bond and decides on acceptance: its fraction has more than forty random bits
            place = rng.random() * n_bonds
            bond = int(place)
            if (place - bond) * bound >= rates[bond]:
                continue
            right = bond + 1 if bond + 1 < n_sites else 0
            _exchange(chain, bond, right, clocks, rng)
            n_events += 1
            if _renew(rate, chain, bond, clocks.ring) > bound:
                chunk *= rng.beta(done, planned - done + 1)
                break
        left -= chunk
        most -= done + n_bonds
    return left, n_events, most


@compiled(error_model="numpy")
def _run(rate, rows, intervals, clocks, rng, snapshots, place, most):
    """Advance all chains from `place` on through all intervals and store the energies after each.

    `place` holds the chain, the interval and the rest of it that come next.  The call ends after about `most`
    proposals, so that Python sees interrupts.  It is repeated, with the place that it returns beside the number of
    exchanges, until that chain is none of `rows`.
    """
    n_events = 0
    n_cells = snapshots.shape[2]
    first = 0 if clocks.ring else 1
    r, s, left = place
    while r < rows.energies.shape[0]:
        chain = Rows(rows.energies[r], rows.rates[r], rows.moved[r])
        while s < intervals.size:
            left, more, most = _advance(rate, chain, left if left > 0.0 else intervals[s], clocks, rng, most)
            n_events += more
            if left > 0.0:
                return (r, s, left), n_events
            for k in range(n_cells):  # a loop compiles in a tenth of the time that an assignment of slices takes
                snapshots[s, r, k] = chain.energies[first + k]
            s += 1
        r, s = r + 1, 0
    return (r, s, 0.0), n_events


class Jumps:
    """Independent chains, or rings, of cells that exchange energy.

    Parameters
    ----------
    energies
        Initial energies > 0, shape (n_replicas, n_cells); copied.  A ring needs three cells.
    rate
        Compiled f(E_1, E_2).
    particles_per_cell
        Number M >= 1 of the law Beta(1, M - 1) of the shares; 1 means full shares.
    baths
        (T_L, T_R), or None for a ring.
    speed
        Clocks ring `speed` times as often as f says: M in fast time, 1 in slow time.
    rng
        Source of all random numbers.
    disks
        Whether cells exchange energy as disks that collide do, on rings alone; f is then `collision_rate`.

    Attributes
    ----------
    n_events
        Exchanges of all chains so far.
    moved
        Energy that has passed each bond to the right so far, shape (n_replicas, n_bonds).  Bond k is to the left of
        cell k, on a ring to its right.

    Raises
    ------
    ValueError
        A ring of less than three cells, or disks between baths.
    """

    def __init__(
        self,
        energies: NDArray,
        *,
        rate: Callable,
        particles_per_cell: float,
        baths: tuple[float, float] | None,
        speed: float,
        rng: Generator,
        disks: bool = False,
    ):
        if disks and baths is not None:
            raise ValueError(f"baths={baths} must be None where disks collide; simulate a ring")
        self.n_replicas, self.n_cells = energies.shape
        decay = 1.0 / (particles_per_cell - 1.0) if particles_per_cell > 1 else 0.0
        self._clocks = Clocks(float(speed), decay, baths is None, disks)
        self._rate, self._rng = rate, rng
        sites = framed(energies, baths)
        rates = np.stack([self._all_rates(row) for row in sites])
        self._rows = Rows(sites, rates, np.zeros(rates.shape))
        self.n_events = 0

    def _all_rates(self, row: NDArray) -> NDArray:
        return bound(rates_of_bonds, self._rate)(np.append(row, row[0]) if self._clocks.ring else row)

    def run(self, intervals: NDArray) -> NDArray:
        """Advance the chains; return the energies after each interval, shape (n_intervals, n_replicas, n_cells)."""
        snapshots = np.empty((len(intervals), self.n_replicas, self.n_cells))
        spans = np.asarray(intervals, dtype=float)
        run, place = bound(_run, self._rate), (0, 0, 0.0)
        while place[0] < self.n_replicas:
            place, n_events = run(self._rows, spans, self._clocks, self._rng, snapshots, place, _AT_ONCE)
            self.n_events += n_events
        return snapshots

    @property
    def moved(self) -> NDArray:
        """Energy that has passed each bond to the right so far, shape (n_replicas, n_bonds)."""
        return self._rows.moved

    @property
    def energies(self) -> NDArray:
        """Energies of the cells, shape (n_replicas, n_cells)."""
        sites = self._rows.energies
        return (sites if self._clocks.ring else sites[:, 1:-1]).copy()
