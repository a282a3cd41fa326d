"""Parameters of one simulation of rings under a heat field: its tuple, its path and its cost."""

from dataclasses import dataclass
from typing import ClassVar

from thermochain.rotors.validation.study.flow_run import FlowRun


@dataclass(frozen=True)
class HeatResponseRun(FlowRun):
    """Parameters of one simulation of rings under one heat field; the schema states their bounds."""

    temperature: float  # T
    n_rotors: int  # ring size M
    drive: float  # drive X: the field is phi = X/M
    time_step: float  # Verlet step
    restoring_interval: float  # time between two corrections that restore the energy of each ring
    relaxation: float  # time after which the flow is taken as stationary
    duration: float  # averaging time of the current after it
    n_replicas: int  # number of independent rings, a multiple of 8
    seed: int  # base seed of the study

    SUBJECT: ClassVar[str] = "heat_response"
    NAME: ClassVar[str] = "heat_response"
    DRIVE: ClassVar[str] = "drive"
    SIMULATION: ClassVar[str] = "thermochain.rotors.validation.heat_response.study.simulation"
    PATTERN: ClassVar[str] = (
        "T{temperature}/M{n_rotors}_X{drive}_dt{time_step}_h{restoring_interval}_from{relaxation}_t{duration}"
        "_R{n_replicas}_seed{seed}"
    )

    @property
    def heat_field(self) -> float:
        """Field phi."""
        return self.field
