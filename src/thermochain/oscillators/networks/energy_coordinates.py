r"""Coordinates in which springs of all strengths, and weak pinning too, are resolved equally well.

Momenta and positions here are u_i = p_i/sqrt(m_i) and x_i = sqrt(m_i) q_i, those of unit masses.  Every spring
and every pinning is an edge e of strength k_e with the elongation l_e = q_i - q_j or q_i.  With S the matrix of
(S x)_e = sqrt(k_e) l_e, the stiffness of x is S^T S.  The decomposition S = O R, where O has orthonormal columns, gives
coordinates y = R x with the energy (u^2 + y^2)/2 and

    du = -(R^T y + Gamma u) dt + sqrt(2 Gamma T) dw,   dy = R u dt.

At equal temperatures T of all baths <u u^T> = <y y^T> = T 1 exactly, for any strengths.  Elongations are
sqrt(k_e) l_e = (O y)_e: no difference of two positions has to be formed, whose fluctuations grow without bound as the
pinning becomes weak.  A part of the network that no pinning holds has one coordinate y less than masses: its centre
of mass is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import qr, solve_triangular

from thermochain.core.read_only import ReadOnlyArrays


@dataclass(frozen=True, eq=False)
class EnergyCoordinates(ReadOnlyArrays):
    """The matrices of one network of n masses and m springs, with r coordinates y."""

    from_positions: NDArray  # R, shape (r, n)
    to_tensions: NDArray  # rows of O that belong to the springs, in the order of `pairs`, shape (m, r)
    pairs: NDArray  # masses i and j of every spring, numbered from 0, shape (m, 2)
    strengths: NDArray  # k_ij of every spring, shape (m,)
    roots: NDArray  # sqrt(m_i), shape (n,)

    def drift(self, frictions: NDArray) -> NDArray:
        """A = (-Gamma, -R^T; R, 0) of d(u, y)/dt = A (u, y), shape (n + r, n + r)."""
        r = len(self.from_positions)
        return np.block([[-np.diag(frictions), -self.from_positions.T], [self.from_positions, np.zeros((r, r))]])

    def fluxes(self, correlation: NDArray) -> NDArray:
        """phi_{i->j} = sqrt(k_ij) <(v_i + v_j)/2 (O y)_ij> at [i, j], v = p/m, antisymmetric, shape (n, n).

        `correlation` is <y u^T>, shape (r, n).
        """
        n = self.from_positions.shape[1]
        i, j = self.pairs.T
        forces = self.to_tensions @ (correlation / self.roots)  # sqrt(k_e) <l_e v>
        rows = np.arange(len(self.pairs))
        flux = 0.5 * np.sqrt(self.strengths) * (forces[rows, i] + forces[rows, j])
        fluxes = np.zeros((n, n))
        fluxes[i, j], fluxes[j, i] = flux, -flux
        return fluxes

    def positions(self) -> NDArray:
        """Matrix of q = m^{-1/2} R^+ y, shape (n, r), relative to the centre of mass of a part that is not pinned."""
        basis, triangle = qr(self.from_positions.T, mode="economic")  # R^T = basis triangle
        return solve_triangular(triangle, basis.T).T / self.roots[:, None]


def energy_coordinates(
    springs: Mapping[tuple[int, int], float], pinning: NDArray, masses: NDArray, n_free: int
) -> EnergyCoordinates:
    """Coordinates of a network; `pinning` and `masses` have the shape (n,), and `n_free` parts are pinned nowhere."""
    n_masses, roots = len(masses), np.sqrt(masses)
    pairs = np.array(list(springs), dtype=int).reshape(-1, 2) - 1
    strengths = np.array(list(springs.values()), dtype=float)
    pinned = np.flatnonzero(pinning > 0.0)
    edges = np.zeros((len(pairs) + len(pinned), n_masses))
    rows = np.arange(len(pairs))
    edges[rows, pairs[:, 0]] = np.sqrt(strengths)
    edges[rows, pairs[:, 1]] = -np.sqrt(strengths)
    edges[len(pairs) + np.arange(len(pinned)), pinned] = np.sqrt(pinning[pinned])
    edges /= roots
    # rows of decreasing size and pivoting of the columns keep the relative accuracy of small rows
    order = np.argsort(-np.abs(edges).max(axis=1), kind="stable")
    orthonormal, triangle, columns = qr(edges[order], mode="economic", pivoting=True)
    rank = n_masses - n_free
    to_tensions, from_positions = np.empty((len(edges), rank)), np.empty((rank, n_masses))
    to_tensions[order] = orthonormal[:, :rank]
    from_positions[:, columns] = triangle[:rank]
    return EnergyCoordinates(from_positions, to_tensions[: len(pairs)], pairs, strengths, roots)
