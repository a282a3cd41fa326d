"""Parameters of one simulation of rings that start at the top of the barrier of a phase slip."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from thermochain.core.arguments import check_multiple, check_thermal_turns
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.phase_slip import phase_slip_rate
from thermochain.runs.identity import PYTHON, Run

N_BATCHES = 32  # number of independent batches of replicas; each fills at least one register of eight


@dataclass(frozen=True)
class SlipRun(Run):
    """Parameters of one simulation of rings that start with one bond at the top of its potential.

    The schema of the configuration states their bounds.
    """

    temperature: float  # T
    n_rotors: int  # ring size M
    time_step: float  # Verlet step
    duration: float  # time for which each ring is followed, forward and back
    n_replicas: int  # number of independent rings, a multiple of 256
    seed: int  # base seed of the study

    SUBJECT: ClassVar[str] = "phase_slips"
    NAME: ClassVar[str] = "phase_slips"
    SIMULATION: ClassVar[str] = "thermochain.rotors.validation.phase_slips.study.simulation"
    PATTERN: ClassVar[str] = "T{temperature}/M{n_rotors}_dt{time_step}_t{duration}_R{n_replicas}_seed{seed}"

    def check(self) -> None:
        check_thermal_turns(self.time_step, self.temperature)
        check_multiple("duration", self.duration, "time_step", self.time_step)
        check_multiple("n_replicas", self.n_replicas, "a register for each batch", 8 * N_BATCHES)

    @property
    def free_rate(self) -> float:
        """M Gamma_0/<w^2>, the rate at which the winding number would relax if no passage were undone."""
        flux = self.n_rotors * float(phase_slip_rate(self.temperature))
        return flux / rotor.winding_variance(self.temperature, self.n_rotors)

    @property
    def steps(self) -> NDArray:
        """Numbers of steps after which the winding number is recorded, a quarter of an octave apart."""
        last = round(self.duration / self.time_step)
        quarters = np.arange(int(4 * np.log2(last)) + 1)
        return np.unique(np.rint(last * 2.0 ** (-0.25 * quarters)).astype(int))

    @property
    def batch_replicas(self) -> int:
        """Replicas of one batch."""
        return self.n_replicas // N_BATCHES

    @property
    def n_updates(self) -> int:
        """Rotor updates that the run costs, forward and back."""
        return 2 * self.n_rotors * self.n_replicas * round(self.duration / self.time_step)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: Python, sixteen arrays of the rings of a batch."""
        return PYTHON + 16 * 8 * self.n_rotors * self.batch_replicas
