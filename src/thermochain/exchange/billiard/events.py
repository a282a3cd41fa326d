"""Collisions of hard disks with arcs, barriers and one another: their times and the velocities after them.

The compiled functions work on the named tuples `Shape` and `Disks`.  The position of a disk refers to the time of its
own clock and to its own cell; predicted times are absolute.  Only bodies that approach collide: contact alone, or an
overlap by a rounding error after a collision, is no event, and bodies that approach in contact collide at once.
"""

from math import inf, sqrt
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from thermochain.exchange.billiard.geometry import BilliardTable


class Shape(NamedTuple):
    """Numbers of a `BilliardTable` that compiled code needs.

    `arc_reach` is the least distance of the centre of a disk from the centre of an arc.
    """

    n_cells: int
    n_particles: int
    half_width: float
    half_height: float
    arc_offset: float
    arc_reach: float
    radius: float
    half_hole: float


class Disks(NamedTuple):
    """State and predicted events of all disks; arrays of shape (n_disks,) where no other is given."""

    # Position and velocity of each disk at the time of its clock.
    x: NDArray
    y: NDArray
    vx: NDArray
    vy: NDArray
    clock: NDArray
    cells: NDArray  # x, y, vx, vy and clock as one array over the same memory, shape (5, n_cells, n_particles)
    home: NDArray  # the cell of each disk
    # Time of the first event of each disk, shape (n_disks + 1,); the last entry is inf and belongs to no disk.
    next_time: NDArray
    partner: NDArray  # partner in that event: a disk >= 0, or a wall < 0
    # The partner's count of collisions when the event was predicted; a different count shows that it is outdated.
    stamp: NDArray
    count: NDArray  # collisions of each disk so far
    winners: NDArray  # tree of a tournament of `next_time`; winners[1] has the earliest event of all
    bounds: NDArray  # work space of the search for partners, shape (n_particles,)


class Motion(NamedTuple):
    """Position and velocity of a disk at the time `now`, in the coordinates of the cell in question."""

    x: float
    y: float
    vx: float
    vy: float
    now: float


class Search(NamedTuple):
    """Arrays that the search for partners needs: `Disks.cells` and `Disks.bounds`."""

    cells: NDArray
    bounds: NDArray


# Codes of walls.  A barrier consists of its line and the two edges of its hole.
FLOOR, CEILING, LEFT, RIGHT, LEFT_LOW, LEFT_HIGH, RIGHT_LOW, RIGHT_HIGH = -1, -2, -3, -4, -5, -6, -7, -8


def shape_of(table: BilliardTable) -> Shape:
    """The `Shape` of a table."""
    return Shape(
        table.n_cells,
        table.n_particles,
        0.5 * table.width,
        0.5 * table.height,
        table.arc_offset,
        table.arc_radius + table.radius,
        table.radius,
        table.half_hole,
    )


def new_disks(table: BilliardTable, positions: NDArray, velocities: NDArray) -> Disks:
    """Disks at time 0 without predicted events; positions and velocities have the shape (2, n_disks)."""
    n = table.n_disks
    motion = np.zeros((5, n))
    motion[:2], motion[2:4] = positions, velocities
    cells = motion.reshape(5, table.n_cells, table.n_particles)
    n_leaves = 2 ** (n - 1).bit_length()
    winners = np.full(2 * n_leaves, n)
    winners[n_leaves : n_leaves + n] = np.arange(n)
    home = np.arange(n) // table.n_particles
    return Disks(
        *motion,
        cells,
        home,
        np.full(n + 1, inf),
        *np.zeros((3, n), dtype=np.int64),
        winners,
        np.empty(table.n_particles),
    )


@njit(error_model="numpy", forceinline=True)
def contact_time(dx, dy, dvx, dvy, distance_square):
    """Time until two bodies at relative position and velocity come to the given distance; inf if never."""
    approach = dx * dvx + dy * dvy
    if approach >= 0.0:
        return inf
    excess = dx * dx + dy * dy - distance_square
    discriminant = approach * approach - (dvx * dvx + dvy * dvy) * excess
    if discriminant <= 0.0:
        return inf
    # this form of the root does not suffer from cancellation when the bodies are close
    return max(excess, 0.0) / (sqrt(discriminant) - approach)


@njit(error_model="numpy", forceinline=True)
def _barrier_event(shape, side, closed, motion):
    """Time until the first collision with the barrier on one side, and code of its line or of an edge of its hole."""
    x, y, vx, vy, _ = motion
    line, low = (RIGHT, RIGHT_LOW) if side > 0 else (LEFT, LEFT_LOW)
    way = shape.half_width - shape.radius - side * x
    in_hole = not closed and way < 0.0 and abs(y) < shape.half_hole
    if side * vx <= 0.0 and not in_hole:
        return inf, line
    if not in_hole:
        time = max(way, 0.0) / (side * vx)
        if closed or abs(y + vy * time) >= shape.half_hole:
            return time, line
    dx, reach = x - side * shape.half_width, shape.radius * shape.radius
    lower = contact_time(dx, y + shape.half_hole, vx, vy, reach)
    upper = contact_time(dx, y - shape.half_hole, vx, vy, reach)
    return (lower, low) if lower < upper else (upper, low - 1)


@njit(error_model="numpy", forceinline=True)
def wall_event(shape, cell, motion):
    """Time until the first collision of a disk with a wall of its cell, and the code of that wall."""
    x, y, vx, vy, _ = motion
    reach = shape.arc_reach * shape.arc_reach
    time = contact_time(x, y + shape.arc_offset, vx, vy, reach)
    wall = FLOOR
    other = contact_time(x, y - shape.arc_offset, vx, vy, reach)
    if other < time:
        time, wall = other, CEILING
    for side, closed in ((-1.0, cell == 0), (1.0, cell == shape.n_cells - 1)):
        other, code = _barrier_event(shape, side, closed, motion)
        if other < time:
            time, wall = other, code
    return time, wall


@njit(error_model="numpy")
def reflect(shape, wall, x, y, vx, vy):
    """Velocity after a collision with a wall."""
    if wall == LEFT:
        return abs(vx), vy
    if wall == RIGHT:
        return -abs(vx), vy
    if wall in (FLOOR, CEILING):
        dx, dy = x, (y + shape.arc_offset if wall == FLOOR else y - shape.arc_offset)
    else:
        dx = x + shape.half_width if wall >= LEFT_HIGH else x - shape.half_width
        low = wall in (LEFT_LOW, RIGHT_LOW)
        dy = y + shape.half_hole if low else y - shape.half_hole
    impulse = 2.0 * (dx * vx + dy * vy) / (dx * dx + dy * dy)
    return vx - impulse * dx, vy - impulse * dy


@njit(error_model="numpy", forceinline=True)
def _earliest_contacts(search, cell, n, motion, distance_square):
    """Write to `bounds` times before which the first n disks of a cell do not come within a distance; inf if never.

    The discriminant is at most the square of the approach; without its root and without branches, this loop becomes
    vector instructions.
    """
    cells, bounds = search
    x, y, vx, vy, now = motion
    for k in range(n):
        dvx, dvy = cells[2, cell, k] - vx, cells[3, cell, k] - vy
        elapsed = now - cells[4, cell, k]
        dx = cells[0, cell, k] + cells[2, cell, k] * elapsed - x
        dy = cells[1, cell, k] + cells[3, cell, k] * elapsed - y
        approach = dx * dvx + dy * dvy
        excess = dx * dx + dy * dy - distance_square
        discriminant = approach * approach - (dvx * dvx + dvy * dvy) * excess
        bound = -0.5 * excess / approach
        bounds[k] = bound if (approach < 0.0) & (discriminant > 0.0) else inf


@njit(error_model="numpy", forceinline=True)
def _first_contact(search, cell, n, motion, distance_square, first):
    """Time and disk of the first contact with the first n disks of a cell, or `first` and -1 if none is before it."""
    cells, bounds = search
    x, y, vx, vy, now = motion
    disk = -1
    for k in range(n):
        if bounds[k] < first:
            elapsed = now - cells[4, cell, k]
            dx = cells[0, cell, k] + cells[2, cell, k] * elapsed - x
            dy = cells[1, cell, k] + cells[3, cell, k] * elapsed - y
            time = contact_time(dx, dy, cells[2, cell, k] - vx, cells[3, cell, k] - vy, distance_square)
            if time < first:
                first, disk = time, k
    return first, disk


@njit(error_model="numpy", forceinline=True)
def _earlier_contact(shape, search, cell, n, motion, event):
    """The earlier of an event and the first contact with the first n disks of a cell: time until it, and partner."""
    first, partner = event
    distance_square = 4.0 * shape.radius * shape.radius
    _earliest_contacts(search, cell, n, motion, distance_square)
    first, disk = _first_contact(search, cell, n, motion, distance_square, first)
    return first, (partner if disk < 0 else cell * shape.n_particles + disk)


@njit(error_model="numpy", forceinline=True)
def _first_event(shape, search, cell, motion):
    """Time until the first event of a disk of a cell, and its partner.

    In a neighbour cell out of reach, n = 0 disks are searched.  A branch around the search would have to count
    references to the arrays, which takes as long as the search.
    """
    m = shape.n_particles
    x, y, vx, vy, now = motion
    event = _earlier_contact(shape, search, cell, m, motion, wall_event(shape, cell, motion))
    # disks of two cells meet only where both are within a diameter of the barrier between them
    end = x + vx * event[0]
    width, near = 2.0 * shape.half_width, shape.half_width - 2.0 * shape.radius
    n = m if cell > 0 and min(x, end) < -near else 0
    event = _earlier_contact(shape, search, cell - 1, n, Motion(x + width, y, vx, vy, now), event)
    n = m if cell < shape.n_cells - 1 and max(x, end) > near else 0
    return _earlier_contact(shape, search, cell + 1, n, Motion(x - width, y, vx, vy, now), event)


@njit(error_model="numpy")
def predict(shape, disks, i, now):
    """Find the first event of disk i, whose clock is `now`.

    No collision of a pair is lost although one of the two may not know of it: it comes at the first event of either or
    later, and a disk that changes its velocity, or finds its event outdated, searches all its pairs again.
    """
    motion = Motion(disks.x[i], disks.y[i], disks.vx[i], disks.vy[i], now)
    time, partner = _first_event(shape, Search(disks.cells, disks.bounds), disks.home[i], motion)
    disks.next_time[i], disks.partner[i] = now + time, partner
    disks.stamp[i] = disks.count[max(partner, 0)]  # for a wall the count is not used
    _play(disks.winners, disks.next_time, i)


@njit(error_model="numpy", forceinline=True)
def _play(winners, times, i):
    """Update the tree of a tournament in which the earlier event wins; winners[1] has the earliest of all."""
    node = (winners.size // 2 + i) >> 1
    while node > 0:
        left, right = winners[2 * node], winners[2 * node + 1]
        winners[node] = left if times[left] <= times[right] else right
        node >>= 1


@njit(error_model="numpy")
def move(disks, i, now):
    """Bring disk i to time `now`."""
    elapsed = now - disks.clock[i]
    disks.x[i] += disks.vx[i] * elapsed
    disks.y[i] += disks.vy[i] * elapsed
    disks.clock[i] = now


@njit(error_model="numpy")
def collide(shape, disks, i, j):
    """Exchange the normal velocities of disks i and j, both at the time of their contact."""
    shift = 2.0 * shape.half_width * (disks.home[j] - disks.home[i])
    dx = disks.x[j] - disks.x[i] + shift
    dy = disks.y[j] - disks.y[i]
    impulse = (dx * (disks.vx[j] - disks.vx[i]) + dy * (disks.vy[j] - disks.vy[i])) / (dx * dx + dy * dy)
    disks.vx[i] += impulse * dx
    disks.vy[i] += impulse * dy
    disks.vx[j] -= impulse * dx
    disks.vy[j] -= impulse * dy
