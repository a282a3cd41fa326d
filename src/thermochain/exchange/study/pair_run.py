"""Parameters of the simulations of weakly coupled pairs of oscillators: their tuples, paths and costs."""

from dataclasses import dataclass
from typing import ClassVar

from thermochain.core.arguments import check_choice, check_integer, check_positive
from thermochain.exchange.study.run import EVENT, NUMBER
from thermochain.runs.identity import PYTHON, Run

# Names of the potentials of `exchange.pinned_pair`, which takes long to load; Snakemake reads this at every start.
POTENTIALS = ("harmonic", "quartic", "log_cosh")


@dataclass(frozen=True)
class PairsRun(Run):
    """Weakly coupled pairs of oscillators with velocity flips, followed in the time delta^2 t.

    TIMES are the values of delta^2 t at which mean and variance are taken.
    """

    coupling: float  # delta > 0
    flip_rate: float  # gamma > 0 of each velocity
    first_energy: float  # energy > 0 of the first oscillator at the start
    second_energy: float  # energy > 0 of the second one
    n_pairs: int  # independent pairs
    seed: int  # base seed of the study

    TIMES: ClassVar[tuple[float, ...]] = (0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
    SUBJECT: ClassVar[str] = "exchange"
    NAME: ClassVar[str] = "exchange_pairs"
    SIMULATION: ClassVar[str] = "thermochain.exchange.study.pair_simulation"
    PATTERN: ClassVar[str] = (
        "pairs/delta{coupling}_gamma{flip_rate}_E{first_energy}_E{second_energy}_pairs{n_pairs}_seed{seed}"
    )

    def check(self) -> None:
        for name in ("coupling", "flip_rate", "first_energy", "second_energy"):
            check_positive(name, getattr(self, name))
        check_integer("n_pairs", self.n_pairs, at_least=2)

    @property
    def n_updates(self) -> int:
        """Updates of a rotor that cost as much as all flips."""
        return round(EVENT * self.n_pairs * 2.0 * self.flip_rate * self.TIMES[-1] / self.coupling**2)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: two energies of all pairs at all times, with their differences and squares."""
        return PYTHON + 6 * NUMBER * self.n_pairs * len(self.TIMES)


@dataclass(frozen=True)
class PinnedPairsRun(Run):
    """Weakly coupled pairs of anharmonic oscillators with velocity flips, followed in the time delta^2 t.

    TIMES are the values of delta^2 t at which mean and variance are taken.
    """

    pinning: str  # name of the potential U (`exchange.pinned_pair`)
    bond: str  # name of the potential V
    # As for `PairsRun`.
    coupling: float
    flip_rate: float
    first_energy: float
    second_energy: float
    n_replicas: int  # pairs of each of 16 batches
    time_step: float  # largest Verlet step
    seed: int

    TIMES: ClassVar[tuple[float, ...]] = (0.125, 0.25, 0.5, 1.0)
    N_BATCHES: ClassVar[int] = 16
    SUBJECT: ClassVar[str] = "exchange"
    NAME: ClassVar[str] = "exchange_pinned_pairs"
    SIMULATION: ClassVar[str] = "thermochain.exchange.study.pair_simulation"
    PATTERN: ClassVar[str] = (
        "pinned_pairs/{pinning}_{bond}/delta{coupling}_gamma{flip_rate}_E{first_energy}_E{second_energy}"
        "_R{n_replicas}_h{time_step}_seed{seed}"
    )

    def check(self) -> None:
        for name in ("pinning", "bond"):
            check_choice(name, getattr(self, name), POTENTIALS)
        for name in ("coupling", "flip_rate", "first_energy", "second_energy", "time_step"):
            check_positive(name, getattr(self, name))
        check_integer("n_replicas", self.n_replicas, at_least=2)

    @property
    def n_updates(self) -> int:
        """Updates of a rotor that cost as much as all steps."""
        return round(EVENT * self.N_BATCHES * self.n_replicas * self.TIMES[-1] / self.coupling**2 / self.time_step)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: two energies of all pairs at all times, with their differences and squares."""
        return PYTHON + NUMBER * self.N_BATCHES * self.n_replicas * (6 * len(self.TIMES) + 8)
