r"""Guards of simulations, which stop a job before it stores wrong numbers.

Verlet does not conserve the energy H but, to fourth order in the step, the shadow energy

    H + dt^2 [ p V''(q) p / 12 - |grad V|^2 / 24 ].

In rings and free chains of rotors, of energy H >= 0, |p V'' p| <= 4 |p|^2 and |grad V|^2 <= 8 V.  So the bracket lies
between -2 H/3 and 2 H/3, and H cannot change by more than (4/3) dt^2 H, however long the trajectory and at any size and
temperature.  If it changes by more, the time step does not resolve the motion, or the motion is not computed right.
"""

from dataclasses import dataclass
from pathlib import PurePath

import numpy as np
from numpy.random import SeedSequence
from numpy.typing import ArrayLike, NDArray

_DRIFT = 4.0 / 3.0  # largest change of the energy over dt^2 times the energy


@dataclass(frozen=True)
class Guard:
    """Checks of one simulation, or of one batch of it, whose errors name parameters and random numbers.

    Attributes
    ----------
    work
        Parameters of the simulation, as its path spells them.
    seeds
        Seed of its random numbers.
    time_step
        Time step of the integration; None if there is none.
    """

    work: PurePath | str
    seeds: SeedSequence | int
    time_step: float | None = None

    def check_finite(self, **values: ArrayLike) -> None:
        """Raise FloatingPointError, naming parameters and seeds, if one of the named arrays is not finite."""
        for name, array in values.items():
            if not np.isfinite(array).all():
                smaller = f" with a smaller time_step than {self.time_step:g}" if self.time_step else ""
                raise FloatingPointError(f"{name} is not finite in {self}; nothing is stored, run again{smaller}")

    def check_energy(self, before: NDArray, after: NDArray) -> None:
        """Raise FloatingPointError if a conserved energy has changed by more than the time step explains.

        `before` and `after` are the energies > 0 of the replicas, in one shape; the bound holds for Verlet only.
        """
        self.check_finite(energy=after)
        drift, limit = np.max(np.abs(after - before) / before), _DRIFT * self.time_step**2
        if drift > limit:
            raise FloatingPointError(
                f"energy drift {drift:.2e} exceeds {limit:.2e} in {self}; reduce time_step={self.time_step:g}"
            )

    def __str__(self) -> str:
        if isinstance(self.seeds, SeedSequence):
            return f"{self.work} (seeds {self.seeds.entropy}, {self.seeds.spawn_key})"
        return f"{self.work} (seed {self.seeds})"
