"""Collisions a second of the billiard on one core, against the number of disks in a cell; see docs/billiard.md.

Run with ``make bench``.  All take turns in every round.
"""

from functools import partial
from pathlib import Path

import numpy as np
import yaml

from benchmarks.entry import Entry
from benchmarks.pairing import Spread, rates
from thermochain.study.billiard_configuration import table_of
from thermochain.study.billiard_simulation import pair_in_equilibrium

N_DISKS = (1, 10, 50)  # in each of two cells
N_ROUNDS = 7
_COLLISIONS = 300_000
CONFIGURATION = Path(__file__).parents[1] / "config.yaml"


def contestants() -> dict:
    """Two cells of the default configuration in equilibrium, for each number of disks."""
    section = yaml.safe_load(CONFIGURATION.read_text(encoding="utf-8"))["billiard"]
    rng = np.random.default_rng(1)
    billiards = {m: pair_in_equilibrium(table_of(section, m), rng) for m in N_DISKS}
    return {m: (partial(billiard.run, _COLLISIONS), _COLLISIONS) for m, billiard in billiards.items()}


def main() -> list[Entry]:
    """Print rates."""
    print(f"collisions of hard disks in two cells, {N_ROUNDS} rounds, one core; 1e6 a second, median (quartiles)")
    measured = rates(contestants(), N_ROUNDS)
    for m, rate in measured.items():
        print(f"{m:8d}{f'{Spread.of(rate / 1e6):.2f}':>24s}")
    return [
        Entry("billiard", f"{m} disks a cell", Spread.of(rate / 1e6), "1e6 collisions/s")
        for m, rate in measured.items()
    ]


if __name__ == "__main__":
    main()
