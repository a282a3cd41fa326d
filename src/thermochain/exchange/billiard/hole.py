r"""How often two disks, one in each of two cells, touch through the hole: the factor of the geometry, exactly.

In equilibrium the centres of the disks are uniform where they overlap nothing, and velocities are independent of them.
The flux through the surface of contact is therefore g <(u)_+>, u the relative velocity along the line of centres, and g
is the area of that surface, projected on it, over the volume Q of all places,

    g = (1/Q) int int L(y_1, y_2)/cos(phi) dy_1 dy_2,   sin(phi) = (y_2 - y_1)/(2 r),

with r the radius and L the length of the distances s_1 of disk 1 from the barrier at which s_1 + s_2 = 2 r cos(phi) and
both disks are where walls allow them: between sqrt(r^2 - (h - |y|)_+^2), h half of the hole, and the arc that bulges
inwards.  Disks that cannot pass a hole touch the more rarely the smaller it is, g ~ h^4.
"""

import numpy as np
from numpy.polynomial.legendre import leggauss
from numpy.typing import NDArray

from thermochain.exchange.billiard.geometry import BilliardTable

_NODES = 400  # on either side of the axis; lengths have kinks


def contact_factor(table: BilliardTable) -> float:
    """The factor g of the rate g <(u)_+> of contacts of two disks, one in each of two cells with a hole between them.

    Raises ValueError unless the table has two cells with one disk in each.
    """
    if table.n_particles != 1 or table.n_cells != 2:
        raise ValueError(
            f"n_particles={table.n_particles} in n_cells={table.n_cells} must be 1 in 2, for which the places of the "
            "disks are known; take one disk and two cells"
        )
    y, weights = _nodes(_top(table))
    y, weights = np.concatenate([-y[::-1], y]), np.concatenate([weights[::-1], weights])
    cosine = np.sqrt(np.maximum(1.0 - ((y - y[:, None]) / (2.0 * table.radius)) ** 2, 0.0))
    # depth beyond which the disks overlap, at the four corners of the distances that walls allow
    near, far = _distances(table, y)
    corners = [
        (sign, np.maximum(2.0 * table.radius * cosine - one - two[:, None], 0.0))
        for sign, one, two in ((1.0, near, near), (-1.0, near, far), (-1.0, far, near), (1.0, far, far))
    ]
    lengths = sum(sign * depth for sign, depth in corners)
    overlaps = 0.5 * sum(sign * depth**2 for sign, depth in corners)
    contact = np.where(cosine > 0.0, lengths / np.where(cosine > 0.0, cosine, 1.0), 0.0)
    volume = _area(table) ** 2 - weights @ overlaps @ weights
    return float(weights @ contact @ weights / volume)


def _area(table: BilliardTable) -> float:
    """Area that the centre of the disk of an end cell can reach, with what it reaches into the hole."""
    y, weights = _nodes(_top(table))
    near, far = _distances(table, y)
    closed = np.maximum(far - table.radius, 0.0)
    return float(2.0 * weights @ (far - near + closed))


def _distances(table: BilliardTable, y: NDArray) -> tuple[NDArray, NDArray]:
    """Smallest and largest distance of a centre from the barrier, within its half of the cell; equal where none is."""
    beyond = np.maximum(table.half_hole - np.abs(y), 0.0)
    near = np.sqrt(table.radius**2 - beyond**2)
    reach = table.arc_radius + table.radius
    far = 0.5 * table.width - np.sqrt(np.maximum(reach**2 - (table.arc_offset - np.abs(y)) ** 2, 0.0))
    return near, np.maximum(far, near)


def _top(table: BilliardTable) -> float:
    """Height of a centre above which the arcs leave no place in the plane of the barrier."""
    reach = table.arc_radius + table.radius
    return min(table.arc_offset - float(np.sqrt(reach**2 - 0.25 * table.width**2)), 0.5 * table.height)


def _nodes(length: float) -> tuple[NDArray, NDArray]:
    """Nodes and weights of a quadrature from 0 to `length`."""
    nodes, weights = leggauss(_NODES)
    return 0.5 * length * (nodes + 1.0), 0.5 * length * weights
