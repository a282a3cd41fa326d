"""Parameters of the simulations of pairs on a surface of negative curvature: their tuples, paths and costs."""

from dataclasses import dataclass
from typing import ClassVar

from thermochain.core.arguments import check_integer, check_range
from thermochain.exchange.study.run import EVENT, NUMBER
from thermochain.runs.identity import PYTHON, Run

_IMAGES = 81  # of a particle, whose distances to the other one are needed


@dataclass(frozen=True)
class GeodesicPairsRun(Run):
    """Pairs of uncoupled particles on a surface of negative curvature, at the energies 1 and `energy_ratio`."""

    energy_ratio: float  # E_2/E_1, from 1e-6 to 1
    n_pairs: int  # independent pairs, at least 16, which are the batches of the errors
    n_steps: int  # moments of time, at least 64
    time_step: float  # length that the faster particle covers between two moments, in units of the radius of curvature
    seed: int  # base seed of the study

    SUBJECT: ClassVar[str] = "exchange"
    NAME: ClassVar[str] = "exchange_geodesic_pairs"
    SIMULATION: ClassVar[str] = "thermochain.exchange.study.geodesic_simulation"
    N_BATCHES: ClassVar[int] = 16
    PATTERN: ClassVar[str] = "geodesic_pairs/ratio{energy_ratio}/pairs{n_pairs}_n{n_steps}_h{time_step}_seed{seed}"

    def check(self) -> None:
        check_range("energy_ratio", self.energy_ratio, 1e-6, 1.0, "the first particle is the faster one")
        check_integer("n_pairs", self.n_pairs, at_least=self.N_BATCHES)
        check_integer("n_steps", self.n_steps, at_least=64)
        check_range("time_step", self.time_step, 1e-3, 0.5, "the current is not resolved by longer steps")

    @property
    def n_updates(self) -> int:
        """Updates of a rotor that cost as much as all steps."""
        return EVENT * self.n_pairs * self.n_steps * _IMAGES // 16

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: the currents and their estimate, and the images of all pairs."""
        return PYTHON + NUMBER * self.n_pairs * (6 * self.n_steps + 12 * _IMAGES)
