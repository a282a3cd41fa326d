"""Base of the simulations of rings that a field drives, once stationary, for a while."""

from typing import ClassVar

from thermochain.core.arguments import check_multiple
from thermochain.runs.identity import PYTHON, Run

GROUP = 64  # number of rings that are advanced together: eight registers


class FlowRun(Run):
    """Parameters of rings whose energies are restored every `restoring_interval`, and whose current is averaged.

    DRIVE is the name of the parameter that is the drive X.
    """

    DRIVE: ClassVar[str]

    temperature: float
    n_rotors: int
    time_step: float
    restoring_interval: float
    relaxation: float
    duration: float
    n_replicas: int

    def check(self) -> None:
        """Raise ValueError for the first parameter that cannot be simulated."""
        check_multiple("restoring_interval", self.restoring_interval, "time_step", self.time_step)
        check_multiple("relaxation", self.relaxation, "restoring_interval", self.restoring_interval)
        check_multiple("duration", self.duration, "two restoring intervals", 2 * self.restoring_interval)
        check_multiple("n_replicas", self.n_replicas, "a register of eight", 8)

    @property
    def field(self) -> float:
        """The field, X/M."""
        return float(getattr(self, self.DRIVE)) / self.n_rotors

    @property
    def n_updates(self) -> int:
        """Rotor updates that the run costs."""
        return self.n_rotors * self.n_replicas * round((self.relaxation + self.duration) / self.time_step)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: Python, sixteen arrays of a group of rings, and their currents."""
        n_rings, n_currents = min(self.n_replicas, GROUP), round(self.duration / self.restoring_interval)
        return PYTHON + 8 * n_rings * (16 * self.n_rotors + 4 * n_currents)
