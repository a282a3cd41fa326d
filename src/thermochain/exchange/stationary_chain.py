"""Averages of a stationary energy exchange: energies, currents, covariances, with errors from independent replicas."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.running_integral import standard_error


@dataclass(frozen=True, eq=False)
class StationaryChain(ReadOnlyArrays):
    """Simulated chains of cells in their stationary state, and averages over them."""

    T_left: float  # temperature of the left bath
    T_right: float  # temperature of the right bath
    samples: NDArray  # energies at equal distances of time, shape (n_records, n_replicas, N)
    moved: NDArray  # energy that passed every bond to the right, shape (n_replicas, N + 1)
    mean_currents: NDArray  # time averages of f (E_k - E_{k+1})/2 on every bond in fast time, shape (n_replicas, N + 1)
    time: float  # length of each trajectory, in units of the chosen time scale
    n_events: int  # exchanges in all replicas

    @property
    def energies(self) -> tuple[NDArray, NDArray]:
        """Mean energies of the cells and their standard errors, shape (N,)."""
        means = self.samples.mean(axis=0)
        return means.mean(axis=0), standard_error(means)

    @property
    def current(self) -> tuple[float, float]:
        """Energy current to the right, averaged over the bonds, and its standard error."""
        currents = self.moved.mean(axis=1) / self.time
        return float(currents.mean()), float(standard_error(currents))

    @property
    def quiet_current(self) -> tuple[float, float]:
        """Mean f (E_k - E_{k+1})/2 in fast time, the current without the noise of single exchanges, and its error."""
        currents = self.mean_currents.mean(axis=1)
        return float(currents.mean()), float(standard_error(currents))

    @property
    def conductivity(self) -> tuple[float, float]:
        """-current (N + 1)/(T_R - T_L) and its standard error; nan for equal baths."""
        gap = self.T_right - self.T_left
        factor = -self.moved.shape[1] / gap if gap else np.nan
        value, error = self.current
        return factor * value, abs(factor) * error

    @property
    def covariance(self) -> tuple[NDArray, NDArray]:
        """Covariance of the energies and its standard errors, shape (N, N)."""
        deviations = self.samples - self.energies[0]
        replicas = np.einsum("sri,srj->rij", deviations, deviations) / len(deviations)
        return replicas.mean(axis=0), standard_error(replicas)

    @property
    def entropy_production(self) -> tuple[float, float]:
        """Current (1/T_R - 1/T_L) and its standard error."""
        factor = 1.0 / self.T_right - 1.0 / self.T_left
        value, error = self.current
        return factor * value, abs(factor) * error
