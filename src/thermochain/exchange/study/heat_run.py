"""Parameters of rings of energies that leave a wave of energy behind: their tuples, paths and costs."""

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from thermochain.core.arguments import check_integer, check_positive
from thermochain.exchange.study.run import BOND_STEP, EVENT, NUMBER, RATES_AT_ONE
from thermochain.runs.identity import PYTHON, Run

AMPLITUDE = 0.5  # of the wave at the start


def start_profile(x: NDArray) -> NDArray:
    """Energy e(0, x) = 1 + cos(2 pi x)/2 at the start."""
    return 1.0 + AMPLITUDE * np.cos(2.0 * np.pi * x)


@dataclass(frozen=True)
class _HeatRun(Run):
    """Base of rings of `n_cells` cells, `n_replicas` of them in each of 16 batches, from local equilibrium.

    TIMES are the macroscopic times at which the energies are averaged, those of the ring over n_cells^2.
    """

    n_cells: int
    n_replicas: int
    seed: int

    SUBJECT: ClassVar[str] = "exchange"
    SIMULATION: ClassVar[str] = "thermochain.exchange.study.heat_simulation"
    TIMES: ClassVar[tuple[float, ...]] = (0.01, 0.02, 0.04)
    N_BATCHES: ClassVar[int] = 16

    def check(self) -> None:
        check_integer("n_cells", self.n_cells, at_least=3)
        check_integer("n_replicas", self.n_replicas, at_least=2)

    @property
    def cell_time(self) -> float:
        """Time that all cells of all rings pass together."""
        return self.N_BATCHES * self.n_replicas * self.n_cells * self.TIMES[-1] * self.n_cells**2

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: the energies of one batch at all times, its rates and copies."""
        return PYTHON + NUMBER * self.n_replicas * self.n_cells * (2 * len(self.TIMES) + 4)


@dataclass(frozen=True)
class KineticHeatRun(_HeatRun):
    """Rings of the jump process (52) at full shares, with the rate sqrt(E_1 + E_2)."""

    NAME: ClassVar[str] = "exchange_kinetic_heat"
    PATTERN: ClassVar[str] = "kinetic_heat/N{n_cells}_R{n_replicas}_seed{seed}"

    @property
    def n_updates(self) -> int:
        """Updates of a rotor that cost as much as all exchanges."""
        return round(EVENT * RATES_AT_ONE["sum_sqrt"] * self.cell_time)


@dataclass(frozen=True)
class GinzburgLandauHeatRun(_HeatRun):
    """Rings of the energy Ginzburg-Landau dynamics (43) with the sigma^2 of (51), Z constant and steps `time_step`."""

    time_step: float

    NAME: ClassVar[str] = "exchange_ginzburg_landau_heat"
    PATTERN: ClassVar[str] = "ginzburg_landau_heat/N{n_cells}_R{n_replicas}_h{time_step}_seed{seed}"

    def check(self) -> None:
        super().check()
        check_positive("time_step", self.time_step)

    @property
    def n_updates(self) -> int:
        """Updates of a rotor that cost as much as all steps of all bonds, in both directions."""
        return math.ceil(BOND_STEP * 2.0 * self.cell_time / self.time_step)
