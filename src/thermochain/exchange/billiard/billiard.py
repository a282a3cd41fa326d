"""Event-driven dynamics of a chain of billiard tables: every collision in its order, at its exact time.

Each disk stores its first event.  The earliest event of all is carried out, or predicted anew if the partner has
collided since; then both partners search for their next event among all disks within reach.  With some tens of disks in
a cell this plain search costs less than cell lists would.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.core.compiled import compiled
from thermochain.exchange.billiard.draws import redraw_cell
from thermochain.exchange.billiard.events import collide, move, new_disks, predict, reflect, shape_of
from thermochain.exchange.billiard.geometry import BilliardTable, pair_gaps, wall_gaps

# Record of a collision through a hole: time; barrier b, between cells b and b + 1; energies of both cells before; the
# energies of both disks before and after.
EXCHANGE = ("time", "barrier", "cell_left", "cell_right", "left", "right", "left_after", "right_after")

_STRETCH = 100_000  # collisions after which the clocks are set to zero; rounding errors grow with time
_RECORDS = 4096


class Baths(NamedTuple):
    """Mean energies of the two baths, 0 where there is none."""

    left: float
    right: float


class Limits(NamedTuple):
    """The time and the number of collisions at which a run ends."""

    stop: float
    most: int


class Billiard:
    """Disks of a chain in motion.

    Parameters
    ----------
    table
        Geometry.
    positions, velocities
        Initial state, shape (2, n_disks), with positions in the coordinates of each disk's cell and without overlaps.
    baths
        Mean energies of two heat baths, or None for an isolated chain.  Baths are the first and the last cell.  After a
        collision of one of its disks with the neighbour cell, a bath draws its energy anew, exponential with this mean,
        and all its disks anew, uniform under that energy.
    rng
        Source of the random numbers of the baths; needed if there are baths.

    Raises
    ------
    ValueError
        Disks overlap one another or a wall, or baths have no random numbers or no cell between them.
    """

    def __init__(
        self,
        table: BilliardTable,
        positions: NDArray,
        velocities: NDArray,
        baths: Sequence[float] | None = None,
        rng: Generator | None = None,
    ):
        gap = min(wall_gaps(table, positions).min(), pair_gaps(table, positions).min())
        if gap < -1e-9:
            raise ValueError(f"positions: bodies overlap by {-gap:g}; draw positions with draw_disks")
        if baths is not None and (table.n_cells < 3 or rng is None or min(baths) <= 0):
            raise ValueError(
                f"baths={tuple(baths)} with n_cells={table.n_cells} must be two energies > 0, with rng, n_cells >= 3: "
                "the first and the last cell are baths"
            )
        self.table = table
        self.time = 0.0
        self._shape = shape_of(table)
        self._baths = Baths(*map(float, baths)) if baths is not None else Baths(0.0, 0.0)
        self._rng = rng if rng is not None else np.random.default_rng(0)
        self._disks = new_disks(table, positions, velocities)
        _predict_all(self._shape, self._disks)

    @property
    def positions(self) -> NDArray:
        """Coordinates of all disks now, each in its own cell, shape (2, n_disks)."""
        disks = self._disks
        return np.stack([disks.x - disks.vx * disks.clock, disks.y - disks.vy * disks.clock])

    @property
    def velocities(self) -> NDArray:
        """Velocities of all disks, shape (2, n_disks)."""
        return np.stack([self._disks.vx, self._disks.vy])

    def run(self, n_collisions: int, duration: float = np.inf) -> NDArray:
        """Advance the disks by n_collisions collisions, with each other or with walls, but at most by `duration`.

        Returns
        -------
        Records of the collisions through holes in their order, shape (n, len(EXCHANGE)).
        """
        records = []
        left = n_collisions
        while left > 0 and duration > 0:
            buffer = np.empty((_RECORDS, len(EXCHANGE)))
            limits = Limits(float(duration), min(left, _STRETCH))
            now, done, n_records = _advance(self._shape, self._disks, self._baths, self._rng, limits, buffer)
            buffer[:n_records, 0] += self.time
            records.append(buffer[:n_records])
            self.time += now
            left, duration = left - done, duration - now
            self._disks.clock[:] -= now
            self._disks.next_time[:] -= now
        return np.concatenate([np.empty((0, len(EXCHANGE))), *records])


@compiled(error_model="numpy")
def _predict_all(shape, disks):
    """Find the first events of all disks."""
    for i in range(disks.x.size):
        predict(shape, disks, i, disks.clock[i])


@compiled(error_model="numpy")
def _advance(shape, disks, baths, rng, limits, buffer):
    """Carry out events from time 0 until one of the limits is reached or `buffer` is full of records.

    Returns the time reached, the number of collisions, and the number of records.
    """
    stop, most = limits
    now, done, n_records = 0.0, 0, 0
    while done < most and n_records < buffer.shape[0]:
        i = disks.winners[1]
        now = disks.next_time[i]
        if now > stop:
            return stop, done, n_records
        j = disks.partner[i]
        move(disks, i, now)
        if j < 0:
            disks.vx[i], disks.vy[i] = reflect(shape, j, disks.x[i], disks.y[i], disks.vx[i], disks.vy[i])
        elif disks.stamp[i] != disks.count[j]:
            predict(shape, disks, i, now)
            continue
        else:
            move(disks, j, now)
            if disks.home[i] == disks.home[j]:
                collide(shape, disks, i, j)
            else:
                _exchange(shape, disks, min(i, j), max(i, j), now, buffer[n_records])
                n_records += 1
                _redraw_bath(shape, disks, baths, rng, disks.home[min(i, j)], now)
            disks.count[j] += 1
            predict(shape, disks, j, now)
        done += 1
        disks.count[i] += 1
        predict(shape, disks, i, now)
    return now, done, n_records


@njit(error_model="numpy")
def _exchange(shape, disks, i, j, now, record):
    """Carry out the collision of disk i with disk j of the next cell, and write its record."""
    m = shape.n_particles
    record[0], record[1] = now, i // m
    record[2], record[3] = _cell_energy(shape, disks, i // m), _cell_energy(shape, disks, j // m)
    record[4] = (disks.vx[i] ** 2 + disks.vy[i] ** 2) / m
    record[5] = (disks.vx[j] ** 2 + disks.vy[j] ** 2) / m
    collide(shape, disks, i, j)
    record[6] = (disks.vx[i] ** 2 + disks.vy[i] ** 2) / m
    record[7] = (disks.vx[j] ** 2 + disks.vy[j] ** 2) / m


@njit(error_model="numpy")
def _cell_energy(shape, disks, cell):
    """Energy of a cell, sum v^2/M."""
    total = 0.0
    for i in range(cell * shape.n_particles, (cell + 1) * shape.n_particles):
        total += disks.vx[i] ** 2 + disks.vy[i] ** 2
    return total / shape.n_particles


@njit(error_model="numpy")
def _redraw_bath(shape, disks, baths, rng, barrier, now):
    """Draw a bath anew if it takes part in a collision through this barrier."""
    if barrier == 0 and baths.left > 0:
        bath, mean = 0, baths.left
    elif barrier == shape.n_cells - 2 and baths.right > 0:
        bath, mean = shape.n_cells - 1, baths.right
    else:
        return
    for i in range(disks.x.size):
        move(disks, i, now)
    redraw_cell(shape, disks, bath, mean * rng.standard_exponential(), rng)
    for i in range(bath * shape.n_particles, (bath + 1) * shape.n_particles):
        disks.count[i] += 1
        predict(shape, disks, i, now)


@njit(error_model="numpy")
def _copy_places(from_x, from_y, to_x, to_y):
    """Copy positions; a loop compiles in a tenth of the time that an assignment of slices takes."""
    for i in range(to_x.size):
        to_x[i], to_y[i] = from_x[i], from_y[i]


@compiled(error_model="numpy")
def first_exchanges(shape, disks, energies, rng, out):
    """Write to `out`, shape (n,), times from independent states of two cells to their first collision through the hole.

    Every state is uniform under the given energies of the cells.  It is drawn from the previous state drawn, not from
    the end of its motion, which is not uniform.  `disks` must hold a valid state of clock 0, and holds the last state
    drawn afterwards.
    """
    record = np.empty((1, len(EXCHANGE)))
    baths, limits = Baths(0.0, 0.0), Limits(np.inf, 2**62)
    x, y = np.empty(disks.x.size), np.empty(disks.x.size)
    _copy_places(disks.x, disks.y, x, y)
    for k in range(out.size):
        _copy_places(x, y, disks.x, disks.y)
        disks.clock[:] = 0.0
        for cell in range(shape.n_cells):
            redraw_cell(shape, disks, cell, energies[cell], rng)
        _copy_places(disks.x, disks.y, x, y)
        _predict_all(shape, disks)
        n_records = 0
        while n_records == 0:
            out[k], _, n_records = _advance(shape, disks, baths, rng, limits, record)
    _copy_places(x, y, disks.x, disks.y)
    disks.clock[:] = 0.0
