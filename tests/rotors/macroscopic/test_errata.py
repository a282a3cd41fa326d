"""What is printed about the macroscopic equations and does not hold: one test for each line of docs/errata_ios.md.

All with the published coefficients, which the paper used.
"""

import numpy as np
import pytest

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.macroscopic.first_integral import energy_current, energy_current_slope, momentum_current
from thermochain.rotors.macroscopic.profiles import stationary_profiles
from thermochain.rotors.macroscopic.regime_edges import zero_energy_current
from thermochain.rotors.macroscopic.solve import solve_stationary
from thermochain.rotors.macroscopic.thermal_potential import thermal_potential

C = published_coefficients()
X = np.linspace(-1.0, 1.0, 2001)
HALF = X.size // 2


def state(T_left, T_right, p_left, p_right):
    return stationary_profiles(C, T_left, T_right, p_left, p_right, X)


def mechanical_current(s):
    """J^m(x) = p(x) J^p (2.32)."""
    return s.momentum * s.momentum_current


def test_step_4_of_appendix_b_reaches_T_R_from_T_L_and_not_from_T_R():
    s = state(0.4, 0.9, 0.0, 1.0)
    slope = (s.momentum * s.momentum_current - s.energy_current) / C.thermal_conductivity(s.temperature)
    rise = np.sum(0.5 * (slope[1:] + slope[:-1]) * np.diff(X))
    assert 0.4 + rise == pytest.approx(0.9, abs=1e-5)  # trapezoids, dx = 0.001
    assert abs(0.9 + rise - 0.9) > 0.4


def test_currents_depend_on_p_right_less_p_left():
    """The printed p_R - p_R is zero for all states; the momentum current is not."""
    one, same, other = (float(momentum_current(C, 0.5, 0.5, *p)) for p in ((0.0, 1.0), (-2.0, -1.0), (0.0, 0.5)))
    assert one == pytest.approx(same, rel=1e-12)
    assert abs(one - other) > 0.1


def test_energy_flows_uphill_in_figure_7_where_T_left_is_1_which_text_and_isoline_call_its_left_panel():
    T_right, p = np.linspace(0.31, 0.99, 18), np.linspace(-2.0, 2.0, 21)[:, None]
    uphill = [np.any((T_right - T_left) * energy_current(C, T_left, T_right, 0.0, p) > 0) for T_left in (1.0, 0.3)]
    assert uphill == [True, False]


def test_figure_6_right_has_no_uphill_region_in_its_right_half_only():
    """With "in the right half of the right plot" the sentence of Section 3.2 would hold."""
    T_left = np.linspace(0.31, 1.0, 24)
    for p, found in ((np.linspace(-1.0, 1.0, 21), False), (np.linspace(-3.0, -1.05, 21), True)):
        current = energy_current(C, T_left, 0.3, -1.0, p[:, None])
        assert np.any((0.3 - T_left) * current > 0) == found


@pytest.mark.parametrize("p_right", [0.0, 0.5, 0.9])
def test_p_is_mostly_nonpositive_in_figure_6_left_which_makes_the_mechanical_current_nonnegative(p_right):
    s = state(0.8, 1.0, -1.0, p_right)  # the bottom row of Figure 5, to which the sentence points
    assert np.mean(s.momentum <= 0.0) > 0.5
    assert s.momentum_current < 0.0
    assert np.mean(mechanical_current(s)) > 0.0


def test_the_mechanical_current_is_not_nonnegative_in_all_of_figure_6_right():
    s = state(0.6, 0.3, -1.0, 0.5)
    assert np.mean(s.momentum >= 0.0) > 0.5
    assert np.mean(mechanical_current(s)) < 0.0
    assert weighted_mechanical_current(s) > 0.0  # the reading that holds


def weighted_mechanical_current(s):
    """int J^m/D^p dx = (p_L^2 - p_R^2)/2, by trapezoids."""
    return np.trapezoid(mechanical_current(s) / C.momentum_diffusivity(s.temperature), X)


@pytest.mark.parametrize(("T_left", "T_right"), [(1.0, 1.0), (0.5, 1.0), (0.6, 0.3)])
def test_the_mechanical_current_at_p_right_1_vanishes_in_the_mean_only(T_left, T_right):
    s = state(T_left, T_right, -1.0, 1.0)
    assert weighted_mechanical_current(s) == pytest.approx(0.0, abs=2e-3)  # trapezoids, dx = 0.001
    assert np.max(np.abs(mechanical_current(s))) == pytest.approx(abs(s.momentum_current), rel=1e-12)
    plain = np.mean(mechanical_current(s))
    assert (abs(plain) < 1e-10) == (T_left == T_right)


def test_the_isoline_of_figure_8_is_shifted_by_alpha_over_8_at_p_right_one_half():
    G = thermal_potential(C)
    T_left = np.linspace(0.6, 1.0, 9)
    for p, shift in ((1.0, 0.5), (0.5, 0.125)):
        T_right = G.temperature(G(T_left) - 0.5 * p**2)  # J^e = 0
        middle = 0.5 * (T_left + T_right)
        alpha = C.momentum_diffusivity(middle) / C.thermal_conductivity(middle)
        np.testing.assert_allclose(T_left - T_right, shift * alpha, rtol=0.05)  # (3.1) is a midpoint rule
        assert np.all(np.abs((T_left - T_right) / alpha - (0.625 - shift)) > 0.3)


def test_figure_12_varies_the_hotter_end():
    """The caption has T_R = 0.3 and the text J^e falling with T_L for p_R in [-0.7, 0.2]: true above 0.3."""
    for T_left, falls in ((np.linspace(0.3, 1.0, 15), True), (np.linspace(0.15, 0.2, 5), False)):
        slope = energy_current_slope(C, T_left, 0.3, -1.0, np.linspace(-0.7, 0.1, 9)[:, None], side="left")
        assert np.all(slope < 0) == falls


def test_the_macroscopic_momentum_current_exceeds_the_bound_on_a_bond_force():
    """|V'| <= 1 bounds <j^p>; J^p is N times that, and no factor of one bounds it."""
    assert abs(float(momentum_current(C, 0.3, 0.3, 0.0, 2.0))) > 4.0


def test_uphill_diffusion_needs_the_sign_of_the_mean_momentum_only():
    """In the bottom row of Figure 5 p dp dT changes sign inside, and energy still flows to the hotter bath."""
    p_right = 0.5
    assert 0.0 < p_right < zero_energy_current(C, T_left=0.8, T_right=1.0, p_left=-1.0)
    s = state(0.8, 1.0, -1.0, p_right)
    assert s.energy_current * (1.0 - 0.8) > 0
    assert s.momentum.min() < 0 < s.momentum.max()


def test_the_entropy_production_of_olla_is_an_integral_over_his_interval():
    """(36) with the currents of [0, 1]: over [0, 1] it is (35); over the printed [-1, 1] half of it is missing.

    With x in [-1, 1] and the currents of IOS, which are half as large, (35) and (36) agree as well.
    """
    s = solve_stationary(C, T_left=0.5, T_right=0.9, p_left=-0.3, p_right=1.1, n_cells=4000)
    D, kappa = C.momentum_diffusivity(s.temperature), C.thermal_conductivity(s.temperature)

    def sums(x, factor):
        p_slope, T_slope = np.gradient(s.momentum, x), np.gradient(s.temperature, x)
        density = kappa * T_slope**2 / s.temperature**2 + D * p_slope**2 / s.temperature
        jp, je = factor * s.momentum_current, factor * s.energy_current
        return (1 / 0.9 - 1 / 0.5) * je - (1.1 / 0.9 + 0.3 / 0.5) * jp, np.trapezoid(density, x)

    for x, factor in ((0.5 * (s.x + 1.0), 2.0), (s.x, 1.0)):
        boundary, inside = sums(x, factor)
        assert inside == pytest.approx(boundary, rel=1e-4)
    assert sums(s.x, 2.0)[1] == pytest.approx(0.5 * sums(s.x, 2.0)[0], rel=1e-4)
