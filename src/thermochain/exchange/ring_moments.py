r"""First and second moments of rings of energies in time, where they close (Olla, 43 and 52).

Currents of mean r (E_k - E_{k+1}) and a noise that is quadratic in the energies give

    dm/dt = A m,   dC/dt = A C + C A^T + sum_k d_k d_k^T Q_k,   d_k = e_{k+1} - e_k,

with A the discrete Laplacian times r, and Q_k the mean of square (E_k^2 + E_{k+1}^2) + product E_k E_{k+1}.  These are
gradient systems: the mean energy obeys the discrete heat equation exactly, and the limit (48) is the heat equation with
D = r.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

from thermochain.core.arguments import shown
from thermochain.core.memory import check_memory
from thermochain.core.residual import check_integrated, check_residual
from thermochain.exchange.arguments import checked_energies, checked_times
from thermochain.exchange.chain import TransferNoise, finite_noise
from thermochain.exchange.ginzburg_landau import GinzburgLandau

_TOLERANCE = 1e-10  # error of a time step; what a ring of 1000 cells has lost to its limit is 1e-6
_FEWEST = 3  # with fewer cells, the same cell is the neighbour on both sides


@dataclass(frozen=True)
class GradientRing:
    """A ring whose moments close."""

    rate: float  # r of the mean current r (E_k - E_{k+1}); the diffusivity of the limit
    noise: TransferNoise  # Q of the noise of a current
    shape: float  # shape of the Gamma law of an energy at equilibrium


def full_shares_ring() -> GradientRing:
    """The jump process (52) at constant rate 1, the model of Kipnis, Marchioro and Presutti."""
    return GradientRing(0.5, finite_noise(1.0), 1.0)


def product_ring(dynamics: GinzburgLandau) -> GradientRing:
    """The energy Ginzburg-Landau dynamics (43) with sigma^2 = c E_1 E_2, ValueError for another."""
    if dynamics.kind != "product":
        raise ValueError(f"kind={shown(dynamics.kind)} must be 'product', whose moments close; simulate the others")
    c, shape = float(dynamics.strength), dynamics.heat_capacity()
    return GradientRing(c * shape, TransferNoise(0.0, 2.0 * c, 0.0), shape)


def ring_moments(ring: GradientRing, energies: NDArray, times: Sequence[float]) -> tuple[NDArray, NDArray]:
    """Means and covariances at microscopic `times`, shapes (n_times, N) and (n_times, N, N).

    At time 0 the energies are independent Gamma(shape) with the means `energies`, the local equilibrium.  Raises
    ValueError unless there are three energies > 0 or more and times that increase from above 0.
    """
    start, ends = checked_energies("energies", energies, _FEWEST), checked_times(times)
    n = start.size
    check_memory(f"a ring of {n} cells", 200.0 * n**2, "pass fewer cells")
    cells, after = np.arange(n), np.arange(1, n + 1) % n

    def slope(_, y: NDArray) -> NDArray:
        m, C = y[:n], y[n:].reshape(n, n)
        squares = np.diag(C) + m**2
        between = C[cells, after] + m * m[after]
        Q = ring.noise.square * (squares + squares[after]) + ring.noise.product * between
        moved = ring.rate * _laplacian(C)
        change = moved + moved.T
        change[cells, cells] += Q + np.roll(Q, 1)
        change[cells, after] -= Q
        change[after, cells] -= Q
        return np.concatenate([ring.rate * _laplacian(m), change.ravel()])

    first = np.concatenate([start, np.diag(start**2 / ring.shape).ravel()])
    solution = solve_ivp(slope, (0.0, ends[-1]), first, "DOP853", ends, rtol=_TOLERANCE, atol=_TOLERANCE)
    remedy = "ask for earlier times or fewer cells"
    check_integrated(solution, "the moments of a ring", remedy)
    means, covariances = solution.y.T[:, :n], solution.y.T[:, n:].reshape(ends.size, n, n)
    totals = covariances.sum(axis=(1, 2)) - np.sum(start**2) / ring.shape
    check_residual(
        "the variance of the total energy, which is conserved,", totals, np.sum(start**2), tolerance=1e-7, remedy=remedy
    )
    return means, covariances


def wave_weights(n_cells: int) -> NDArray:
    """Weights with which energies add up to the amplitude of the wave cos(2 pi x) around the ring, shape (N,)."""
    return 2.0 / n_cells * np.cos(2.0 * np.pi * np.arange(n_cells) / n_cells)


def _laplacian(values: NDArray) -> NDArray:
    """Second differences along the first axis of a ring."""
    return np.roll(values, 1, axis=0) + np.roll(values, -1, axis=0) - 2.0 * values
