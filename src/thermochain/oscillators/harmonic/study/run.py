"""Parameters of the simulations of harmonic chains with noise, of rotors with stretch flips, and of bending chains."""

from dataclasses import dataclass
from typing import ClassVar

from thermochain.core.arguments import check_integer, check_multiple, check_positive, check_range, check_step
from thermochain.runs.correlated_run import CorrelatedRun
from thermochain.runs.identity import PYTHON, Run

N_BATCHES = 8  # independent batches of replicas, from which errors of the Green-Kubo integrals are estimated
STRIDE = 10  # steps between measurements of driven chains
NOISES = ("velocity_flip", "stretch_flip", "velocity_exchange")
# An event of the noise takes as long as some ten updates of a mass; the ends draw their noise at every step.
UPDATES_AN_EVENT = 10
_UPDATES_OF_AN_END = 4
# Flips damp currents like e^{-2 rate t}; their trapezoidal integral is (2 rate spacing)^2/12 too large, here 1.3 %.
_RESOLVED = 0.2
STATE = 8 * 40  # bytes of a mass of one replica: its state, its sample, and its moments


class _ChainRun(Run):
    """Base of the runs of driven chains."""

    SUBJECT: ClassVar[str] = "harmonic"
    SIMULATION: ClassVar[str] = "thermochain.oscillators.harmonic.study.chain_simulation"
    STIFFNESS: ClassVar[float] = 1.0
    MULTIPLE: ClassVar[int] = 10 * STRIDE  # steps of which the duration is a multiple
    flip_rate: float
    n: int
    time_step: float
    duration: float
    n_replicas: int

    def check(self) -> None:
        check_integer("n", self.n, at_least=1)
        check_integer("n_replicas", self.n_replicas, at_least=2)
        for name in ("flip_rate", "time_step", "duration"):
            check_positive(name, getattr(self, name))
        check_step(self.time_step, self.STIFFNESS)
        check_multiple("duration", self.duration, f"{self.MULTIPLE} time steps", self.MULTIPLE * self.time_step)

    @property
    def n_steps(self) -> int:
        """Steps that are measured; a tenth more precedes them."""
        return round(self.duration / self.time_step)

    @property
    def n_updates(self) -> int:
        """Updates of one mass, with the events of the noise and the noise of the ends counted as updates."""
        events = UPDATES_AN_EVENT * self.flip_rate * self.time_step * (self.n + 1)
        return round(1.1 * self.n_steps * self.n_replicas * (self.n + 1 + events + 2 * _UPDATES_OF_AN_END))

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: 16 kB for each pair i <= j of the exact covariance, and the chains."""
        return PYTHON + 2**14 * (2 * self.n + 1) ** 2 // 2 + STATE * (self.n + 1) * self.n_replicas


@dataclass(frozen=True)
class ConstantForceRun(_ChainRun):
    """A harmonic chain with noise between two baths, whose last mass is pulled by a constant force."""

    noise: str  # `velocity_flip`, `stretch_flip` or `velocity_exchange`
    flip_rate: float  # rate > 0 of each event of the noise
    force: float  # constant force on the last mass
    T_left: float  # temperature >= 0 of the left bath, whose friction is 1
    T_right: float  # temperature >= 0 of the right bath, whose friction is 1
    n: int  # number of springs
    time_step: float  # step of the splitting
    duration: float  # length of each trajectory, a multiple of 100 steps; a tenth more precedes it
    n_replicas: int  # number of independent chains
    seed: int  # base seed of the study

    NAME: ClassVar[str] = "harmonic_constant_force"
    PATTERN: ClassVar[str] = (
        "constant_force/{noise}_rate{flip_rate}/F{force}_TL{T_left}_TR{T_right}"
        "/N{n}_dt{time_step}_t{duration}_R{n_replicas}_seed{seed}"
    )

    def check(self) -> None:
        if self.noise not in NOISES:
            raise ValueError(f"noise={self.noise!r} must be one of {', '.join(NOISES)}")
        super().check()


@dataclass(frozen=True)
class PeriodicForceRun(_ChainRun):
    """A harmonic chain with velocity flips, a bath at its left end and an oscillating force at its right end.

    The force is force + 2 amplitude cos(frequency t)/sqrt(n); no bath acts on the last mass.  The other parameters are
    those of `ConstantForceRun`.
    """

    flip_rate: float
    force: float  # constant part of the force
    amplitude: float  # F_1 of its oscillating part
    frequency: float  # omega > 0
    T_left: float
    n: int
    time_step: float
    duration: float
    n_replicas: int
    seed: int

    NAME: ClassVar[str] = "harmonic_periodic_force"
    PATTERN: ClassVar[str] = (
        "periodic_force/rate{flip_rate}/F{force}_amplitude{amplitude}_w{frequency}_TL{T_left}"
        "/N{n}_dt{time_step}_t{duration}_R{n_replicas}_seed{seed}"
    )

    def check(self) -> None:
        check_positive("frequency", self.frequency)
        super().check()


@dataclass(frozen=True)
class ForcedEvolutionRun(PeriodicForceRun):
    """Chains as in `PeriodicForceRun` that are at rest, with length 0 and temperature T_left, until the force acts.

    The simulation ends at the time `duration` of the chain, a multiple of two steps.
    """

    MULTIPLE: ClassVar[int] = 2
    NAME: ClassVar[str] = "harmonic_forced_evolution"
    SIMULATION: ClassVar[str] = "thermochain.oscillators.harmonic.study.forced_simulation"
    PATTERN: ClassVar[str] = (
        "forced_evolution/rate{flip_rate}/F{force}_amplitude{amplitude}_w{frequency}_TL{T_left}"
        "/N{n}_dt{time_step}_t{duration}_R{n_replicas}_seed{seed}"
    )

    @property
    def time(self) -> float:
        """Macroscopic time at which the simulation ends."""
        return self.duration / self.n**2


class _RingRun(CorrelatedRun):
    """Base of the runs of rings at equilibrium, with currents recorded at every `stride`-th step."""

    SUBJECT: ClassVar[str] = "harmonic"
    STIFFNESS: ClassVar[float] = 1.0  # largest V'' at the minimum of V, as `check_step` takes it
    temperature: float

    def check(self) -> None:
        check_integer("n_replicas", self.n_replicas, at_least=N_BATCHES)
        check_integer("stride", self.stride, at_least=1)
        for name in ("temperature", "time_step", "duration", "maximum_lag"):
            check_positive(name, getattr(self, name))
        check_step(self.time_step, self.STIFFNESS)
        self.check_longest_lag()

    def _memory(self, n_masses: int) -> int:
        """Bytes that a job needs for the rings, two currents, their copies and their spectra."""
        return PYTHON + STATE * n_masses * self.n_replicas + 8 * 8 * self.n_correlated


@dataclass(frozen=True)
class RotorFlipsRun(_RingRun):
    """Rings of rotors at equilibrium, the stretch of each bond of which changes its sign at a rate."""

    temperature: float  # T > 0 of the Gibbs state from which the rings start
    rate: float  # rate > 0 of the flips of each bond
    n_rotors: int  # number of rotors of a ring
    time_step: float  # step of the splitting
    stride: int  # number of steps between recorded currents
    duration: float  # length of each trajectory
    maximum_lag: float  # longest lag of the correlations, at most half of the duration
    n_replicas: int  # number of independent rings, at least 8
    seed: int  # base seed of the study

    NAME: ClassVar[str] = "harmonic_rotor_flips"
    SIMULATION: ClassVar[str] = "thermochain.oscillators.harmonic.study.rotor_flips_simulation"
    PATTERN: ClassVar[str] = (
        "rotor_flips/T{temperature}_rate{rate}"
        "/M{n_rotors}_dt{time_step}_stride{stride}_t{duration}_lag{maximum_lag}_R{n_replicas}_seed{seed}"
    )

    def check(self) -> None:
        check_positive("rate", self.rate)
        check_integer("n_rotors", self.n_rotors, at_least=3)
        super().check()
        remedy = "records do not resolve the flips; reduce stride or time_step"
        check_range("rate * stride * time_step", self.rate * self.spacing, 0.0, _RESOLVED, remedy)

    @property
    def n_updates(self) -> int:
        """Updates of one rotor, with the flips counted as updates."""
        a_step = self.n_rotors * (1.0 + UPDATES_AN_EVENT * self.rate * self.time_step)
        return round(self.n_replicas * self.n_steps * a_step)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs."""
        return self._memory(self.n_rotors)


@dataclass(frozen=True)
class BendingRun(_RingRun):
    """Closed chains of masses whose bending k has the energy k^2/2 + k^4/4, at equilibrium and without noise."""

    temperature: float  # T > 0 of the Gibbs state from which the rings start
    n: int  # number of masses of a ring
    time_step: float  # step of the splitting
    stride: int  # number of steps between recorded currents
    duration: float  # length of each trajectory
    maximum_lag: float  # longest lag of the correlations, at most half of the duration
    n_replicas: int  # number of independent rings, at least 8
    seed: int  # base seed of the study

    NAME: ClassVar[str] = "harmonic_bending"
    STIFFNESS: ClassVar[float] = 4.0  # bending has frequencies up to 4, springs up to 2
    SIMULATION: ClassVar[str] = "thermochain.oscillators.harmonic.study.bending_simulation"
    PATTERN: ClassVar[str] = (
        "bending/T{temperature}/N{n}_dt{time_step}_stride{stride}_t{duration}_lag{maximum_lag}_R{n_replicas}_seed{seed}"
    )

    def check(self) -> None:
        check_integer("n", self.n, at_least=3)
        super().check()

    @property
    def n_updates(self) -> int:
        """Updates of one mass."""
        return self.n * self.n_replicas * self.n_steps

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs."""
        return self._memory(self.n)
