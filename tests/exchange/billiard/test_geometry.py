"""The chain of billiard tables: its geometry, and what it refuses."""

import numpy as np
import pytest

from thermochain.exchange.billiard.geometry import BilliardTable, cell_energies, pair_gaps, wall_gaps

SHAPE = {"width": 4.4, "height": 3.6, "sagitta": 0.4, "total_radius": 1.0, "margin": 0.02}


def table(n_cells=2, n_particles=3, **changes):
    return BilliardTable(n_cells, n_particles, **(SHAPE | changes))


def test_disks_keep_their_total_area_and_mass_and_never_fit_through_the_hole():
    for m in (1, 4, 50):
        t = table(n_particles=m)
        assert m * np.pi * t.radius**2 == pytest.approx(np.pi)
        assert m * t.mass == pytest.approx(2)
        assert 0 < t.half_hole < t.radius


def test_area_is_that_of_points_a_vanishing_disk_can_reach():
    t = BilliardTable(1, 200_000, **SHAPE)  # disks so small that they are points
    rng = np.random.default_rng(0)
    points = rng.uniform(-0.5, 0.5, (2, t.n_disks)) * [[t.width], [t.height]]
    inside = wall_gaps(t, points) > 0
    # the share of 2e5 uniform points has a standard error of 0.0008, the disks' radius takes 0.005 from every border
    assert inside.mean() * t.width * t.height == pytest.approx(t.area, rel=0.012)


def test_gaps_are_distances_to_walls_edges_of_holes_and_disks_next_door():
    t = table(n_particles=1)
    r = t.radius
    at_line = np.array([[0.5 * t.width - r - 0.1, 0.0], [1.05, 0.0]])
    ceiling = np.hypot(at_line[0, 0], t.arc_offset - 1.05) - t.arc_radius - r
    assert wall_gaps(t, at_line)[0] == pytest.approx(min(0.1, ceiling))
    in_hole = np.array([[0.5 * t.width - 0.3, 0.0], [0.0, 0.0]])
    assert wall_gaps(t, in_hole)[0] == pytest.approx(np.hypot(0.3, t.half_hole) - r)
    assert wall_gaps(t, -in_hole)[0] == pytest.approx(0.3 - r)  # the left end of the chain is closed
    below = np.array([[0.0, 0.0], [-0.2, 0.0]])
    assert wall_gaps(t, below)[0] == pytest.approx(0.5 * t.throat - 0.2 - r)
    assert pair_gaps(t, in_hole)[0, 1] == pytest.approx(0.5 * t.width + 0.3 - 2 * r)


def test_energy_of_a_cell_is_the_sum_of_squares_over_the_number_of_disks():
    velocities = np.array([[1.0, 2.0, 0.0, 0.0], [0.0, 0.0, 3.0, 1.0]])
    np.testing.assert_allclose(cell_energies(table(2, 2), velocities), [2.5, 5.0])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"n_particles": 0}, "n_particles=0"),
        ({"n_cells": 1.5}, "n_cells=1.5"),
        ({"width": float("nan")}, "width=nan"),
        ({"margin": 1.0}, "margin=1"),
        ({"sagitta": 1.7}, "sagitta=1.7 leaves a throat"),
        ({"width": 2.0}, "width=2 must exceed"),
        ({"total_radius": 1.35, "width": 4.0, "height": 2.5, "sagitta": 0.1}, "total_radius=1.35 fills"),
        ({"sagitta": 2.3, "height": 9.0}, r"sagitta=2.3 must be <= width/2"),
    ],
)
def test_impossible_tables_are_refused_by_name(changes, message):
    with pytest.raises(ValueError, match=message):
        table(**changes)
