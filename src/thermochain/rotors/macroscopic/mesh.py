r"""Uniform meshes of [-1, 1] and the discrete currents on their cells, as in IOS (B.3).

    J^p = -<D^p> (p_r - p_l)/dx,   J^e = -<kappa> (T_r - T_l)/dx + <p> J^p,

where <.> is the mean over the left and the right node of a cell.  Since <p> (p_r - p_l) is the difference of p^2/2, the
second equation is the discrete -D^p d(p^2/2)/dx - kappa dT/dx.  Stationary states and evolution in time share it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.rotors.coefficients import TransportCoefficients


@dataclass(frozen=True, eq=False)
class Mesh(ReadOnlyArrays):
    """Mesh of nodes and the cells between them."""

    x: NDArray  # positions of the nodes, shape (n_nodes,)
    left: NDArray  # index of the left node of each cell, shape (n_cells,)
    right: NDArray  # index of its right node, shape (n_cells,)
    widths: NDArray  # weight of each node in sums over x, shape (n_nodes,): half of the width of the adjacent cells

    @property
    def dx(self) -> float:
        """Width of a cell."""
        return 2.0 / self.left.size

    def mean(self, values: NDArray) -> NDArray:
        """Means over the nodes of each cell, (..., n_nodes) -> (..., n_cells)."""
        return 0.5 * (values[..., self.left] + values[..., self.right])

    def slope(self, values: NDArray) -> NDArray:
        """Slopes in each cell, (..., n_nodes) -> (..., n_cells)."""
        return (values[..., self.right] - values[..., self.left]) / self.dx


def line(n_cells: int) -> Mesh:
    """Mesh of n_cells cells between n_cells + 1 nodes, the first at -1 and the last at 1."""
    k = np.arange(n_cells)
    widths = np.full(n_cells + 1, 2.0 / n_cells)
    widths[[0, -1]] *= 0.5
    return Mesh(np.linspace(-1.0, 1.0, n_cells + 1), k, k + 1, widths)


def ring(n_cells: int) -> Mesh:
    """Mesh of n_cells cells and as many nodes; the last cell closes the ring, on which x = 1 is x = -1."""
    k = np.arange(n_cells)
    return Mesh(np.linspace(-1.0, 1.0, n_cells, endpoint=False), k, (k + 1) % n_cells, np.full(n_cells, 2.0 / n_cells))


def cell_currents(c: TransportCoefficients, mesh: Mesh, p: NDArray, T: NDArray) -> tuple[NDArray, NDArray]:
    """J^p and J^e of each cell, (..., n_nodes) -> (..., n_cells)."""
    jp = -mesh.mean(c.momentum_diffusivity(T)) * mesh.slope(p)
    je = -mesh.mean(c.thermal_conductivity(T)) * mesh.slope(T) + mesh.mean(p) * jp
    return jp, je
