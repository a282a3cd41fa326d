"""The Onsager matrix at a mean momentum (IOS 2.24), measured in rings that turn as a whole."""

import hashlib
import logging

import numpy as np
import pandas as pd
from numpy.random import SeedSequence, default_rng

from thermochain.dynamics.rotor_gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.dynamics.rotor_ring import RotorRings
from thermochain.estimators.correlation import TimeCorrelations, correlate_currents
from thermochain.study.parameters import GreenKuboRun, canonical
from thermochain.study.progress import Progress

logger = logging.getLogger(__name__)


def boosted_path(mean_momentum: float, run: GreenKuboRun) -> str:
    """Relative path of a turning run, from its parameters alone."""
    return f"p{canonical(mean_momentum)}/{run.path}"


def simulate_boosted(mean_momentum: float, run: GreenKuboRun) -> TimeCorrelations:
    """Correlations of the currents of rings whose rotors have the mean momentum pbar.

    The random numbers are a hash of `boosted_path`, so the rings are independent of those at rest.
    """
    digest = hashlib.sha256(boosted_path(mean_momentum, run).encode()).digest()
    progress = Progress(logger, run.n_batches, "batches")
    batches = []
    for seeds in SeedSequence(int.from_bytes(digest[:16], "big")).spawn(run.n_batches):
        rng = default_rng(seeds)
        angles, _ = sample_ring_angles(run.n_rotors, run.batch_replicas, run.temperature, rng)
        momenta = sample_ring_momenta(run.n_rotors, run.batch_replicas, run.temperature, rng)
        rings = RotorRings(angles, momenta + mean_momentum, run.time_step)
        batches.append(correlate_currents(*rings.run(run.n_samples, run.stride), run.n_rotors, run.n_lags))
        progress.advance(1)
    pp, ee, pe = (np.array(column) for column in zip(*batches, strict=True))
    return TimeCorrelations(run.temperature, run.n_rotors, run.sampling_interval * np.arange(run.n_lags), pp, ee, pe)


STRUCTURE = "onsager_structure/1"
STRUCTURE_COLUMNS = {
    "temperature": "T",
    "mean_momentum": "pbar",
    "upper_limit": "time at which all running integrals are taken; (2.24) holds at each",
    "coefficient": "pp, pe or ee",
    "measured": "running integral of the correlation at mean momentum pbar",
    "measured_std": "its standard error",
    "predicted": "K^pp, pbar K^pp or K^ee + pbar^2 K^pp from rings at rest",
    "predicted_std": "its standard error",
    "at_rest": "the same coefficient at pbar = 0",
    "z": "difference over the error of both",
}


def compare_structure(at_rest: pd.DataFrame, boosted: pd.DataFrame, temperature: float, mean_momentum: float) -> pd.DataFrame:
    """Three rows of STRUCTURE_COLUMNS from two tables of running integrals with the same lags.

    Both sides are integrals up to the same time, a quarter of the longest lag, so no cut-off error enters.
    """
    times = at_rest["time"]
    row = int((times - 0.25 * times.iloc[-1]).abs().argmin())
    rest, turning = at_rest.iloc[row], boosted.iloc[row]
    u = mean_momentum
    weights = {"pp": (1.0, 0.0), "pe": (u, 0.0), "ee": (u**2, 1.0)}  # of K^pp and K^ee at rest
    rows = []
    for coefficient, (of_pp, of_ee) in weights.items():
        measured, measured_std = turning[f"K_{coefficient}"], turning[f"K_{coefficient}_std"]
        predicted = of_pp * rest["K_pp"] + of_ee * rest["K_ee"]
        predicted_std = np.hypot(of_pp * rest["K_pp_std"], of_ee * rest["K_ee_std"])
        rows.append(
            {
                "temperature": temperature,
                "mean_momentum": u,
                "upper_limit": rest["time"],
                "coefficient": coefficient,
                "measured": measured,
                "measured_std": measured_std,
                "predicted": predicted,
                "predicted_std": predicted_std,
                "at_rest": rest[f"K_{coefficient}"],
                "z": (measured - predicted) / np.hypot(measured_std, predicted_std),
            }
        )
    return pd.DataFrame(rows)
