"""Parameters of one simulation of rings with a bond potential of the user: its tuple, its path and its cost."""

from dataclasses import dataclass
from typing import ClassVar

from thermochain.core.arguments import check_multiple
from thermochain.runs.correlated_run import CorrelatedRun
from thermochain.runs.identity import PYTHON

N_BATCHES = 8  # independent batches into which the replicas are divided
_FEWEST_LAGS = 16  # number of lags that the fit of the tail needs


@dataclass(frozen=True)
class BondPotentialRun(CorrelatedRun):
    """Parameters of one equilibrium simulation of `n_replicas` rings.

    Attributes
    ----------
    potential
        Name of the potential's file and the beginning of the hash of its content, from `potential_name`.
    temperature, n_rotors
        T and ring size M.
    time_step
        Verlet step.
    stride
        Steps between recorded currents.
    duration, maximum_lag
        Length of each trajectory and of the correlations, whole numbers of `stride` steps.
    n_replicas
        Number of independent rings, a multiple of 64.
    seed
        Base seed of the study.

    Raises
    ------
    ValueError
        A parameter is invalid; the message states its name, its value, the limit and the remedy.
    """

    potential: str
    temperature: float
    n_rotors: int
    time_step: float
    stride: int
    duration: float
    maximum_lag: float
    n_replicas: int
    seed: int

    SUBJECT: ClassVar[str] = "bond_potential"
    NAME: ClassVar[str] = "bond_potential"
    SIMULATION: ClassVar[str] = "thermochain.rotors.bond_potential.study.simulation"
    PATTERN: ClassVar[str] = (
        "{potential}/T{temperature}/M{n_rotors}_dt{time_step}_stride{stride}_t{duration}_lag{maximum_lag}"
        "_R{n_replicas}_seed{seed}"
    )

    def check(self) -> None:
        check_multiple("n_replicas", self.n_replicas, "a register for each batch", 8 * N_BATCHES)
        check_multiple("duration", self.duration, "stride * time_step", self.spacing)
        self.check_longest_lag()
        if self.n_lags - 1 < _FEWEST_LAGS:
            raise ValueError(
                f"maximum_lag={self.maximum_lag:g} must be at least {_FEWEST_LAGS} * stride * time_step = "
                f"{_FEWEST_LAGS * self.spacing:g}, which the fit of the tail needs; lengthen it"
            )

    @property
    def n_updates(self) -> int:
        """Rotor updates that the run costs."""
        return self.n_rotors * self.n_replicas * self.n_steps

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: Python, sixteen arrays of the rings, both currents, padded copies, spectra."""
        samples = 2 * self.n_samples + 3 * (self.n_samples + self.n_lags)
        return PYTHON + 8 * self.n_replicas * (16 * self.n_rotors + samples)
