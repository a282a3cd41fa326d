"""Growth of the cost of K^pp with the size of the ring; see docs/performance.md.

Run with ``python -m benchmarks.scaling``; about a minute of one core.  Writes benchmarks/tables/scaling.csv.
"""

import pandas as pd

from benchmarks.kept import keep, kept_table
from thermochain.rotors.green_kubo.estimate import estimate_onsager
from thermochain.rotors.published_protocol.study.protocols import simulate_green_kubo

TEMPERATURE, DURATION, LAG, STEP = 1.0, 1600.0, 200.0, 0.1
SIZES = (64, 128, 256, 512)
UPDATES = 4e9  # rotor updates for each size

SCALING = kept_table(
    "scaling/1",
    {
        "n_rotors": "ring size M",
        "pp": "K^pp at T = 1",
        "pp_std": "its statistical standard error",
        "updates": "rotor updates for a statistical error of 1 %, known to a third",
    },
)


def measured(n_rotors: int) -> dict[str, float]:
    """Row of the table for rings of `n_rotors`."""
    per_replica = n_rotors * DURATION / STEP
    n_replicas = 64 * max(1, round(UPDATES / per_replica / 64))
    correlations = simulate_green_kubo(
        temperature=TEMPERATURE,
        n_rotors=n_rotors,
        duration=DURATION,
        maximum_lag=LAG,
        time_step=STEP,
        n_replicas=n_replicas,
        seed=n_rotors,
    )
    estimate = estimate_onsager(correlations)
    updates = n_replicas * per_replica * (100 * estimate.pp_std / estimate.pp) ** 2
    return {"n_rotors": n_rotors, "pp": estimate.pp, "pp_std": estimate.pp_std, "updates": updates}


def main():
    """Print the table and keep it."""
    table = pd.DataFrame([measured(n_rotors) for n_rotors in SIZES])
    print(table.to_string(index=False))
    keep(SCALING, table)


if __name__ == "__main__":
    main()
