"""Exact properties of stationary states, on random boundary values (IOS, Sections 2.3-2.5)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad, simpson

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.macroscopic.first_integral import energy_current, energy_current_slope, momentum_current
from thermochain.rotors.macroscopic.solve import solve_stationary

C = published_coefficients()
RNG = np.random.default_rng(7)
BOUNDARIES = [
    dict(
        zip(
            ("T_left", "T_right", "p_left", "p_right"),
            np.round([*RNG.uniform(0.3, 1.0, 2), *RNG.uniform(-1.5, 1.5, 2)], 3),
            strict=True,
        )
    )
    for _ in range(12)
]
TIGHT = 1e-10  # quadratures and profiles are exact to about 1e-13


def solve(boundary, n_cells=2000):
    return solve_stationary(C, **boundary, n_cells=n_cells)


@pytest.mark.parametrize("b", BOUNDARIES)
def test_symmetry_by_rotation(b):
    shift = 0.37
    moved = b | {"p_left": b["p_left"] + shift, "p_right": b["p_right"] + shift}
    state, other = solve(b), solve(moved)
    np.testing.assert_allclose(other.temperature, state.temperature, atol=TIGHT)
    np.testing.assert_allclose(other.momentum, state.momentum + shift, atol=TIGHT)
    assert other.momentum_current == pytest.approx(state.momentum_current, abs=TIGHT)
    assert other.energy_current == pytest.approx(state.energy_current + shift * state.momentum_current, abs=TIGHT)
    assert other.entropy_production == pytest.approx(state.entropy_production, abs=1e-9)


@pytest.mark.parametrize("b", BOUNDARIES)
def test_symmetry_by_inversion_of_the_force(b):
    state, other = solve(b), solve(b | {"p_left": -b["p_left"], "p_right": -b["p_right"]})
    np.testing.assert_allclose(other.temperature, state.temperature, atol=TIGHT)
    np.testing.assert_allclose(other.momentum, -state.momentum, atol=TIGHT)
    assert other.momentum_current == pytest.approx(-state.momentum_current, abs=TIGHT)
    assert other.energy_current == pytest.approx(state.energy_current, abs=TIGHT)


@pytest.mark.parametrize("b", BOUNDARIES)
def test_symmetry_by_exchange_of_the_ends(b):
    exchanged = {
        "T_left": b["T_right"],
        "T_right": b["T_left"],
        "p_left": b["p_right"],
        "p_right": b["p_left"],
    }
    state, other = solve(b), solve(exchanged)
    np.testing.assert_allclose(other.temperature, state.temperature[::-1], atol=TIGHT)
    np.testing.assert_allclose(other.momentum, state.momentum[::-1], atol=TIGHT)
    assert other.momentum_current == pytest.approx(-state.momentum_current, abs=TIGHT)
    assert other.energy_current == pytest.approx(-state.energy_current, abs=TIGHT)


def profiles_agree(b, other_b, *, momentum, turned):
    """Compare the state of `other_b` with that of `b`; return both.

    The momentum of the first shall be `momentum` of the second, and with `turned` all is mirrored in x.
    """
    state, other = solve(b), solve(other_b)
    order = slice(None, None, -1) if turned else slice(None)
    np.testing.assert_allclose(other.temperature, state.temperature[order], atol=TIGHT)
    np.testing.assert_allclose(other.momentum, momentum(state.momentum[order]), atol=TIGHT)
    return state, other


@pytest.mark.parametrize("b", BOUNDARIES)
def test_exchange_of_the_temperatures_alone_keeps_jp_and_turns_je_up_to_pbar_jp(b):
    """The first composite symmetry of 2.3.2, with pbar = p_L + p_R for any p_L."""
    pbar = b["p_left"] + b["p_right"]
    exchanged = b | {"T_left": b["T_right"], "T_right": b["T_left"]}
    state, other = profiles_agree(b, exchanged, momentum=lambda p: pbar - p, turned=True)
    assert other.momentum_current == pytest.approx(state.momentum_current, abs=TIGHT)
    expected = -state.energy_current + pbar * state.momentum_current
    assert other.energy_current == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("b", BOUNDARIES)
def test_exchange_of_the_forces_alone_turns_jp_and_keeps_je_up_to_pbar_jp(b):
    """The second composite symmetry of 2.3.2, with pbar = p_L + p_R for any p_L."""
    pbar = b["p_left"] + b["p_right"]
    exchanged = b | {"p_left": b["p_right"], "p_right": b["p_left"]}
    state, other = profiles_agree(b, exchanged, momentum=lambda p: pbar - p, turned=False)
    assert other.momentum_current == pytest.approx(-state.momentum_current, abs=TIGHT)
    expected = state.energy_current - pbar * state.momentum_current
    assert other.energy_current == pytest.approx(expected, abs=1e-9)


def test_without_the_term_of_the_rotation_the_composite_symmetries_would_fail():
    """Control: J^e itself is neither kept nor turned when only temperatures or only forces change places."""
    b = {"T_left": 0.4, "T_right": 0.8, "p_left": 0.5, "p_right": 1.2}
    state = solve(b)
    by_temperatures = solve(b | {"T_left": 0.8, "T_right": 0.4})
    by_forces = solve(b | {"p_left": 1.2, "p_right": 0.5})
    assert abs(by_temperatures.energy_current + state.energy_current) > 0.1
    assert abs(by_forces.energy_current - state.energy_current) > 0.1


def entropy_production(states):
    """(2.34) from both currents by the quadratures; `states` has the shape (n, 4)."""
    T_left, T_right, p_left, p_right = np.transpose(states)
    je, jp = (current(C, T_left, T_right, p_left, p_right) for current in (energy_current, momentum_current))
    return (1 / T_right - 1 / T_left) * je - (p_right / T_right - p_left / T_left) * jp


@settings(deadline=None)  # the machine may be shared
@given(st.floats(0.3, 1.0), st.floats(0.3, 1.0), *[st.floats(-1.5, 1.5)] * 3)
def test_entropy_production_is_invariant_under_all_symmetries(T_left, T_right, p_left, p_right, shift):
    state, *images = entropy_production(
        [
            (T_left, T_right, p_left, p_right),
            (T_left, T_right, p_left + shift, p_right + shift),
            (T_left, T_right, -p_left, -p_right),
            (T_right, T_left, p_right, p_left),
            (T_right, T_left, p_left, p_right),  # composite: temperatures alone
            (T_left, T_right, p_right, p_left),  # composite: forces alone
        ]
    )
    np.testing.assert_allclose(images, state, atol=1e-9)


def test_a_change_that_is_no_symmetry_changes_the_entropy_production():
    """Control: turning the force on one end alone is none."""
    first, second = entropy_production([(0.4, 0.8, 0.5, 1.2), (0.4, 0.8, -0.5, 1.2)])
    assert abs(first - second) > 0.1 * first


def test_the_bound_by_the_largest_force_is_one_of_the_chain_and_not_of_the_limit():
    """After (2.35) |J^p| is replaced by sup |V'| = 1, which bounds <j^p> and not J^p = lim N <j^p>.

    The inequality with J^p holds; that with sup |V'| fails where |J^p| > 1 and little entropy is produced.
    """
    b = {"T_left": 0.305, "T_right": 0.408, "p_left": -1.43, "p_right": -0.84}
    state = solve(b)
    left = (1 / b["T_right"] - 1 / b["T_left"]) * state.energy_current
    difference = b["p_right"] / b["T_right"] - b["p_left"] / b["T_left"]
    assert left >= difference * state.momentum_current
    assert abs(state.momentum_current) > 1.0
    assert left < -abs(difference)


@pytest.mark.parametrize("b", BOUNDARIES)
def test_profiles_satisfy_the_equations_pointwise(b):
    state = solve(b)
    inner = slice(2, -2)
    p_slope, T_slope = (np.gradient(f, state.x, edge_order=2) for f in (state.momentum, state.temperature))
    jp = -C.momentum_diffusivity(state.temperature) * p_slope
    je = jp * state.momentum - C.thermal_conductivity(state.temperature) * T_slope
    # central differences at dx = 0.001 of profiles whose third derivatives are below 200
    np.testing.assert_allclose(jp[inner], state.momentum_current, atol=1e-4)
    np.testing.assert_allclose(je[inner], state.energy_current, atol=1e-4)
    heat = -C.thermal_conductivity(state.temperature) * T_slope
    np.testing.assert_allclose(heat[inner], state.heat_current[inner], atol=1e-4)
    np.testing.assert_allclose(state.heat_current + state.mechanical_current, state.energy_current, atol=TIGHT)


@pytest.mark.parametrize("b", BOUNDARIES)
def test_momentum_is_monotonic_between_its_boundary_values(b):
    state = solve(b)
    assert np.all(np.diff(state.momentum) * np.sign(b["p_right"] - b["p_left"]) > 0)
    assert state.momentum[0] == pytest.approx(b["p_left"], abs=1e-12)
    assert state.momentum[-1] == pytest.approx(b["p_right"], abs=1e-12)
    assert np.sign(state.momentum_current) == -np.sign(b["p_right"] - b["p_left"])


@pytest.mark.parametrize("b", BOUNDARIES)
def test_temperature_has_at_most_one_maximum_and_it_leans_to_the_hotter_side(b):
    state = solve(b)
    signs = np.sign(np.diff(state.temperature))
    changes = np.flatnonzero(np.diff(signs))
    assert changes.size <= 1
    ratio = state.energy_current / state.momentum_current
    inside = min(b["p_left"], b["p_right"]) < ratio < max(b["p_left"], b["p_right"])
    assert inside == (changes.size == 1)  # (2.36)
    if inside:
        peak = state.x[changes[0] + 1]
        assert signs[0] > 0
        assert peak * (b["T_right"] - b["T_left"]) > 0
        # p at the maximum is J^e/J^p, on the mesh
        assert np.interp(ratio, *sorted_pairs(state.momentum, state.x)) == pytest.approx(peak, abs=2e-3)


def sorted_pairs(keys, values):
    order = np.argsort(keys)
    return keys[order], values[order]


@pytest.mark.parametrize("b", BOUNDARIES)
def test_entropy_production_is_the_integral_of_its_density(b):
    state = solve(b, n_cells=4000)
    T = state.temperature
    # gradients from the currents, exact on the mesh
    p_slope = -state.momentum_current / C.momentum_diffusivity(T)
    T_slope = -state.heat_current / C.thermal_conductivity(T)
    density = C.thermal_conductivity(T) * (T_slope / T) ** 2 + C.momentum_diffusivity(T) * p_slope**2 / T
    assert state.entropy_production == pytest.approx(simpson(density, x=state.x), rel=1e-8)  # (2.34) = (2.35)
    assert state.entropy_production > 0
    beta_left, beta_right = 1 / b["T_left"], 1 / b["T_right"]
    by_currents = (beta_right - beta_left) * state.energy_current
    by_currents -= (beta_right * b["p_right"] - beta_left * b["p_left"]) * state.momentum_current
    assert state.entropy_production == pytest.approx(by_currents, rel=1e-10)  # (2.34), first line


@pytest.mark.parametrize("b", BOUNDARIES)
def test_boundary_slopes_are_related_by_the_currents(b):
    """(2.45) with the printed 1 / kappa(T_L) made explicit."""
    state = solve(b, n_cells=4000)
    slope = -state.heat_current / C.thermal_conductivity(state.temperature)
    resistance = simpson(1 / C.momentum_diffusivity(state.temperature), x=state.x)
    k_left, k_right = (float(C.thermal_conductivity(b[n])) for n in ("T_left", "T_right"))
    dp = b["p_right"] - b["p_left"]
    assert slope[0] == pytest.approx(k_right / k_left * slope[-1] + dp**2 / (k_left * resistance), rel=1e-8)
    assert state.momentum_current == pytest.approx(-dp / resistance, rel=1e-8)  # (2.42)


def _boundary_slopes(b):
    """dT/dx at both ends, from the profile alone, and |dp|^2/(kappa int 1/D) at both ends.

    On a mesh of 1.25e-4 one-sided differences of second order are exact to some 1e-6 of the largest slopes.
    """
    state = solve(b, n_cells=16000)
    slope = np.gradient(state.temperature, state.x, edge_order=2)[[0, -1]]
    resistance = simpson(1 / C.momentum_diffusivity(state.temperature), x=state.x)
    kappa = C.thermal_conductivity(np.array([b["T_left"], b["T_right"]]))
    return slope, (b["p_right"] - b["p_left"]) ** 2 / (kappa * resistance)


def _has_inner_maximum(b):
    """(2.36): J^e/J^p lies between the momenta of the ends."""
    je, jp = (float(current(C, *b.values())) for current in (energy_current, momentum_current))
    return min(b["p_left"], b["p_right"]) <= je / jp <= max(b["p_left"], b["p_right"])


PEAKED = [b for b in BOUNDARIES if _has_inner_maximum(b)]
PLAIN = [b for b in BOUNDARIES if not _has_inner_maximum(b)]


@pytest.mark.parametrize("b", PEAKED)
def test_a_maximum_inside_bounds_both_boundary_slopes(b):
    """The bounds after (2.45)."""
    (left, right), (most_left, most_right) = _boundary_slopes(b)
    assert -1e-5 <= left <= most_left * (1 + 1e-5)
    assert -most_right * (1 + 1e-5) <= right <= 1e-5


@pytest.mark.parametrize("b", PLAIN)
def test_without_a_maximum_inside_the_bounds_on_boundary_slopes_fail(b):
    """Control: both slopes have the sign of T_R - T_L, so that one of the bounds is broken in sign."""
    (left, right), (most_left, most_right) = _boundary_slopes(b)
    assert left * right > 0
    assert not (0 <= left <= most_left and -most_right <= right <= 0)


def test_the_boundary_slopes_of_symmetric_states_are_half_of_their_bounds():
    """Equal temperatures share dp^2/int 1/D evenly, so no bound with a smaller constant than 1/2 could hold."""
    (left, right), (most_left, _) = _boundary_slopes({"T_left": 0.5, "T_right": 0.5, "p_left": 0.0, "p_right": 1.2})
    assert left == pytest.approx(0.5 * most_left, rel=1e-5)
    assert right == pytest.approx(-left, rel=1e-6)


@pytest.mark.parametrize("forcing", [0.3, 1.0, 1.5])
@pytest.mark.parametrize("temperature", [0.3, 0.7])
def test_height_of_the_symmetric_maximum(forcing, temperature):
    state = solve({"T_left": temperature, "T_right": temperature, "p_left": -forcing, "p_right": forcing})
    peak = state.temperature[state.x.size // 2]
    np.testing.assert_allclose(state.temperature, state.temperature[::-1], atol=TIGHT)  # Remark 2.1
    assert state.energy_current == pytest.approx(0.0, abs=TIGHT)
    integral = quad(lambda t: C.thermal_conductivity(t) / C.momentum_diffusivity(t), temperature, peak)[0]
    assert forcing**2 == pytest.approx(2 * integral, rel=1e-9)  # (2.41)


def test_profiles_are_symmetric_about_the_temperature_maximum():
    """Figure 1: T is even and p odd about the maximum, as far as the reflected point lies inside."""
    state = solve({"T_left": 0.3, "T_right": 0.5, "p_left": 0.0, "p_right": 1.5}, n_cells=8000)
    ratio = state.energy_current / state.momentum_current
    x_max = np.interp(ratio, state.momentum, state.x)
    x_equal = 2 * x_max - 1
    assert np.interp(x_equal, state.x, state.temperature) == pytest.approx(0.5, abs=1e-6)
    x = np.linspace(x_equal, 1, 201)
    T, T_reflected = (np.interp(y, state.x, state.temperature) for y in (x, 2 * x_max - x))
    p, p_reflected = (np.interp(y, state.x, state.momentum) for y in (x, 2 * x_max - x))
    # linear interpolation on a mesh of 2.5e-4: error below dx^2 times curvature
    np.testing.assert_allclose(T, T_reflected, atol=1e-6)
    np.testing.assert_allclose(p + p_reflected, 2 * ratio, atol=1e-6)


def test_inflection_points_lie_where_the_theory_puts_them():
    state = solve({"T_left": 0.3, "T_right": 0.3, "p_left": 0.0, "p_right": 2.0}, n_cells=4000)
    T, dx = state.temperature, state.x[1] - state.x[0]
    p_curvature = np.diff(state.momentum, 2) / dx**2
    T_curvature = np.diff(T, 2) / dx**2
    x = state.x[1:-1]
    [p_flex] = x[np.flatnonzero(np.diff(np.sign(np.round(p_curvature, 6))) != 0)][:1]
    assert p_flex == pytest.approx(0.0, abs=2 * dx)  # at the temperature maximum
    T_flex = np.flatnonzero(np.diff(np.sign(T_curvature)))
    assert T_flex.size == 2  # a peaked profile has two
    p_slope = -state.momentum_current / C.momentum_diffusivity(T)
    T_slope = -state.heat_current / C.thermal_conductivity(T)
    balance = C.thermal_conductivity_slope(T) * T_slope**2 + C.momentum_diffusivity(T) * p_slope**2
    for k in T_flex:  # (2.37) with zero curvature
        assert abs(balance[k + 1]) < 0.02 * np.max(np.abs(balance))


def test_small_forcing_gives_an_affine_momentum_and_a_parabola_of_temperature():
    dp = 1e-3
    state = solve({"T_left": 0.5, "T_right": 0.5, "p_left": 0.0, "p_right": dp})
    np.testing.assert_allclose(state.momentum, 0.5 * dp * (state.x + 1), atol=1e-3 * dp)
    height = 0.125 * dp**2 * C.momentum_diffusivity(0.5) / C.thermal_conductivity(0.5)
    np.testing.assert_allclose(state.temperature - 0.5, height * (1 - state.x**2), atol=1e-3 * height)


def test_nothing_is_special_at_equal_momenta():
    still, barely = (solve({"T_left": 0.4, "T_right": 0.9, "p_left": 0.2, "p_right": 0.2 + e}) for e in (0.0, 1e-9))
    np.testing.assert_allclose(barely.temperature, still.temperature, atol=1e-9)
    assert barely.energy_current == pytest.approx(still.energy_current, abs=1e-8)
    assert still.momentum_current == 0.0


def test_equilibrium_has_no_currents():
    state = solve({"T_left": 0.6, "T_right": 0.6, "p_left": 0.8, "p_right": 0.8})
    assert state.energy_current == pytest.approx(0.0, abs=1e-12)
    assert state.entropy_production == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("side", ["left", "right"])
def test_response_to_a_boundary_temperature_is_the_derivative_of_the_current(side):
    T_left, T_right, p_left, p_right = (np.array([b[n] for b in BOUNDARIES]) for n in BOUNDARIES[0])
    h = 1e-4
    d_left, d_right = (h, 0.0) if side == "left" else (0.0, h)

    def current(k):
        return energy_current(C, T_left + k * d_left, T_right + k * d_right, p_left, p_right)

    numerical = (8 * (current(1) - current(-1)) - (current(2) - current(-2))) / (12 * h)  # fourth order
    slope = energy_current_slope(C, T_left, T_right, p_left, p_right, side=side)
    np.testing.assert_allclose(slope, numerical, rtol=1e-7, atol=1e-8)


def test_an_unknown_side_is_refused():
    with pytest.raises(ValueError, match="side='top' must be one of 'left', 'right'"):
        energy_current_slope(C, 0.5, 0.5, 0.0, 1.0, side="top")


def test_currents_broadcast():
    T_left, p_right = np.linspace(0.3, 1, 5)[:, None], np.linspace(-2, 2, 7)
    je = energy_current(C, T_left, 0.3, 0.0, p_right)
    jp = momentum_current(C, T_left, 0.3, 0.0, p_right)
    assert je.shape == jp.shape == (5, 7)
    one = solve({"T_left": float(T_left[3, 0]), "T_right": 0.3, "p_left": 0.0, "p_right": float(p_right[6])})
    assert je[3, 6] == pytest.approx(one.energy_current, rel=1e-12)
    assert jp[3, 6] == pytest.approx(one.momentum_current, rel=1e-12)
    np.testing.assert_allclose(je, je[:, ::-1], atol=TIGHT)  # inversion of the force
