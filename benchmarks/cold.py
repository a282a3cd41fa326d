"""Coefficients at T = 0.1 and 0.15 from the preset `cold`, kept for docs/phase_slips.md.

Run with ``python -m benchmarks.cold`` after ``make figures PRESET=cold``; simulates nothing.  Writes
benchmarks/tables/cold.csv and benchmarks/tables/exponents.csv.
"""

import numpy as np
import pandas as pd

from benchmarks.efficiency_runs import ROOT
from benchmarks.kept import keep, kept_table
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.runs.table import read_any_table

TEMPERATURES = (0.1, 0.15)
PAIRS = ("pp", "ee")
TIMES = (100.0, 1000.0, 3125.0, 6250.0, 12500.0, 25000.0, 50000.0)

COLD = kept_table(
    "cold/1",
    {
        "temperature": "T",
        "coefficient": "pp for K^pp, ee for K^ee",
        "value": "the coefficient, or where it is not settled the integral to the longest lag, a lower bound",
        "std": "its statistical standard error",
        "systematic": "its systematic error",
        "error": "its total error",
        "settled": "False if the integral has not settled",
    },
)
EXPONENTS = kept_table(
    "exponents/1",
    {
        "temperature": "T",
        "coefficient": "pp for K^pp, ee for K^ee",
        "time": "t",
        "exponent": "log_2 of K(2t)/K(t), K the running integral",
        "exponent_std": "its standard error, that of K(2t) alone",
    },
)


def coefficients() -> pd.DataFrame:
    """Rows of COLD, from the table of coefficients of the last run."""
    onsager = ONSAGER.read(ROOT / "results/green_kubo/tables/onsager.csv").set_index("temperature")
    missing = set(TEMPERATURES) - set(onsager.index)
    if missing:
        raise SystemExit(
            f"results/green_kubo/tables/onsager.csv lacks T = {sorted(missing)}; run make figures PRESET=cold"
        )
    rows = []
    for T in TEMPERATURES:
        for pair in PAIRS:
            found = {name: onsager.loc[T, f"{pair}_{name}"] for name in ("std", "systematic", "error", "settled")}
            rows.append({"temperature": T, "coefficient": pair, "value": onsager.loc[T, pair], **found})
    return pd.DataFrame(rows)


def local_exponents(running: pd.DataFrame, temperature: float) -> pd.DataFrame:
    """Rows of EXPONENTS at one temperature, from its table of running integrals."""
    rows = []
    for pair in PAIRS:
        for t in TIMES:
            now, later, std = (
                np.interp(time, running.time, running[f"K_{pair}{end}"])
                for time, end in ((t, ""), (2.0 * t, ""), (2.0 * t, "_std"))
            )
            rows.append(
                {
                    "temperature": temperature,
                    "coefficient": pair,
                    "time": t,
                    "exponent": np.log2(later / now),
                    "exponent_std": std / (later * np.log(2.0)),
                }
            )
    return pd.DataFrame(rows)


def main():
    keep(COLD, coefficients())
    folder = ROOT / "results/green_kubo/tables/running_integrals"
    tables = [local_exponents(read_any_table(folder / f"T{T:g}.csv")[1], T) for T in TEMPERATURES]
    keep(EXPONENTS, pd.concat(tables))


if __name__ == "__main__":
    main()
