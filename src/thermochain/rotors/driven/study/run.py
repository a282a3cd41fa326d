"""Identity of one simulation of driven chains: its parameters, its path and its random numbers."""

from dataclasses import dataclass, fields

from numpy.random import SeedSequence

from thermochain.core.arguments import check_integer, check_multiple, check_positive, check_range, is_number, shown
from thermochain.runs.identity import Run, canonical, seeds_of

N_RECORDS = 128  # stretches of the series; the end of the transient is looked for among them
N_SEGMENTS = 8  # stretches of the profiles
SAMPLING_INTERVAL = 0.4  # between currents
PROFILE_INTERVAL = 4.0  # between moments
DURATION_UNIT = N_RECORDS * PROFILE_INTERVAL
_LONGEST, _MOST_MEMORY = 1e9, 16 * 2**30


@dataclass(frozen=True)
class RotorNessRun(Run):
    """Parameters of one block of `n_replicas` open chains between two baths.

    Attributes
    ----------
    n_rotors
        Chain length n >= 3.
    T_left, T_right
        Bath temperatures > 0.
    torque_left, torque_right
        tau_L and tau_R.
    friction
        gamma > 0 of both baths.
    time_step
        Step of the splitting; the intervals 0.4 and 4 between measurements are multiples of it.
    duration
        Length of each trajectory, the transient included: a multiple of 512.
    n_replicas
        Independent chains, a multiple of 8.
    seed
        Base seed of the study.
    block
        Number of this independent repetition, from 0.

    Raises
    ------
    ValueError
        Naming the parameter, its value, the limit and the remedy.
    """

    n_rotors: int
    T_left: float
    T_right: float
    torque_left: float
    torque_right: float
    friction: float
    time_step: float
    duration: float
    n_replicas: int
    seed: int
    block: int = 0

    PATTERN = (
        "n{n_rotors}/TL{T_left}_TR{T_right}_tauL{torque_left}_tauR{torque_right}_gamma{friction}"
        "/dt{time_step}_t{duration}_R{n_replicas}_seed{seed}/block{block}"
    )

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            if field.type in (int, "int"):
                check_integer(field.name, value, at_least={"n_rotors": 3, "n_replicas": 8}.get(field.name, 0))
            elif field.name.startswith("torque"):
                _check_torque(field.name, value)
            else:
                check_positive(field.name, value)
            kind = int if field.type in (int, "int") else lambda number: float(canonical(float(number))) + 0.0
            object.__setattr__(self, field.name, kind(value))
        for name in ("T_left", "T_right"):
            check_range(name, getattr(self, name), 0.05, 10.0, "the dynamics is not resolved outside")
        check_range("friction", self.friction, 0.01, 20.0, "weaker baths hardly act, stronger ones freeze the ends")
        check_range("time_step", self.time_step, 1e-4, 0.25, "the splitting is inaccurate long before it is unstable")
        check_multiple("sampling interval", SAMPLING_INTERVAL, "time_step", self.time_step)
        check_multiple("duration", self.duration, "the records", DURATION_UNIT)
        check_range("duration", self.duration, DURATION_UNIT, _LONGEST, "take more replicas or blocks")
        check_multiple("n_replicas", self.n_replicas, "a register", 8)
        if self.job_memory > _MOST_MEMORY:
            raise ValueError(
                f"n_rotors={self.n_rotors} with n_replicas={self.n_replicas} needs {self.job_memory / 2**30:.3g} GiB, "
                f"at most {_MOST_MEMORY / 2**30:g}; take fewer replicas and more blocks"
            )

    @property
    def stride(self) -> int:
        """Steps between currents."""
        return round(SAMPLING_INTERVAL / self.time_step)

    @property
    def profile_stride(self) -> int:
        """Steps between moments."""
        return round(PROFILE_INTERVAL / self.time_step)

    @property
    def interval(self) -> float:
        """Time of one record."""
        return self.duration / N_RECORDS

    @property
    def record_steps(self) -> int:
        """Steps of one record."""
        return round(self.interval / PROFILE_INTERVAL) * self.profile_stride

    @property
    def n_updates(self) -> int:
        """Rotor updates that the run costs."""
        return self.n_rotors * self.n_replicas * self.record_steps * N_RECORDS

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: the moments twice, and a third of a GiB for Python and its libraries."""
        return 2 * 8 * 10 * (N_SEGMENTS + 2) * self.n_rotors * self.n_replicas + 350 * 2**20

    def seed_sequence(self) -> SeedSequence:
        """Random numbers of this run: a hash of its path, which holds seed and block."""
        return seeds_of(f"rotor_ness/{self.path}")


def _check_torque(name: str, value: object) -> None:
    if not is_number(value) or abs(value) > 50:
        raise ValueError(f"{name}={shown(value)} must be a finite number in [-50, 50]; beyond, the ends only spin")
