r"""Stochastic energy exchange, simulated event by event without approximation (Li, 2.2; Olla (52) at M = 1).

Clocks are chosen by rejection: with one bound on all rates, proposals come as a Poisson process of rate
n_bonds * bound, each names a bond at random and is accepted with probability rate/bound.  An exchange changes three
rates and nothing else, so an event costs the same at every size, but for the height of the bound over the mean rate.
The number of proposals in a span of time is drawn at once.  Where an exchange lifts a rate over the bound, at the
j-th of n proposals, the time used is that of the j-th of n ordered uniform points; the rest of the span is drawn anew.
The bound is lowered again after some proposals a bond.
"""

from collections.abc import Callable

import numpy as np
from numba import njit
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.exchange.energy_rows import framed
from thermochain.exchange.rates import bad_rate, rates_of_bonds

_SLACK = 1.1  # of a new bound over the largest rate
_PROPOSALS = 16.0  # a bond, mean, before the bound is lowered


@njit(error_model="numpy", forceinline=True)
def _share(energy, decay, rng):
    """Beta(1, M - 1) of the energy, 1 - U^{1/(M - 1)} with decay = 1/(M - 1); all of it for decay = 0."""
    if decay > 0.0:
        return -np.expm1(-decay * rng.standard_exponential()) * energy
    return energy


@njit(error_model="numpy")
def _exchange(energies, moved, bond, right, decay, ring, rng):
    """One exchange over a bond; what passes to the right is added to `moved`."""
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


@njit(error_model="numpy")
def _renew(rate, energies, rates, bond, ring):
    """Rates of a bond and its neighbours; returns the largest, nan if one is not a number >= 0."""
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
        if not value >= 0.0:
            return np.nan
        largest = max(largest, value)
    return largest


@njit(error_model="numpy")
def _advance(rate, energies, rates, moved, span, speed, decay, ring, rng):
    """Let one chain run for `span`; the number of exchanges, or -1 if a rate was not a finite number >= 0."""
    n_bonds, n_sites = rates.size, energies.size
    n_events = 0
    left = span
    while left > 0.0:
        highest = rates[0]
        for k in range(1, n_bonds):
            highest = max(highest, rates[k])
        bound = _SLACK * highest
        chunk = min(left, _PROPOSALS / (bound * speed)) if bound > 0.0 else left
        planned = rng.poisson(n_bonds * bound * speed * chunk)
        done = 0
        while done < planned:
            done += 1
            # one number names the bond and decides on it: its fraction has more than forty random bits left
            place = rng.random() * n_bonds
            bond = int(place)
            if (place - bond) * bound >= rates[bond]:
                continue
            right = bond + 1 if bond + 1 < n_sites else 0
            _exchange(energies, moved, bond, right, decay, ring, rng)
            n_events += 1
            largest = _renew(rate, energies, rates, bond, ring)
            if not largest <= bound:
                if not np.isfinite(largest):
                    return -1
                chunk *= rng.beta(done, planned - done + 1)
                break
        left -= chunk
    return n_events


@njit(error_model="numpy", nogil=True)
def _run(rate, energies, rates, moved, intervals, speed, decay, ring, rng, snapshots):
    """All chains through all intervals, energies stored after each; number of exchanges, -1 after a bad rate."""
    n_events = 0
    n_cells = snapshots.shape[2]
    first = 0 if ring else 1
    for r in range(energies.shape[0]):
        for s in range(intervals.size):
            more = _advance(rate, energies[r], rates[r], moved[r], intervals[s], speed, decay, ring, rng)
            if more < 0:
                return more
            n_events += more
            for k in range(n_cells):  # a loop compiles in a tenth of the time that an assignment of slices takes
                snapshots[s, r, k] = energies[r, first + k]
    return n_events


class Jumps:
    """Independent chains, or rings, of cells that exchange energy.

    Parameters
    ----------
    energies
        Start, shape (n_replicas, n_cells), positive; copied.  A ring needs three cells.
    rate
        Compiled f(E_1, E_2).
    particles_per_cell
        M >= 1 of the shares Beta(1, M - 1); 1 means full shares.
    baths
        (T_L, T_R), or None for a ring.
    speed
        Clocks ring `speed` times as often as f says: M in fast time, 1 in slow time.
    rng
        With the state it determines everything that follows.

    Raises
    ------
    ValueError
        A ring of less than three cells; on running, a rate that is nan, infinite or negative.
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
    ):
        self.n_replicas, self.n_cells = energies.shape
        self._ring = baths is None
        self._energies = framed(energies, baths)
        self._rate = rate
        self._rates = np.stack([self._all_rates(row) for row in self._energies])
        self._speed = float(speed)
        self._decay = 1.0 / (particles_per_cell - 1.0) if particles_per_cell > 1 else 0.0
        self._rng = rng
        self.n_events = 0
        self.moved = np.zeros(self._rates.shape)

    def _all_rates(self, row: NDArray) -> NDArray:
        return rates_of_bonds(self._rate, np.append(row, row[0]) if self._ring else row)

    def run(self, intervals: NDArray) -> NDArray:
        """Let time pass; energies after each of the intervals, shape (n_intervals, n_replicas, n_cells).

        `n_events` counts the exchanges of all chains, `moved`, shape (n_replicas, n_bonds), the energy that has
        passed every bond to the right; bond k is to the left of cell k, on a ring to its right.
        """
        snapshots = np.empty((len(intervals), self.n_replicas, self.n_cells))
        spans = np.asarray(intervals, dtype=float)
        arguments = (self._speed, self._decay, self._ring, self._rng, snapshots)
        n_events = _run(self._rate, self._energies, self._rates, self.moved, spans, *arguments)
        if n_events < 0:
            raise self._bad_rate()
        self.n_events += n_events
        return snapshots

    def _bad_rate(self) -> ValueError:
        replica, bond = np.argwhere(~(np.isfinite(self._rates) & (self._rates >= 0)))[0]
        row = self._energies[replica]
        return bad_rate(float(self._rates[replica, bond]), row[bond], row[(bond + 1) % row.size])

    @property
    def energies(self) -> NDArray:
        """Energies of the cells, shape (n_replicas, n_cells)."""
        return (self._energies if self._ring else self._energies[:, 1:-1]).copy()
