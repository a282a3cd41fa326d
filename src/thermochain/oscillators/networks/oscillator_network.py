r"""Networks of harmonic oscillators, some of them coupled to heat baths (Eckmann-Zabey, EZ, Section 1).

    H = sum_i p_i^2/(2 m_i) + (q, V q)/2,   dp_i = -(V q)_i dt - Gamma_i p_i dt + sqrt(2 Gamma_i m_i T_i) dw_i,
    dq_i = p_i/m_i dt.

A spring of strength k_ij > 0 between i and j puts -k_ij at V_ij and k_ij at V_ii and V_jj; the pinning of mass i, a
spring of its own that holds it at q_i = 0, is added to V_ii.  EZ's examples have pinning 1, which they do not say;
their V_ij < 0 are -k_ij here, and their masses are 1.  Other masses are solved as unit masses, with the momenta
p_i/sqrt(m_i) and the positions sqrt(m_i) q_i.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from thermochain.core.lyapunov import Lyapunov
from thermochain.core.memory import check_memory
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.oscillators.networks import arguments
from thermochain.oscillators.networks.energy_coordinates import EnergyCoordinates, energy_coordinates
from thermochain.oscillators.networks.modes import check_every_mode_is_damped
from thermochain.oscillators.networks.state import NetworkState

_MATRICES = 8  # matrices of (2 n)^2 numbers that are held at once
_TOLERANCE = 1e-7  # largest error of kinetic temperatures and fluxes, in units of the bath temperatures


@dataclass(frozen=True, kw_only=True, eq=False)
class OscillatorNetwork(ReadOnlyArrays):
    """Masses 1 .. n joined by springs.

    Parameters
    ----------
    springs
        Pair of masses -> strength > 0; the order of the pair does not matter.
    pinning
        Strength >= 0 of the spring that holds each mass at its place: one number for all masses, or mass -> number
        with no spring at the others.  A connected part that is held nowhere has its steady state in relative
        coordinates.
    friction
        Mass -> Gamma_i > 0, for the masses with a heat bath.
    temperature
        Mass -> T_i >= 0 of its bath, for the same masses.
    masses
        m_i > 0: one number for all masses, or mass -> number with 1 for the others.  Gamma_i is the rate at which the
        bath damps the momentum.

    Raises
    ------
    ValueError
        Naming the argument, its value, the limit and the remedy.
    """

    springs: Mapping[tuple[int, int], float]
    pinning: float | Mapping[int, float] = 1.0
    friction: Mapping[int, float]
    temperature: Mapping[int, float]
    masses: float | Mapping[int, float] = 1.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "springs", arguments.checked_springs(self.springs))
        for name, zero in (("pinning", True), ("masses", False)):
            object.__setattr__(self, name, arguments.checked_strengths(name, getattr(self, name), zero_allowed=zero))
        for name, zero in (("friction", False), ("temperature", True)):
            checked = arguments.checked_masses(name, getattr(self, name), zero_allowed=zero)
            object.__setattr__(self, name, checked)
        arguments.check_same_masses(self.friction, self.temperature)
        arguments.check_number_of_masses(self.n_masses)
        super().__post_init__()

    @property
    def n_masses(self) -> int:
        """Number n of masses: the largest one that is named."""
        named = [values for values in (self.pinning, self.masses) if isinstance(values, dict)]
        return max([*(mass for pair in self.springs for mass in pair), *self.friction, *(m for v in named for m in v)])

    @property
    def stiffness(self) -> NDArray:
        """V, symmetric and positive definite, or semidefinite where a part is pinned nowhere; shape (n, n)."""
        stiffness = np.diag(self._pinning_strengths())
        for (i, j), strength in self.springs.items():
            a, b = i - 1, j - 1
            stiffness[[a, b], [a, b]] += strength
            stiffness[[a, b], [b, a]] -= strength
        return stiffness

    @property
    def frictions(self) -> NDArray:
        """Gamma_i of every mass, 0 without a bath, shape (n,)."""
        return self._by_mass(self.friction, 0.0)

    @property
    def temperatures(self) -> NDArray:
        """T_i of every mass, 0 without a bath, shape (n,)."""
        return self._by_mass(self.temperature, 0.0)

    @property
    def inertia(self) -> NDArray:
        """m_i of every mass, shape (n,)."""
        return self._by_mass(self.masses, 1.0)

    @property
    def drift(self) -> NDArray:
        """A = (-Gamma, -V; 1/m, 0) of d(p, q)/dt = A (p, q), shape (2n, 2n)."""
        inverse = np.diag(1.0 / self.inertia)
        return np.block([[-np.diag(self.frictions), -self.stiffness], [inverse, np.zeros_like(inverse)]])

    @property
    def noise(self) -> NDArray:
        """B = diag(2 Gamma m T, 0), shape (2n, 2n)."""
        heating = 2.0 * self.frictions * self.inertia * self.temperatures
        return np.diag(np.concatenate([heating, np.zeros(self.n_masses)]))

    @property
    def free_parts(self) -> tuple[tuple[int, ...], ...]:
        """Masses of each connected part that no pinning holds; such a part has a mode of translation."""
        n_parts, part = self._parts()
        free = np.setdiff1d(np.arange(n_parts), part[self._pinning_strengths() > 0.0])
        return tuple(tuple(int(mass) + 1 for mass in np.flatnonzero(part == k)) for k in free)

    @property
    def translation_diffusivities(self) -> dict[tuple[int, ...], float]:
        r"""D of every free part, for which <(q_i(t) - q_i(0))^2> tends to 2 D t at each of its masses.

        Springs of any law act in pairs, so in a free part d sum_i (p_i + Gamma_i m_i q_i) is the noise of its baths
        alone.  The sum is a Brownian motion for all times, and with bounded elongations

            D = sum_i g_i T_i/(sum_i g_i)^2,   g_i = Gamma_i m_i:

        Einstein's law at the mean of the bath temperatures with the weights g_i, also far from equilibrium and with
        anharmonic springs.
        """
        weights = self.frictions * self.inertia
        found = {}
        for part in self.free_parts:
            sites = np.array(part) - 1
            found[part] = float(weights[sites] @ self.temperatures[sites] / np.sum(weights[sites]) ** 2)
        return found

    def steady_state(self) -> NetworkState:
        """The Gaussian stationary state, A Q + Q A^T = -B (EZ 1).

        Raises
        ------
        ValueError
            A mode is isolated from all baths (Lemma 1), so that the state is not unique; the message names it.  Or the
            state cannot be computed to 1e-7, because rounding moves a mode as fast as the baths do.
        """
        n_bytes = 8.0 * _MATRICES * (2 * self.n_masses) ** 2
        check_memory(f"the network of {self.n_masses} masses", n_bytes, "take fewer masses")
        roots = np.sqrt(self.inertia)
        check_every_mode_is_damped(self.stiffness / np.outer(roots, roots), self.frictions)
        coordinates = self._coordinates()
        reference, excess, error = self._solved(coordinates)
        covariance = reference * np.eye(len(excess)) + excess
        return NetworkState(
            self.stiffness, self.frictions, self.temperatures, coordinates, covariance, resolved=error <= _TOLERANCE
        )

    def _solved(self, coordinates: EnergyCoordinates) -> tuple[float, NDArray, float]:
        """Mean temperature T of the baths, covariance of (p, y) less T 1, and its relative error.

        By linearity only the differences of the bath temperatures have to be solved for: at equal temperatures the
        state is exact.  The same equation with all bath temperatures 1, solved by the unit matrix, tells the error.
        """
        n, baths = self.n_masses, self.frictions > 0.0
        reference = float(np.mean(self.temperatures[baths]))
        size = n + len(coordinates.from_positions)
        excess = np.where(baths, self.temperatures - reference, 0.0)
        if not np.any(excess):
            return reference, np.zeros((size, size)), 0.0
        equation = Lyapunov(coordinates.drift(self.frictions))

        def covariance(temperatures: NDArray) -> NDArray:
            noise = np.zeros(size)
            noise[:n] = 2.0 * self.frictions * temperatures
            return equation.solve(-np.diag(noise))

        error = np.abs(covariance(baths.astype(float)) - np.eye(size))
        seen = float(np.max(error[:, :n]))  # kinetic temperatures and fluxes
        if not seen <= _TOLERANCE:
            raise ValueError(
                f"the steady state cannot be computed to {_TOLERANCE:g}: at equal temperatures, where it is known, "
                f"kinetic temperatures and fluxes are wrong by {seen:.1g} (condition number {equation.condition:.1g}), "
                "because a mode hardly reaches the baths; change springs or pinnings to break the symmetry further, or "
                "give another mass a bath"
            )
        return reference, covariance(excess), float(np.max(error))

    def _coordinates(self) -> EnergyCoordinates:
        return energy_coordinates(self.springs, self._pinning_strengths(), self.inertia, len(self.free_parts))

    def _pinning_strengths(self) -> NDArray:
        return self._by_mass(self.pinning, 0.0)

    def _by_mass(self, values: float | Mapping[int, float], others: float) -> NDArray:
        """One number for every mass, shape (n,): `values`, or those that it maps and `others`."""
        if not isinstance(values, Mapping):
            return np.full(self.n_masses, values)
        array = np.full(self.n_masses, others)
        for mass, value in values.items():
            array[mass - 1] = value
        return array

    def _parts(self) -> tuple[int, NDArray]:
        """Number of connected parts, and the part of every mass, shape (n,)."""
        n, pairs = self.n_masses, np.array(list(self.springs), dtype=int).reshape(-1, 2) - 1
        graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
        return connected_components(graph, directed=False)
