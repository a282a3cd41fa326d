"""Collisions of the billiard per second on one core against the number of disks; see docs/billiard.md.

Run with ``make bench``.  Every round measures all numbers of disks.
"""

from functools import partial

import numpy as np

from benchmarks.entry import Entry
from benchmarks.pairing import Spread, rates
from thermochain.exchange.billiard.billiard import Billiard
from thermochain.exchange.billiard.draws import draw_disks
from thermochain.exchange.billiard.geometry import BilliardTable

PARTICLES = (1, 2, 5, 10, 20, 50)
N_ROUNDS = 7
N_COLLISIONS = 1_000_000


def billiard(n_particles: int) -> Billiard:
    """Two isolated cells of energy 1, in the geometry of config.yaml."""
    table = BilliardTable(2, n_particles, width=4.4, height=3.6, sagitta=0.4, total_radius=1.0, margin=0.02)
    return Billiard(table, *draw_disks(table, np.ones(2), np.random.default_rng(1)))


def main() -> list[Entry]:
    """Print the rates of collisions."""
    measured = rates({m: (partial(billiard(m).run, N_COLLISIONS), N_COLLISIONS) for m in PARTICLES}, N_ROUNDS)
    print(f"collisions of the billiard, {N_ROUNDS} rounds, one core; 1e6 collisions/s, median (quartiles)")
    for m in PARTICLES:
        print(f"M = {m:<4d}{Spread.of(measured[m] / 1e6):.2f}")
    return [Entry("billiard", f"{m} disks a cell", Spread.of(measured[m] / 1e6), "1e6 collisions/s") for m in PARTICLES]


if __name__ == "__main__":
    main()
