"""Mean and covariance of a harmonic chain, and the profiles and currents that follow from them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.oscillators.harmonic.chain import HarmonicChain


@dataclass(frozen=True, eq=False)
class ChainMoments(ReadOnlyArrays):
    """Moments of the state y = (s, p), bonds before momenta.

    Attributes
    ----------
    chain
        The chain that has these moments.
    mean
        <y>, shape (size,).
    covariance
        <y y^T> - <y><y>^T, shape (size, size).
    """

    chain: HarmonicChain
    mean: NDArray
    covariance: NDArray

    @property
    def bonds(self) -> NDArray:
        """Mean bonds <s>, shape (n_bonds,)."""
        return self.mean[: self.chain.n_bonds]

    @property
    def momentum(self) -> NDArray:
        """Mean momenta <p>, shape (n_masses,)."""
        return self.mean[self.chain.n_bonds :]

    @property
    def velocity(self) -> NDArray:
        """Mean velocities <p>/m, shape (n_masses,)."""
        return self.chain.velocities(self.mean)

    @property
    def bond_variance(self) -> NDArray:
        """Variance of s, shape (n_bonds,); the temperature at local equilibrium."""
        return np.diagonal(self.covariance)[: self.chain.n_bonds]

    @property
    def temperature(self) -> NDArray:
        """Kinetic temperature, the variance of p over the mass, shape (n_masses,)."""
        return np.diagonal(self.covariance)[self.chain.n_bonds :] / self.chain.masses

    @property
    def kinetic_temperature(self) -> NDArray:
        """<p^2>/m, that of the mean motion included, shape (n_masses,)."""
        return self.temperature + self.momentum * self.velocity

    @property
    def bond_energy_current(self) -> NDArray:
        """Currents <j_{i-1,i}> in a line, shape (n_bonds,): -<p_{i-1} r_i>/m_{i-1} plus the current by exchanges."""
        n = self.chain.n_bonds
        bond = np.arange(n)
        current = -(self.covariance[bond, n + bond] + self.mean[:n] * self.mean[n : n + n]) / self.chain.masses[:n]
        if self.chain.swaps.only_flips:
            return current
        return current - 0.5 * self.chain.rate * np.diff(self.kinetic_temperature)

    @property
    def bath_energy_current(self) -> NDArray:
        """Energy currents from baths and constant forces into the left end and out of the right end, shape (2,)."""
        ends = [0, -1]
        chain = self.chain
        heat = chain.friction[ends] * (chain.temperature[ends] - self.kinetic_temperature[ends])
        supply = heat + chain.force[ends] * self.velocity[ends]
        return supply * np.array([1.0, -1.0])

    @property
    def energy_current(self) -> float:
        """Microscopic current <j> of a stationary state, not multiplied by N: the mean of both ends."""
        return float(self.bath_energy_current.mean())
