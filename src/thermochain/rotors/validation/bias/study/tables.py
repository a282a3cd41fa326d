"""Tables of the bias of the Onsager coefficients due to ring size, slow tail and time step.

Ring sizes and the tail are one study, since one amplitude determines both effects: K_M(t) = K + A S_M(t)
(module `rotors.green_kubo.tail`).
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.core.correlation import TimeCorrelations
from thermochain.core.running_integral import RunningIntegral
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.green_kubo.estimate import estimate_onsager
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.green_kubo.study.correlation_files import load_correlations, load_run
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.self_consistent import tails_of
from thermochain.runs.table import Table

_POINTS = 60  # number of points of the running integrals that are drawn

RING_SIZES = Table(
    "ring_sizes/2",
    temperature="T",
    n_rotors="ring size M",
    time="longest lag t_max",
    cut="K^pp cut at t_max",
    cut_std="its standard error",
    bias_theory="A S_M(t_max): what mode coupling says the cut value is too high",
    pp="K^pp with its tail removed",
    pp_std="its statistical error",
    pp_systematic="its systematic error",
    ee="K^ee with its tail removed",
    ee_std="its statistical error",
    ee_systematic="its systematic error",
    amplitude="A of mode coupling",
)

TAILS = Table(
    "tails/1",
    temperature="T",
    n_rotors="ring size M",
    time="upper limit t",
    shape="S_M(t)",
    integral="running integral of C^pp to t",
    integral_std="its standard error",
)

TIME_STEPS = Table(
    "time_steps/1",
    temperature="T",
    time_step="Verlet step",
    coefficient="pp or ee",
    time="upper limit of the integral",
    value="running integral",
    std="its standard error",
    change="value over that of the smallest step, minus 1",
    change_std="its standard error",
)
TABLES = {"ring_sizes": RING_SIZES, "tails": TAILS, "time_steps": TIME_STEPS}


def make_tables(
    measured: str | Path, rings: Iterable[str | Path], steps: Iterable[str | Path]
) -> dict[str, pd.DataFrame]:
    """Content of TABLES from the measured coefficients, and rings of several sizes and with several time steps."""
    coefficients, correlations = load_coefficients(measured), [load_correlations(path) for path in rings]
    return {
        "ring_sizes": ring_size_frame(correlations, coefficients),
        "tails": tail_frame(correlations, coefficients),
        "time_steps": time_step_frame(map(load_run, steps)),
    }


def ring_size_frame(rings: Iterable[TimeCorrelations], coefficients: TransportCoefficients) -> pd.DataFrame:
    """Table RING_SIZES, one row for each simulation, with the tails that follow from `coefficients`."""
    return pd.DataFrame([_ring_row(ring, coefficients) for ring in rings])


def _ring_row(ring: TimeCorrelations, coefficients: TransportCoefficients) -> dict[str, float]:
    tails = tails_of(coefficients, ring.temperature, ring.n_rotors, ring.longest_lag)
    momentum = RunningIntegral.of(ring.pp, ring.spacing)
    estimate = estimate_onsager(ring, tails)
    return {
        "temperature": ring.temperature,
        "n_rotors": ring.n_rotors,
        "time": ring.longest_lag,
        "cut": float(momentum.mean[-1]),
        "cut_std": float(momentum.std[-1]),
        "bias_theory": tails.momentum.amplitude * float(tails.momentum.shape(momentum.times[-1:])[0]),
        "pp": estimate.pp,
        "pp_std": estimate.pp_std,
        "pp_systematic": estimate.pp_systematic,
        "ee": estimate.ee,
        "ee_std": estimate.ee_std,
        "ee_systematic": estimate.ee_systematic,
        "amplitude": tails.momentum.amplitude,
    }


def tail_frame(rings: Iterable[TimeCorrelations], coefficients: TransportCoefficients) -> pd.DataFrame:
    """Table TAILS: running integrals of K^pp and S_M(t) at times in geometric steps."""
    frames = []
    for ring in rings:
        running = RunningIntegral.of(ring.pp, ring.spacing)
        last = running.times.size - 1
        lags = np.unique(np.geomspace(max(2, last // 200), last, _POINTS).astype(int))
        tails = tails_of(coefficients, ring.temperature, ring.n_rotors, ring.longest_lag)
        frames.append(
            pd.DataFrame(
                {
                    "temperature": ring.temperature,
                    "n_rotors": ring.n_rotors,
                    "time": running.times[lags],
                    "shape": tails.momentum.shape(running.times[lags]),
                    "integral": running.mean[lags],
                    "integral_std": running.std[lags],
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def time_step_frame(rings: Iterable[tuple[GreenKuboRun, TimeCorrelations]]) -> pd.DataFrame:
    """Table TIME_STEPS: integrals up to a quarter of the longest lag, for every simulation and coefficient.

    Up to this time the noise is small and nothing is extrapolated, so that differences come from the time step alone.
    """
    rows = []
    for run, ring in rings:
        for coefficient in ("pp", "ee"):
            running = RunningIntegral.of(getattr(ring, coefficient), ring.spacing)
            k = (running.times.size - 1) // 4
            rows.append(
                {
                    "temperature": run.temperature,
                    "time_step": run.time_step,
                    "coefficient": coefficient,
                    "time": float(running.times[k]),
                    "value": float(running.mean[k]),
                    "std": float(running.std[k]),
                }
            )
    frame = pd.DataFrame(rows)
    finest = frame.loc[frame.groupby(["temperature", "coefficient"])["time_step"].idxmin()]
    reference = frame[["temperature", "coefficient"]].merge(finest, on=["temperature", "coefficient"])
    frame["change"] = frame["value"] / reference["value"] - 1.0
    relative = np.hypot(frame["std"] / frame["value"], reference["std"] / reference["value"])
    frame["change_std"] = np.where(frame["time_step"] == reference["time_step"], 0.0, relative)
    return frame
