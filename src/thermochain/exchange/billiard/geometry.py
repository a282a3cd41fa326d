r"""A chain of billiard tables whose disks meet through holes they cannot pass (Li, Section 2.1).

A cell is `width` long, its floor and ceiling are circular arcs that bulge inwards by `sagitta`, and flat barriers of
the full `height` stand between cells and close both ends.  Barriers between cells have a hole in the middle, narrower
than a disk.  A cell holds M disks of radius R M^{-1/2} and mass 2/M, so that their total area pi R^2 and their total
mass 2 do not depend on M, and its energy is sum v^2/M.  Every cell has coordinates of its own, with the origin in
its middle: disks stay in their cell.
"""

import math
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

# Centres of disks cover at most this share of a cell's area; beyond, they jam or cannot be placed at random.
_DENSEST = 0.4


@dataclass(frozen=True)
class BilliardTable:
    """Geometry of the chain and its disks; raises ValueError naming the argument, its value, and the limit."""

    n_cells: int  # cells in a row, >= 1; heat baths are cells, too
    n_particles: int  # disks M >= 1 in each cell
    width: float  # width of a cell, the distance of its barriers
    height: float  # height of a cell, the length of its barriers
    sagitta: float  # depth > 0 by which floor and ceiling bulge inwards
    total_radius: float  # R > 0: the disks of a cell have the area of one disk of this radius
    margin: float  # epsilon in (0, 1): holes are 2 (1 - epsilon) r wide, r the radius of a disk

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            kind = int if field.type in (int, "int") else int | float
            if isinstance(value, bool) or not isinstance(value, kind) or not math.isfinite(value) or value <= 0:
                what = "an integer >= 1" if kind is int else "a finite number > 0"
                raise ValueError(f"{field.name}={value!r} must be {what}")
        if self.margin >= 1:
            raise ValueError(f"margin={self.margin:g} must be < 1, or the hole closes; try 0.05")
        r = self.radius
        if self.throat <= 2 * r:
            raise ValueError(
                f"sagitta={self.sagitta:g} leaves a throat of {self.throat:g} between floor and ceiling, and a disk of "
                f"diameter {2 * r:g} must pass it; take a smaller sagitta or total_radius"
            )
        if self.width <= 4 * r:
            raise ValueError(
                f"width={self.width:g} must exceed two diameters ({4 * r:g}), or disks are never out of the reach of "
                "their neighbours; take a larger width or a smaller total_radius"
            )
        if self.sagitta > 0.5 * self.width:
            raise ValueError(f"sagitta={self.sagitta:g} must be <= width/2 ({0.5 * self.width:g}), a half circle")
        if self.packing > _DENSEST:
            raise ValueError(
                f"total_radius={self.total_radius:g} fills {self.packing:.2g} of a cell with disks, beyond {_DENSEST}; "
                "take a smaller total_radius or a larger cell"
            )

    @property
    def radius(self) -> float:
        """Radius r = R M^{-1/2} of a disk."""
        return self.total_radius / math.sqrt(self.n_particles)

    @property
    def mass(self) -> float:
        """Mass 2/M of a disk."""
        return 2.0 / self.n_particles

    @property
    def half_hole(self) -> float:
        """Half the width of a hole, (1 - epsilon) r."""
        return (1.0 - self.margin) * self.radius

    @property
    def throat(self) -> float:
        """Smallest distance between floor and ceiling."""
        return self.height - 2 * self.sagitta

    @property
    def arc_radius(self) -> float:
        """Radius of the arcs of floor and ceiling."""
        return (0.25 * self.width**2 + self.sagitta**2) / (2 * self.sagitta)

    @property
    def arc_offset(self) -> float:
        """Height of the centre of the ceiling's circle above the axis of the chain; the floor's lies as far below."""
        return 0.5 * self.throat + self.arc_radius

    @property
    def area(self) -> float:
        """Area of a cell: its rectangle without the two segments of circles."""
        half_angle = math.asin(min(1.0, 0.5 * self.width / self.arc_radius))
        segment = self.arc_radius**2 * (half_angle - math.sin(half_angle) * math.cos(half_angle))
        return self.width * self.height - 2 * segment

    @property
    def packing(self) -> float:
        """Share of a cell's area that its disks cover."""
        return math.pi * self.total_radius**2 / self.area

    @property
    def n_disks(self) -> int:
        """Number of disks in the whole chain; cell c has the disks c M .. (c + 1) M - 1."""
        return self.n_cells * self.n_particles


def cell_energies(table: BilliardTable, velocities: NDArray) -> NDArray:
    """Energies E_c = sum v^2/M of the cells, shape (n_cells,), from velocities of shape (2, n_disks)."""
    return (velocities**2).sum(axis=0).reshape(table.n_cells, -1).sum(axis=1) / table.n_particles


def wall_gaps(table: BilliardTable, positions: NDArray) -> NDArray:
    """Distance between each disk and the nearest wall, shape (n_disks,); negative if they overlap.

    `positions` are the coordinates of the disks in their own cells, shape (2, n_disks).
    """
    cell = np.arange(table.n_disks) // table.n_particles
    return gaps_at(table, *positions, (cell == 0, cell == table.n_cells - 1))


def gaps_at(table: BilliardTable, x: NDArray, y: NDArray, closed: tuple[NDArray | bool, NDArray | bool]) -> NDArray:
    """Distance between a disk at (x, y) of a cell and the nearest wall, any shape; negative if they overlap.

    `closed` says whether the barrier on the left, and the one on the right, has no hole.
    """
    gaps = [np.hypot(x, table.arc_offset - side * y) - table.arc_radius for side in (-1.0, 1.0)]
    for side, shut in zip((-1.0, 1.0), closed, strict=True):
        away = 0.5 * table.width - side * x
        beyond = np.maximum(np.where(shut, 0.0, table.half_hole) - np.abs(y), 0.0)
        gaps.append(np.where(shut, away, np.hypot(away, beyond)))
    return np.min(gaps, axis=0) - table.radius


def pair_gaps(table: BilliardTable, positions: NDArray) -> NDArray:
    """Distance between the surfaces of all pairs of disks, shape (n_disks, n_disks), inf on the diagonal."""
    cell = np.arange(table.n_disks) // table.n_particles
    x = positions[0] + table.width * cell
    gaps = np.hypot(x[:, None] - x, positions[1][:, None] - positions[1]) - 2 * table.radius
    np.fill_diagonal(gaps, np.inf)
    return gaps
