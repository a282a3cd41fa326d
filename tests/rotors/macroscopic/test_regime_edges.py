"""Onsets of uphill diffusion and edges of negative conductivity."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.strategies import floats
from scipy.optimize import brentq

from tests.rotors.laws import power_laws
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.macroscopic import regime_edges as regimes
from thermochain.rotors.macroscopic.first_integral import energy_current
from thermochain.rotors.macroscopic.solve import solve_stationary

C = published_coefficients()
TEMPERATURES = (0.3, 1.0)


def test_zero_of_the_energy_current_is_its_root():
    p = regimes.zero_energy_current(C, T_left=0.8, T_right=1.0, p_left=-1.0)
    root = brentq(lambda q: float(energy_current(C, 0.8, 1.0, -1.0, q)), 0.1, 1.0, xtol=1e-13)
    assert p == pytest.approx(root, abs=1e-10)
    assert p == pytest.approx(0.577769415638536, abs=1e-10)  # independent calculation; printed 0.6
    assert np.isnan(regimes.zero_energy_current(C, T_left=0.3, T_right=1.0, p_left=0.5))


@pytest.mark.parametrize(
    ("fixed", "end", "independent"),
    [
        ({"T_left": 0.5, "T_right": 0.3, "p_left": 0.0}, 0, 0.6932259493790844),  # printed 0.7
        ({"T_left": 0.8, "T_right": 1.0, "p_left": -1.0}, -1, -0.18379996180307723),  # printed -0.2
    ],
)
def test_the_temperature_is_flat_at_the_hotter_end(fixed, end, independent):
    p_right = fixed["p_left"] + regimes.flat_temperature(C, T_left=fixed["T_left"], T_right=fixed["T_right"])
    assert p_right == pytest.approx(independent, abs=1e-10)
    state = solve_stationary(C, **fixed, p_right=p_right)
    assert state.heat_current[end] == pytest.approx(0.0, abs=1e-10)


def test_isoline_approximation_is_exact_for_proportional_coefficients():
    c = power_laws(0.7, -3.0, 0.5, -3.0)  # kappa/D constant: the midpoint rule is exact
    p = regimes.zero_energy_current(c, T_left=0.8, T_right=1.0, p_left=-1.0)
    assert float(regimes.isoline_approximation(c, 0.8, 1.0, -1.0, p)) == pytest.approx(0.0, abs=1e-12)
    assert float(regimes.isoline_approximation(c, 0.8, 1.0, -1.0, 1.1 * p)) > 0.01


def test_isoline_approximation_is_a_midpoint_rule():
    c = power_laws(1.0, -3.0, 0.5, -2.0)  # kappa/D = T/2: the midpoint rule is exact, the end points are not
    p = regimes.zero_energy_current(c, T_left=0.6, T_right=1.0, p_left=-1.0)
    assert p**2 == pytest.approx(1.0 - 0.5 * (1.0 - 0.36), rel=1e-12)
    assert float(regimes.isoline_approximation(c, 0.6, 1.0, -1.0, p)) == pytest.approx(0.0, abs=1e-12)


def brute_force(boundary, side, values, sign):
    """some, all: where the current, on a dense grid, rises (sign 1) or falls with the varied temperature."""
    T = np.linspace(*TEMPERATURES, 1201)
    current = energy_current(C, *boundary(np.asarray(values)[:, None], T[None, :]))
    wrong = sign * np.diff(current, axis=1) > 0
    return wrong.any(axis=1), wrong.all(axis=1)


@pytest.mark.parametrize(
    ("boundary", "side", "scan", "sign"),
    [
        (lambda p, T: (0.3, T, 0.0, p), "right", (0.0, 2.0), 1),
        (lambda p, T: (1.0, T, 0.0, p), "right", (0.0, 2.0), 1),
        (lambda p, T: (T, 0.3, -1.0, p), "left", (-3.0, 1.0), -1),
        (lambda T_left, T: (T_left, T, 0.0, 1.0), "right", (0.3, 1.0), 1),
    ],
)
def test_edges_of_negative_conductivity_separate_the_regimes(boundary, side, scan, sign):
    found = regimes.negative_conductivity(C, boundary, side=side, scan=scan, temperatures=TEMPERATURES)
    step = 2e-3  # a grid of 6e-4 in temperature resolves the onset to about this
    for intervals, which in ((found.some, 0), (found.all, 1)):
        assert len(intervals) == 1
        for edge, outwards in zip(intervals[0], (-1, 1), strict=True):
            if edge in scan:
                continue
            outside, inside = edge + outwards * step, edge - outwards * step
            verdict = brute_force(boundary, side, [outside, inside], sign)[which]
            assert list(verdict) == [False, True]


def test_intervals_are_found_where_an_edge_falls_on_a_scan_point():
    assert regimes.negative_intervals(lambda v: v, (-1.0, 1.0)) == [(-1.0, 0.0)]
    assert regimes.negative_intervals(lambda v: -v, (-1.0, 1.0)) == [(0.0, 1.0)]
    assert regimes.negative_intervals(lambda v: v**2 - 0.25, (-1.0, 1.0)) == [pytest.approx((-0.5, 0.5))]
    assert regimes.negative_intervals(lambda v: np.ones_like(v), (-1.0, 1.0)) == []


def test_minimum_between_samples_is_that_of_the_parabola():
    x = np.linspace(0, 1, 12)
    samples = np.stack([(x - 0.37) ** 2 - 0.2, x, -x])
    np.testing.assert_allclose(regimes.parabolic_minimum(samples), [-0.2, 0.0, -1.0], atol=1e-12)


def test_printed_thresholds_are_reproduced():
    right = regimes.negative_conductivity(
        C, lambda p, T: (0.3, T, 0.0, p), side="right", scan=(0.0, 2.0), temperatures=TEMPERATURES
    )
    assert right.some[0][0] == pytest.approx(0.6, abs=0.02)
    assert right.all[0][0] == pytest.approx(0.66, abs=0.03)
    hot = regimes.negative_conductivity(
        C, lambda p, T: (1.0, T, 0.0, p), side="right", scan=(0.0, 2.0), temperatures=TEMPERATURES
    )
    assert hot.some[0][0] == pytest.approx(1.5, abs=0.01)


@settings(max_examples=6, deadline=None)
@given(a=floats(2.5, 4.0), b=floats(2.5, 5.0), T_left=floats(0.3, 0.6))
def test_an_interior_minimum_is_that_of_a_dense_grid(a, b, T_left):
    c = power_laws(0.3, -b, 0.5, -a)
    low, high = regimes.interior_minimum(c, T_left=T_left, p_left=0.0, scan=(0.0, 2.0), temperatures=TEMPERATURES)
    T = np.linspace(*TEMPERATURES, 501)
    p = np.linspace(0.0, 2.0, 21)
    current = energy_current(c, T_left, T, 0.0, p[:, None])
    at, depth = np.argmin(current, axis=1), current[:, [0, -1]].min(axis=1) - current.min(axis=1)
    # next to an end the grid does not tell, nor where the minimum is no deeper than the errors of both
    inside = p[(at > 1) & (at < T.size - 2) & (depth > 1e-6 * np.ptp(current, axis=1))]
    if inside.size > 1:  # an interval narrower than a step of the scan may be missed
        assert np.all((inside > low - 1e-9) & (inside < high + 1e-9))
    if np.isfinite(low):
        between = energy_current(c, T_left, T, 0.0, 0.5 * (low + high))
        assert 0 < np.argmin(between) < T.size - 1


def test_a_current_without_interior_minimum_has_no_edges():
    c = power_laws(0.7, 0.0, 0.4, 0.0)
    edges = regimes.interior_minimum(c, T_left=0.3, p_left=0.0, scan=(0.0, 2.0), temperatures=TEMPERATURES)
    assert np.isnan(edges).all()


def test_constant_coefficients_have_no_negative_conductivity():
    c = power_laws(0.7, 0.0, 0.4, 0.0)
    found = regimes.negative_conductivity(
        c, lambda p, T: (0.3, T, 0.0, p), side="right", scan=(0.0, 5.0), temperatures=TEMPERATURES
    )
    assert found.some == []
    assert found.all == []
