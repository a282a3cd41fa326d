"""Tables of the simulations: driven chains beside the exact moments, rotors with stretch flips, bending chains."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.core.running_integral import RunningIntegral
from thermochain.oscillators.harmonic.study.run import (
    BendingRun,
    ConstantForceRun,
    ForcedEvolutionRun,
    PeriodicForceRun,
    RotorFlipsRun,
)
from thermochain.runs.storage import load_result
from thermochain.runs.table import Table

_N_POINTS = 40  # points of the running integrals of bending chains in the table
CHAINS = Table(
    "harmonic_chains/1",
    {
        "case": "constant, periodic: velocity flips, as in the table of profiles; else the noise, constant force",
        "x": "position i/n",
        "exact": "variance of p by the moment equations, averaged over the time",
        "simulated": "<p^2> over replicas and time, less the exact square of <p>",
        "std": "standard error",
    },
)
FORCED_CHAINS = Table(
    "harmonic_forced_chains/1",
    {
        "quantity": "temperature of a mass; energy of the chain over n; work W_n",
        "n": "springs",
        "time": "macroscopic time",
        "x": "position i/n of the mass; nan for energy and work",
        "exact": "by the moment equations",
        "simulated": "mean over replicas; of the temperature <p^2> less the exact square of <p>",
        "std": "standard error",
    },
)
ROTOR_FLIPS = Table(
    "harmonic_rotor_flips/1",
    {
        "rate": "rate of the stretch flips",
        "pp": "K^pp",
        "pp_std": "standard error",
        "ee": "K^ee",
        "ee_std": "standard error",
    },
)
BENDING = Table(
    "harmonic_bending/1",
    {
        "n": "masses of the ring",
        "time": "upper limit",
        "integral": "int_0^t <J^e J^e>/n ds without noise, V = k^2/2 + k^4/4",
        "std": "standard error over batches of replicas",
    },
)


def chains_frame(constant: Iterable[str | Path], periodic: Iterable[str | Path]) -> pd.DataFrame:
    """Table CHAINS: simulated temperatures of all masses beside the exact ones.

    `constant` and `periodic` are the files of the runs under a constant and under an oscillating force.
    """
    results = [load_result(path, ConstantForceRun) for path in constant]
    results += [load_result(path, PeriodicForceRun) for path in periodic]
    frames = []
    for run, found in results:
        squares = found["squares"]
        columns = {
            "x": np.arange(run.n + 1) / run.n,
            "exact": found["exact_temperature"],
            "simulated": squares.mean(axis=1) - found["exact_square"],
            "std": squares.std(axis=1, ddof=1) / np.sqrt(squares.shape[1]),
        }
        frames.append(pd.DataFrame(columns).assign(case=_case(run)))
    return pd.concat(frames, ignore_index=True)


def forced_chains_frame(paths: Iterable[str | Path]) -> pd.DataFrame:
    """Table FORCED_CHAINS: chains on which a periodic force acts from time 0, beside the exact moments."""
    frames = []
    for path in paths:
        run, found = load_result(path, ForcedEvolutionRun)
        samples = np.vstack([found["squares"] - found["exact_square"][:, None], found["energy"], found["work"]])
        columns = {
            "quantity": ["temperature"] * (run.n + 1) + ["energy", "work"],
            "x": [*(np.arange(run.n + 1) / run.n), np.nan, np.nan],
            "exact": [*found["exact_temperature"], float(found["exact_energy"]), float(found["exact_work"])],
            "simulated": samples.mean(axis=1),
            "std": samples.std(axis=1, ddof=1) / np.sqrt(run.n_replicas),
        }
        frames.append(pd.DataFrame(columns).assign(n=run.n, time=run.time))
    return pd.concat(frames, ignore_index=True)


def rotor_flips_frame(paths: Iterable[str | Path]) -> pd.DataFrame:
    """Table ROTOR_FLIPS: Onsager coefficients of rotors against the rate of the flips."""
    rows = []
    for path in paths:
        run, found = load_result(path, RotorFlipsRun)
        row = {"rate": run.rate}
        for pair in ("pp", "ee"):
            integral = RunningIntegral.of(found[pair], run.spacing)
            row |= {pair: integral.mean[-1], f"{pair}_std": integral.std[-1]}
        rows.append(row)
    return pd.DataFrame(rows)


def bending_frame(paths: Iterable[str | Path]) -> pd.DataFrame:
    """Table BENDING: running Green-Kubo integrals of the energy of bending chains at some forty times."""
    frames = []
    for path in paths:
        run, found = load_result(path, BendingRun)
        integral = RunningIntegral.of(found["ee"], run.spacing)
        chosen = np.unique(np.geomspace(1, integral.times.size - 1, _N_POINTS).round().astype(int))
        columns = {"time": integral.times[chosen], "integral": integral.mean[chosen], "std": integral.std[chosen]}
        frames.append(pd.DataFrame(columns).assign(n=run.n))
    return pd.concat(frames, ignore_index=True)


def _case(run: ConstantForceRun | PeriodicForceRun) -> str:
    if isinstance(run, PeriodicForceRun):
        return "periodic"
    return "constant" if run.noise == "velocity_flip" else run.noise.replace("_", " ")
