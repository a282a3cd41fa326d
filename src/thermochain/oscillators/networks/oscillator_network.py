r"""Networks of harmonic oscillators, some of them coupled to heat baths (Eckmann-Zabey, EZ, Section 1).

    H = sum_i p_i^2/2 + (q, V q)/2,   dp_i = -(V q)_i dt - Gamma_i p_i dt + sqrt(2 Gamma_i T_i) dw_i,   dq_i = p_i dt.

A spring of strength k_ij > 0 between i and j puts -k_ij at V_ij and k_ij at V_ii and V_jj; the pinning of mass i, a
spring of its own that holds it at q_i = 0, is added to V_ii.  EZ's examples have pinning 1, which they do not say;
their V_ij < 0 are -k_ij here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from thermochain.oscillators.networks import arguments
from thermochain.oscillators.networks.lyapunov import solve_lyapunov
from thermochain.oscillators.networks.modes import check_every_mode_is_damped
from thermochain.oscillators.networks.state import NetworkState


@dataclass(frozen=True, kw_only=True, eq=False)
class OscillatorNetwork:
    """Unit masses 1 .. n joined by springs.

    Parameters
    ----------
    springs
        Pair of masses -> strength > 0; the order of the pair does not matter.
    pinning
        Strength >= 0 of the spring that holds each mass at its place: one number for all masses, or mass -> number
        with no spring at the others.  Each connected part of the network must be held somewhere.
    friction
        Mass -> Gamma_i > 0, for the masses with a heat bath.
    temperature
        Mass -> T_i >= 0 of its bath, for the same masses.

    Raises
    ------
    ValueError
        Naming the argument, its value, the limit and the remedy.
    """

    springs: Mapping[tuple[int, int], float]
    pinning: float | Mapping[int, float] = 1.0
    friction: Mapping[int, float]
    temperature: Mapping[int, float]

    def __post_init__(self) -> None:
        object.__setattr__(self, "springs", arguments.checked_springs(self.springs))
        object.__setattr__(self, "pinning", arguments.checked_pinning(self.pinning))
        for name, zero in (("friction", False), ("temperature", True)):
            checked = arguments.checked_masses(name, getattr(self, name), zero_allowed=zero)
            object.__setattr__(self, name, checked)
        arguments.check_same_masses(self.friction, self.temperature)
        self._check_held()

    @property
    def n_masses(self) -> int:
        """Number n of masses: the largest one that is named."""
        pinned = self.pinning if isinstance(self.pinning, dict) else ()
        return max([*(mass for pair in self.springs for mass in pair), *self.friction, *pinned])

    @property
    def stiffness(self) -> NDArray:
        """V, symmetric and positive definite, shape (n, n)."""
        stiffness = np.diag(self._pinning_strengths())
        for (i, j), strength in self.springs.items():
            a, b = i - 1, j - 1
            stiffness[[a, b], [a, b]] += strength
            stiffness[[a, b], [b, a]] -= strength
        return stiffness

    @property
    def frictions(self) -> NDArray:
        """Gamma_i of every mass, 0 without a bath, shape (n,)."""
        return self._by_mass(self.friction)

    @property
    def temperatures(self) -> NDArray:
        """T_i of every mass, 0 without a bath, shape (n,)."""
        return self._by_mass(self.temperature)

    @property
    def drift(self) -> NDArray:
        """A = (-Gamma, -V; 1, 0) of d(p, q)/dt = A (p, q), shape (2n, 2n)."""
        one = np.eye(self.n_masses)
        return np.block([[-np.diag(self.frictions), -self.stiffness], [one, np.zeros_like(one)]])

    @property
    def noise(self) -> NDArray:
        """B = diag(2 Gamma T, 0), shape (2n, 2n)."""
        return np.diag(np.concatenate([2.0 * self.frictions * self.temperatures, np.zeros(self.n_masses)]))

    def steady_state(self) -> NetworkState:
        """The Gaussian stationary state, A Q + Q A^T = -B (EZ 1).

        Raises
        ------
        ValueError
            A mode is isolated from all baths (Lemma 1), so that the state is not unique; the message names it.
        """
        check_every_mode_is_damped(self.stiffness, self.frictions)
        covariance = solve_lyapunov(self.drift, -self.noise)
        return NetworkState(self.stiffness, self.frictions, self.temperatures, covariance)

    def _pinning_strengths(self) -> NDArray:
        if isinstance(self.pinning, dict):
            return self._by_mass(self.pinning)
        return np.full(self.n_masses, self.pinning)

    def _by_mass(self, values: Mapping[int, float]) -> NDArray:
        array = np.zeros(self.n_masses)
        for mass, value in values.items():
            array[mass - 1] = value
        return array

    def _check_held(self) -> None:
        """V is positive definite if and only if each connected part is pinned somewhere."""
        n, pairs = self.n_masses, np.array(list(self.springs)).reshape(-1, 2) - 1
        graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
        n_parts, part = connected_components(graph, directed=False)
        held = np.zeros(n_parts, dtype=bool)
        held[part[self._pinning_strengths() > 0.0]] = True
        if not held.all():
            masses = np.flatnonzero(part == np.flatnonzero(~held)[0]) + 1
            raise ValueError(
                f"pinning={self.pinning!r} must be > 0 on at least one of the masses {arguments.listed(masses)}; "
                "nothing holds that part of the network in place"
            )
