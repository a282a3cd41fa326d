"""Three independent solvers of (2.30) and SciPy's: one answer."""

import numpy as np
import pytest
from scipy.integrate import solve_bvp

from tests.rotors.laws import kinked, power_laws
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.macroscopic.first_integral import energy_current, momentum_current
from thermochain.rotors.macroscopic.mesh import cell_currents, line
from thermochain.rotors.macroscopic.solve import solve_stationary

PUBLISHED = published_coefficients()

CASES = [
    {"T_left": 0.3, "T_right": 0.3, "p_left": 0.0, "p_right": 2.0},
    {"T_left": 0.3, "T_right": 1.0, "p_left": 0.0, "p_right": 2.0},
    {"T_left": 0.5, "T_right": 0.3, "p_left": 0.0, "p_right": 0.7},
    {"T_left": 0.8, "T_right": 1.0, "p_left": -1.0, "p_right": -0.2},
    {"T_left": 1.0, "T_right": 0.3, "p_left": 0.0, "p_right": 0.0},
]

# Independent values (another code, quadrature of the first integral): J^p, J^e with the published coefficients.
REFERENCE = [
    (-4.3207477678751545, -4.3207477678751545),
    (-1.4975882878556086, -2.252246394156473),
    (-2.94427316448811, -0.019848151096803646),
    (-0.17491731383675654, 0.0321211046541941),
    (0.0, 1.795975308646689),
]


def collocation(c, case, tolerance=1e-10):
    """J^p, J^e and profiles by scipy.integrate.solve_bvp on (p, T) with the currents as parameters."""

    def slopes(x, y, currents):
        p, T = y
        jp, je = currents
        return np.stack([-jp / c.momentum_diffusivity(T), (p * jp - je) / c.thermal_conductivity(T)])

    def ends(left, right, currents):
        return np.array(
            [
                left[0] - case["p_left"],
                left[1] - case["T_left"],
                right[0] - case["p_right"],
                right[1] - case["T_right"],
            ]
        )

    x = np.linspace(-1, 1, 401)
    exact = solve_stationary(c, **case, n_cells=400)
    start = np.stack([exact.momentum, exact.temperature]) * (1 + 1e-3 * np.cos(3 * x))  # a guess, not the solution
    currents = np.array([exact.momentum_current, exact.energy_current]) * 1.01
    result = solve_bvp(slopes, ends, x, start, p=currents, tol=tolerance, max_nodes=200_000)
    assert result.success
    return result


@pytest.mark.parametrize(("case", "reference"), list(zip(CASES, REFERENCE, strict=True)))
def test_first_integral_reproduces_independent_values(case, reference):
    state = solve_stationary(PUBLISHED, **case)
    assert (state.momentum_current, state.energy_current) == pytest.approx(reference, abs=1e-11)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("coefficients", [PUBLISHED, kinked()], ids=["published", "kinked"])
def test_first_integral_agrees_with_collocation(coefficients, case):
    state = solve_stationary(coefficients, **case)
    other = collocation(coefficients, case)
    assert state.momentum_current == pytest.approx(other.p[0], abs=1e-8)
    assert state.energy_current == pytest.approx(other.p[1], abs=1e-8)
    p, T = other.sol(state.x)
    np.testing.assert_allclose(state.momentum, p, atol=1e-8)
    np.testing.assert_allclose(state.temperature, T, atol=1e-8)


@pytest.mark.parametrize("case", CASES)
def test_array_currents_equal_the_currents_of_the_profiles(case):
    state = solve_stationary(PUBLISHED, **case)
    assert float(energy_current(PUBLISHED, **case)) == pytest.approx(state.energy_current, rel=1e-12, abs=1e-13)
    assert float(momentum_current(PUBLISHED, **case)) == pytest.approx(state.momentum_current, rel=1e-12, abs=1e-13)


@pytest.mark.parametrize("case", CASES)
def test_finite_differences_converge_at_second_order(case):
    exact = solve_stationary(PUBLISHED, **case, n_cells=100)

    def error(n_cells):
        state = solve_stationary(PUBLISHED, **case, method="finite_difference", n_cells=n_cells)
        stride = n_cells // 100
        profiles = np.max(np.abs(state.temperature[::stride] - exact.temperature))
        return max(profiles, abs(state.energy_current - exact.energy_current))

    coarse, fine = error(200), error(400)
    assert 3.8 < coarse / fine < 4.2  # 4 in the limit; the next order is dx^2 smaller
    assert fine < 1e-3


@pytest.mark.parametrize(("temperature", "p_right"), [(0.3, 3.0), (0.3, 8.0), (0.1, 3.0)])
def test_finite_differences_reach_strong_forcing(temperature, p_right):
    case = {"T_left": temperature, "T_right": temperature, "p_left": 0.0, "p_right": p_right}
    exact = solve_stationary(PUBLISHED, **case)
    state = solve_stationary(PUBLISHED, **case, method="finite_difference", n_cells=2000)
    # second order: these profiles have a scale of 0.05 on a mesh of 0.001
    assert state.energy_current == pytest.approx(exact.energy_current, rel=2e-4)


def test_jacobian_of_the_finite_differences_is_the_derivative_of_the_jumps_of_the_currents():
    from thermochain.rotors.macroscopic.finite_difference import banded_jacobian, current_jumps

    rng = np.random.default_rng(0)
    p, T = np.sort(rng.uniform(0, 1, 9)), rng.uniform(0.3, 1.0, 9)
    banded = banded_jacobian(PUBLISHED, p, T)
    n = 2 * 7
    dense = np.array([[banded[3 + r - c, c] if abs(r - c) <= 3 else 0.0 for c in range(n)] for r in range(n)])
    for column in range(n):
        profiles = [p.copy(), T.copy()], [p.copy(), T.copy()]
        for sign, pair in zip((1, -1), profiles, strict=True):
            pair[column % 2][1 + column // 2] += sign * 1e-6
        change = current_jumps(PUBLISHED, *profiles[0]) - current_jumps(PUBLISHED, *profiles[1])
        # central difference: rounding 1e-13 / 1e-6
        np.testing.assert_allclose(dense[:, column], change.ravel() / 2e-6, rtol=1e-5, atol=1e-4)


@pytest.mark.parametrize(
    "case",
    [
        {"T_left": 0.3, "T_right": 0.3, "p_left": 0.0, "p_right": 10.5},
        {"T_left": 0.124, "T_right": 0.2204, "p_left": 7.64, "p_right": -3.0},
    ],
)
def test_profiles_are_exact_under_extreme_forcing(case):
    """The currents follow from the profiles by their integrals (2.42), resolved on a mesh graded towards the peak."""
    state = solve_stationary(PUBLISHED, **case, n_cells=200_000)
    assert state.energy_current == pytest.approx(float(energy_current(PUBLISHED, **case)), rel=1e-12)
    slope = -state.momentum_current / PUBLISHED.momentum_diffusivity(state.temperature)
    rise = np.sum(0.5 * (slope[1:] + slope[:-1]) * np.diff(state.x))
    assert rise == pytest.approx(case["p_right"] - case["p_left"], rel=1e-4)
    np.testing.assert_allclose(np.gradient(state.momentum, state.x)[1:-1], slope[1:-1], rtol=0.02)


def test_the_limit_of_the_admissible_range_is_sharp_and_the_same_for_all():
    from thermochain.rotors.macroscopic.thermal_potential import thermal_potential

    G = thermal_potential(PUBLISHED)
    limit = np.sqrt(8 * float(G(10.0) - G(0.3)))  # the peak at u = 1/2 is dp^2/8 above the ends
    for function in (solve_stationary, energy_current):
        function(PUBLISHED, T_left=0.3, T_right=0.3, p_left=0.0, p_right=limit * (1 - 1e-9))
        with pytest.raises(ValueError, match="temperature inside the chain exceeds 10"):
            function(PUBLISHED, T_left=0.3, T_right=0.3, p_left=0.0, p_right=limit * (1 + 1e-9))
        function(PUBLISHED, T_left=10.0, T_right=10.0, p_left=0.0, p_right=0.0)


@pytest.mark.parametrize("case", CASES)
def test_finite_difference_currents_are_uniform_to_rounding(case):
    state = solve_stationary(PUBLISHED, **case, method="finite_difference", n_cells=400)
    for current in cell_currents(PUBLISHED, line(400), state.momentum, state.temperature):
        # differences of fluxes of size D/dx = 1e4 carry 1e-12 of rounding each
        assert np.ptp(current) < 1e-8


@pytest.mark.parametrize("case", CASES)
def test_the_papers_fixed_point_agrees_with_the_first_integral(case):
    exact = solve_stationary(PUBLISHED, **case, n_cells=1000)
    state = solve_stationary(PUBLISHED, **case, method="fixed_point", n_cells=1000)
    # dx = 0.002: the error dx^2 times fourth derivatives, and a mixing that stops at 1.5e-8 a step
    np.testing.assert_allclose(state.temperature, exact.temperature, atol=2e-4)
    assert state.energy_current == pytest.approx(exact.energy_current, abs=2e-4)
    assert state.temperature[-1] == pytest.approx(case["T_right"], abs=2e-4)


def test_constant_coefficients_have_the_known_solution():
    D, kappa = 0.7, 0.4
    c = power_laws(D, 0.0, kappa, 0.0)
    p_left, p_right, T_left, T_right = -0.5, 1.2, 0.6, 0.9
    state = solve_stationary(c, T_left=T_left, T_right=T_right, p_left=p_left, p_right=p_right)
    dp = p_right - p_left
    assert state.momentum_current == pytest.approx(-0.5 * D * dp, rel=1e-12)
    expected = -0.5 * (kappa * (T_right - T_left) + 0.5 * D * (p_right**2 - p_left**2))
    assert state.energy_current == pytest.approx(expected, rel=1e-12)
    u = 0.5 * (state.x + 1)
    np.testing.assert_allclose(state.momentum, p_left + dp * u, atol=1e-12)
    parabola = T_left + (T_right - T_left) * u + 0.5 * D / kappa * dp**2 * u * (1 - u)
    np.testing.assert_allclose(state.temperature, parabola, atol=1e-12)


def test_a_power_law_conductivity_without_forcing_has_the_known_profile():
    c = power_laws(1.0, 0.0, 0.5, -2.0)  # kappa = T^-2/2: 1/T is linear
    state = solve_stationary(c, T_left=0.3, T_right=1.0, p_left=0.4, p_right=0.4)
    u = 0.5 * (state.x + 1)
    np.testing.assert_allclose(1 / state.temperature, (1 - u) / 0.3 + u / 1.0, rtol=1e-12)
    np.testing.assert_array_equal(state.momentum, 0.4)
    assert state.momentum_current == 0.0


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"T_left": -1.0}, "T_left=-1.0 must be a positive temperature"),
        ({"T_right": 0.0}, "T_right=0.0 must be a positive temperature"),
        ({"T_right": float("nan")}, "T_right=nan"),
        ({"T_left": 50.0}, r"T_left=50 must lie in \[0.01, 10\]"),
        ({"p_right": float("inf")}, "p_right=inf must be a finite number"),
        ({"p_left": float("nan")}, "p_left=nan must be a finite number"),
        ({"method": "newton"}, "method='newton' must be one of"),
        ({"n_cells": 7}, "n_cells=7 must be an even integer"),
        ({"p_right": 30.0}, "temperature inside the chain exceeds 10"),
        ({"T_left": "hot"}, "T_left='hot' must be a real number"),
        ({"p_left": None}, "p_left=None must be a real number"),
        ({"T_right": True}, "T_right=True must be a real number"),
        ({"T_left": [0.5, 0.6]}, "must be single numbers"),
    ],
)
def test_invalid_arguments_are_named(bad, message):
    arguments = {"T_left": 0.5, "T_right": 0.5, "p_left": 0.0, "p_right": 1.0} | bad
    with pytest.raises(ValueError, match=message):
        solve_stationary(PUBLISHED, **arguments)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"T_left": [0.5, -0.1]}, "T_left=-0.1 must be a positive temperature"),
        ({"T_right": [[0.5], [np.nan]]}, "T_right=nan"),
        ({"p_right": [0.0, np.inf]}, "p_right=inf"),
        ({"T_right": 11.0}, "T_right=11 must lie in"),
        ({"T_left": [0.5, 0.6], "p_right": [1, 2, 3]}, r"do not broadcast: T_left \(2,\).*p_right \(3,\)"),
    ],
)
def test_invalid_elements_of_arrays_are_named(bad, message):
    arguments = {"T_left": 0.5, "T_right": 0.5, "p_left": 0.0, "p_right": 1.0} | bad
    with pytest.raises(ValueError, match=message):
        energy_current(PUBLISHED, **arguments)
