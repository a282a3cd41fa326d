"""Correlations of the currents of rings at equilibrium, in independent batches of replicas."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from thermochain.core.correlation import correlate_currents
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.oscillators.harmonic.study.run import N_BATCHES, BendingRun, RotorFlipsRun
from thermochain.runs.guard import Guard


def correlations(
    chains: NoisyChains, run: RotorFlipsRun | BendingRun, potential: Callable[[NDArray], NDArray], curvature: float
) -> dict[str, NDArray]:
    """Correlations of the total currents of rings that are advanced over the duration of `run`.

    `potential` is V >= 0 of a bond, `curvature` the stiffness of `Guard.check_energy`.

    Returns
    -------
    `lag_times`, shape (n_lags,), and the correlations `pp` = <J^p J^p>/n and `ee` = <J^e J^e>/n, shape
    (n_batches, n_lags).

    Raises FloatingPointError if a current is not finite or the mean energy drifts.
    """
    guard, energy = Guard(run.path, run.seed_sequence(), run.time_step), chains.energies(potential).mean()
    currents, _ = chains.run(run.n_steps, stride=run.stride, profile_stride=run.n_steps)
    guard.check_finite(currents=currents)
    guard.check_energy(energy, chains.energies(potential).mean(), curvature)
    batches = [
        correlate_currents(*part, chains.n_masses, run.n_lags) for part in np.array_split(currents, N_BATCHES, axis=2)
    ]
    pp, ee, _ = (np.array(column) for column in zip(*batches, strict=True))
    return {"lag_times": run.spacing * np.arange(run.n_lags), "pp": pp, "ee": ee}
