"""Equilibrium simulations of rotor rings and the correlations of their long-wavelength modes."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

import numpy as np
import pandas as pd
from numpy.random import SeedSequence, default_rng
from numpy.typing import NDArray
from scipy import fft

from thermochain.dynamics.rotor_gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.dynamics.rotor_ring import RotorRings
from thermochain.estimators.structure_factor import ModeCorrelations, correlate_modes
from thermochain.models import rotor
from thermochain.study.checks import check_multiple
from thermochain.study.parameters import canonical
from thermochain.study.progress import Progress

logger = logging.getLogger(__name__)

FIELDS = ("momentum", "energy")
N_BATCHES = 32  # independent batches of a run; each fills at least one register of eight replicas

MODES = "mode_correlations/1"
MODES_COLUMNS = {
    "field": "momentum or energy",
    "wavenumber": "k = 2 pi n / M",
    "time": "lag t",
} | {f"batch_{b}": f"<a_k(t) a_k(0)*>/M of independent batch {b}" for b in range(N_BATCHES)}


@dataclass(frozen=True)
class StructureFactorRun:
    """Parameters of one simulation; bounds are in the schema of the configuration.

    Attributes
    ----------
    temperature, n_rotors
        T and ring size M.
    n_modes
        Modes k = 2 pi n / M, n = 1 .. n_modes.
    time_step, sampling_interval
        Verlet step and the interval at which the modes are recorded.
    duration, maximum_lag
        Length of each trajectory and of the correlations.
    n_replicas
        Independent rings, a multiple of 256.
    seed
        Base seed of the study.

    Raises
    ------
    ValueError
        Naming the parameter, its value, the limit and the remedy.
    """

    temperature: float
    n_rotors: int
    n_modes: int
    time_step: float
    sampling_interval: float
    duration: float
    maximum_lag: float
    n_replicas: int
    seed: int

    PATTERN = (
        "T{temperature}/M{n_rotors}_n{n_modes}_dt{time_step}_h{sampling_interval}_t{duration}_lag{maximum_lag}"
        "_R{n_replicas}_seed{seed}"
    )

    def __post_init__(self):
        check_multiple("sampling_interval", self.sampling_interval, "time_step", self.time_step)
        check_multiple("duration", self.duration, "sampling_interval", self.sampling_interval)
        check_multiple("maximum_lag", self.maximum_lag, "sampling_interval", self.sampling_interval)
        check_multiple("n_replicas", self.n_replicas, "a register for each batch", 8 * N_BATCHES)
        if self.maximum_lag >= self.duration:
            raise ValueError(
                f"maximum_lag={canonical(self.maximum_lag)} must be < duration={canonical(self.duration)}; "
                "lengthen the trajectories or shorten the correlations"
            )
        if self.n_modes > self.n_rotors // 4:
            raise ValueError(f"n_modes={self.n_modes} must be <= n_rotors/4 ({self.n_rotors // 4}); enlarge the ring")

    @classmethod
    def from_wildcards(cls, wildcards: Mapping[str, str]) -> "StructureFactorRun":
        """The run whose path has these wildcard values."""
        return cls(**{name: kind(wildcards[name]) for name, kind in cls.__annotations__.items()})

    @property
    def path(self) -> PurePosixPath:
        """Relative path without suffix, from the parameters alone."""
        return PurePosixPath(self.PATTERN.format(**{k: canonical(v) for k, v in asdict(self).items()}))

    @property
    def n_samples(self) -> int:
        """Recorded times of each trajectory."""
        return round(self.duration / self.sampling_interval)

    @property
    def n_times(self) -> int:
        """Lags 0 .. maximum_lag."""
        return round(self.maximum_lag / self.sampling_interval) + 1

    def seed_sequence(self) -> SeedSequence:
        """Random numbers of this run: a hash of its path."""
        digest = hashlib.sha256(f"modes/{self.path}".encode()).digest()
        return SeedSequence(int.from_bytes(digest[:16], "big"))


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
    stride = round(run.sampling_interval / run.time_step)
    modes = np.empty((2, run.n_samples, run.n_modes, n_replicas), dtype=complex)
    for sample in range(run.n_samples):
        angles, momenta = rings.angles, rings.momenta
        for field, values in enumerate((momenta, rotor.site_energies(angles, momenta))):
            modes[field, sample] = fft.rfft(values, axis=0)[1 : run.n_modes + 1]
        rings.run(1, stride)
    return modes


def modes_frame(correlations: Mapping[str, ModeCorrelations]) -> pd.DataFrame:
    """One row a field, mode and lag, columns of MODES_COLUMNS."""
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
