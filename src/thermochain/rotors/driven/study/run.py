"""Parameters of one simulation of driven chains: its tuple, its path and its cost."""

import math
from dataclasses import dataclass
from typing import ClassVar

from thermochain.core.arguments import (
    check_integer,
    check_multiple,
    check_positive,
    check_range,
    check_step,
    check_turns,
)
from thermochain.rotors.potential import ROTORS
from thermochain.rotors.study.potential_run import PotentialRun
from thermochain.runs.identity import ten_digits

N_RECORDS = 128  # records of the series; the transient ends at the end of one of them
N_SEGMENTS = 8  # segments of the profiles
_SAMPLING_INTERVAL = 0.4  # time between recorded currents of rotors
_PROFILE_INTERVAL = 4.0  # time between recorded moments of rotors
DURATION_UNIT = N_RECORDS * _PROFILE_INTERVAL  # of rotors
_STRIDE = 4  # steps between recorded currents with another potential, whose time step knows its time scale
_CURRENTS = 10  # recorded currents from one recorded moment to the next
_LONGEST, _MOST_MEMORY = 1e9, 16 * 2**30
_MOST_TORQUE = 50.0


@dataclass(frozen=True)
class DrivenRun(PotentialRun):
    """Parameters of one block of `n_replicas` open chains between two baths."""

    n_rotors: int  # chain length n >= 3
    T_left: float  # temperature > 0 of the left bath
    T_right: float  # temperature > 0 of the right bath
    torque_left: float  # tau_L, on the left end
    torque_right: float  # tau_R, on the right end
    friction: float  # gamma > 0 of both baths
    # Step of the splitting; the intervals 0.4 and 4 between measurements are multiples of it.  With another potential
    # than rotors these intervals are 4 and 40 steps.
    time_step: float
    # Length of each trajectory, the transient included: a multiple of 512; with another potential of 5120 steps.
    duration: float
    n_replicas: int  # number of independent chains, a multiple of 8
    seed: int  # base seed of the study
    block: int = 0  # number of this independent repetition, from 0

    SUBJECT: ClassVar[str] = "driven"
    NAME: ClassVar[str] = "driven"
    SIMULATION: ClassVar[str] = "thermochain.rotors.driven.study.simulation"
    SEEDS: ClassVar[str] = "rotor_ness/"  # former name of the subject, kept so that the random numbers do not change
    RESUMES: ClassVar[bool] = True
    PATTERN: ClassVar[str] = (
        "n{n_rotors}/TL{T_left}_TR{T_right}_tauL{torque_left}_tauR{torque_right}_gamma{friction}"
        "/dt{time_step}_t{duration}_R{n_replicas}_seed{seed}/block{block}"
    )

    def check(self) -> None:
        check_integer("n_rotors", self.n_rotors, at_least=3)
        check_integer("n_replicas", self.n_replicas, at_least=8)
        for name in ("T_left", "T_right", "friction", "time_step", "duration"):
            check_positive(name, getattr(self, name))
        if self.of_rotors:
            for name in ("T_left", "T_right"):
                check_range(name, getattr(self, name), 0.05, 10.0, "the dynamics is not resolved outside")
            check_step(self.time_step)
            check_multiple("sampling interval", _SAMPLING_INTERVAL, "time_step", self.time_step)
            for name in ("torque_left", "torque_right"):
                torque, reason = getattr(self, name), "a stronger torque only spins the end"
                check_range(name, torque, -_MOST_TORQUE, _MOST_TORQUE, reason)
            check_range("friction", self.friction, 0.01, 20.0, "weaker baths hardly act, stronger ones freeze the ends")
            causes = ("T_left", "T_right", "torque_left", "torque_right", "friction")
            check_turns(self.time_step, self._fastest, **{name: getattr(self, name) for name in causes})
        unit = duration_unit(self.potential, self.time_step)
        check_multiple("duration", self.duration, "the records", unit)
        check_range("duration", self.duration, ten_digits(unit), _LONGEST, "pass more replicas or blocks instead")
        check_multiple("n_replicas", self.n_replicas, "a register", 8)
        if self.job_memory > _MOST_MEMORY:
            raise ValueError(
                f"n_rotors={self.n_rotors} with n_replicas={self.n_replicas} needs {self.job_memory / 2**30:.3g} GiB, "
                f"at most {_MOST_MEMORY / 2**30:g}; pass fewer replicas and more blocks"
            )

    @property
    def _fastest(self) -> float:
        """Momentum that hardly a rotor reaches: the mean at the ends, and six widths where friction heats the most."""
        mean = max(abs(self.torque_left), abs(self.torque_right)) / self.friction
        return mean + 6.0 * math.sqrt(max(self.T_left, self.T_right) + 0.25 * mean**2)

    @property
    def stride(self) -> int:
        """Steps between recorded currents."""
        return strides(self.potential, self.time_step)[0]

    @property
    def profile_stride(self) -> int:
        """Steps between recorded moments."""
        return strides(self.potential, self.time_step)[1]

    @property
    def interval(self) -> float:
        """Time of one record."""
        return self.duration / N_RECORDS

    @property
    def record_steps(self) -> int:
        """Steps of one record."""
        return round(self.interval / profile_interval(self.potential, self.time_step)) * self.profile_stride

    @property
    def n_updates(self) -> int:
        """Rotor updates that the run costs."""
        return self.n_rotors * self.n_replicas * self.record_steps * N_RECORDS

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: the moments twice, and a third of a GiB for Python and its libraries."""
        return 2 * 8 * 10 * (N_SEGMENTS + 2) * self.n_rotors * self.n_replicas + 350 * 2**20


def strides(potential: str, time_step: float) -> tuple[int, int]:
    """Steps between recorded currents, and between recorded moments, of chains with this potential."""
    if potential == ROTORS.name:
        return round(_SAMPLING_INTERVAL / time_step), round(_PROFILE_INTERVAL / time_step)
    return _STRIDE, _CURRENTS * _STRIDE


def profile_interval(potential: str, time_step: float) -> float:
    """Time between recorded moments of chains with this potential."""
    return _PROFILE_INTERVAL if potential == ROTORS.name else _CURRENTS * _STRIDE * time_step


def duration_unit(potential: str, time_step: float) -> float:
    """Shortest trajectory, in which every record has the moments once; durations are multiples of it."""
    return N_RECORDS * profile_interval(potential, time_step)


def whole_duration(times: float, n_rotors: int, unit: float) -> float:
    """Shortest trajectory in whole units that lasts `times` (n - 1)^2 or more."""
    return unit * max(1, math.ceil(times * (n_rotors - 1) ** 2 / unit - 1e-9))
