r"""The steady state of a network and the heat that flows through it (EZ, Section 2).

The covariance of (p, q) is Q = (X, R; R^T, Y), with R antisymmetric.  Half of the energy k_ij (q_i - q_j)^2/2 of a
spring counts for either of its masses; then energy flows from i to j through it at the rate

    phi_{i->j} = k_ij <(v_i + v_j)/2 (q_i - q_j)> = k_ij <v_j q_i> = -V_ij <v_j q_i>,   v_i = p_i/m_i,

and into mass i from its bath at the rate phi_i = Gamma_i (T_i - <p_i^2>/m_i), which is sum_j phi_{i->j}.  EZ print
phi_{i->j} = V_ij <p_j q_i>, the opposite sign for attractive springs, V_ij < 0.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.oscillators.networks.arguments import check_named_mass
from thermochain.oscillators.networks.circulation import Circulation, strongest_circulation
from thermochain.oscillators.networks.energy_coordinates import EnergyCoordinates

_ROUNDING = 1e-10


@dataclass(frozen=True, eq=False)
class NetworkState(ReadOnlyArrays):
    """Means and fluxes of one steady state; masses are numbered from 1.

    Attributes
    ----------
    stiffness
        V, shape (n, n).
    frictions, temperatures
        Gamma_i and T_i, 0 without a bath, shape (n,).
    coordinates
        Energy coordinates y of the springs.
    energy_covariance
        Covariance of (p_1/sqrt(m_1) .. p_n/sqrt(m_n), y_1 .. y_r), shape (n + r, n + r).
    resolved
        Whether the covariance of the positions is known to the tolerance, too: a mode that relaxes more slowly than
        rounding moves it has unknown positions, even where momenta and fluxes do not depend on it.
    """

    stiffness: NDArray
    frictions: NDArray
    temperatures: NDArray
    coordinates: EnergyCoordinates
    energy_covariance: NDArray
    resolved: bool

    @cached_property
    def kinetic_temperatures(self) -> NDArray:
        """<p_i^2>/m_i, shape (n,)."""
        return np.diag(self.energy_covariance)[: self._n_masses].copy()

    @cached_property
    def fluxes(self) -> NDArray:
        """phi_{i->j} at [i - 1, j - 1], antisymmetric, shape (n, n)."""
        n = self._n_masses
        return self.coordinates.fluxes(self.energy_covariance[n:, :n])

    @cached_property
    def covariance(self) -> NDArray:
        """Q of (p_1 .. p_n, q_1 .. q_n), shape (2n, 2n); in parts that are pinned nowhere, q is relative to the mean.

        Raises ValueError if the positions are not `resolved`.
        """
        if not self.resolved:
            raise ValueError(
                "the covariance of the positions cannot be computed, since a mode relaxes more slowly than rounding "
                "moves it; momenta and fluxes are known: pin the network more strongly, or use these"
            )
        n, positions = self._n_masses, self.coordinates.positions()
        spread = np.zeros((2 * n, len(self.energy_covariance)))
        spread[:n, :n], spread[n:, n:] = np.diag(self.coordinates.roots), positions
        return spread @ self.energy_covariance @ spread.T

    @cached_property
    def bath_fluxes(self) -> NDArray:
        """phi_i, from the bath into mass i, shape (n,); 0 without a bath."""
        return self.frictions * (self.temperatures - self.kinetic_temperatures)

    @property
    def entropy_production(self) -> float:
        """Entropy production -sum_i phi_i/T_i, the entropy that the baths gain in a unit of time, >= 0.

        Raises ValueError if a bath has the temperature 0.
        """
        baths = self.frictions > 0.0
        if not np.all(self.temperatures[baths] > 0.0):
            cold = np.flatnonzero(baths & (self.temperatures == 0.0))[0] + 1
            raise ValueError(f"temperature[{cold}]=0.0 must be > 0 for the entropy production; pass a temperature > 0")
        return float(-np.sum(self.bath_fluxes[baths] / self.temperatures[baths]))

    @cached_property
    def circulation(self) -> Circulation:
        """The strongest circulation of heat: the cycle with the largest smallest flux, or none of strength 0."""
        return strongest_circulation(self.fluxes, self._rounding)

    def flux(self, i: int, j: int) -> float:
        """phi_{i->j}; > 0 if energy flows from i to j.  Raises ValueError unless a spring joins the two."""
        for name, mass in (("i", i), ("j", j)):
            check_named_mass(name, mass, self._n_masses)
        if i == j or self.stiffness[i - 1, j - 1] == 0.0:
            raise ValueError(f"i={i!r}, j={j!r}: no spring joins these masses; name the two ends of one")
        return float(self.fluxes[i - 1, j - 1])

    def bath_flux(self, i: int) -> float:
        """phi_i from its bath into mass i; 0 without a bath."""
        check_named_mass("i", i, self._n_masses)
        return float(self.bath_fluxes[i - 1])

    def kinetic_temperature(self, i: int) -> float:
        """<p_i^2>/m_i of mass i."""
        check_named_mass("i", i, self._n_masses)
        return float(self.kinetic_temperatures[i - 1])

    @property
    def _n_masses(self) -> int:
        return self.stiffness.shape[0]

    @property
    def _rounding(self) -> float:
        """Largest value that rounding may give to a flux that vanishes."""
        return _ROUNDING * float(np.max(self.frictions) * np.max(self.kinetic_temperatures))
