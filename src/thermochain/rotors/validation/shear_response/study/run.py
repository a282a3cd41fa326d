"""Parameters of one simulation of rings under a gradient of momentum: its tuple, its path and its cost."""

from dataclasses import dataclass
from typing import ClassVar

from thermochain.rotors.validation.study.flow_run import FlowRun


@dataclass(frozen=True)
class ShearedRun(FlowRun):
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
    DRIVE: ClassVar[str] = "momentum_jump"
    SEEDS: ClassVar[str] = "sheared_rings/"
    PATTERN: ClassVar[str] = (
        "T{temperature}/M{n_rotors}_X{momentum_jump}_dt{time_step}_h{restoring_interval}_from{relaxation}_t{duration}"
        "_R{n_replicas}_seed{seed}"
    )

    @property
    def shear_rate(self) -> float:
        """Gradient g of the momentum."""
        return self.field
