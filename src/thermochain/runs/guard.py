r"""Guards of simulations, which stop a job before it stores wrong numbers.

Verlet does not conserve the energy H but, to fourth order in the step, the shadow energy

    H + dt^2 [ p V''(q) p / 12 - |grad V|^2 / 24 ].

In rings and free chains whose bonds have V >= 0 and |V''| <= K, |p V'' p| <= 4 K |p|^2 and |grad V|^2 <= 8 K V.  So the
bracket lies between -2 K H/3 and 2 K H/3, and H cannot change by more than (4/3) K dt^2 H, however long the trajectory
and at any size and temperature.  Rotors have K = 1.  If the energy changes by more, the time step does not resolve the
motion, or the motion is not computed right.

Where V'' has no bound, or noise disturbs the motion, the same limit with K = <V''> holds for the mean energy of the
replicas: the mean of the bracket is T <V''>/12 for each bond of a ring in its Gibbs state, before and after.

Between baths and forces the mean power that enters is what the chain stores more.  The bracket changes with the energy
that comes and goes, so the two differ by some K dt^2 of the powers.

A trajectory can keep its energy and still be wrong.  So averages that are known exactly are compared with their exact
values, too.
"""

from dataclasses import dataclass
from pathlib import PurePath

import numpy as np
from numpy.random import SeedSequence
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr

_DRIFT = 4.0 / 3.0  # largest change of the energy over K dt^2 times the energy
_CHANCE = 1e-9  # probability with which a right average of independent batches is refused


@dataclass(frozen=True)
class Guard:
    """Checks of one simulation, or of one batch of it, whose errors name parameters and random numbers."""

    work: PurePath | str  # parameters of the simulation, as its path spells them
    seeds: SeedSequence | int  # seed of its random numbers
    time_step: float | None = None  # time step of the integration; None if there is none

    def check_finite(self, **values: ArrayLike) -> None:
        """Raise FloatingPointError, naming parameters and seeds, if one of the named arrays is not finite."""
        for name, array in values.items():
            if not np.isfinite(array).all():
                smaller = f" with a smaller time_step than {self.time_step:g}" if self.time_step else ""
                raise FloatingPointError(f"{name} is not finite in {self}; nothing is stored, run again{smaller}")

    def check_energy(self, before: ArrayLike, after: ArrayLike, stiffness: float = 1.0, remedy: str = "") -> None:
        """Raise FloatingPointError if a conserved energy has changed by more than the time step explains.

        `before` and `after` are the energies > 0 of the replicas, or their means, in one shape; `stiffness` is K.  The
        bound holds for Verlet only.  `remedy` is what the user can do, by default to reduce the time step.
        """
        self.check_finite(energy=after)
        drift, limit = np.max(np.abs(np.subtract(after, before)) / before), _DRIFT * stiffness * self.time_step**2
        if drift > limit:
            raise FloatingPointError(
                f"energy drift {drift:.2e} exceeds {limit:.2e} in {self}; "
                + (remedy or f"reduce time_step={self.time_step:g}")
            )

    def check_balance(self, powers: NDArray, stored: NDArray, stiffness: float = 1.0) -> None:
        """Raise FloatingPointError if what enters a chain is not what it stores.

        `powers` are the mean powers that change the energy, such as those of both ends, shape (n_powers, n_replicas),
        and `stored` the change of the energy over the time, shape (n_replicas,).  Their difference may be K dt^2 times
        the powers, and what chance explains in all but 1e-9 of the cases; `stiffness` is K.
        """
        self.check_finite(powers=powers, stored=stored)
        size = np.abs(powers.mean(axis=1)).sum() + abs(stored.mean())
        allowed = stiffness * self.time_step**2 * size
        self._check_mean("power that enters - change of the energy", powers.sum(axis=0) - stored, 0.0, allowed)

    def check_law(self, name: str, batches: NDArray, exact: float, allowed: float) -> None:
        """Raise FloatingPointError if the mean of independent batches, shape (n,), is not the exact value of a law.

        The difference may be what chance explains in all but 1e-9 of the cases, by Student's distribution, and
        `allowed` times the exact value besides, for the time step and for the finite system.
        """
        self._check_mean(f"{name} - {exact:.6g}", batches, exact, allowed * abs(exact))

    def _check_mean(self, name: str, batches: NDArray, exact: float, allowed: float) -> None:
        """Raise FloatingPointError if a mean differs from `exact` by more than `allowed` and chance explain."""
        self.check_finite(**{name: batches})
        n = batches.size
        error = float(np.std(batches, ddof=1)) / n**0.5
        difference = float(np.mean(batches)) - exact
        excess = abs(difference) - allowed
        if excess > 0:
            self.check_chance(name, difference, 2.0 * stdtr(n - 1, -excess / error) if error > 0 else 0.0)

    def check_chance(self, name: str, difference: float, chance: float) -> None:
        """Raise FloatingPointError if a difference that should be none has a probability below 1e-9."""
        if chance < _CHANCE:
            raise FloatingPointError(
                f"{name} = {difference:.4g} must vanish within its error, probability {chance:.0e}, in {self}; nothing "
                f"is stored, run again with a smaller time_step than {self.time_step:g}"
            )

    def __str__(self) -> str:
        if isinstance(self.seeds, SeedSequence):
            return f"{self.work} (seeds {self.seeds.entropy}, {self.seeds.spawn_key})"
        return f"{self.work} (seed {self.seeds})"
