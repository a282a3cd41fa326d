"""Tables of the drawing of the billiard: the walls as curves, and a snapshot of the disks."""

import numpy as np
import pandas as pd
from numpy.random import Generator

from thermochain.exchange.billiard.draws import draw_disks
from thermochain.exchange.billiard.geometry import BilliardTable
from thermochain.runs.table import Table

WALLS = Table(
    "billiard_walls/1",
    piece="number of a curve",
    x="position along the chain",
    y="position across",
)
DISKS = Table(
    "billiard_disks/1",
    cell="number of the disk's cell",
    x="position along the chain",
    y="position across",
    radius="of the disk",
    vx="velocity along the chain",
    vy="velocity across",
)


def wall_frame(table: BilliardTable) -> pd.DataFrame:
    """Floors, ceilings and barriers as points of curves, in the coordinates of the whole chain."""
    x = np.linspace(-0.5 * table.width, 0.5 * table.width, 101)
    arc = table.arc_offset - np.sqrt(table.arc_radius**2 - x**2)
    curves = [(x + table.width * c, side * arc) for c in range(table.n_cells) for side in (-1.0, 1.0)]
    for barrier in range(table.n_cells + 1):
        closed = barrier in (0, table.n_cells)
        for side in (-1.0, 1.0):
            y = side * np.array([0.0 if closed else table.half_hole, 0.5 * table.height])
            curves.append((np.full(2, table.width * (barrier - 0.5)), y))
    return pd.concat([pd.DataFrame({"piece": k, "x": x, "y": y}) for k, (x, y) in enumerate(curves)])


def disk_frame(table: BilliardTable, rng: Generator) -> pd.DataFrame:
    """A state of the isolated chain with energy 1 in every cell, in the coordinates of the whole chain."""
    (x, y), (vx, vy) = draw_disks(table, np.ones(table.n_cells), rng)
    cell = np.arange(table.n_disks) // table.n_particles
    return pd.DataFrame({"cell": cell, "x": x + table.width * cell, "y": y, "radius": table.radius, "vx": vx, "vy": vy})
