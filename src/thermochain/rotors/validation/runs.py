"""Identity of the simulations behind the independent checks: parameters, paths and random numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import numpy as np
from numpy.random import SeedSequence
from numpy.typing import NDArray

from thermochain.core.arguments import check_multiple
from thermochain.rotors.green_kubo.study.configuration import green_kubo_runs
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.runs.identity import Run, canonical, seeds_of

N_BATCHES = 32  # independent batches of the modes; each fills at least one register of eight replicas


@dataclass(frozen=True)
class StructureFactorRun(Run):
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
        return seeds_of(f"modes/{self.path}")


@dataclass(frozen=True)
class BoostedRun:
    """A Green-Kubo simulation of rings whose rotors have the mean momentum `mean_momentum`.

    Its random numbers are independent of those of `at_rest`, whose parameters it shares.
    """

    mean_momentum: float
    at_rest: GreenKuboRun

    PATTERN = "p{mean_momentum}/" + GreenKuboRun.PATTERN

    @classmethod
    def from_wildcards(cls, wildcards: Mapping[str, str]) -> "BoostedRun":
        """The run whose path has these wildcard values."""
        return cls(float(wildcards["mean_momentum"]), GreenKuboRun.from_wildcards(wildcards))

    @property
    def path(self) -> PurePosixPath:
        """Relative path without suffix, from the parameters alone."""
        return PurePosixPath(f"p{canonical(self.mean_momentum)}") / self.at_rest.path

    def seed_sequence(self) -> SeedSequence:
        """Random numbers of this run: a hash of its path."""
        return seeds_of(f"boosted/{self.path}")


@dataclass(frozen=True)
class SlipRun(Run):
    """Rings that start with one bond at the top of its potential; bounds are in the schema of the configuration.

    Attributes
    ----------
    temperature, n_rotors, time_step
        T, ring size M and Verlet step.
    duration
        Time for which each ring is followed, forward and back.
    n_replicas
        Independent rings, a multiple of 256.
    seed
        Base seed of the study.

    Raises ValueError as the other runs do.
    """

    temperature: float
    n_rotors: int
    time_step: float
    duration: float
    n_replicas: int
    seed: int

    PATTERN = "T{temperature}/M{n_rotors}_dt{time_step}_t{duration}_R{n_replicas}_seed{seed}"

    def __post_init__(self):
        check_multiple("duration", self.duration, "time_step", self.time_step)
        check_multiple("n_replicas", self.n_replicas, "a register for each batch", 8 * N_BATCHES)

    @property
    def steps(self) -> NDArray:
        """Numbers of steps after which the winding number is looked at, a quarter of an octave apart."""
        last = round(self.duration / self.time_step)
        quarters = np.arange(int(4 * np.log2(last)) + 1)
        return np.unique(np.rint(last * 2.0 ** (-0.25 * quarters)).astype(int))

    def seed_sequence(self) -> SeedSequence:
        """Random numbers of this run: a hash of its path."""
        return seeds_of(f"phase_slips/{self.path}")


def structure_factor_runs(config: Mapping[str, Any]) -> list[tuple[StructureFactorRun, float]]:
    """The simulations of dynamic structure factors and their microscopic relaxation times, by temperature."""
    section = config["structure_factors"]
    runs = []
    for row in sorted(section["rings"], key=lambda row: row["temperature"]):
        parameters = {key: value for key, value in row.items() if key != "relaxation"}
        run = StructureFactorRun(**parameters, time_step=section["time_step"], seed=config["seed"])
        if row["relaxation"] >= row["maximum_lag"]:
            raise ValueError(
                f"relaxation={row['relaxation']:g} must be < maximum_lag={row['maximum_lag']:g}, or no window opens; "
                "lengthen the correlations"
            )
        runs.append((run, float(row["relaxation"])))
    return runs


def boosted_runs(config: Mapping[str, Any]) -> dict[float, BoostedRun]:
    """Temperature -> rings that turn, with the effort of one block of Green-Kubo."""
    section, at_rest = config["onsager_structure"], green_kubo_runs(config)
    return {T: BoostedRun(float(section["mean_momentum"]), at_rest[T][0]) for T in sorted(section["temperatures"])}


def slip_runs(config: Mapping[str, Any]) -> list[SlipRun]:
    """Rings at the barrier's top, by temperature."""
    section = config["phase_slips"]
    rows = sorted(section["rings"], key=lambda row: row["temperature"])
    return [SlipRun(**row, time_step=section["time_step"], seed=config["seed"]) for row in rows]
