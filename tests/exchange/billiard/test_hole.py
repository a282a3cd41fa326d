"""The exact rate of contacts through a hole, beside places drawn at random and the fourth power of small holes."""

import numpy as np
import pytest

from thermochain.exchange.billiard.geometry import BilliardTable
from thermochain.exchange.billiard.hole import contact_factor


def table(margin, n_particles=1, n_cells=2):
    return BilliardTable(n_cells, n_particles, 4.4, 3.6, 0.4, 1.0, margin)


def free_of_walls(two, x, y):
    """Whether a disk of the left cell touches no wall; the barrier with the hole is at the right."""
    way, beyond = 2.2 - np.abs(x), np.where(x > 0.0, np.maximum(two.half_hole - np.abs(y), 0.0), 0.0)
    free = np.hypot(way, beyond) > two.radius
    for side in (-1.0, 1.0):
        free &= np.hypot(x, two.arc_offset - side * y) > two.arc_radius + two.radius
    return free


@pytest.mark.parametrize("margin", [0.02, 0.5])
def test_the_factor_is_the_density_of_places_with_disks_in_contact(margin):
    """Of uniform places, a part g d/Q has a gap below a small d."""
    two, gap, n = table(margin), 0.02, 800_000
    rng = np.random.default_rng(0)
    x, y = rng.uniform(-2.2, 2.2, n), rng.uniform(-1.8, 1.8, n)
    area = free_of_walls(two, x, y).mean() * 4.4 * 3.6
    near, high = rng.uniform(0.15, 1.85, (2, n)), rng.uniform(-0.8, 0.8, (2, n))  # wherever a contact is possible
    free = free_of_walls(two, 2.2 - near[0], high[0]) & free_of_walls(two, 2.2 - near[1], high[1])
    distance = np.hypot(near[0] + near[1], high[1] - high[0]) - 2.0 * two.radius
    n_close = np.count_nonzero(free & (distance > 0.0) & (distance < gap))
    found = n_close / n * (1.7 * 1.6) ** 2 / (gap * area**2)
    # 4 standard errors, and some per cent by which the surface grows over the gap
    assert found == pytest.approx(contact_factor(two), rel=4.0 / np.sqrt(n_close) + 0.06)
    assert n_close > 150


def test_small_holes_are_met_with_the_fourth_power():
    factors = np.array([contact_factor(table(margin)) for margin in (0.9, 0.95)])
    assert factors[0] / factors[1] == pytest.approx(16.0, rel=0.02)
    wide = contact_factor(table(0.02)) / contact_factor(table(0.51))
    assert wide < 10.0  # negative control: wide holes are not


@pytest.mark.parametrize("wrong", [{"n_particles": 2}, {"n_cells": 3}])
def test_other_billiards_have_no_known_factor(wrong):
    with pytest.raises(ValueError, match="must be 1 in 2"):
        contact_factor(table(0.5, **wrong))
