"""Parameters of the simulations of rotors with stretch flips that relax from local equilibrium."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from thermochain.core.arguments import check_integer, check_multiple, check_positive, check_step
from thermochain.oscillators.harmonic.study.run import STATE, UPDATES_AN_EVENT
from thermochain.runs.identity import PYTHON, Run


@dataclass(frozen=True)
class RotorRingsRun(Run):
    """Rings of rotors with stretch flips that start in local equilibrium and relax."""

    rate: float  # rate > 0 of the flips of each bond
    momentum_wave: float  # amplitude of the initial momentum, a sine of 2 pi x
    temperature: float  # mean initial temperature > 0
    temperature_wave: float  # amplitude of the initial temperature, a cosine of 2 pi x
    n: int  # number of rotors of a ring; the macroscopic time is that of the ring over n^2
    time_step: float  # step of the splitting
    interval: float  # macroscopic time between two averages, a multiple of a step over n^2
    last_time: float  # macroscopic time of the last averages
    n_replicas: int  # number of independent rings
    seed: int  # base seed of the study

    SUBJECT: ClassVar[str] = "harmonic"
    NAME: ClassVar[str] = "harmonic_rotor_rings"
    SIMULATION: ClassVar[str] = "thermochain.oscillators.harmonic.study.rotor_rings_simulation"
    PATTERN: ClassVar[str] = (
        "rotor_rings/rate{rate}_p{momentum_wave}_T{temperature}_dT{temperature_wave}"
        "/N{n}_dt{time_step}_h{interval}_t{last_time}_R{n_replicas}_seed{seed}"
    )

    def check(self) -> None:
        check_integer("n", self.n, at_least=3)
        check_integer("n_replicas", self.n_replicas, at_least=2)
        for name in ("rate", "temperature", "time_step", "interval", "last_time"):
            check_positive(name, getattr(self, name))
        if abs(self.temperature_wave) >= self.temperature:
            raise ValueError(
                f"temperature_wave={self.temperature_wave:g} must be < temperature={self.temperature:g}; lower it"
            )
        check_step(self.time_step)
        check_multiple(f"interval n^2 for n={self.n}", self.interval * self.n**2, "time_step", self.time_step)
        check_multiple("last_time", self.last_time, "interval", self.interval)

    @property
    def times(self) -> NDArray:
        """Macroscopic times of the averages, from 0 on, shape (n_times,)."""
        return self.interval * np.arange(self.n_intervals + 1)

    @property
    def n_intervals(self) -> int:
        """Intervals between the averages."""
        return round(self.last_time / self.interval)

    @property
    def interval_steps(self) -> int:
        """Steps between two averages."""
        return round(self.interval * self.n**2 / self.time_step)

    @property
    def n_updates(self) -> int:
        """Updates of one rotor, with the flips counted as updates."""
        steps = self.interval_steps * self.n_intervals
        return round(steps * self.n_replicas * self.n * (1.0 + UPDATES_AN_EVENT * self.rate * self.time_step))

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs for the rings and their averages."""
        return PYTHON + (STATE * self.n + 64 * (self.n_intervals + 1)) * self.n_replicas

    def initial_momentum(self, x: NDArray) -> NDArray:
        """Initial momentum p(0, x), elementwise."""
        return self.momentum_wave * np.sin(2.0 * np.pi * x)

    def initial_temperature(self, x: NDArray) -> NDArray:
        """Initial temperature T(0, x), elementwise."""
        return self.temperature + self.temperature_wave * np.cos(2.0 * np.pi * x)
