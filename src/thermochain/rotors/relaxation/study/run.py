"""Parameters of one simulation of relaxing closed chains: its tuple, its path and its cost."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from thermochain.core.arguments import check_multiple, check_positive, check_range, check_turns
from thermochain.rotors.study.potential_run import PotentialRun
from thermochain.runs.identity import PYTHON

N_BATCHES = 32  # number of independent batches of chains, each of at least one register of eight


@dataclass(frozen=True)
class RelaxationRun(PotentialRun):
    """Parameters of one simulation of `n_replicas` chains with free ends and no baths, from one local Gibbs state."""

    n_rotors: int  # chain length n; the macroscopic time is the microscopic time over N^2 with N = n/2
    momentum_amplitude: float  # p_0 of the initial profile p = p_0 c(x) with c(x) = cos(pi (x + 1)/2)
    mean_temperature: float  # T_0 of the initial profile T = T_0 + T_1 c(x)
    temperature_amplitude: float  # T_1
    time_step: float  # Verlet step
    interval: float  # macroscopic time between two profiles
    last_time: float  # macroscopic time of the last profile
    n_replicas: int  # number of independent chains, a multiple of 256
    seed: int  # base seed of the study

    SUBJECT: ClassVar[str] = "relaxation"
    NAME: ClassVar[str] = "relaxation"
    SIMULATION: ClassVar[str] = "thermochain.rotors.relaxation.study.simulation"
    SEEDS: ClassVar[str] = "closed_chains/"  # former name of the subject, kept so that the random numbers do not change
    PATTERN: ClassVar[str] = (
        "n{n_rotors}_R{n_replicas}/p{momentum_amplitude}_T{mean_temperature}_dT{temperature_amplitude}"
        "_dt{time_step}_h{interval}_t{last_time}_seed{seed}"
    )

    def check(self) -> None:
        for name in ("mean_temperature", "time_step", "interval", "last_time"):
            check_positive(name, getattr(self, name))
        check_multiple("n_replicas", self.n_replicas, "a register for each batch", 8 * N_BATCHES)
        coldest = self.mean_temperature - abs(self.temperature_amplitude)
        name, remedy = "mean_temperature - temperature_amplitude", "raise the first or lower the second"
        if self.of_rotors:
            check_range(name, coldest, 0.05, 10.0, remedy)
            causes = ("momentum_amplitude", "mean_temperature", "temperature_amplitude")
            check_turns(self.time_step, self._fastest, **{name: getattr(self, name) for name in causes})
        elif coldest <= 0.0:
            raise ValueError(f"{name}={coldest:g} must be > 0; {remedy}")
        microscopic = self.interval * self.scale**2
        check_multiple(f"interval N^2 for n_rotors={self.n_rotors}", microscopic, "time_step", self.time_step)
        check_multiple("last_time", self.last_time, "interval", self.interval)

    @property
    def _fastest(self) -> float:
        """Momentum that hardly a rotor reaches: the largest mean, and six widths after all of it has become heat."""
        hottest = self.mean_temperature + abs(self.temperature_amplitude) + self.momentum_amplitude**2
        return abs(self.momentum_amplitude) + 6.0 * hottest**0.5

    @property
    def scale(self) -> float:
        """Ratio N = n/2 of microscopic to macroscopic lengths."""
        return 0.5 * self.n_rotors

    @property
    def times(self) -> NDArray:
        """Macroscopic times of the profiles, from 0 on, shape (n_times,)."""
        return self.interval * np.arange(self.n_intervals + 1)

    @property
    def n_intervals(self) -> int:
        """Number of the intervals between profiles."""
        return round(self.last_time / self.interval)

    @property
    def interval_steps(self) -> int:
        """Steps between two profiles."""
        return round(self.interval * self.scale**2 / self.time_step)

    @property
    def n_updates(self) -> int:
        """Rotor updates that the run costs."""
        return self.n_rotors * self.n_replicas * self.interval_steps * self.n_intervals

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: three profiles of every batch at all times with copies, and a batch of chains."""
        return PYTHON + 8 * self.n_rotors * (8 * N_BATCHES * (self.n_intervals + 1) + 16 * self.n_replicas // N_BATCHES)

    def initial_momentum(self, x: NDArray) -> NDArray:
        """Initial momentum p(0, x), elementwise; its slope vanishes at the closed ends x = -1 and 1."""
        return self.momentum_amplitude * _cosine(x)

    def initial_temperature(self, x: NDArray) -> NDArray:
        """Initial temperature T(0, x), elementwise; its slope vanishes at x = -1 and 1."""
        return self.mean_temperature + self.temperature_amplitude * _cosine(x)


def _cosine(x: NDArray) -> NDArray:
    return np.cos(0.5 * np.pi * (x + 1.0))
