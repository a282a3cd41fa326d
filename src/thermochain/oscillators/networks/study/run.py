"""Identity of the simulations of weakly anharmonic networks: parameters, paths and random numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import SeedSequence
from numpy.typing import NDArray

from thermochain.core.arguments import check_integer, check_multiple, check_positive
from thermochain.oscillators.networks.study.examples import EXAMPLES, STRANGE
from thermochain.runs.identity import Run, seeds_of

STRIDE = 4  # steps between measurements
N_BATCHES = 16  # of replicas, behind the errors of what is not a mean
_FEWEST_REPLICAS = 16 * N_BATCHES
_MOST_PHASE = 0.5  # highest frequency times step


@dataclass(frozen=True)
class AnharmonicRun(Run):
    """One example at several anharmonicities under the same noise.

    Attributes
    ----------
    example
        1 to 4, as in `networks.examples.STRANGE`.
    largest_strength, n_strengths
        Largest eps and number of them, each half of the next; eps = 0 comes besides.
    time_step
        Step of the splitting, at most half of the inverse of the highest frequency.
    duration
        Length of each trajectory, half a tenth more is left out at its beginning; a multiple of 80 steps.
    n_replicas
        Independent replicas, a multiple of 256.
    seed
        Base seed of the study.

    Raises
    ------
    ValueError
        Naming the parameter, its value, the limit and the remedy.
    """

    example: int
    largest_strength: float
    n_strengths: int
    time_step: float
    duration: float
    n_replicas: int
    seed: int

    PATTERN = "example{example}/eps{largest_strength}_n{n_strengths}_dt{time_step}_t{duration}_R{n_replicas}_seed{seed}"

    def __post_init__(self):
        for name in ("largest_strength", "time_step", "duration"):
            check_positive(name, getattr(self, name))
        check_integer("n_strengths", self.n_strengths, at_least=1)
        check_multiple("n_replicas", self.n_replicas, "a register for each batch", _FEWEST_REPLICAS)
        check_multiple("duration", self.duration, "80 steps", 20 * STRIDE * self.time_step)
        if self.example not in STRANGE:
            raise ValueError(f"example={self.example!r} must be one of {', '.join(map(str, STRANGE))}")
        frequency = np.sqrt(np.linalg.eigvalsh(EXAMPLES[STRANGE[self.example][0]].network.stiffness)[-1])
        if self.time_step * frequency > _MOST_PHASE:
            raise ValueError(
                f"time_step={self.time_step:g} must be at most {_MOST_PHASE / frequency:.3g} in example "
                f"{self.example}, whose highest frequency is {frequency:.3g}; shorten it"
            )

    @property
    def epsilons(self) -> NDArray:
        """0 and the anharmonicities, rising, shape (n_strengths + 1,)."""
        return np.append(0.0, self.largest_strength / 2.0 ** np.arange(self.n_strengths)[::-1])

    @property
    def n_steps(self) -> int:
        """Steps that are measured."""
        return round(self.duration / self.time_step)

    def seed_sequence(self) -> SeedSequence:
        """Random numbers of this run: a hash of its path."""
        return seeds_of(f"networks/{self.path}")


def anharmonic_runs(config: Mapping[str, Any]) -> list[AnharmonicRun]:
    """The simulations of the configuration's section `networks`, by example.

    Raises ValueError, beginning with the key, if an example stands there twice or a row is no run.
    """
    rows = sorted(config["networks"]["anharmonic"], key=lambda row: row["example"])
    examples = [row["example"] for row in rows]
    if len(set(examples)) < len(examples):
        raise ValueError(f"anharmonic holds an example twice among {examples}; remove one")
    try:
        return [AnharmonicRun(**row, seed=config["seed"]) for row in rows]
    except ValueError as problem:
        raise ValueError(f"anharmonic: {problem}") from None
