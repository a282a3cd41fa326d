"""Parameters of the simulations of the billiard: their tuples, paths and costs.

Simulations draw their random numbers from children of the run's `seed_sequence()`.  Random numbers for the assessment
of a result, such as resamples, come from the sequence itself.
"""

import math
from dataclasses import dataclass
from typing import ClassVar

from thermochain.core.arguments import check_integer, check_positive
from thermochain.exchange.billiard.geometry import BilliardTable
from thermochain.runs.identity import PYTHON, Run

CHUNK = 20_000  # collisions between two checks of the number of records
_COLLISION = 80  # updates of a rotor that one collision costs: 20 to 90 were measured
_COLLISIONS_OF_A_DISK = 60  # approximate number of collisions of a disk between two through the hole
_RARER = 3.0  # a hole h as wide as a disk makes collisions through it h^-4/3 times as rare, if this exceeds 1
_REDRAW = 1500  # updates that a disk costs when a state is drawn anew
_EXCHANGES_A_BARRIER = 20  # fewest exchanges for each barrier of a driven chain, in each batch
_RECORD = 8 * 8  # bytes of one record


@dataclass(frozen=True)
class _BilliardRun(Run):
    """Base of the runs of the billiard."""

    # Shape of cells, disks and holes, as in `BilliardTable`.
    width: float
    height: float
    sagitta: float
    total_radius: float
    margin: float
    seed: int  # base seed of the study

    SUBJECT: ClassVar[str] = "billiard"
    SIMULATION: ClassVar[str] = "thermochain.exchange.billiard.study.simulation"
    SHAPE: ClassVar[str] = "w{width}_h{height}_s{sagitta}_R{total_radius}_eps{margin}"

    def table(self, n_particles: int, n_cells: int = 2) -> BilliardTable:
        """The chain of cells with this many disks in each; ValueError as `BilliardTable`."""
        return BilliardTable(
            n_cells, n_particles, self.width, self.height, self.sagitta, self.total_radius, self.margin
        )


@dataclass(frozen=True)
class CollisionsRun(_BilliardRun):
    """Collisions through the hole of two isolated cells in equilibrium, with every M from least to most_particles.

    A few collisions of one M take milliseconds, so that a range of M is one simulation; least and most may agree.
    """

    least_particles: int  # smallest number M of disks in a cell
    most_particles: int  # largest number M
    n_exchanges: int  # recorded collisions through the hole for each M
    batches: int  # independent starts among which they are divided

    NAME: ClassVar[str] = "billiard_collisions"
    PATTERN: ClassVar[str] = (
        f"collisions/M{{least_particles}}to{{most_particles}}_n{{n_exchanges}}_batches{{batches}}/"
        f"{_BilliardRun.SHAPE}_seed{{seed}}"
    )

    def check(self) -> None:
        check_integer("least_particles", self.least_particles, at_least=1)
        check_integer("most_particles", self.most_particles, at_least=self.least_particles)
        check_integer("batches", self.batches, at_least=2)
        if self.n_exchanges < 4 * self.batches:
            raise ValueError(
                f"n_exchanges={self.n_exchanges} in batches={self.batches} leaves fewer than 4 collisions a batch; "
                f"take {4 * self.batches} or more"
            )
        for m in self.particles:
            self.table(m)

    @property
    def particles(self) -> range:
        """All numbers of disks in a cell."""
        return range(self.least_particles, self.most_particles + 1)

    @property
    def n_updates(self) -> int:
        """Updates of a rotor that cost as much as all collisions, in whole chunks."""
        size = self.n_exchanges // self.batches
        rarer = max(1.0, 1.0 / (_RARER * (1.0 - self.margin) ** 4))
        chunks = [math.ceil(_COLLISIONS_OF_A_DISK * rarer * m * size / CHUNK) for m in self.particles]
        return _COLLISION * self.batches * CHUNK * sum(chunks)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: the records, twice while they are written."""
        return PYTHON + 2 * _RECORD * self.n_exchanges * len(self.particles)


@dataclass(frozen=True)
class WaitingRun(_BilliardRun):
    """Times until the first collision through the hole, from independent states of two cells."""

    n_particles: int  # disks M in each cell
    energy_ratio: float  # E_1/E_2 > 0 of the states, with E_2 = 1
    n_samples: int  # independent states

    NAME: ClassVar[str] = "billiard_waiting"
    PATTERN: ClassVar[str] = (
        f"waiting/M{{n_particles}}_ratio{{energy_ratio}}_samples{{n_samples}}/{_BilliardRun.SHAPE}_seed{{seed}}"
    )

    def check(self) -> None:
        check_integer("n_particles", self.n_particles, at_least=1)
        check_positive("energy_ratio", self.energy_ratio)
        check_integer("n_samples", self.n_samples, at_least=8)
        self.table(self.n_particles)

    @property
    def n_updates(self) -> int:
        """Updates of a rotor that cost as much as redrawing and moving all states."""
        # the rate of collisions through the hole falls roughly like the square root of the smaller energy
        slow = max(1.0, (2.0 / (1.0 + self.energy_ratio)) ** 0.5, 0.5 / self.energy_ratio**0.4)
        disks = self.n_samples * self.n_particles
        return round(disks * (_COLLISION * _COLLISIONS_OF_A_DISK * slow + 2 * _REDRAW))

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: the times, twice while they are written."""
        return PYTHON + 2 * 8 * self.n_samples


@dataclass(frozen=True)
class ChainRun(_BilliardRun):
    """Collisions through holes of a chain of cells between two baths."""

    n_particles: int  # disks M in each cell
    n_cells: int  # cells between the baths
    T_left: float  # mean energy > 0 of the left bath
    T_right: float  # mean energy > 0 of the right bath
    n_exchanges: int  # number of collisions through holes, including the transient
    batches: int  # independent starts among which they are divided

    NAME: ClassVar[str] = "billiard_chain"
    PATTERN: ClassVar[str] = (
        "chain/N{n_cells}_M{n_particles}_TL{T_left}_TR{T_right}_n{n_exchanges}_batches{batches}/"
        f"{_BilliardRun.SHAPE}_seed{{seed}}"
    )

    def check(self) -> None:
        for name in ("n_particles", "n_cells"):
            check_integer(name, getattr(self, name), at_least=1)
        check_integer("batches", self.batches, at_least=2)
        for name in ("T_left", "T_right"):
            check_positive(name, getattr(self, name))
        least = _EXCHANGES_A_BARRIER * (self.n_cells + 1) * self.batches
        if self.n_exchanges < least:
            raise ValueError(
                f"n_exchanges={self.n_exchanges} is too few for n_cells={self.n_cells} and "
                f"batches={self.batches}; take {least} or more"
            )
        self.table(self.n_particles, self.n_cells + 2)

    @property
    def n_updates(self) -> int:
        """Updates of a rotor that cost as much as all collisions."""
        collisions = _COLLISIONS_OF_A_DISK * self.n_particles * (self.n_cells + 2) / (2 * (self.n_cells + 1))
        return round(_COLLISION * self.n_exchanges * collisions)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: the records, twice while they are written."""
        return PYTHON + 2 * _RECORD * self.n_exchanges
