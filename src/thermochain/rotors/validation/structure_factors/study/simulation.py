"""Equilibrium simulations of rotor rings and the correlations of their long-wavelength modes."""

import logging
from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.random import SeedSequence, default_rng
from numpy.typing import NDArray
from scipy import fft

from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.rotors.green_kubo.rings import RotorRings
from thermochain.rotors.validation.runs import N_BATCHES, StructureFactorRun
from thermochain.rotors.validation.structure_factors.mode_correlation import ModeCorrelations, correlate_modes
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress
from thermochain.runs.table import Table

logger = logging.getLogger(__name__)

FIELDS = ("momentum", "energy")

MODES = Table(
    "mode_correlations/1",
    {
        "field": "momentum or energy",
        "wavenumber": "k = 2 pi n / M",
        "time": "lag t",
    }
    | {f"batch_{b}": f"<a_k(t) a_k(0)*>/M of independent batch {b}" for b in range(N_BATCHES)},
)


def simulate_modes(run: StructureFactorRun) -> dict[str, ModeCorrelations]:
    """Correlations of the modes of both fields (`FIELDS`) in N_BATCHES batches; reports progress to the log."""
    progress = Progress(logger, N_BATCHES, "batches")
    batches = []
    for seeds in run.seed_sequence().spawn(N_BATCHES):
        modes = _simulate_batch(run, seeds)
        batches.append([correlate_modes(field, run.n_rotors, run.n_times) for field in modes])
        progress.advance(1)
    wavenumbers = 2.0 * np.pi * np.arange(1, run.n_modes + 1) / run.n_rotors
    times = run.sampling_interval * np.arange(run.n_times)
    by_field = np.swapaxes(batches, 0, 1)
    return {name: ModeCorrelations(wavenumbers, times, values) for name, values in zip(FIELDS, by_field, strict=True)}


def _simulate_batch(run: StructureFactorRun, seeds: SeedSequence) -> NDArray:
    """Modes of momentum and energy, complex, shape (2, n_samples, n_modes, replicas of a batch)."""
    rng = default_rng(seeds)
    n_replicas = run.n_replicas // N_BATCHES
    angles, _ = sample_ring_angles(run.n_rotors, n_replicas, run.temperature, rng)
    momenta = sample_ring_momenta(run.n_rotors, n_replicas, run.temperature, rng)
    rings = RotorRings(angles, momenta, run.time_step)
    energy = rings.energy()
    stride = round(run.sampling_interval / run.time_step)
    modes = np.empty((2, run.n_samples, run.n_modes, n_replicas), dtype=complex)
    for sample in range(run.n_samples):
        angles, momenta = rings.angles, rings.momenta
        for field, values in enumerate((momenta, rotor.site_energies(angles, momenta))):
            modes[field, sample] = fft.rfft(values, axis=0)[1 : run.n_modes + 1]
        rings.run(1, stride)
    guard = Guard(run.path, seeds, run.time_step)
    guard.check_energy(energy, rings.energy())
    guard.check_finite(modes=modes)
    return modes


def modes_frame(correlations: Mapping[str, ModeCorrelations]) -> pd.DataFrame:
    """One row a field, mode and lag, columns of MODES.columns."""
    frames = []
    for field, c in correlations.items():
        index = pd.MultiIndex.from_product([[field], c.wavenumbers, c.times], names=["field", "wavenumber", "time"])
        columns = c.values.reshape(c.values.shape[0], -1).T
        frames.append(pd.DataFrame(columns, index, [f"batch_{b}" for b in range(N_BATCHES)]).reset_index())
    return pd.concat(frames, ignore_index=True)


def correlations_of(modes: pd.DataFrame, field: str) -> ModeCorrelations:
    """The correlations of one field from the rows of `modes_frame`."""
    rows = modes[modes["field"] == field]
    wavenumbers, times = rows["wavenumber"].unique(), rows["time"].unique()
    values = rows.filter(like="batch_").to_numpy().T.reshape(-1, wavenumbers.size, times.size)
    return ModeCorrelations(wavenumbers, times, values)
