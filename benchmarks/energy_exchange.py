"""Exchanges per second on one core against the number of cells, and against a linear search; see docs/exchange.md.

Run with ``make bench``.  Every round runs all contestants, and the ratios are formed within rounds.
"""

from functools import partial

import numpy as np
from numba import njit
from numpy.random import SFC64, Generator

from benchmarks.entry import Entry, compared
from benchmarks.pairing import Spread, rates
from thermochain.exchange.jumps import Jumps
from thermochain.exchange.rates import RATES

SIZES = (4, 32, 100, 1000, 10_000, 100_000)
PARTICLES = (1.0, 100.0)
LARGEST_SEARCH = 1000  # largest number of cells for the linear search
N_ROUNDS = 7
_EVENTS = 2e6  # approximate number in one call
_MEAN_RATE = 1.7  # approximate number of events per cell and unit of time


@njit(error_model="numpy")
def linear_search(energies, n_events, rng):
    """Exchanges of the same chain at full shares, with all rates summed and searched at every event; a peer."""
    n = energies.size
    cumulative = np.empty(n - 1)
    for _ in range(n_events):
        total = 0.0
        for k in range(n - 1):
            total += np.sqrt(energies[k] + energies[k + 1])
            cumulative[k] = total
        wanted = rng.random() * total
        k = 0
        while cumulative[k] < wanted:
            k += 1
        left, right = energies[k], energies[k + 1]
        if k == 0:
            left *= rng.standard_exponential()
        if k == n - 2:
            right *= rng.standard_exponential()
        share = rng.random() * (left + right)
        if k > 0:
            energies[k] = share
        if k < n - 2:
            energies[k + 1] = left + right - share


def exchange(n_cells: int, particles: float) -> Jumps:
    """A chain between baths of temperatures 1 and 2, at rate sqrt(E_1 + E_2)."""
    start = np.linspace(1.0, 2.0, n_cells + 2)[None, 1:-1]
    rng = Generator(SFC64(1))
    return Jumps(
        start, rate=RATES["sum_sqrt"], particles_per_cell=particles, baths=(1.0, 2.0), speed=particles, rng=rng
    )


def contestants() -> dict:
    """All sizes and numbers of particles, and the linear search; the work is the events of one call, measured."""
    calls = {}
    for n_cells in SIZES:
        for particles in PARTICLES:
            jumps = exchange(n_cells, particles)
            span = np.array([_EVENTS / (particles * _MEAN_RATE * (n_cells + 1))])
            jumps.run(span)  # approach to the stationary state, in which all calls have the same number of events
            before = jumps.n_events
            jumps.run(span)
            calls[n_cells, particles] = (partial(jumps.run, span), jumps.n_events - before)
        if n_cells <= LARGEST_SEARCH:
            n_events = int(_EVENTS / max(1, n_cells // 20))
            work = partial(linear_search, np.linspace(1.0, 2.0, n_cells + 2), n_events, Generator(SFC64(1)))
            calls[n_cells, "search"] = (work, n_events)
    return calls


def main() -> list[Entry]:
    """Print rates and ratios."""
    measured = rates(contestants(), N_ROUNDS)
    print(f"exchanges at rate sqrt(E1 + E2), {N_ROUNDS} rounds, one core; 1e6 events/s, median (quartiles)")
    print(
        f"{'N':>8s}"
        + "".join(f"{f'M = {M:g}':>24s}" for M in PARTICLES)
        + f"{'linear search, M = 1':>26s}{'ratio':>24s}"
    )
    for n in SIZES:
        cells = [f"{Spread.of(measured[n, M] / 1e6):.1f}".rjust(24) for M in PARTICLES]
        if (n, "search") in measured:
            search = measured[n, "search"]
            cells += [
                f"{Spread.of(search / 1e6):.2f}".rjust(26),
                f"{Spread.of(measured[n, 1.0] / search):.3g}".rjust(24),
            ]
        print(f"{n:8d}" + "".join(cells))
    entries = []
    for n in SIZES:
        what, rate = f"exchanges of {n} cells, full shares", measured[n, 1.0]
        if (n, "search") in measured:
            entries += compared("exchange", what, "1e6 events/s", rate, 1e6, {"linear search": measured[n, "search"]})
        else:
            entries.append(Entry("exchange", what, Spread.of(rate / 1e6), "1e6 events/s"))
    return entries


if __name__ == "__main__":
    main()
