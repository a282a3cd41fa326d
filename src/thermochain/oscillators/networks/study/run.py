"""Parameters of the simulations of weakly anharmonic networks, and of the searches for the strangest networks."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from thermochain.core.arguments import check_integer, check_multiple, check_positive, check_range
from thermochain.oscillators.networks.study.examples import EXAMPLES, STRANGE, Example
from thermochain.oscillators.networks.study.search_goals import GRAPHS, PUMP, Graph
from thermochain.runs.identity import PYTHON, Run, numbers_in

STRIDE = 4  # steps between measurements
N_BATCHES = 16  # batches of replicas, from which errors of functions of means are estimated
_FEWEST_REPLICAS = 16 * N_BATCHES
_MOST_PHASE = 0.5  # largest highest frequency times step
_LARGEST_STRENGTH = 1e6  # largest bound on the strengths in a search
# Time of a local search in updates of one mass, for each unknown and each pair of masses: some thousand steady states.
_UPDATES_A_SEARCH = 2 * 10**6
_SENSES = 2  # senses of rotation in which the one cycle of each graph is searched


class QuarticRun(Run):
    """Base of the simulations of one example with quartic springs; all systems are driven by the same noise."""

    SUBJECT: ClassVar[str] = "networks"
    SIMULATION: ClassVar[str] = "thermochain.oscillators.networks.study.anharmonic_simulation"
    example: int
    time_step: float
    duration: float
    n_replicas: int
    seed: int

    def check(self) -> None:
        for name in ("time_step", "duration"):
            check_positive(name, getattr(self, name))
        check_multiple("n_replicas", self.n_replicas, "a register for each batch", _FEWEST_REPLICAS)
        check_multiple("duration", self.duration, "80 steps", 20 * STRIDE * self.time_step)
        if self.example not in STRANGE:
            raise ValueError(f"example={self.example!r} must be one of {', '.join(map(str, STRANGE))}")
        frequency = np.sqrt(np.linalg.eigvalsh(self.case.network.stiffness)[-1])
        if self.time_step * frequency > _MOST_PHASE:
            raise ValueError(
                f"time_step={self.time_step:g} must be at most {_MOST_PHASE / frequency:.3g} in example "
                f"{self.example}, whose highest frequency is {frequency:.3g}; shorten it"
            )

    @property
    def case(self) -> Example:
        """The example whose strange direction is followed."""
        return EXAMPLES[STRANGE[self.example][0]]

    @property
    def quartics(self) -> NDArray:
        """Strengths eps c_ij of all systems, the first of which is harmonic, shape (n_systems, n_springs)."""
        raise NotImplementedError

    @property
    def n_steps(self) -> int:
        """Steps that are measured."""
        return round(self.duration / self.time_step)

    @property
    def n_updates(self) -> int:
        """Updates of one mass in all systems, the noise of the baths counted as updates; a twentieth is left out."""
        a_step = len(self.quartics) * len(self.case.places) + len(self.case.temperature)
        return round(1.05 * self.n_steps * self.n_replicas * a_step)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: forty numbers for each mass of all replicas in all systems."""
        return PYTHON + 8 * 40 * len(self.quartics) * len(self.case.places) * self.n_replicas


@dataclass(frozen=True)
class AnharmonicRun(QuarticRun):
    """One example at several anharmonicities under the same noise."""

    example: int  # 1 to 4, as in `examples.STRANGE`
    largest_strength: float  # largest eps; each further one is half of the one before
    n_strengths: int  # number of eps > 0; eps = 0 comes besides
    time_step: float  # step of the splitting, at most half of the inverse of the highest frequency
    duration: float  # length of each trajectory, a multiple of 80 steps; a twentieth more precedes it
    n_replicas: int  # independent replicas, a multiple of 256
    seed: int  # base seed of the study

    NAME: ClassVar[str] = "networks_anharmonic"
    PATTERN: ClassVar[str] = (
        "example{example}/eps{largest_strength}_n{n_strengths}_dt{time_step}_t{duration}_R{n_replicas}_seed{seed}"
    )

    def check(self) -> None:
        check_positive("largest_strength", self.largest_strength)
        check_integer("n_strengths", self.n_strengths, at_least=1)
        super().check()

    @property
    def epsilons(self) -> NDArray:
        """0 and the anharmonicities, rising, shape (n_strengths + 1,)."""
        return np.append(0.0, self.largest_strength / 2.0 ** np.arange(self.n_strengths)[::-1])

    @property
    def quartics(self) -> NDArray:
        """The eps of all springs, c_ij = 1, shape (n_strengths + 1, n_springs)."""
        return np.repeat(self.epsilons[:, None], len(self.case.springs), axis=1)


@dataclass(frozen=True)
class SingleSpringsRun(QuarticRun):
    """One example in which one spring after the other is quartic and the others are not, under the same noise."""

    example: int  # 1 to 4, as in `examples.STRANGE`
    strength: float  # eps c_ij > 0 of the quartic spring
    # As for `AnharmonicRun`.
    time_step: float
    duration: float
    n_replicas: int
    seed: int

    NAME: ClassVar[str] = "networks_single_springs"
    PATTERN: ClassVar[str] = (
        "single_springs/example{example}/eps{strength}_dt{time_step}_t{duration}_R{n_replicas}_seed{seed}"
    )

    def check(self) -> None:
        check_positive("strength", self.strength)
        super().check()

    @property
    def quartics(self) -> NDArray:
        """Nothing, then eps of one spring in each system, shape (n_springs + 1, n_springs)."""
        n_springs = len(self.case.springs)
        return np.concatenate([np.zeros((1, n_springs)), self.strength * np.eye(n_springs)])


class _SearchRun(Run):
    """Base of the searches, with the check of the number of random starts."""

    SUBJECT: ClassVar[str] = "networks"
    SIMULATION: ClassVar[str] = "thermochain.oscillators.networks.study.search_simulation"
    starts: int

    def check(self) -> None:
        check_integer("starts", self.starts, at_least=1)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: the networks are small."""
        return PYTHON


@dataclass(frozen=True)
class CirculationRun(_SearchRun):
    """A search on one graph for the strongest circulation of heat, at increasing bounds on the strengths."""

    graph: str  # one of `search_goals.GRAPHS`
    # Bounds > 1 on the strengths of the springs, joined by underscores: "3_10_30".  Each search also starts from the
    # best networks of the next narrower and the next wider bound.
    largest_strengths: str
    starts: int  # random starts at each bound, for each cycle of the graph and each sense
    seed: int  # base seed of the study

    NAME: ClassVar[str] = "networks_circulation"
    PATTERN: ClassVar[str] = "circulation/{graph}/strengths{largest_strengths}_starts{starts}_seed{seed}"

    def check(self) -> None:
        super().check()
        if self.graph not in GRAPHS:
            raise ValueError(f"graph={self.graph!r} must be one of {', '.join(GRAPHS)}")
        for limit in self.limits:
            _check_strength("largest_strengths", limit)
        _check_increase("largest_strengths", self.limits)

    @property
    def limits(self) -> tuple[float, ...]:
        """Bounds on the strengths, increasing."""
        return numbers_in("largest_strengths", self.largest_strengths)

    @property
    def n_updates(self) -> int:
        """Time of all searches, in updates of one mass: both senses at each bound, and once more from either side."""
        return _search_updates(GRAPHS[self.graph], (_SENSES * self.starts + 2) * len(self.limits))


@dataclass(frozen=True)
class PumpRun(_SearchRun):
    """A search on the graph of Example 4 for the strongest pump of heat into a hotter bath, at increasing lifts."""

    # Differences >= 0 between the hotter and the colder bath, over the largest difference of all baths, joined by
    # underscores: "0_0.1".  Each search starts from the best network of the one before, too.
    lifts: str
    largest_strength: float  # bound > 1 on the strengths of the springs
    starts: int  # random starts at each lift
    seed: int  # base seed of the study

    NAME: ClassVar[str] = "networks_pump"
    PATTERN: ClassVar[str] = "pump/lifts{lifts}_strength{largest_strength}_starts{starts}_seed{seed}"

    def check(self) -> None:
        super().check()
        _check_strength("largest_strength", self.largest_strength)
        for lift in self.differences:
            check_range("lifts", lift, 0.0, 1.0, "it is a part of the largest difference of temperatures")
        _check_increase("lifts", self.differences)

    @property
    def differences(self) -> tuple[float, ...]:
        """Lifts, increasing."""
        return numbers_in("lifts", self.lifts)

    @property
    def n_updates(self) -> int:
        """Time of all searches, in updates of one mass."""
        return _search_updates(PUMP, (self.starts + 1) * len(self.differences))


def _search_updates(graph: Graph, n_searches: int) -> int:
    unknowns = len(graph.springs) + len(graph.baths)
    return _UPDATES_A_SEARCH * n_searches * unknowns * len(graph.places) ** 2


def _check_strength(name: str, value: float) -> None:
    if not 1.0 < value <= _LARGEST_STRENGTH:
        raise ValueError(f"{name}={value:g} must be > 1, the weakest spring, and <= {_LARGEST_STRENGTH:g}; correct it")


def _check_increase(name: str, values: tuple[float, ...]) -> None:
    if list(values) != sorted(set(values)):
        raise ValueError(f"{name}={list(values)} must increase; sort them")
