"""Equilibrium simulations of rotor rings and their current correlations."""

import logging

import numpy as np
from numpy.random import SeedSequence, default_rng
from numpy.typing import NDArray

from thermochain.dynamics.rotor_gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.dynamics.rotor_ring import RotorRings
from thermochain.estimators.correlation import TimeCorrelations, correlate_currents
from thermochain.study.parameters import GreenKuboRun
from thermochain.study.progress import Progress

logger = logging.getLogger(__name__)

_ENERGY_DRIFT_LIMIT = 0.1  # of the mean energy; the largest step allowed oscillates by a third of it


def simulate_green_kubo(
    *,
    temperature: float,
    n_rotors: int = 512,
    duration: float,
    maximum_lag: float,
    time_step: float = 0.05,
    sampling_interval: float = 0.2,
    n_replicas: int = 256,
    seed: int = 0,
) -> TimeCorrelations:
    """Correlations of J^p and J^e in equilibrium, from exact Gibbs samples.

    Parameters
    ----------
    temperature, n_rotors
        T and ring size M.
    duration
        Length of each trajectory.
    maximum_lag
        Longest lag of the correlations.
    time_step, sampling_interval
        Verlet step, and the interval at which currents are recorded.
    n_replicas
        Independent rings, a multiple of 16; they are divided into up to 32 independent batches.
    seed
        Base seed; the same arguments give the same bits.

    Returns
    -------
    TimeCorrelations; feed it to `estimate_onsager`.

    Raises
    ------
    ValueError
        Naming the argument, its value, the limit and the remedy.
    """
    run = GreenKuboRun(
        temperature=temperature,
        n_rotors=n_rotors,
        time_step=time_step,
        sampling_interval=sampling_interval,
        duration=duration,
        maximum_lag=maximum_lag,
        n_replicas=n_replicas,
        seed=seed,
    )
    return simulate_run(run)


def simulate_run(run: GreenKuboRun) -> TimeCorrelations:
    """`simulate_green_kubo` for the parameters of `run`; reports progress to the log."""
    progress = Progress(logger, run.n_updates, "updates")
    batches = []
    for seeds in run.seed_sequence().spawn(run.n_batches):
        batches.append(correlate_currents(*simulate_currents(run, seeds), run.n_rotors, run.n_lags))
        progress.advance(run.n_updates // run.n_batches)
    pp, ee, pe = (np.array(column) for column in zip(*batches, strict=True))
    lag_times = run.sampling_interval * np.arange(run.n_lags)
    return TimeCorrelations(run.temperature, run.n_rotors, lag_times, pp, ee, pe)


def simulate_currents(run: GreenKuboRun, seeds: SeedSequence) -> tuple[NDArray, NDArray]:
    """J^p and J^e of one batch of replicas, shapes (n_samples, batch_replicas).

    Raises FloatingPointError if the energy drifts, with the time step to reduce.
    """
    rng = default_rng(seeds)
    angles, _ = sample_ring_angles(run.n_rotors, run.batch_replicas, run.temperature, rng)
    momenta = sample_ring_momenta(run.n_rotors, run.batch_replicas, run.temperature, rng)
    rings = RotorRings(angles, momenta, run.time_step)
    energy = rings.energy()
    momentum_current, energy_current = rings.run(run.n_samples, run.stride)
    drift = np.max(np.abs(rings.energy() - energy)) / np.mean(energy)
    if not drift < _ENERGY_DRIFT_LIMIT:
        raise FloatingPointError(
            f"energy drift {drift:.2e} exceeds {_ENERGY_DRIFT_LIMIT} in {run.path} (seeds {seeds.entropy}, "
            f"{seeds.spawn_key}); reduce time_step={run.time_step}"
        )
    return momentum_current, energy_current
