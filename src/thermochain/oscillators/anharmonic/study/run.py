"""Parameters of the simulations of anharmonic chains with velocity flips, V = s^2/2 + s^4/4."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import ClassVar

from thermochain.core.arguments import check_integer, check_positive, check_step
from thermochain.oscillators.anharmonic.bond_gibbs import bond_state
from thermochain.oscillators.anharmonic.bond_potentials import QUARTIC
from thermochain.runs.correlated_run import CorrelatedRun
from thermochain.runs.identity import PYTHON, Run, numbers_in

FEWEST_REPLICAS = 16  # four for each of three control variates and for the mean
N_BLOCKS = 8  # blocks of masses in half of a released chain
EQUILIBRATION = 0.75  # time over n^2 that precedes the averages of driven chains
# An event of the noise takes as long as some ten updates of a mass; the ends draw their noise at every step.
_UPDATES_AN_EVENT = 10
_UPDATES_OF_AN_END = 4


@lru_cache(maxsize=1024)
def _stiffness(tension: float, temperature: float) -> float:
    """Mean stiffness <V''> of bonds in this state."""
    return float(bond_state(QUARTIC, tension, temperature).stiffness)


class _FlipRun(Run):
    """Base of the runs of chains and rings with velocity flips."""

    SUBJECT: ClassVar[str] = "anharmonic"
    flip_rate: float
    time_step: float
    n_replicas: int

    def check(self) -> None:
        check_integer("n_replicas", self.n_replicas, at_least=FEWEST_REPLICAS)
        check_positive("flip_rate", self.flip_rate)

    def _check_step(self, tension: float, temperature: float) -> None:
        """Raise ValueError unless the step resolves the mean stiffness <V''> of bonds in this state."""
        check_step(self.time_step, _stiffness(tension, temperature))

    def _updates(self, n_masses: int, time: float, ends: int) -> int:
        """Updates of one mass in a time, with the flips and the noise of the ends counted as updates."""
        a_step = n_masses * (1.0 + _UPDATES_AN_EVENT * self.flip_rate * self.time_step) + ends * _UPDATES_OF_AN_END
        return round(self.n_replicas * time / self.time_step * a_step)

    def _memory(self, n_masses: int) -> int:
        """Bytes that a job needs for the state, its exact sample, and the moments."""
        return PYTHON + 8 * 40 * n_masses * self.n_replicas


@dataclass(frozen=True)
class ConductivityRun(_FlipRun, CorrelatedRun):
    """Rings at equilibrium, of which the heat current is recorded for the Green-Kubo integral of the conductivity."""

    tension: float  # tau of the Gibbs state from which the rings start
    temperature: float  # T > 0 of this state
    flip_rate: float  # gamma > 0 of each mass
    n_masses: int  # number of masses of a ring
    time_step: float  # step of the splitting; currents are recorded at every step
    duration: float  # length of each trajectory
    maximum_lag: float  # upper limit of the integral, at most half of the duration
    n_replicas: int  # number of independent rings, at least 16
    seed: int  # base seed of the study

    NAME: ClassVar[str] = "anharmonic_conductivity"
    stride: ClassVar[int] = 1
    SIMULATION: ClassVar[str] = "thermochain.oscillators.anharmonic.study.conductivity_simulation"
    PATTERN: ClassVar[str] = (
        "conductivity/tension{tension}_T{temperature}_rate{flip_rate}"
        "/M{n_masses}_dt{time_step}_t{duration}_lag{maximum_lag}_R{n_replicas}_seed{seed}"
    )

    def check(self) -> None:
        super().check()
        check_integer("n_masses", self.n_masses, at_least=3)
        for name in ("temperature", "duration", "maximum_lag"):
            check_positive(name, getattr(self, name))
        self._check_step(self.tension, self.temperature)
        self.check_longest_lag()

    @property
    def n_updates(self) -> int:
        """Updates of one mass, with the flips counted as updates."""
        return self._updates(self.n_masses, self.duration, ends=0)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: the rings, and two currents with the copies that their recording takes."""
        return self._memory(self.n_masses) + 8 * 6 * self.n_correlated


@dataclass(frozen=True)
class DrivenChainRun(_FlipRun):
    """Chains between two baths whose last mass is pulled by a constant force, in their stationary state."""

    n: int  # number of bonds
    flip_rate: float  # gamma > 0 of each mass
    force: float  # constant force on the last mass
    T_left: float  # temperature > 0 of the left bath, whose friction is 1
    T_right: float  # temperature > 0 of the right bath, whose friction is 1
    time_step: float  # step of the splitting
    times: float  # time over n^2 of the averages; 0.75 n^2 precede them
    n_replicas: int  # number of independent chains, at least 16
    seed: int  # base seed of the study

    NAME: ClassVar[str] = "anharmonic_driven"
    SIMULATION: ClassVar[str] = "thermochain.oscillators.anharmonic.study.driven_simulation"
    PATTERN: ClassVar[str] = (
        "driven/rate{flip_rate}_F{force}_TL{T_left}_TR{T_right}/N{n}_dt{time_step}_times{times}_R{n_replicas}_seed{seed}"
    )

    def check(self) -> None:
        super().check()
        check_integer("n", self.n, at_least=4)
        for name in ("T_left", "T_right", "times"):
            check_positive(name, getattr(self, name))
        self._check_step(self.force, max(self.T_left, self.T_right))

    @property
    def n_updates(self) -> int:
        """Updates of one mass, with the flips and the noise of the ends counted as updates."""
        return self._updates(self.n + 1, (EQUILIBRATION + self.times) * self.n**2, ends=2)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: the state, its exact sample, and the moments."""
        return self._memory(self.n + 1)


@dataclass(frozen=True)
class ReleasedRun(_FlipRun):
    """Chains in equilibrium between a force and its opposite at either end, which fall to smaller ones at time 0."""

    n: int  # number of bonds, at least 16
    flip_rate: float  # gamma > 0 of each mass
    temperature: float  # T > 0 of the start and of both baths, of friction 1
    force_before: float  # force at the ends before time 0
    force_after: float  # force at the ends from time 0 on
    time_step: float  # step of the splitting
    times: str  # middles of the averages over n^2, increasing, joined by underscores: "0.02_0.05"
    window: float  # time over n^2 that each average takes
    n_replicas: int  # number of independent chains, at least 16
    seed: int  # base seed of the study

    NAME: ClassVar[str] = "anharmonic_released"
    SIMULATION: ClassVar[str] = "thermochain.oscillators.anharmonic.study.released_simulation"
    PATTERN: ClassVar[str] = (
        "released/rate{flip_rate}_T{temperature}_F{force_before}to{force_after}"
        "/N{n}_dt{time_step}_at{times}_window{window}_R{n_replicas}_seed{seed}"
    )

    def check(self) -> None:
        super().check()
        check_integer("n", self.n, at_least=2 * N_BLOCKS)
        for name in ("temperature", "window"):
            check_positive(name, getattr(self, name))
        self._check_step(max(self.force_before, self.force_after), self.temperature)
        step = self.time_step / self.n**2
        for before, time in pairwise((0.0, *self.middles)):
            if time - before < self.window + 4.0 * step:
                raise ValueError(
                    f"times={list(self.middles)} must increase, from 0, by more than window={self.window:g} and four "
                    f"steps of a chain of {self.n} bonds; shorten the window"
                )

    @property
    def middles(self) -> tuple[float, ...]:
        """Middles of the averages over n^2."""
        return numbers_in("times", self.times)

    @property
    def n_updates(self) -> int:
        """Updates of one mass, with the flips and the noise of the ends counted as updates."""
        return self._updates(self.n + 1, (self.middles[-1] + 0.5 * self.window) * self.n**2, ends=2)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: the state, its exact sample, and the moments."""
        return self._memory(self.n + 1)
