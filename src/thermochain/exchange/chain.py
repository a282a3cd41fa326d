r"""Stochastic energy exchange between cells (Li, 2.2): drift and noise of a single exchange, and of the whole chain.

Cells 1 .. N stand between baths E_0 = T_L and E_{N+1} = T_R.  Bond k joins cells k and k + 1; when its clock of rate
f(E_k, E_{k+1}) rings, the energy J_k = (1 - p) B_1 E_k - p B_2 E_{k+1} passes to the right, p uniform and B_1, B_2 of
the law Beta(1, M - 1) with density (M - 1)(1 - x)^{M-2}.  A bath gives an exponential energy of mean T instead.  Then

    M E[J_k] = (E_k - E_{k+1})/2,   M^2 E[J_k^2] -> a E_k^2 + b E_k E_{k+1} + a E_{k+1}^2,   a = 2/3, b = -1/3,

with 2a for a bath's energy (Lemma 6.4).  At finite M, a is smaller by the factor M/(M + 1).  Arrays `energies` have
shape (N,), arrays over bonds (N + 1,).  Currents are positive to the right.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.compiled import bound
from thermochain.exchange.rates import rate_slopes, rates_of_bonds


@dataclass(frozen=True)
class TransferNoise:
    """E[(M J)^2] = square (E_1^2 + E_2^2) + product E_1 E_2, with `bath_square` for the energy of a bath."""

    square: float
    product: float
    bath_square: float


# Coefficients of Theorem 3 and Lemma 6.4.  Those printed in Theorem 6.1 differ and are kept to show that they fail.
NOISE = TransferNoise(2.0 / 3.0, -1.0 / 3.0, 4.0 / 3.0)
PRINTED_NOISE = TransferNoise(1.0 / 4.0, 1.0 / 6.0, 3.0 / 4.0)


def finite_noise(particles_per_cell: float) -> TransferNoise:
    """Exact coefficients at M particles per cell; at M = 1, full shares, those of Kipnis, Marchioro and Presutti."""
    shrink = particles_per_cell / (particles_per_cell + 1.0)
    return TransferNoise(NOISE.square * shrink, NOISE.product, NOISE.bath_square * shrink)


@dataclass(frozen=True)
class Chain:
    """Chain of cells between two baths."""

    rate: Callable  # compiled f(E_1, E_2)
    n_cells: int  # N >= 1
    T_left: float  # temperature > 0 of the left bath
    T_right: float  # temperature > 0 of the right bath

    def with_baths(self, energies: NDArray) -> NDArray:
        """Energies of cells and baths: E_0 = T_L, E_1 .. E_N, E_{N+1} = T_R, shape (N + 2,)."""
        return np.concatenate([[self.T_left], energies, [self.T_right]])

    def rates(self, energies: NDArray) -> NDArray:
        """Exchange rates f(E_k, E_{k+1}) of all bonds, shape (N + 1,)."""
        return bound(rates_of_bonds, self.rate)(self.with_baths(energies))

    def currents(self, energies: NDArray) -> NDArray:
        """Mean currents f(E_k, E_{k+1}) (E_k - E_{k+1})/2 in fast time, shape (N + 1,)."""
        return -0.5 * self.rates(energies) * np.diff(self.with_baths(energies))

    def drift(self, energies: NDArray) -> NDArray:
        """Drift F of (3.1), shape (N,)."""
        return -np.diff(self.currents(energies))

    def jacobian_bands(self, energies: NDArray) -> NDArray:
        """Derivative DF of the drift, which is tridiagonal, in the form of `scipy.linalg.solve_banded`, shape (3, N).

        Lemma 5.7 prints it without the factor 1/2 of F.
        """
        all_energies = self.with_baths(energies)
        by_left, by_right = bound(rate_slopes, self.rate)(all_energies)
        rates, gaps = bound(rates_of_bonds, self.rate)(all_energies), -np.diff(all_energies)
        by_left, by_right = 0.5 * (by_left * gaps + rates), 0.5 * (by_right * gaps - rates)
        bands = np.zeros((3, energies.size))
        bands[0, 1:], bands[1], bands[2, :-1] = -by_right[1:-1], by_right[:-1] - by_left[1:], by_left[1:-1]
        return bands

    def jacobian(self, energies: NDArray) -> NDArray:
        """DF as a full matrix, shape (N, N)."""
        above, diagonal, below = self.jacobian_bands(energies)
        return np.diag(diagonal) + np.diag(above[1:], 1) + np.diag(below[:-1], -1)

    def noise_variances(self, energies: NDArray, noise: TransferNoise = NOISE) -> NDArray:
        """Noise strengths V_0^2, V^2 .. V^2, V_N^2 of the bonds, shape (N + 1,)."""
        all_energies = self.with_baths(energies)
        weights = np.full(all_energies.size, noise.square)
        weights[[0, -1]] = noise.bath_square
        squares = weights * all_energies**2
        products = noise.product * all_energies[:-1] * all_energies[1:]
        return bound(rates_of_bonds, self.rate)(all_energies) * (squares[:-1] + squares[1:] + products)

    def third_moments(self, energies: NDArray) -> NDArray:
        """Third moments f E[(M J_k)^3] of all bonds for many particles, shape (N + 1,).

        M B tends to an exponential number of mean 1, so the shares of a cell have the third moment 6 E^3 and the
        exponential energy of a bath gives 36 T^3.
        """
        all_energies = self.with_baths(energies)
        squares, cubes = 2.0 * all_energies**2, 6.0 * all_energies**3
        squares[[0, -1]] *= 2.0
        cubes[[0, -1]] *= 6.0
        left, right = all_energies[:-1], all_energies[1:]
        outer = 0.25 * (cubes[:-1] - cubes[1:])  # E[p^3] = 1/4 and 3 E[p (1 - p)^2] = 1/4
        inner = 0.25 * (left * squares[1:] - squares[:-1] * right)
        return bound(rates_of_bonds, self.rate)(all_energies) * (outer + inner)

    def diffusion(self, energies: NDArray, noise: TransferNoise = NOISE) -> NDArray:
        """Diffusion matrix H H^T, shape (N, N), with +V and -V on the two diagonals of H.

        The signs are those of Lemma 6.4; Theorem 3 drops the minus.
        """
        variances = self.noise_variances(energies, noise)
        inner = -variances[1:-1]
        return np.diag(variances[:-1] + variances[1:]) + np.diag(inner, 1) + np.diag(inner, -1)
