"""Parameters of the simulations of chains of cells: their tuples, paths and costs.

Every simulation draws its random numbers from `seed_sequence()` of its run, or from children of it where it needs
several generators.
"""

import math
from dataclasses import dataclass
from typing import ClassVar

from thermochain.core.arguments import check_choice, check_integer, check_positive
from thermochain.runs.identity import PYTHON, Run

# f(1, 1) of the rate functions of the configuration; all but the constant one grow like the square root of energy.
RATES_AT_ONE = {"sum_sqrt": math.sqrt(2.0), "harmonic_mean_sqrt": math.sqrt(0.5), "min_sqrt": 1.0, "constant": 1.0}

# Cost of an exchange or a flip, and of a step of one bond of a diffusion, in updates of a rotor.
EVENT, BOND_STEP = 20, 40
_STEPS = 40  # of a bond, per inverse of the largest rate: twenty steps of the mesoscopic equation, each with two sweeps
_COMMON_STEPS, _COMMON_STEPS_PER_ROOT = 100, 16  # steps on common noise: the fewest, and per sqrt(M), at unit rate
_WARM_UP = 1.25  # all exchanges of a stationary chain over those that are measured
_MOST_RECORDS, _STATIONARY_REPLICAS, _MOST_STORED = 4096, 16, 2**23
NUMBER = 8  # bytes of a floating-point number


@dataclass(frozen=True)
class _ChainRun(Run):
    """Base of the runs of chains of cells between two baths."""

    rate: str  # name of the rate function f
    particles: float  # M >= 1 of a cell; 1 means full shares
    T_left: float  # temperature > 0 of the left bath
    T_right: float  # temperature > 0 of the right bath
    seed: int  # base seed of the study

    SUBJECT: ClassVar[str] = "exchange"
    SIMULATION: ClassVar[str] = "thermochain.exchange.study.chain_simulation"

    def check(self) -> None:
        check_choice("rate", self.rate, RATES_AT_ONE)
        for name in ("particles", "T_left", "T_right"):
            check_positive(name, getattr(self, name))
        if self.particles < 1:
            raise ValueError(f"particles={self.particles:g} must be >= 1; 1 lets cells exchange all their energy")
        self._check_size()

    def _check_size(self) -> None:
        """Raise ValueError for the first parameter of the class itself that cannot be simulated."""

    @property
    def mean_rate(self) -> float:
        """Exchange rate f of two cells at the mean temperature of the baths, roughly that of all bonds."""
        power = 0.0 if self.rate == "constant" else 0.5
        return RATES_AT_ONE[self.rate] * (0.5 * (self.T_left + self.T_right)) ** power

    def exchanges(self, n_bonds: int, time: float) -> float:
        """Expected number of exchanges of one chain in fast time."""
        return self.particles * n_bonds * self.mean_rate * time

    def diffusion_steps(self, n_bonds: int, time: float) -> float:
        """Steps of single bonds that one path of the mesoscopic equation takes in fast time."""
        return _STEPS * n_bonds * self.mean_rate * time


@dataclass(frozen=True)
class StationaryRun(_ChainRun):
    """Stationary state of `n_cells` cells, from about `n_events` exact exchanges in 16 independent chains."""

    n_cells: int
    n_events: int

    NAME: ClassVar[str] = "exchange_stationary"
    PATTERN: ClassVar[str] = (
        "stationary/{rate}/N{n_cells}_M{particles}_TL{T_left}_TR{T_right}_events{n_events}_seed{seed}"
    )

    def _check_size(self) -> None:
        check_integer("n_cells", self.n_cells, at_least=1)
        check_integer("n_events", self.n_events, at_least=_STATIONARY_REPLICAS)

    @property
    def n_updates(self) -> int:
        """Updates of a rotor that cost as much as all exchanges."""
        return round(EVENT * _WARM_UP * self.n_events)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: the records of all chains, twice while they are written, and their states."""
        stored = min(_MOST_RECORDS * _STATIONARY_REPLICAS * self.n_cells, _MOST_STORED)
        return PYTHON + 2 * NUMBER * stored + 16 * NUMBER * _STATIONARY_REPLICAS * self.n_cells


@dataclass(frozen=True)
class CovarianceRun(_ChainRun):
    """Energies of `n_paths` chains, and of as many mesoscopic paths, that start at E_i = T_left.

    TIMES are the fast times at which mean and variance are taken; TOGETHER is the place of the one with which the other
    times are correlated.
    """

    n_cells: int
    n_paths: int

    TIMES: ClassVar[tuple[float, ...]] = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
    TOGETHER: ClassVar[int] = 2
    NAME: ClassVar[str] = "exchange_covariance"
    PATTERN: ClassVar[str] = (
        "covariance/{rate}/N{n_cells}_M{particles}_TL{T_left}_TR{T_right}_paths{n_paths}_seed{seed}"
    )

    def _check_size(self) -> None:
        check_integer("n_cells", self.n_cells, at_least=1)
        check_integer("n_paths", self.n_paths, at_least=2)

    @property
    def n_updates(self) -> int:
        """Updates of a rotor that cost as much as all exchanges and all steps."""
        events = self.exchanges(self.n_cells + 1, self.TIMES[-1])
        steps = self.diffusion_steps(self.n_cells + 1, self.TIMES[-1])
        return round(self.n_paths * (EVENT * events + BOND_STEP * steps))

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: energies at all times of chains and paths, their squares, and three states."""
        return PYTHON + NUMBER * self.n_paths * (self.n_cells + 2) * (3 * len(self.TIMES) + 3)


@dataclass(frozen=True)
class LimitRun(_ChainRun):
    """Energies at fast time TIME of `n_paths` chains of two cells that start at E_1 = T_left and E_2 = T_right.

    As many chains and paths of the mesoscopic equation have their remainder beyond the Gaussian law on common noise.
    """

    n_paths: int

    TIME: ClassVar[float] = 1.0
    NAME: ClassVar[str] = "exchange_limit"
    PATTERN: ClassVar[str] = "limit/{rate}/M{particles}_TL{T_left}_TR{T_right}_paths{n_paths}_seed{seed}"

    def _check_size(self) -> None:
        check_integer("n_paths", self.n_paths, at_least=2)

    @property
    def n_updates(self) -> int:
        """Updates of a rotor that cost as much as all exchanges and all steps on common noise."""
        exchanges = self.exchanges(3, self.TIME)
        steps = 3 * max(_COMMON_STEPS, _COMMON_STEPS_PER_ROOT * self.particles**0.5) * self.mean_rate * self.TIME
        return round(self.n_paths * (2 * EVENT * exchanges + 2 * BOND_STEP * steps))

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: the energies of all chains, their rates, currents and copies."""
        return PYTHON + 64 * NUMBER * self.n_paths


@dataclass(frozen=True)
class MesoscopicRun(_ChainRun):
    """Distance at fast time TIME between the laws of chains and of the mesoscopic equation, two cells.

    Both start at E_1 = T_left and E_2 = T_right.  There are `n_paths` paths of the equation and twice as many chains.
    """

    n_paths: int

    TIME: ClassVar[float] = 1.0
    N_PARTS: ClassVar[int] = 8  # independent parts of the paths, from which errors are estimated
    NAME: ClassVar[str] = "exchange_mesoscopic"
    PATTERN: ClassVar[str] = "mesoscopic/{rate}/M{particles}_TL{T_left}_TR{T_right}_paths{n_paths}_seed{seed}"

    def _check_size(self) -> None:
        check_integer("n_paths", self.n_paths, at_least=2 * self.N_PARTS)

    @property
    def n_updates(self) -> int:
        """Updates of a rotor that cost as much as the exchanges of both sets of chains and all steps."""
        exchanges, steps = 2.0 * self.exchanges(3, self.TIME), self.diffusion_steps(3, self.TIME)
        return round(self.n_paths * (EVENT * exchanges + BOND_STEP * steps))

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: three sets of final energies, the state of one with its rates, sorted copies."""
        return PYTHON + 24 * NUMBER * self.n_paths


@dataclass(frozen=True)
class PathsRun(_ChainRun):
    """Stationary averages of `n_paths` paths of the mesoscopic equation with `n_cells` cells.

    Each path has the duration RELAXATIONS (N + 1)^2 at unit rate; its first quarter is discarded.
    """

    n_cells: int
    n_paths: int

    RELAXATIONS: ClassVar[int] = 20
    NAME: ClassVar[str] = "exchange_paths"
    PATTERN: ClassVar[str] = "paths/{rate}/N{n_cells}_M{particles}_TL{T_left}_TR{T_right}_paths{n_paths}_seed{seed}"

    def _check_size(self) -> None:
        check_integer("n_cells", self.n_cells, at_least=1)
        check_integer("n_paths", self.n_paths, at_least=2)

    @property
    def n_updates(self) -> int:
        """Updates of a rotor that cost as much as all steps."""
        time = self.RELAXATIONS * (self.n_cells + 1) ** 2 / self.mean_rate
        return round(BOND_STEP * self.n_paths * self.diffusion_steps(self.n_cells + 1, time))

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: four records a relaxation time of all paths."""
        return PYTHON + 2 * NUMBER * self.n_paths * self.n_cells * 4 * self.RELAXATIONS
