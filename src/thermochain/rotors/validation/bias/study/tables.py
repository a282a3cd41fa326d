"""Tables of the bias of the Onsager coefficients due to ring size, slow tail and time step.

Ring sizes and the tail are one study, since one amplitude determines both effects: K_M(t) = K + A S_M(t)
(module `rotors.green_kubo.tail`).
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.core.correlation import TimeCorrelations
from thermochain.core.extrapolation import INVERSE_TIME, TailTerm, extrapolate, fit_tail
from thermochain.core.running_integral import RunningIntegral, standard_error
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.green_kubo.estimate import OCTAVES
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.green_kubo.study.correlation_files import load_correlations, load_run
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.self_consistent import momentum_tail
from thermochain.runs.table import Table

_OCTAVES = 3  # octaves of the free fit of the amplitude
_POINTS = 60  # number of points of the running integrals that are drawn

RING_SIZES = Table(
    "ring_sizes/1",
    temperature="T",
    n_rotors="ring size M",
    time="longest lag t_max",
    cut="K^pp cut at t_max",
    cut_std="its standard error",
    bias_theory="A S_M(t_max): what mode coupling says the cut value is too high",
    pp="K^pp with its tail removed, A known to 20 %",
    pp_std="its statistical error",
    pp_systematic="its systematic error",
    ee="K^ee with its tail removed",
    ee_std="its statistical error",
    ee_systematic="its systematic error",
    start="start of the free fit of the tail, t_max/8",
    amplitude="A fitted freely from there on; empty where the ring is too small to show a tail",
    amplitude_std="its standard error",
    amplitude_theory="A of mode coupling",
    p_value="of the free fit",
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
    tail = momentum_tail(coefficients, ring.temperature, ring.n_rotors)
    momentum = RunningIntegral.of(ring.pp, ring.spacing)
    pp = extrapolate(momentum, (tail, INVERSE_TIME), OCTAVES["pp"])
    ee = extrapolate(RunningIntegral.of(ring.ee, ring.spacing), (INVERSE_TIME,), OCTAVES["ee"])
    free = fit_tail(momentum, (TailTerm(tail.shape),), _OCTAVES)
    [amplitudes] = free.amplitudes
    seen = np.diff(tail.shape(np.array([free.start, momentum.times[-1]])))[0] < -0.5 / ring.n_rotors
    return {
        "temperature": ring.temperature,
        "n_rotors": ring.n_rotors,
        "time": float(momentum.times[-1]),
        "cut": float(momentum.mean[-1]),
        "cut_std": float(momentum.std[-1]),
        "bias_theory": tail.amplitude * float(tail.shape(momentum.times[-1:])[0]),
        "pp": pp.value,
        "pp_std": pp.std,
        "pp_systematic": pp.systematic,
        "ee": ee.value,
        "ee_std": ee.std,
        "ee_systematic": ee.systematic,
        "start": free.start,
        "amplitude": float(amplitudes.mean()) if seen else np.nan,
        "amplitude_std": float(standard_error(amplitudes)) if seen else np.nan,
        "amplitude_theory": tail.amplitude,
        "p_value": free.p_value,
    }


def tail_frame(rings: Iterable[TimeCorrelations], coefficients: TransportCoefficients) -> pd.DataFrame:
    """Table TAILS: running integrals of K^pp and S_M(t) at times in geometric steps."""
    frames = []
    for ring in rings:
        running = RunningIntegral.of(ring.pp, ring.spacing)
        last = running.times.size - 1
        lags = np.unique(np.geomspace(max(2, last // 200), last, _POINTS).astype(int))
        shape = momentum_tail(coefficients, ring.temperature, ring.n_rotors).shape(running.times[lags])
        frames.append(
            pd.DataFrame(
                {
                    "temperature": ring.temperature,
                    "n_rotors": ring.n_rotors,
                    "time": running.times[lags],
                    "shape": shape,
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
