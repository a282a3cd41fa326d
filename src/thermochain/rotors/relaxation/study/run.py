"""Identity of the simulations of closed chains that come to rest: parameters, paths and random numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import SeedSequence
from numpy.typing import NDArray

from thermochain.core.arguments import check_multiple, check_range
from thermochain.runs.identity import Run, seeds_of

N_BATCHES = 32  # independent batches of chains, each of one register of eight or more
_LEAST_SIZES = 3  # for the decay of a distance with the length


@dataclass(frozen=True)
class ClosedRun(Run):
    """Chains with free ends and no baths from one local Gibbs state; bounds are in the schema of the configuration.

    Attributes
    ----------
    n_rotors
        Chain length n; the macroscopic time is that of the chain over N^2 with N = n/2.
    momentum_amplitude, mean_temperature, temperature_amplitude
        p_0, T_0 and T_1 of the initial profiles p = p_0 c(x), T = T_0 + T_1 c(x) with c(x) = cos(pi (x + 1)/2).
    time_step
        Verlet step.
    interval, last_time
        Macroscopic times between two profiles and of the last one.
    n_replicas
        Independent chains, a multiple of 256.
    seed
        Base seed of the study.

    Raises
    ------
    ValueError
        Naming the parameter, its value, the limit and the remedy.
    """

    n_rotors: int
    momentum_amplitude: float
    mean_temperature: float
    temperature_amplitude: float
    time_step: float
    interval: float
    last_time: float
    n_replicas: int
    seed: int

    PATTERN = (
        "n{n_rotors}_R{n_replicas}/p{momentum_amplitude}_T{mean_temperature}_dT{temperature_amplitude}"
        "_dt{time_step}_h{interval}_t{last_time}_seed{seed}"
    )

    def __post_init__(self):
        check_multiple("n_replicas", self.n_replicas, "a register for each batch", 8 * N_BATCHES)
        coldest = self.mean_temperature - abs(self.temperature_amplitude)
        check_range(
            "mean_temperature - temperature_amplitude", coldest, 0.05, 10.0, "raise the first or lower the other"
        )
        microscopic = self.interval * self.scale**2
        check_multiple(f"interval N^2 for n_rotors={self.n_rotors}", microscopic, "time_step", self.time_step)
        check_multiple("last_time", self.last_time, "interval", self.interval)

    @property
    def scale(self) -> float:
        """N = n/2."""
        return 0.5 * self.n_rotors

    @property
    def times(self) -> NDArray:
        """Macroscopic times of the profiles, from 0 on, shape (n_times,)."""
        n_times = round(self.last_time / self.interval) + 1
        return self.interval * np.arange(n_times)

    @property
    def interval_steps(self) -> int:
        """Steps between two profiles."""
        return round(self.interval * self.scale**2 / self.time_step)

    @property
    def n_updates(self) -> int:
        """Rotor updates that the run costs."""
        return self.n_rotors * self.n_replicas * self.interval_steps * (self.times.size - 1)

    def initial_momentum(self, x: NDArray) -> NDArray:
        """p(0, x), elementwise; without slope at x = -1 and 1, as nothing flows there."""
        return self.momentum_amplitude * _cosine(x)

    def initial_temperature(self, x: NDArray) -> NDArray:
        """T(0, x), elementwise; without slope at x = -1 and 1."""
        return self.mean_temperature + self.temperature_amplitude * _cosine(x)

    def seed_sequence(self) -> SeedSequence:
        """Random numbers of this run: a hash of its path."""
        return seeds_of(f"closed_chains/{self.path}")


def _cosine(x: NDArray) -> NDArray:
    return np.cos(0.5 * np.pi * (x + 1.0))


def closed_runs(config: Mapping[str, Any]) -> list[ClosedRun]:
    """The simulations of the study of the hydrodynamic limit, by chain length.

    Raises ValueError for the first thing wrong with the section that its schema cannot see.
    """
    section = config["relaxation"]
    names = ("momentum_amplitude", "mean_temperature", "temperature_amplitude", "time_step", "interval", "last_time")
    common = {name: section[name] for name in names} | {"seed": config["seed"]}
    runs = [ClosedRun(**row, **common) for row in sorted(section["sizes"], key=lambda row: row["n_rotors"])]
    sizes = [run.n_rotors for run in runs]
    if len(set(sizes)) < len(sizes) or len(sizes) < _LEAST_SIZES:
        raise ValueError(f"sizes={sizes} must be {_LEAST_SIZES} or more different chain lengths; add or remove rows")
    for n_rotors in sizes:
        check_multiple("n_rotors", n_rotors, "n_cells", section["n_cells"])
    return runs
