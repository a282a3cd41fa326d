r"""Harmonic chains with conservative noise, Langevin baths and forces (Olla 3.3, 3.4, 4.2; Simon).

State y = (s, p), bonds before momenta.  With s = D q, masses m_i, bath friction f_i and temperature T_i at mass i, and
forces F_i,

    ds = D (p/m) dt,   dp_i = (-(D^T s)_i - f_i p_i + F_i) dt + sqrt(2 f_i m_i T_i) dw_i   + signed swaps at a rate.

D is one of `bonds`, the swaps one of the noises.  Flips keep p^2/(2 m) at any masses, exchanges between equal ones.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import block_array, csr_array, diags_array

from thermochain.core.arguments import real_array
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.engine.masses import check_noise, checked_masses
from thermochain.engine.signed_swaps import SignedSwaps, no_noise
from thermochain.oscillators.harmonic.bonds import stretch

Bond = Callable[[int, bool], csr_array]
Noise = Callable[[int, int, bool], SignedSwaps]


@dataclass(frozen=True, eq=False)
class HarmonicChain(ReadOnlyArrays):
    """A chain of n_masses masses and n_bonds springs; see the module for the equations.

    Raises ValueError if a friction, temperature or rate is < 0, a mass is not > 0, or the noise exchanges momenta of
    different masses.
    """

    difference: csr_array  # D, shape (n_bonds, n_masses)
    friction: NDArray  # f_i, shape (n_masses,)
    temperature: NDArray  # T_i, shape (n_masses,)
    force: NDArray  # F_i, shape (n_masses,)
    swaps: SignedSwaps  # events of the noise
    rate: float  # rate of each event
    # m_i > 0, one number for all masses or one for each; an array of shape (n_masses,) once checked.
    masses: ArrayLike = 1.0

    def __post_init__(self) -> None:
        for name in ("friction", "temperature", "rate"):
            _check_not_negative(name, getattr(self, name))
        masses = checked_masses(self.masses, self.n_masses)
        check_noise(self.swaps, masses, self.n_bonds)
        object.__setattr__(self, "masses", masses)
        super().__post_init__()

    @property
    def n_bonds(self) -> int:
        """Number of springs."""
        return self.difference.shape[0]

    @property
    def n_masses(self) -> int:
        """Number of masses."""
        return self.difference.shape[1]

    @property
    def size(self) -> int:
        """Number of coordinates of the state."""
        return self.n_bonds + self.n_masses

    @property
    def drift(self) -> csr_array:
        """Matrix A of dy = (A y + b) dt + ..., without the noise, shape (size, size)."""
        velocities = self.difference.multiply(1.0 / self.masses)
        return csr_array(block_array([[None, velocities], [-self.difference.T, -diags_array(self.friction)]]))

    @property
    def mean_drift(self) -> csr_array:
        """Drift of the mean, with the mean effect of the noise: d<y>/dt = mean_drift <y> + b, shape (size, size)."""
        return csr_array(self.drift + self.rate * self.swaps.mean_generator(self.size))

    def velocities(self, state: NDArray) -> NDArray:
        """Velocities p/m of a state (s, p), shape (n_masses,)."""
        return state[self.n_bonds :] / self.masses

    @property
    def push(self) -> NDArray:
        """Vector b of the forces on the state, shape (size,)."""
        return np.concatenate([np.zeros(self.n_bonds), self.force])

    @property
    def agitation(self) -> NDArray:
        """Rates 2 f m T at which the baths increase the variances, shape (size,)."""
        return np.concatenate([np.zeros(self.n_bonds), 2.0 * self.friction * self.masses * self.temperature])

    @property
    def units(self) -> NDArray:
        """Factors (1, sqrt m) of the state of `of_unit_masses` in that of the chain, shape (size,)."""
        return np.concatenate([np.ones(self.n_bonds), np.sqrt(self.masses)])

    def of_unit_masses(self) -> "HarmonicChain":
        """The chain of unit masses with the state (s, p/sqrt m), whose variances all are temperatures."""
        if np.all(self.masses == 1.0):
            return self
        roots = np.sqrt(self.masses)
        return replace(
            self, difference=csr_array(self.difference.multiply(1.0 / roots)), force=self.force / roots, masses=1.0
        )


def open_harmonic_chain(
    n_springs: int,
    *,
    noise: Noise = no_noise,
    rate: float = 0.0,
    T_left: float,
    T_right: float,
    force_left: float = 0.0,
    force_right: float = 0.0,
    friction_left: float = 1.0,
    friction_right: float = 1.0,
    masses: ArrayLike = 1.0,
) -> HarmonicChain:
    """A line of n_springs + 1 unpinned masses with a bath and a force at either end; friction 0 removes a bath.

    `masses` is as in `HarmonicChain`.
    """
    friction, temperature, force = (np.zeros(n_springs + 1) for _ in range(3))
    for end, values in ((0, (friction_left, T_left, force_left)), (-1, (friction_right, T_right, force_right))):
        friction[end], temperature[end], force[end] = values
    difference = stretch(n_springs + 1, periodic=False)
    swaps = noise(*difference.shape, False)
    return HarmonicChain(difference, friction, temperature, force, swaps, rate, masses)


def harmonic_ring(
    n_masses: int, *, noise: Noise = no_noise, rate: float = 0.0, bond: Bond = stretch, masses: ArrayLike = 1.0
) -> HarmonicChain:
    """A closed ring of n_masses masses; `masses` is as in `HarmonicChain`."""
    difference = bond(n_masses, True)
    nothing = np.zeros(n_masses)
    return HarmonicChain(difference, nothing, nothing, nothing, noise(*difference.shape, True), rate, masses)


def _check_not_negative(name: str, values: ArrayLike) -> None:
    array = real_array(name, values)
    wrong = ~(np.isfinite(array) & (array >= 0))
    if np.any(wrong):
        raise ValueError(f"{name}={array.ravel()[np.argmax(wrong)]} must be finite and >= 0; pass a number >= 0")
