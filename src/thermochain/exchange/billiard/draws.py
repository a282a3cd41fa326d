"""Random states of the disks, uniform under the conditions that none overlap and every cell has a given energy.

Positions and velocities are independent under this measure (Liouville's, conditioned on the energies of the cells).
"""

from math import sqrt

import numpy as np
from numba import njit
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.core.compiled import compiled
from thermochain.exchange.billiard.events import new_disks, shape_of
from thermochain.exchange.billiard.geometry import BilliardTable

# A trial puts a disk at a uniform place of its cell and is accepted unless the place is occupied.  In the default cell
# a fifth to a third of the trials are accepted, so that this many trials per disk leave no trace of the old places.
_SWEEPS = 32
_MOST_TRIALS = 100_000
_ROUNDS = 4  # times that all cells are redrawn at the start


def draw_disks(table: BilliardTable, energies: NDArray, rng: Generator) -> tuple[NDArray, NDArray]:
    """Positions and velocities of all disks, each of shape (2, n_disks), with the given energies of the cells.

    `energies` has the shape (n_cells,).  Raises ValueError if the disks find no place.
    """
    shape = shape_of(table)
    disks = new_disks(table, np.full((2, table.n_disks), np.nan), np.zeros((2, table.n_disks)))
    if not _place(shape, disks, rng):
        raise ValueError(
            f"total_radius={table.total_radius:g} leaves no place for n_particles={table.n_particles} disks a cell; "
            "take a smaller total_radius or a larger cell"
        )
    _redraw_all(shape, disks, np.asarray(energies, dtype=float), rng)
    return np.stack([disks.x, disks.y]), np.stack([disks.vx, disks.vy])


@compiled()
def _place(shape, disks, rng):
    """Place one disk after another; return False if a disk finds no room."""
    for i in range(disks.x.size):
        for _ in range(_MOST_TRIALS):
            if _move_somewhere(shape, disks, i, rng):
                break
        else:
            return False
    return True


@compiled()
def _redraw_all(shape, disks, energies, rng):
    """Redraw all cells, several times, since the first places of the disks are not independent."""
    for _ in range(_ROUNDS):
        for cell in range(energies.size):
            redraw_cell(shape, disks, cell, energies[cell], rng)


@njit
def redraw_cell(shape, disks, cell, energy, rng):
    """Draw positions and velocities of one cell anew; the disks of the other cells, all at the same time, stay."""
    first = cell * shape.n_particles
    square = 0.0
    for i in range(first, first + shape.n_particles):
        disks.vx[i], disks.vy[i] = rng.standard_normal(), rng.standard_normal()
        square += disks.vx[i] ** 2 + disks.vy[i] ** 2
    scale = sqrt(energy * shape.n_particles / square)
    for i in range(first, first + shape.n_particles):
        disks.vx[i] *= scale
        disks.vy[i] *= scale
    for _ in range(_SWEEPS):
        for i in range(first, first + shape.n_particles):
            _move_somewhere(shape, disks, i, rng)


@njit
def _move_somewhere(shape, disks, i, rng):
    """Try one uniform place for disk i; return whether it was free."""
    x = (2.0 * rng.random() - 1.0) * shape.half_width
    y = (2.0 * rng.random() - 1.0) * (shape.half_height - shape.radius)
    cell = i // shape.n_particles
    if not _clear_of_walls(shape, cell, x, y) or not _clear_of_disks(shape, disks, i, x, y):
        return False
    disks.x[i], disks.y[i] = x, y
    return True


@njit
def _clear_of_walls(shape, cell, x, y):
    """Whether a disk at this place of its cell touches no wall."""
    reach = shape.arc_reach**2
    if x * x + (y + shape.arc_offset) ** 2 < reach or x * x + (y - shape.arc_offset) ** 2 < reach:
        return False
    way = shape.half_width - abs(x)
    if way >= shape.radius:
        return True
    closed = cell == (0 if x < 0 else shape.n_cells - 1)
    beyond = shape.half_hole - abs(y)
    return not closed and beyond > 0 and way * way + beyond * beyond > shape.radius**2


@njit
def _clear_of_disks(shape, disks, i, x, y):
    """Whether a place of disk i is free of the disks of its cell and of both neighbours; a disk at nan is nowhere."""
    diameter_square = 4.0 * shape.radius**2
    cell = i // shape.n_particles
    for other in range(max(cell - 1, 0), min(cell + 2, shape.n_cells)):
        shift = 2.0 * shape.half_width * (other - cell)
        for j in range(other * shape.n_particles, (other + 1) * shape.n_particles):
            if j != i and (disks.x[j] + shift - x) ** 2 + (disks.y[j] - y) ** 2 < diameter_square:
                return False
    return True
