"""Equilibrium simulations of rotor rings and the correlations of their long-wavelength modes."""

import logging
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.random import SeedSequence, default_rng
from numpy.typing import NDArray
from scipy import fft

from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.gibbs import sample_rings
from thermochain.rotors.green_kubo.rotor_rings import RotorRings
from thermochain.rotors.validation.structure_factors.mode_correlation import ModeCorrelations, correlate_modes
from thermochain.rotors.validation.structure_factors.study.run import N_BATCHES, StructureFactorRun
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress
from thermochain.runs.storage import load_result

logger = logging.getLogger(__name__)

FIELDS = ("momentum", "energy")


def simulate(run: StructureFactorRun) -> dict[str, NDArray]:
    """Wave numbers, lags and the correlations of the modes of both fields; progress is reported to the log.

    Arrays `wavenumbers` (n_modes,), `times` (n_times,), and `momentum` and `energy`: <a_k(t) a_k(0)*>/M of shape
    (N_BATCHES, n_modes, n_times).
    """
    progress = Progress(logger, N_BATCHES, "batches")
    batches = []
    for seeds in run.seed_sequence().spawn(N_BATCHES):
        modes = _simulate_batch(run, seeds)
        batches.append([correlate_modes(field, run.n_rotors, run.n_lags) for field in modes])
        progress.advance(1)
    momenta = np.array([momentum for momentum, _ in batches])
    # the momenta of a ring have <|p_k|^2>/M = T at every k but 0
    guard = Guard(run.path, run.seed_sequence(), run.time_step)
    guard.check_law("<|p_k|^2>/M", momenta[:, :, 0].real.mean(axis=1), run.temperature, run.time_step**2)
    return {
        "wavenumbers": 2.0 * np.pi * np.arange(1, run.n_modes + 1) / run.n_rotors,
        "times": run.sampling_interval * np.arange(run.n_lags),
        **dict(zip(FIELDS, np.swapaxes(batches, 0, 1), strict=True)),
    }


def _simulate_batch(run: StructureFactorRun, seeds: SeedSequence) -> NDArray:
    """Modes of momentum and energy, complex, shape (2, n_samples, n_modes, batch_replicas)."""
    angles, momenta = sample_rings(run.n_rotors, run.batch_replicas, run.temperature, default_rng(seeds))
    rings = RotorRings(angles, momenta, run.time_step)
    energy = rings.energy()
    modes = np.empty((2, run.n_samples, run.n_modes, run.batch_replicas), dtype=complex)
    for sample in range(run.n_samples):
        angles, momenta = rings.angles, rings.momenta
        for field, values in enumerate((momenta, rotor.site_energies(angles, momenta))):
            modes[field, sample] = fft.rfft(values, axis=0)[1 : run.n_modes + 1]
        rings.run(1, run.stride)
    guard = Guard(run.path, seeds, run.time_step)
    guard.check_energy(energy, rings.energy())
    guard.check_finite(modes=modes)
    return modes


def mode_correlations(arrays: Mapping[str, NDArray]) -> dict[str, ModeCorrelations]:
    """Field (`FIELDS`) -> its correlations, from the arrays that `simulate` returns."""
    return {field: ModeCorrelations(arrays["wavenumbers"], arrays["times"], arrays[field]) for field in FIELDS}


def load_modes(path: str | Path) -> tuple[StructureFactorRun, dict[str, ModeCorrelations]]:
    """A stored run and its correlations by field; CorruptResult, naming the file, if it is damaged."""
    run, arrays = load_result(path, StructureFactorRun)
    return run, mode_correlations(arrays)
