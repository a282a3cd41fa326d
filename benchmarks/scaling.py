"""Growth of the cost of K^pp with the size of the ring and with 1/error; see docs/performance.md.

Run with ``python -m benchmarks.scaling``; about two minutes of one core.  Work is counted in rotor updates.
"""

import numpy as np

from thermochain.rotors.green_kubo.estimate import estimate_onsager
from thermochain.rotors.published_protocol.study.protocols import simulate_green_kubo

TEMPERATURE, DURATION, LAG, STEP = 1.0, 1600.0, 200.0, 0.1
SIZES = (64, 128, 256, 512)
UPDATES = 4e9  # rotor updates for each size
PARTS = (1, 4, 16)  # work of the runs for the dependence on 1/error, in quarters of UPDATES


def measured(n_rotors: int, updates: float, seed: int) -> tuple[float, float, float]:
    """K^pp, its statistical error and the work, in rotor updates."""
    per_replica = n_rotors * DURATION / STEP
    n_replicas = 64 * max(1, round(updates / per_replica / 64))
    correlations = simulate_green_kubo(
        temperature=TEMPERATURE,
        n_rotors=n_rotors,
        duration=DURATION,
        maximum_lag=LAG,
        time_step=STEP,
        n_replicas=n_replicas,
        seed=seed,
    )
    estimate = estimate_onsager(correlations)
    return float(estimate.pp), float(estimate.pp_std), n_replicas * per_replica


def main():
    """Print both tables."""
    print(f"T = {TEMPERATURE:g}, {UPDATES:.0e} updates each\n{'M':>6s}{'K^pp':>18s}{'updates for 1 %':>20s}")
    for n_rotors in SIZES:
        value, std, work = measured(n_rotors, UPDATES, seed=n_rotors)
        print(f"{n_rotors:6d}{f'{value:.4f} +- {std:.4f}':>18s}{work * (100 * std / value) ** 2:20.2e}")
    print(f"\nM = {SIZES[1]}\n{'updates':>10s}{'error, %':>12s}")
    works, errors = [], []
    for part in PARTS:
        value, std, work = measured(SIZES[1], part * UPDATES / 4, seed=part)
        works.append(work)
        errors.append(std / value)
        print(f"{work:10.1e}{100 * std / value:12.2f}")
    print(f"error ~ work^{np.polyfit(np.log(works), np.log(errors), 1)[0]:.2f}")


if __name__ == "__main__":
    main()
