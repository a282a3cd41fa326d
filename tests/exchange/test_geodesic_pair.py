"""Pairs that follow geodesics of a surface of negative curvature, and their sigma^2 beside (51) of Olla."""

import numpy as np
import pytest

from thermochain.core.series.integral import estimate_integral
from thermochain.exchange import geodesic_pair
from thermochain.exchange.geodesic_pair import geodesic_currents, geodesic_mobility, surface_group

METRIC = np.diag([-1.0, 1.0, 1.0])


def mobility(ratio, n_pairs=192, seed=3):
    """sigma^2 at the energies 1 and `ratio`, and its total error."""
    step = 0.15 / np.sqrt(2.0)
    rng = np.random.default_rng(seed)
    found = estimate_integral(
        geodesic_currents(1.0, ratio, n_pairs=n_pairs, n_steps=700, time_step=step, rng=rng),
        interval=step,
        n_batches=16,
    )
    return found.value, float(np.hypot(found.std, found.systematic))


def test_the_octagon_closes_to_a_surface_of_genus_two():
    """Its area is 4 pi by the theorem of Gauss and Bonnet, and going round a vertex leads back."""
    group, sides = surface_group()
    kept = np.swapaxes(group, 1, 2) @ METRIC @ group
    np.testing.assert_allclose(kept, np.broadcast_to(METRIC, group.shape), atol=1e-9)
    np.testing.assert_allclose(sides[:4] @ sides[4:], np.broadcast_to(np.eye(3), (4, 3, 3)), atol=1e-12)
    around = np.linalg.multi_dot([sides[k] for k in (0, 5, 2, 7, 4, 1, 6, 3)])
    np.testing.assert_allclose(around, np.eye(3), atol=1e-7)  # entries of the factors are up to 1e2
    rng = np.random.default_rng(1)
    n, highest = 200_000, np.cosh(geodesic_pair._CIRCUMRADIUS)
    height, angle = rng.uniform(1.0, highest, n), rng.uniform(0.0, 2.0 * np.pi, n)
    radius = np.sqrt(height**2 - 1.0)
    points = np.stack([height, radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    inside = np.all(points @ sides[:, 0].T >= points[:, :1], axis=1).mean()
    assert 2.0 * np.pi * (highest - 1.0) * inside == pytest.approx(4.0 * np.pi, rel=4.0 / np.sqrt(n))


def potential(group, X, Y):
    distance = -np.einsum("ni,gij,nj->ng", X @ METRIC, group, Y)
    return np.sum(np.maximum(0.0, 1.0 - (distance - 1.0) / geodesic_pair._HEIGHT) ** 3, axis=1)


def test_both_currents_together_are_the_change_of_the_coupling_also_across_the_sides():
    group, sides = surface_group()
    rng = np.random.default_rng(2)
    (X, U), (Y, W) = (geodesic_pair._uniform(400, sides, rng) for _ in range(2))
    start, passed, step = potential(group, X, Y), np.zeros(400), 0.01
    for _ in range(300):
        X, U = geodesic_pair._moved(X, U, 0.5 * step, sides)
        Y, W = geodesic_pair._moved(Y, W, 0.5 * step, sides)
        passed += step * (
            geodesic_pair._slope_along(group, X, Y, W) + geodesic_pair._slope_along(group, Y, X, U)
        )  # at the middle of each step
        X, U = geodesic_pair._moved(X, U, 0.5 * step, sides)
        Y, W = geodesic_pair._moved(Y, W, 0.5 * step, sides)
    end = potential(group, X, Y)
    assert np.ptp(end - start) > 0.5
    np.testing.assert_allclose(passed, end - start, atol=2e-3)  # second order in the step, whose square is 1e-4


def test_the_uniform_law_is_stationary():
    _, sides = surface_group()
    X, U = geodesic_pair._uniform(20_000, sides, np.random.default_rng(4))
    before = X[:, 0]
    for _ in range(40):
        X, U = geodesic_pair._moved(X, U, 0.3, sides)
    error = np.sqrt((before.var() + X[:, 0].var()) / 20_000)
    assert abs(X[:, 0].mean() - before.mean()) < 4.0 * error
    np.testing.assert_allclose(np.einsum("ni,ij,nj->n", X, METRIC, X), -1.0, atol=1e-9)
    np.testing.assert_allclose(np.einsum("ni,ij,nj->n", U, METRIC, X), 0.0, atol=1e-9)


def test_at_another_energy_the_same_paths_are_run_through_faster():
    """So sigma^2 grows as the square root of the energy, the degree of (51)."""
    slow = geodesic_currents(1.0, 0.5, n_pairs=4, n_steps=50, time_step=0.1, rng=np.random.default_rng(5))
    fast = geodesic_currents(9.0, 4.5, n_pairs=4, n_steps=50, time_step=0.1 / 3.0, rng=np.random.default_rng(5))
    np.testing.assert_allclose(fast, 3.0 * slow, rtol=1e-6, atol=1e-9)
    assert geodesic_mobility(9.0, 4.5) == pytest.approx(3.0 * geodesic_mobility(1.0, 0.5), rel=1e-12)


def test_sigma_2_has_the_form_51_between_bounds():
    ratios, values = np.array([0.03, 0.1, 1.0]), []
    for ratio in ratios:
        value, error = mobility(ratio)
        assert error < 0.2 * value
        values.append(value)
    quotients = np.array(values) / [geodesic_mobility(1.0, ratio) for ratio in ratios]
    assert max(quotients) < 5.0 * min(quotients)
    # where the energies differ much, sigma^2 = c E_2/sqrt(E_1): the same constant at both ratios, within the errors
    assert quotients[0] == pytest.approx(quotients[1], rel=0.35)
    assert min(quotients) > 0.03


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"second_energy": 2.0}, "first_energy=1 must be >= second_energy=2; exchange them"),
        ({"first_energy": 0.0}, "first_energy"),
        ({"n_steps": 1}, "n_steps=1 must"),
        ({"time_step": -0.1}, "time_step=-0.1 must"),
    ],
)
def test_invalid_arguments_are_named(change, message):
    arguments = {"first_energy": 1.0, "second_energy": 0.5, "n_pairs": 4, "n_steps": 10, "time_step": 0.1} | change
    with pytest.raises(ValueError, match=message):
        geodesic_currents(
            arguments.pop("first_energy"), arguments.pop("second_energy"), **arguments, rng=np.random.default_rng(1)
        )
