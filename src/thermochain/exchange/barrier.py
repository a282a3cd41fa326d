r"""The energy that passes a single barrier between two baths, and its fluctuation relation.

When the clock rings, J = (1 - p) B_L X_L - p B_R X_R passes to the right, p uniform, B the share Beta(1, M - 1) of the
energy X of a bath.  X is drawn anew each time, so the energy Q_t that has passed by fast time t is a compound Poisson
process with

    log E[exp(lambda Q_t)] = t mu(lambda),   mu = M f (E[exp(lambda J)] - 1).

A share of an energy Gamma(M) is exponential, which the uniform redistribution of a pair leaves alone.  Therefore, with
baths that are cells of M particles in equilibrium at T, and affinity A = M (1/T_R - 1/T_L), exactly and for every t,

    P(Q_t = q)/P(Q_t = -q) = exp(A q),   mu(lambda) = mu(-A - lambda),   E[exp(-A Q_t)] = 1.

Li's baths have an exponential energy instead.  At M = 1 this is Gamma(1).  For M > 1 no affinity has this symmetry: mu
is finite for -1/T_R < lambda < 1/T_L only, so it could be 1/T_R - 1/T_L alone, and mu is not zero at minus that.  The
noise near equilibrium is [8 M/(M + 1) - 1]/3 times that of the relation, 7/3 for many particles.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.special import hyp2f1, roots_legendre

_NODES = 200  # of the average over p


@dataclass(frozen=True)
class Barrier:
    """A barrier between two baths at unit rate f."""

    particles: float  # M >= 1
    T_left: float  # mean energy > 0 of the left bath
    T_right: float  # mean energy > 0 of the right bath
    # Whether the energies of the baths have the law Gamma(M) of cells in equilibrium, and not Li's exponential one.
    of_cells: bool = False

    @property
    def affinity(self) -> float:
        """A = M (1/T_R - 1/T_L) of the fluctuation relation of baths that are cells."""
        return self.particles * (1.0 / self.T_right - 1.0 / self.T_left)

    @property
    def mean(self) -> float:
        """Mean of Q_t/t: (T_L - T_R)/2 for all baths."""
        return 0.5 * (self.T_left - self.T_right)

    @property
    def variance(self) -> float:
        """M times the variance of Q_t over t."""
        square = 2.0 if self.of_cells else 4.0 * self.particles / (self.particles + 1.0)  # E[(M B X)^2]/T^2
        return (square * (self.T_left**2 + self.T_right**2) - self.T_left * self.T_right) / 3.0

    def generating(self, slopes: NDArray) -> NDArray:
        """Values of mu(lambda), shape (n,), for -1/T_R < lambda < 1/T_L, times M if the baths are cells."""
        nodes, weights = roots_legendre(_NODES)
        p = 0.5 * (nodes + 1.0)
        left = self._shared(np.multiply.outer(slopes, (1.0 - p) * self.T_left))
        right = self._shared(np.multiply.outer(-np.asarray(slopes), p * self.T_right))
        return self.particles * ((left * right) @ (0.5 * weights) - 1.0)

    def _shared(self, z: NDArray) -> NDArray:
        """E[exp(z B X/T)] of the energy that a bath puts into the pool."""
        if self.of_cells or self.particles == 1.0:
            return 1.0 / (1.0 - z / self.particles)
        return hyp2f1(1.0, 1.0, self.particles, z)

    def passed(self, time: float, n_paths: int, rng: Generator) -> NDArray:
        """Energies Q_t of independent barriers after fast time `time`, shape (n_paths,); exact."""
        counts = rng.poisson(self.particles * time, n_paths)
        n, M = int(counts.sum()), self.particles
        p, given = rng.random(n), []
        for T in (self.T_left, self.T_right):
            energy = T / M * rng.gamma(M, size=n) if self.of_cells else rng.exponential(T, n)
            given.append(energy * (rng.beta(1.0, M - 1.0, n) if M > 1 else 1.0))
        moved = (1.0 - p) * given[0] - p * given[1]
        return np.bincount(np.repeat(np.arange(n_paths), counts), weights=moved, minlength=n_paths)
