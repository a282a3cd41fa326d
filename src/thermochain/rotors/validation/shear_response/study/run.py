"""Parameters of one simulation of rings under a gradient of momentum: its tuple, its path and its cost."""

from dataclasses import dataclass
from typing import ClassVar

from thermochain.core.arguments import check_multiple
from thermochain.runs.identity import PYTHON, Run

GROUP = 64  # number of rings that are advanced together: eight registers


@dataclass(frozen=True)
class ShearedRun(Run):
    """Parameters of one simulation of rings under one gradient of momentum; the schema states their bounds."""

    temperature: float  # T
    n_rotors: int  # ring size M
    momentum_jump: float  # jump X of the momentum round the ring: the gradient is g = X/M
    time_step: float  # Verlet step
    restoring_interval: float  # time between two corrections that restore the energy of each ring
    relaxation: float  # time after which the flow is taken as stationary
    duration: float  # averaging time of the current after it
    n_replicas: int  # number of independent rings, a multiple of 8
    seed: int  # base seed of the study

    SUBJECT: ClassVar[str] = "shear_response"
    NAME: ClassVar[str] = "shear_response"
    SIMULATION: ClassVar[str] = "thermochain.rotors.validation.shear_response.study.simulation"
    SEEDS: ClassVar[str] = "sheared_rings/"
    PATTERN: ClassVar[str] = (
        "T{temperature}/M{n_rotors}_X{momentum_jump}_dt{time_step}_h{restoring_interval}_from{relaxation}_t{duration}"
        "_R{n_replicas}_seed{seed}"
    )

    def check(self) -> None:
        check_multiple("restoring_interval", self.restoring_interval, "time_step", self.time_step)
        check_multiple("relaxation", self.relaxation, "restoring_interval", self.restoring_interval)
        check_multiple("duration", self.duration, "two restoring intervals", 2 * self.restoring_interval)
        check_multiple("n_replicas", self.n_replicas, "a register of eight", 8)

    @property
    def shear_rate(self) -> float:
        """Gradient g of the momentum."""
        return self.momentum_jump / self.n_rotors

    @property
    def n_updates(self) -> int:
        """Rotor updates that the run costs."""
        return self.n_rotors * self.n_replicas * round((self.relaxation + self.duration) / self.time_step)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: Python, sixteen arrays of a group of rings, and their currents."""
        n_rings, n_currents = min(self.n_replicas, GROUP), round(self.duration / self.restoring_interval)
        return PYTHON + 8 * n_rings * (16 * self.n_rotors + 4 * n_currents)
