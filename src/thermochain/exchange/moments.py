r"""First and second moments of energy exchange at constant rate, which close exactly.

With f = 1 the energies after an exchange are linear in those before it, so means m and products X = <E E^T> obey
linear equations for every M, in fast time

    dm/dt = A m + b,   dX/dt = A X + X A^T + b m^T + m b^T + (1/M) sum_k d_k d_k^T Q_k,

with A half the discrete Laplacian, d_k = e_{k+1} - e_k, and Q_k the mean of E[(M J_k)^2] (`TransferNoise`).  For
M = 1 this is the two-point system of Kipnis, Marchioro and Presutti; with the coefficients of M -> infinity, that of
(3.3).
"""

import numpy as np
from numpy.typing import NDArray

from thermochain.core.memory import check_memory
from thermochain.core.residual import check_residual, solve_proved
from thermochain.exchange.chain import TransferNoise

_TOLERANCE = 1e-9  # rounding of sums of squares of energies


def moment_system(
    n_cells: int, T_left: float, T_right: float, particles_per_cell: float, noise: TransferNoise
) -> tuple[NDArray, NDArray]:
    """G and g of dy/dt = G y + g for y = (m, X row by row), shapes (N + N^2, N + N^2) and (N + N^2,)."""
    n, size = n_cells, n_cells + n_cells**2
    check_memory(f"n_cells={n}", 24.0 * size**2, "pass fewer cells")
    matrix, inhomogeneity = np.zeros((size, size)), np.zeros(size)
    A = -np.eye(n) + 0.5 * np.eye(n, k=1) + 0.5 * np.eye(n, k=-1)
    b = np.zeros(n)
    b[0] += 0.5 * T_left
    b[-1] += 0.5 * T_right
    one = np.eye(n)
    matrix[:n, :n], inhomogeneity[:n] = A, b
    matrix[n:, n:] = np.kron(A, one) + np.kron(one, A)
    matrix[n:, :n] = np.kron(b[:, None], one) + np.kron(one, b[:, None])
    products = matrix[n:].reshape(n, n, size)
    constants = inhomogeneity[n:].reshape(n, n)
    for k in range(n + 1):
        row, constant = _transfer_square(k, n, T_left, T_right, noise)
        for i, j, sign in _corners(k, n):
            products[i, j] += sign * row / particles_per_cell
            constants[i, j] += sign * constant / particles_per_cell
    return matrix, inhomogeneity


def _corners(bond: int, n: int) -> list[tuple[int, int, int]]:
    """Entries of d_k d_k^T: bond k joins the cells at index k - 1 and k."""
    cells = [(c, s) for c, s in ((bond - 1, -1), (bond, 1)) if 0 <= c < n]
    return [(i, j, s * t) for i, s in cells for j, t in cells]


def _transfer_square(bond: int, n: int, T_left: float, T_right: float, noise: TransferNoise) -> tuple[NDArray, float]:
    """<E[(M J_k)^2]> as a linear function of y: its row of coefficients, and its constant."""
    row, constant = np.zeros(n + n * n), 0.0
    left, right = bond - 1, bond
    for cell in (left, right):
        if 0 <= cell < n:
            row[n + cell * n + cell] += noise.square
    if left < 0 or right >= n:
        T, cell = (T_left, right) if left < 0 else (T_right, left)
        row[cell] += noise.product * T
        constant = noise.bath_square * T**2
    else:
        row[n + left * n + right] += noise.product
    return row, constant


def stationary_moments(
    n_cells: int, T_left: float, T_right: float, particles_per_cell: float, noise: TransferNoise
) -> tuple[NDArray, NDArray]:
    """Means, shape (N,), and covariance, shape (N, N), of the stationary state."""
    matrix, inhomogeneity = moment_system(n_cells, T_left, T_right, particles_per_cell, noise)
    return _as_covariance(_fixed(matrix, inhomogeneity, T_left, T_right, n_cells), n_cells)


def _fixed(matrix: NDArray, inhomogeneity: NDArray, T_left: float, T_right: float, n_cells: int) -> NDArray:
    """Stationary moments y; their means have to lie on a straight line, since the current is the same everywhere."""
    remedy = "take fewer cells or closer bath temperatures"
    fixed = solve_proved(matrix, -inhomogeneity, what="the stationary moments", remedy=remedy)
    line = np.linspace(T_left, T_right, n_cells + 2)[1:-1]
    check_residual("the mean energies", fixed[:n_cells] - line, line, tolerance=_TOLERANCE, remedy=remedy)
    return fixed


def _as_covariance(state: NDArray, n: int) -> tuple[NDArray, NDArray]:
    means = state[:n]
    return means, state[n:].reshape(n, n) - np.outer(means, means)
