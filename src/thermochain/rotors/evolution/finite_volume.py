r"""Conservative finite volumes for the evolution in time (Olla 14, 16), continuous in time.

    dp/dt = -dJ^p/dx,   de/dt = -dJ^e/dx,   e = p^2/2 + u(T),

with the currents of `mesh` between nodes.  A node represents half of each adjacent cell, so a chain that is
closed by ends without flux or as a ring conserves sum w p and sum w e exactly.  A bath fixes p and T of its node.

The scheme has a discrete entropy balance, exact before time is discretised.  Half of the mechanical energy that a
cell dissipates heats each of its two nodes: u at a node obeys

    w du/dt = J^Q_l - J^Q_r + (dx/2) [<D>_l (dp/dx)_l^2 + <D>_r (dp/dx)_r^2],   J^Q = -<kappa> dT/dx,

and with S'(u) = 1/T the sum over the nodes of w dS/dt is the sum over the cells of

    dx [ <D> (dp/dx)^2 <1/T> + <kappa> (dT/dx)^2 / (T_l T_r) ] >= 0,

the discrete (Olla 18), plus the heat supplied by each bath over its temperature.  So the temperature never
falls below the lowest of the initial and of the bath temperatures.
"""

import numpy as np
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic.caloric import caloric_equation
from thermochain.rotors.macroscopic.mesh import Mesh, cell_currents
from thermochain.rotors.potential import ROTORS, Potential


class FiniteVolumes:
    """System of ordinary differential equations dy/dt = `rates`(t, y) that approximates the macroscopic equations.

    y holds p and e of one node after the other, shape (2 n_nodes,); on a ring the nodes come in the order
    0, n-1, 1, n-2, ..., which makes the Jacobian banded.

    Parameters
    ----------
    coefficients
        Transport coefficients.  A solution must stay within their admissible temperatures; trial states of an
        integrator outside them are assigned the temperature at the end of the range.
    mesh
        Nodes and cells.
    held
        True for the nodes whose state a bath fixes, shape (n_nodes,).
    potential
        Bond potential, of which u(T) is.

    Attributes
    ----------
    bandwidth
        Number of diagonals of the Jacobian on each side of the main one.
    """

    def __init__(self, coefficients: TransportCoefficients, mesh: Mesh, held: NDArray, potential: Potential = ROTORS):
        self._coefficients, self._mesh, self._potential = coefficients, mesh, potential
        self._caloric = caloric_equation(*coefficients.admissible_range, potential)
        self._mobility = np.where(held, 0.0, 1.0 / mesh.widths)
        n = mesh.x.size
        self._order = np.arange(n)
        if mesh.left.size == n:  # a ring: fold it
            self._order[0::2], self._order[1::2] = np.arange((n + 1) // 2), np.arange(n - 1, (n - 1) // 2, -1)
        self._place = np.argsort(self._order)
        self.bandwidth = 2 * int(np.max(np.abs(self._place[mesh.right] - self._place[mesh.left]))) + 1

    def pack(self, p: NDArray, T: NDArray) -> NDArray:
        """The vector y of a state, from profiles of shape (n_nodes,)."""
        e = 0.5 * p**2 + self._potential.mean_energy(T)
        return np.stack([p, e], axis=-1)[self._order].ravel()

    def unpack(self, y: NDArray) -> tuple[NDArray, NDArray]:
        """Momentum p and energy e at the nodes, (..., 2 n_nodes) -> (..., n_nodes) each."""
        pairs = y.reshape(*y.shape[:-1], -1, 2)[..., self._place, :]
        return pairs[..., 0], pairs[..., 1]

    def temperature(self, p: NDArray, e: NDArray) -> NDArray:
        """T at the nodes, elementwise from p and e."""
        return self._caloric.temperature(e - 0.5 * p**2)

    def margin(self, t: float, y: NDArray) -> float:
        """Distance of the internal energies from the ends of the admissible range, negative outside."""
        p, e = self.unpack(y)
        u = e - 0.5 * p**2
        return float(min(np.min(u) - self._caloric.lowest, self._caloric.highest - np.max(u)))

    def describe_exit(self, t: float, y: NDArray) -> str:
        """Message of the error: where the state y left the admissible temperatures, and the remedy."""
        p, e = self.unpack(y)
        u = e - 0.5 * p**2
        low, high = self._coefficients.admissible_range
        hot = np.max(u) - self._caloric.highest > self._caloric.lowest - np.min(u)
        x = self._mesh.x[np.argmax(u) if hot else np.argmin(u)]
        return (
            f"the temperature at x={x:.3g} passes {high if hot else low:g} at t={t:.4g}, an end of the admissible "
            f"range of the {self._coefficients.name!r} coefficients; reduce the differences of momentum or temperature"
        )

    def rates(self, t: float, y: NDArray) -> NDArray:
        """Time derivative dy/dt, of the shape of `y`."""
        p, e = self.unpack(y)
        inflow = np.stack(inflows(self._coefficients, self._mesh, p, self.temperature(p, e)), axis=-1)
        return (inflow * self._mobility[:, None])[self._order].ravel()


def inflows(c: TransportCoefficients, mesh: Mesh, p: NDArray, T: NDArray) -> tuple[NDArray, NDArray]:
    """Rates at which momentum and energy flow into each node through its cells, (..., n_nodes) each.

    They equal w dp/dt and w de/dt of a node without a bath; at a node with a bath they flow on into the bath.
    """
    return tuple(_divergence(mesh, current) for current in cell_currents(c, mesh, p, T))


def production(c: TransportCoefficients, mesh: Mesh, p: NDArray, T: NDArray) -> NDArray:
    """Rate of entropy production in each cell, (..., n_nodes) -> (..., n_cells); never negative."""
    by_momentum = mesh.mean(c.momentum_diffusivity(T)) * mesh.slope(p) ** 2 * mesh.mean(1.0 / T)
    by_heat = mesh.mean(c.thermal_conductivity(T)) * mesh.slope(T) ** 2 / (T[..., mesh.left] * T[..., mesh.right])
    return mesh.dx * (by_momentum + by_heat)


def _divergence(mesh: Mesh, current: NDArray) -> NDArray:
    """Current into each node minus current out of it, (..., n_cells) -> (..., n_nodes)."""
    inflow = np.zeros((*current.shape[:-1], mesh.x.size))
    inflow[..., mesh.right] += current
    inflow[..., mesh.left] -= current
    return inflow
