"""Simulations whose bonds may have another potential than rotors; its name is part of their tuples."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from thermochain.rotors.potential import ROTORS
from thermochain.runs.identity import Run


@dataclass(frozen=True)
class PotentialRun(Run):
    """Parameters of a simulation with bonds of any periodic potential.

    A run of rotors does not name its potential: its path, its random numbers and its provenance are those of a run
    without this parameter.  The path of any other begins with the name of the potential.
    """

    potential: str = field(default=ROTORS.name, kw_only=True)  # name of the potential, as `Potential.name`

    @property
    def of_rotors(self) -> bool:
        """Whether the bonds are those of rotors."""
        return self.potential == ROTORS.name

    @property
    def parameters(self) -> dict[str, Any]:
        """All parameters by name, the potential only if it is not that of rotors."""
        return {name: value for name, value in super().parameters.items() if name != "potential" or not self.of_rotors}

    @property
    def path(self) -> PurePosixPath:
        """Path without suffix below the runs of the subject, from the parameters alone."""
        return super().path if self.of_rotors else PurePosixPath(self.potential) / super().path

    @classmethod
    def patterns(cls) -> tuple[str, ...]:
        """Patterns of the paths of runs of rotors, and of runs with any other potential."""
        return (cls.PATTERN, f"{{potential}}/{cls.PATTERN}")
