"""Parameters of one Green-Kubo simulation: its tuple, its path and its cost."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from thermochain.core.arguments import (
    check_integer,
    check_multiple,
    check_positive,
    check_range,
    check_step,
    check_thermal_turns,
    shown,
)
from thermochain.rotors.study.potential_run import PotentialRun
from thermochain.runs.correlated_run import CorrelatedRun

_BATCH_UNIT = 16  # the number of replicas of an independent batch is a multiple of this
_MOST_BATCHES = 32  # largest number of batches of one run
_MOST_MEMORY = 8 * 2**30
_LONGEST = 1e9  # longest trajectory
# C(t) falls like exp(-T t^2) at high temperature; sampled at h = 0.8/sqrt(T) the sum over lags is off by
# 2 exp(-pi^2/(T h^2)) = 4e-7 of the area under that peak.
RESOLUTION = 0.8


@dataclass(frozen=True)
class GreenKuboRun(CorrelatedRun, PotentialRun):
    """Parameters of one equilibrium simulation of `n_replicas` rings."""

    temperature: float  # T > 0 of the Gibbs state
    n_rotors: int  # ring size M >= 3
    time_step: float  # Verlet step
    sampling_interval: float  # time between recorded currents, a whole number of steps
    duration: float  # length of each trajectory, a whole number of sampling intervals
    maximum_lag: float  # length of the correlations, a whole number of sampling intervals, below the duration
    n_replicas: int  # number of independent rings, a multiple of 16
    seed: int  # base seed of the study
    block: int = 0  # number of this independent repetition, from 0

    SUBJECT: ClassVar[str] = "green_kubo"
    NAME: ClassVar[str] = "green_kubo"
    SIMULATION: ClassVar[str] = "thermochain.rotors.green_kubo.study.simulation"
    SEEDS: ClassVar[str] = ""  # no prefix, since rings were the first kind of simulation
    PATTERN: ClassVar[str] = (
        "T{temperature}/M{n_rotors}_dt{time_step}_h{sampling_interval}_t{duration}_lag{maximum_lag}"
        "_R{n_replicas}_seed{seed}/block{block}"
    )

    def check(self) -> None:
        check_integer("n_rotors", self.n_rotors, at_least=3)
        check_integer("n_replicas", self.n_replicas, at_least=1)
        for name in ("temperature", "time_step", "sampling_interval", "duration", "maximum_lag"):
            check_positive(name, getattr(self, name))
        if self.of_rotors:
            self._check_physics()
        self._check_lengths()

    def _check_physics(self) -> None:
        check_range("temperature", self.temperature, 0.05, 10.0, "the dynamics is not resolved outside")
        check_step(self.time_step)
        check_thermal_turns(self.time_step, self.temperature)
        longest = min(1.0, RESOLUTION / self.temperature**0.5)
        check_range(
            "sampling_interval",
            self.sampling_interval,
            self.time_step,
            longest,
            f"currents at T={self.temperature:g} change within {longest:.2g}",
        )

    def _check_lengths(self) -> None:
        for name in ("duration", "maximum_lag"):
            check_range(name, getattr(self, name), 0.0, _LONGEST, "shorten the trajectories and add replicas or blocks")
        check_multiple("sampling_interval", self.sampling_interval, "time_step", self.time_step)
        check_multiple("duration", self.duration, "sampling_interval", self.sampling_interval)
        check_multiple("maximum_lag", self.maximum_lag, "sampling_interval", self.sampling_interval)
        check_multiple("n_replicas", self.n_replicas, "the smallest batch", _BATCH_UNIT)
        if self.maximum_lag >= self.duration:
            raise ValueError(
                f"maximum_lag={self.maximum_lag:.10g} must be < duration={self.duration:.10g}; "
                "lengthen the trajectories or shorten the correlations"
            )
        if self.memory > _MOST_MEMORY:
            raise ValueError(
                f"duration={self.duration:.10g} with n_replicas={shown(self.n_replicas)} needs "
                f"{self.memory / 2**30:.3g} GiB a batch, at most {_MOST_MEMORY / 2**30:g}; "
                "shorten the trajectories and add replicas or blocks"
            )

    @property
    def stride(self) -> int:
        """Steps between recorded currents."""
        return round(self.sampling_interval / self.time_step)

    @property
    def spacing(self) -> float:
        """Time between recorded currents."""
        return self.sampling_interval

    @property
    def lag_times(self) -> NDArray:
        """Lags of the correlations, shape (n_lags,)."""
        return self.sampling_interval * np.arange(self.n_lags)

    @property
    def n_batches(self) -> int:
        """Number of independent batches, at most 32, into which the replicas are divided evenly, 16 or more in each."""
        units = self.n_replicas // _BATCH_UNIT
        return max(n for n in range(1, _MOST_BATCHES + 1) if units % n == 0)

    @property
    def batch_replicas(self) -> int:
        """Number of replicas of one batch."""
        return self.n_replicas // self.n_batches

    @property
    def memory(self) -> int:
        """Bytes that a batch needs: two currents; one padded copy and two spectra; eight arrays of the rings."""
        padded = self.n_samples + self.n_lags
        return 8 * self.batch_replicas * (2 * self.n_samples + 3 * padded + 8 * self.n_rotors)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: a tenth more than its batch, and a quarter of a GiB for Python and its libraries."""
        return self.memory + self.memory // 10 + 2**28

    @property
    def n_updates(self) -> int:
        """Rotor updates that the run costs."""
        return self.n_rotors * self.n_replicas * self.n_steps
