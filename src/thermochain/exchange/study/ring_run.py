"""Parameters of the simulations of equilibrium rings of energies: their tuples, paths and costs."""

from dataclasses import dataclass
from typing import ClassVar

from thermochain.core.arguments import check_choice, check_integer, check_positive, shown
from thermochain.exchange.study.run import BOND_STEP, EVENT, NUMBER, RATES_AT_ONE
from thermochain.runs.identity import PYTHON, Run


class _RingRun(Run):
    """Base of the runs of equilibrium rings of cells, `n_replicas` rings in each of 16 batches."""

    SUBJECT: ClassVar[str] = "exchange"
    N_BATCHES: ClassVar[int] = 16
    SIMULATION: ClassVar[str] = "thermochain.exchange.study.ring_simulation"
    n_cells: int
    n_replicas: int
    spacing: float
    n_samples: int
    n_lags: int

    def check(self) -> None:
        check_integer("n_cells", self.n_cells, at_least=3)
        check_integer("n_replicas", self.n_replicas, at_least=1)
        check_positive("spacing", self.spacing)
        check_integer("n_lags", self.n_lags, at_least=2)
        if self.n_samples <= self.n_lags:
            raise ValueError(
                f"n_samples={shown(self.n_samples)} must be > n_lags={shown(self.n_lags)}; record more samples"
            )

    @property
    def n_correlated(self) -> int:
        """Currents that the run correlates, over all rings."""
        return self.N_BATCHES * self.n_replicas * self.n_samples

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: the records of one batch, and transforms of its currents."""
        return PYTHON + NUMBER * self.n_samples * self.n_replicas * (self.n_cells + 8)


@dataclass(frozen=True)
class KineticRingsRun(_RingRun):
    """Correlations of the total current of equilibrium rings at full shares, T = 1 and rate sqrt(E_1 + E_2)."""

    n_cells: int  # cells of a ring, >= 3
    n_replicas: int  # rings of each of 16 batches
    spacing: float  # time > 0 between records
    n_samples: int  # number of records of a ring
    n_lags: int  # number of lags of the correlation, less than n_samples
    seed: int  # base seed of the study

    NAME: ClassVar[str] = "exchange_kinetic_rings"
    PATTERN: ClassVar[str] = (
        "kinetic_rings/N{n_cells}_R{n_replicas}_h{spacing}_samples{n_samples}_lags{n_lags}_seed{seed}"
    )

    @property
    def n_updates(self) -> int:
        """Updates of a rotor that cost as much as all exchanges."""
        time = self.n_samples * self.spacing
        return round(EVENT * self.N_BATCHES * self.n_replicas * self.n_cells * RATES_AT_ONE["sum_sqrt"] * time)


@dataclass(frozen=True)
class DiskRingsRun(KineticRingsRun):
    """The same of rings whose cells exchange energy as disks that collide do, at T = 1 and g = 1."""

    SUBJECT: ClassVar[str] = "billiard"
    NAME: ClassVar[str] = "billiard_disk_rings"
    PATTERN: ClassVar[str] = "disk_rings/N{n_cells}_R{n_replicas}_h{spacing}_samples{n_samples}_lags{n_lags}_seed{seed}"


@dataclass(frozen=True)
class GinzburgLandauRun(_RingRun):
    """Correlations of the total drift of equilibrium rings of the energy Ginzburg-Landau dynamics at T = 1.

    The parameters of `KineticRingsRun` have the same meaning.
    """

    mobility: str  # "product" or "geodesic", the law of sigma^2
    density_power: float  # nu > -1/2 of Z(E) = E^nu
    n_cells: int
    n_replicas: int
    spacing: float
    steps_per_sample: int  # steps of the integration between records
    n_samples: int
    n_lags: int
    seed: int

    NAME: ClassVar[str] = "exchange_ginzburg_landau"
    PATTERN: ClassVar[str] = (
        "ginzburg_landau/{mobility}/nu{density_power}_N{n_cells}_R{n_replicas}_h{spacing}_steps{steps_per_sample}"
        "_samples{n_samples}_lags{n_lags}_seed{seed}"
    )

    def check(self) -> None:
        check_choice("mobility", self.mobility, ("product", "geodesic"))
        if self.density_power <= -0.5:
            raise ValueError(f"density_power={self.density_power:g} must be > -1/2; take a larger one")
        check_integer("steps_per_sample", self.steps_per_sample, at_least=1)
        super().check()

    @property
    def n_updates(self) -> int:
        """Updates of a rotor that cost as much as all steps of all bonds, in both directions."""
        steps = self.n_samples * self.steps_per_sample
        return BOND_STEP * self.N_BATCHES * self.n_replicas * self.n_cells * 2 * steps
