"""Event-driven disks: conservation, no overlap, reversibility, and an independent reference with small steps."""

import re

import numpy as np
import pytest
from numba import njit
from scipy.optimize import brentq
from scipy.stats import kstest

from thermochain.exchange.billiard.billiard import EXCHANGE, Billiard, first_exchanges
from thermochain.exchange.billiard.draws import draw_disks, redraw_cell
from thermochain.exchange.billiard.events import new_disks, predict, shape_of
from thermochain.exchange.billiard.geometry import BilliardTable, cell_energies, pair_gaps, wall_gaps

COLUMN = {name: k for k, name in enumerate(EXCHANGE)}


def table(n_cells=2, n_particles=3, **changes):
    shape = {"width": 4.4, "height": 3.6, "sagitta": 0.4, "total_radius": 1.0, "margin": 0.02}
    return BilliardTable(n_cells, n_particles, **(shape | changes))


def started(t, seed=1, **keywords):
    rng = np.random.default_rng(seed)
    return Billiard(t, *draw_disks(t, np.ones(t.n_cells), rng), **keywords)


def smallest_gap(billiard):
    positions = billiard.positions
    return min(wall_gaps(billiard.table, positions).min(), pair_gaps(billiard.table, positions).min())


@pytest.mark.parametrize("n_particles", [1, 10, 50])
def test_energy_is_kept_to_1e_10_over_a_million_collisions_and_nothing_overlaps(n_particles):
    billiard = started(table(n_particles=n_particles))
    before = cell_energies(billiard.table, billiard.velocities).sum()
    for _ in range(100):
        billiard.run(10_000)
        # contact times are exact to rounding: coordinates of size 5, times of 100 between settings of the clock
        assert smallest_gap(billiard) > -1e-10
    assert cell_energies(billiard.table, billiard.velocities).sum() == pytest.approx(before, rel=1e-10)


@pytest.mark.parametrize(("n_cells", "n_particles"), [(2, 1), (3, 4), (2, 12)])
def test_nothing_overlaps_after_any_single_collision(n_cells, n_particles):
    billiard = started(table(n_cells, n_particles))
    for _ in range(3000):
        billiard.run(1)
        assert smallest_gap(billiard) > -1e-12  # rounding of coordinates of size 5; a missed collision would be 1e-3


@pytest.mark.parametrize(("n_cells", "n_particles"), [(2, 1), (2, 3), (3, 2)])
def test_a_short_run_goes_back_when_velocities_are_reversed(n_cells, n_particles):
    billiard = started(table(n_cells, n_particles), seed=2)
    start, velocities = billiard.positions, billiard.velocities
    duration = 12 / n_particles
    billiard.run(10**6, duration)
    back = Billiard(billiard.table, billiard.positions, -billiard.velocities)
    back.run(10**6, duration)
    # about ten collisions a disk, each of which multiplies rounding errors by five or so
    np.testing.assert_allclose(back.positions, start, atol=1e-6)
    np.testing.assert_allclose(back.velocities, -velocities, atol=1e-6)
    assert np.abs(billiard.positions - start).max() > 0.1  # and it had gone somewhere


def gaps_of(t, positions):
    return np.concatenate([wall_gaps(t, positions), pair_gaps(t, positions)[np.triu_indices(t.n_disks, 1)]])


def gradient(t, positions, number, h=1e-6):
    result = np.zeros(positions.size)
    for k in range(positions.size):
        shift = np.zeros(positions.size)
        shift[k] = h
        shift = shift.reshape(positions.shape)
        ahead, behind = gaps_of(t, positions + shift)[number], gaps_of(t, positions - shift)[number]
        result[k] = (ahead - behind) / (2 * h)
    return result


def closing_time(t, positions, velocities, number, longest):
    return brentq(lambda s: gaps_of(t, positions + s * velocities)[number], 0, longest, xtol=1e-14)


def small_steps(t, positions, velocities, duration, step=2e-3):
    """Free flight until a gap closes, found by steps and bisection; reflection at the gap's numerical gradient."""
    now, n_collisions = 0.0, 0
    while now < duration:
        ahead = min(step, duration - now)
        closed = np.flatnonzero(gaps_of(t, positions + ahead * velocities) < 0)
        if closed.size == 0:
            positions, now = positions + ahead * velocities, now + ahead
            continue
        times = [closing_time(t, positions, velocities, k, ahead) for k in closed]
        first = int(np.argmin(times))
        positions, now = positions + times[first] * velocities, now + times[first]
        normal = gradient(t, positions, closed[first])
        push = 2 * (velocities.ravel() @ normal) / (normal @ normal)
        velocities = velocities - (push * normal).reshape(velocities.shape)
        n_collisions += 1
    return positions, velocities, n_collisions


@pytest.mark.parametrize(("n_cells", "n_particles", "seed"), [(2, 1, 5), (2, 3, 6), (3, 2, 7)])
def test_motion_is_that_of_small_steps_with_bisection(n_cells, n_particles, seed):
    t = table(n_cells, n_particles)
    billiard = started(t, seed)
    duration = 6 / n_particles
    expected = small_steps(t, billiard.positions, billiard.velocities, duration)
    billiard.run(10**6, duration)
    assert expected[2] > 4
    # numerical normals are good to 1e-9, and collisions multiply that by five each
    np.testing.assert_allclose(billiard.positions, expected[0], atol=1e-5)
    np.testing.assert_allclose(billiard.velocities, expected[1], atol=1e-5)


def test_collisions_through_the_hole_agree_with_small_steps():
    t = table(n_particles=1)
    positions = np.array([[1.5, -0.8], [0.05, 0.1]])  # facing each other through the hole
    velocities = np.array([[0.9, -1.1], [0.02, -0.01]])
    billiard = Billiard(t, positions, velocities)
    records = billiard.run(10**6, 0.8)
    expected = small_steps(t, positions, velocities, 0.8)
    np.testing.assert_allclose(billiard.velocities, expected[1], atol=1e-6)
    assert len(records) == 1
    before, after = (records[0, [COLUMN[name] for name in names]] for names in (("left", "right"), EXCHANGE[-2:]))
    np.testing.assert_allclose(before, (velocities**2).sum(axis=0))
    assert after.sum() == pytest.approx(before.sum())


def test_splitting_a_run_does_not_change_it():
    whole, parts = started(table(2, 4)), started(table(2, 4))
    records = whole.run(60)
    pieces = np.concatenate([parts.run(n) for n in (1, 20, 39)])
    # ten collisions a disk; rounding of the clocks differs
    np.testing.assert_allclose(parts.positions, whole.positions, atol=1e-6)
    np.testing.assert_allclose(pieces, records, atol=1e-6)
    assert parts.time == pytest.approx(whole.time, rel=1e-9)


def test_twice_the_speed_takes_half_the_time():
    t = table(2, 3)
    slow = started(t)
    fast = Billiard(t, slow.positions, 2 * slow.velocities)
    slow_records, fast_records = slow.run(3000), fast.run(3000)
    assert fast.time == slow.time / 2  # powers of two scale without rounding
    np.testing.assert_array_equal(fast_records[:, 4:], 4 * slow_records[:, 4:])


def test_disks_are_drawn_with_the_given_energies_and_without_overlap_at_uniform_places():
    t, rng = table(2, 4), np.random.default_rng(4)
    heights = []
    for _ in range(300):
        positions, velocities = draw_disks(t, np.array([0.5, 2.0]), rng)
        np.testing.assert_allclose(cell_energies(t, velocities), [0.5, 2.0])
        assert min(wall_gaps(t, positions).min(), pair_gaps(t, positions).min()) >= 0
        heights.append(positions[1])
    # symmetric about the axis: 2400 heights of standard deviation 0.6, correlated within a state only
    assert abs(np.mean(heights)) < 3 * 0.6 / np.sqrt(2400)


def test_a_bath_meets_its_neighbour_with_exponential_energies():
    rng = np.random.default_rng(5)
    t = table(3, 2)
    chain = Billiard(t, *draw_disks(t, np.ones(3), rng), baths=(1.0, 3.0), rng=rng)
    records = chain.run(400_000)
    for barrier, side, mean in ((0, "cell_left", 1.0), (1, "cell_right", 3.0)):
        energies = records[records[:, COLUMN["barrier"]] == barrier, COLUMN[side]][1:]
        # each draw ends with one collision, so these are independent; the seed is fixed, 1e-3 is a wide margin
        assert energies.size > 300
        assert kstest(energies / mean, "expon").pvalue > 1e-3
        assert kstest(energies / (1.3 * mean), "expon").pvalue < 1e-3  # the test can tell 30 %


def test_energy_flows_from_the_hot_bath_to_the_cold_one_and_balances():
    rng = np.random.default_rng(6)
    t = table(3, 2)
    records = Billiard(t, *draw_disks(t, np.ones(3), rng), baths=(1.0, 4.0), rng=rng).run(1_000_000)
    given = records[:, COLUMN["left"]] - records[:, COLUMN["left_after"]]
    left, right = (given[records[:, COLUMN["barrier"]] == barrier].sum() for barrier in (0, 1))
    assert left < 0
    assert right < 0
    # what the cell between holds in the end, some units of energy, is all by which they may differ
    assert abs(left - right) < 10 < abs(left)


def test_first_collisions_from_redrawn_states_come_as_from_states_built_one_by_one():
    t, energies, rng = table(2, 2), np.array([0.3, 1.0]), np.random.default_rng(7)
    one_by_one = []
    for _ in range(300):
        billiard, records = Billiard(t, *draw_disks(t, energies, rng)), []
        while len(records) == 0:
            records = billiard.run(200)
        one_by_one.append(records[0, 0])
    times = np.empty(1000)
    first_exchanges(shape_of(t), new_disks(t, *draw_disks(t, energies, rng)), energies, rng, times)
    assert times.min() > 0
    difference = np.mean(one_by_one) - times.mean()
    assert abs(difference) < 3 * np.hypot(np.std(one_by_one) / np.sqrt(300), times.std() / np.sqrt(1000))


def references_counted(function, *arguments):
    """Counts of references in the body of a function compiled for these arguments, without what wraps it for Python."""
    function = njit(function.py_func, error_model="numpy")
    function(*arguments)
    [code] = function.inspect_llvm().values()
    bodies = re.findall(r"^define ([^\n]*)\n(.*?)^}", code, re.DOTALL | re.MULTILINE)
    mangled = f"{len(function.__name__)}{function.__name__}B"
    [body] = [b for line, b in bodies if mangled in line and "cpython" not in line and "cfunc" not in line]
    return body.count("@NRT_incref")


def test_the_search_for_the_next_event_counts_no_references():
    t, rng = table(), np.random.default_rng(0)
    shape, disks = shape_of(t), new_disks(t, *draw_disks(t, np.ones(t.n_cells), rng))
    assert references_counted(predict, shape, disks, 0, 0.0) == 0  # they would take half of the time
    assert references_counted(redraw_cell, shape, disks, 0, 1.0, rng) > 0  # and would be found


def test_overlaps_and_impossible_baths_are_refused():
    t, rng = table(2, 1), np.random.default_rng(0)
    positions, velocities = draw_disks(t, np.ones(2), rng)
    with pytest.raises(ValueError, match="positions: bodies overlap"):
        Billiard(t, positions + np.array([[0.0], [3.0]]), velocities)
    with pytest.raises(ValueError, match=r"baths=\(1.0, 2.0\) with n_cells=2"):
        Billiard(t, positions, velocities, baths=(1.0, 2.0), rng=rng)
