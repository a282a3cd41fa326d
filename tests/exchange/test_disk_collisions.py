"""The kernel of colliding disks: its rate, its current, detailed balance, and the jumps that follow it."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import integrate

from thermochain.exchange.disk_collisions import STATIC, collision_current, collision_rate, energy_cdf, kernel
from thermochain.exchange.jumps import Jumps
from thermochain.exchange.rates import RATES

ENERGIES = st.floats(0.01, 10.0)
ANGLES = (np.arange(1000) + 0.5) * np.pi / 500.0


def components(left, right):
    """Weighted velocities along the line of centres over a grid of both directions: (a - b)_+, a^2 - b^2."""
    a, b = np.sqrt(left) * np.cos(ANGLES)[:, None], np.sqrt(right) * np.cos(ANGLES)
    return np.maximum(a - b, 0.0), a**2 - b**2


@settings(max_examples=8, deadline=None, derandomize=True, database=None)
@given(left=ENERGIES, right=ENERGIES)
def test_rate_and_current_are_means_over_the_directions_of_both_disks(left, right):
    weight, given = components(left, right)
    scale = np.sqrt(left + right)
    assert collision_rate(left, right) == pytest.approx(weight.mean(), abs=1e-4 * scale)  # kinks of the grid
    assert collision_current(left, right) == pytest.approx((weight * given).mean(), abs=1e-4 * scale**3)


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(left=ENERGIES, right=ENERGIES, part=st.floats(0.01, 0.99), factor=st.floats(0.01, 100.0))
def test_collisions_go_back_as_often_as_they_go_and_scale_like_the_square_root_of_the_energy(left, right, part, factor):
    after = part * (left + right)
    assume(abs(after - right) > 1e-3 * (left + right))  # beside the singularity
    there, back = kernel(left, right, after), kernel(after, left + right - after, left)
    np.testing.assert_allclose(there, back, rtol=1e-7)
    scaled = kernel(factor * left, factor * right, factor * after)
    np.testing.assert_allclose(factor * scaled, np.sqrt(factor) * there, rtol=1e-9)
    np.testing.assert_allclose(there, kernel(right, left, left + right - after), rtol=1e-7)


@settings(max_examples=15, deadline=None, derandomize=True, database=None)
@given(left=ENERGIES, right=ENERGIES)
def test_the_kernel_integrates_to_the_rate_and_to_the_current(left, right):
    total = left + right
    assert energy_cdf([left], [right], [total])[0] == pytest.approx(1.0, abs=1e-5)
    ends = [min(left, right), max(left, right)]
    moved = integrate.quad(
        lambda after: (left - after) * kernel(left, right, after), 0.0, total, points=ends, limit=200
    )[0]
    assert moved == pytest.approx(collision_current(left, right), abs=1e-6 * total**1.5)


def test_the_rate_and_the_conductivity_without_memory_are_the_same_number():
    """kappa = nu (Gaspard and Gilbert): both are 1/sqrt(2 pi) at T = 1, where energies are exponential."""
    rng = np.random.default_rng(0)
    left, right = rng.standard_exponential((2, 20000))
    rates = np.array([collision_rate(*pair) for pair in zip(left, right, strict=True)])
    assert rates.mean() == pytest.approx(STATIC, abs=4.0 * rates.std() / np.sqrt(rates.size))
    a, b = rng.standard_normal((2, 400000)) / np.sqrt(2.0)
    squares = 0.5 * (a**2 - b**2) ** 2 * np.maximum(a - b, 0.0)
    assert squares.mean() == pytest.approx(STATIC, abs=4.0 * squares.std() / np.sqrt(squares.size))


def test_jumps_of_disks_follow_the_kernel_and_shares_do_not():
    found = {}
    for disks in (True, False):
        rng = np.random.default_rng(5)
        rings = Jumps(
            np.tile([1.5, 0.5, 0.0], (20000, 1)),
            rate=collision_rate,
            particles_per_cell=1.0,
            baths=None,
            speed=1.0,
            rng=rng,
            disks=disks,
        )
        after = rings.run(np.array([0.1]))[0]
        hit = (after[:, 2] == 0.0) & (after[:, 0] != 1.5)  # of these 2 % have collided twice
        ones = np.full(hit.sum(), 1.0)
        found[disks] = np.sort(energy_cdf(1.5 * ones, 0.5 * ones, after[hit, 0]))
    for disks, level in found.items():
        distance = np.abs(level - (np.arange(level.size) + 0.5) / level.size).max()
        assert level.size > 800
        # 1 in 10,000 samples of the law has 2.2/sqrt(n)
        assert (distance < 2.2 / np.sqrt(level.size)) == disks, distance


def test_rings_of_disks_keep_their_energy_and_the_law_of_equilibrium():
    rng = np.random.default_rng(1)
    start = rng.standard_exponential((400, 8))
    rings = Jumps(start, rate=collision_rate, particles_per_cell=1.0, baths=None, speed=1.0, rng=rng, disks=True)
    after = rings.run(np.array([10.0]))[0]
    np.testing.assert_allclose(after.sum(axis=1), start.sum(axis=1), rtol=1e-12)
    assert np.all(after >= 0.0)
    squares = after**2  # 2, of standard error sqrt(20/3200)
    assert squares.mean() == pytest.approx(2.0 * start.mean() ** 2, abs=4.0 * np.sqrt(20.0 / 3200.0))
    assert rings.n_events == pytest.approx(400 * 8 * 10.0 * STATIC, rel=0.05)


def test_disks_between_baths_are_refused():
    with pytest.raises(ValueError, match=r"baths=\(1.0, 2.0\) must be None where disks collide"):
        Jumps(
            np.ones((1, 3)),
            rate=RATES["constant"],
            particles_per_cell=1.0,
            baths=(1.0, 2.0),
            speed=1.0,
            rng=np.random.default_rng(0),
            disks=True,
        )
