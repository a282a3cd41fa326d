"""Heat fields from weak to too strong: where K(M, X) leaves linear response; see docs/heat_response.md.

Run with ``python -m benchmarks.heat_field``; about two minutes of one core.  Writes benchmarks/tables/heat_field.csv.
"""

from math import nan

import pandas as pd

from benchmarks.kept import keep, kept_table
from thermochain.rotors.validation.heat_response.study.run import HeatResponseRun
from thermochain.rotors.validation.heat_response.study.simulation import simulate
from thermochain.rotors.validation.heat_response.study.table import responses_frame

# temperature, ring size, relaxation, duration, rings, and the drives X = phi M
CASES = (
    (0.3, 512, 1600, 4000, 64, (2.0, 4.0, 8.0)),
    (0.5, 256, 1600, 4000, 64, (3.0, 6.0, 12.0)),
    (1.0, 64, 400, 4000, 64, (8.0, 16.0)),
    # short rings, the coldest of which run away
    (0.3, 128, 1600, 8000, 64, (0.5,)),
    (0.5, 64, 1600, 4000, 64, (3.0,)),
    (1.0, 16, 400, 4000, 64, (4.0,)),
    # one drive on rings of all sizes
    (1.0, 32, 400, 8000, 256, (4.0,)),
    (1.0, 64, 400, 8000, 256, (4.0,)),
    (1.0, 128, 1600, 8000, 256, (4.0,)),
    (1.0, 256, 6400, 12000, 256, (4.0,)),
)

HEAT_FIELD = kept_table(
    "heat_field/1",
    {
        "temperature": "T",
        "n_rotors": "ring size M",
        "drive": "X = phi M",
        "heat_field": "field phi",
        "onsager": "K(M, X) = T <j^e>/phi; empty where the heat of an interval exceeded the kinetic energy",
        "onsager_std": "its statistical standard error",
        "drift": "first half of the flow less the second half",
        "drift_std": "its standard error",
    },
)


def measured(run: HeatResponseRun) -> pd.DataFrame:
    """Row of the table for one simulation; without values if it runs away."""
    try:
        return responses_frame([(run, simulate(run))])
    except FloatingPointError:
        columns = dict.fromkeys(("onsager", "onsager_std", "drift", "drift_std"), nan)
        parameters = {name: run.parameters[name] for name in ("temperature", "n_rotors", "drive")}
        return pd.DataFrame([parameters | {"heat_field": run.heat_field} | columns])


def main():
    """Print the table and keep it."""
    runs = [
        HeatResponseRun(T, M, drive, 0.1, 4.0, relaxation, duration, n_replicas, seed=1)
        for T, M, relaxation, duration, n_replicas, drives in CASES
        for drive in drives
    ]
    table = pd.concat([measured(run) for run in runs])
    print(table.to_string(index=False))
    keep(HEAT_FIELD, table)


if __name__ == "__main__":
    main()
