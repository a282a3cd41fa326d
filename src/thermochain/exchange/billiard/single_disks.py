r"""Exact frequency of collisions through the hole between two cells with one disk each (Li, Figure 2 at M = 1).

In equilibrium positions are uniform where no bodies overlap, and velocities on the sphere of the total energy 2.  The
frequency is the density of contacts of both disks times the mean flux <(u)_+> along the line of centres.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln
from scipy.stats import qmc

from thermochain.exchange.billiard.geometry import BilliardTable, gaps_at

_POINTS = 20  # 2^20 points of each integral, which leave a relative error of about 1e-4


def mean_flux(n_particles: int) -> float:
    """<(u)_+> of the relative velocity of two disks along a fixed direction, two isolated cells of total energy 2.

    All 4 M velocities lie on a sphere of radius sqrt(2 M).
    """
    M = n_particles
    return float(np.sqrt(M / np.pi) * np.exp(gammaln(2.0 * M) - gammaln(2.0 * M + 0.5)))


def single_disk_frequency(table: BilliardTable) -> float:
    """Collisions through the hole a unit time; `table` has two cells and one disk in each."""
    r, half, height = table.radius, 0.5 * table.width, table.height
    x, y = _points(2, (-half, -0.5 * height), (half, 0.5 * height))
    area = np.mean(gaps_at(table, x, y, (True, False)) >= 0.0) * table.width * height
    # the left disk lies within a diameter of the hole, its partner in the direction of an angle
    x, y, angle = _points(3, (half - 2.0 * r, -2.0 * r, -0.5 * np.pi), (half, 2.0 * r, 0.5 * np.pi))
    left = gaps_at(table, x, y, (True, False)) >= 0.0
    beyond = x + 2.0 * r * np.cos(angle) - table.width, y + 2.0 * r * np.sin(angle)
    touching = left & _in_the_right_cell(table, *beyond)
    contacts = np.mean(touching) * 8.0 * r**2 * np.pi * 2.0 * r
    x, y, x_right, y_right = _points(4, (half - 2 * r, -2 * r, -half, -2 * r), (half, 2 * r, 2 * r - half, 2 * r))
    both = (gaps_at(table, x, y, (True, False)) >= 0.0) & _in_the_right_cell(table, x_right, y_right)
    overlapping = both & (np.hypot(x_right + table.width - x, y_right - y) < 2.0 * r)
    excluded = np.mean(overlapping) * (8.0 * r**2) ** 2
    return float(contacts / (area**2 - excluded) * mean_flux(1))


def _in_the_right_cell(table: BilliardTable, x: NDArray, y: NDArray) -> NDArray:
    return (x >= -0.5 * table.width) & (gaps_at(table, x, y, (False, True)) >= 0.0)


def _points(dimension: int, low: tuple[float, ...], high: tuple[float, ...]) -> NDArray:
    """Evenly spread points of a box, shape (dimension, n)."""
    return qmc.scale(qmc.Sobol(dimension, scramble=False).random_base2(_POINTS), low, high).T
