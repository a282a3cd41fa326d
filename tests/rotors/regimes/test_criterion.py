"""The criterion for negative energy conductivity and what follows from it (docs/regimes.md)."""

import numpy as np
import pytest
from scipy.integrate import simpson
from scipy.optimize import brentq

from tests.rotors.laws import kinked, power_laws
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.macroscopic.first_integral import energy_current, energy_current_slope, response_excess
from thermochain.rotors.macroscopic.profiles import stationary_profiles
from thermochain.rotors.macroscopic.thermal_potential import thermal_potential
from thermochain.rotors.regimes.criterion import local_threshold, power_law_number

C = published_coefficients()
FALLING = {"published": C, "kinked": kinked(), "power": power_laws(0.7, -3.0, 0.5, -2.0)}
RISING = power_laws(0.5, 0.5, 0.4, 0.5)  # D^p grows with temperature


def random_boundaries(n, forcing=2.0):
    rng = np.random.default_rng(3)
    return *rng.uniform(0.3, 1.2, (2, n)), *rng.uniform(-forcing, forcing, (2, n))


def negative_ends(c, *boundary):
    return energy_current_slope(c, *boundary, side="right") > 0, energy_current_slope(c, *boundary, side="left") < 0


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_excess_is_positive_where_the_current_responds_the_wrong_way(side):
    T_left, T_right, p_left, p_right = random_boundaries(2000)
    h = 1e-6 * np.array([side == "left", side == "right"])
    change = energy_current(C, T_left + h[0], T_right + h[1], p_left, p_right)
    change = change - energy_current(C, T_left - h[0], T_right - h[1], p_left, p_right)
    excess = response_excess(C, T_left, T_right, p_left, p_right, side=side)
    clear = np.abs(excess) > 1e-5  # differences of 1e-13 in the currents over a step of 1e-6
    wrong = change > 0 if side == "right" else change < 0
    np.testing.assert_array_equal(wrong[clear], excess[clear] > 0)
    assert 100 < wrong.sum() < 1900


@pytest.mark.parametrize("name", FALLING)
def test_both_integrals_over_the_profile_are_the_response(name):
    c = FALLING[name]
    _, T_right, p_left, p_right = boundary = random_boundaries(12)
    x = np.linspace(-1, 1, 20001)
    state = stationary_profiles(c, *boundary, x)
    T, p = state.temperature, state.momentum
    weight = -c.momentum_diffusivity_slope(T) / c.thermal_conductivity(T)
    jp, je, dp = state.momentum_current, state.energy_current, p_right - p_left
    slope = energy_current_slope(c, *boundary, side="right")
    stiffness = 0.5 * c.thermal_conductivity(T_right) / c.momentum_diffusivity(T_right)
    first = je / jp * 0.5 * simpson((p - p_left[:, None]) * weight, x=x) - 1.0
    second = -jp / dp * simpson(p * (p - p_left[:, None]) * weight, x=x) - c.momentum_diffusivity(T_right)
    # Simpson's rule at dx = 1e-4; a kink of the coefficients inside costs it one order
    tolerance = {"rtol": 1e-4, "atol": 1e-4} if name == "kinked" else {"rtol": 1e-7, "atol": 1e-8}
    np.testing.assert_allclose(stiffness * (-2.0 * jp / dp) * first, slope, **tolerance)
    np.testing.assert_allclose(stiffness * second, slope, **tolerance)
    np.testing.assert_allclose(response_excess(c, *boundary, side="right"), first, **tolerance)


@pytest.mark.parametrize("k_exponent", [-0.8, 0.0, 2.0])
def test_a_constant_momentum_diffusivity_leaves_every_response_normal(k_exponent):
    c = power_laws(0.7, 0.0, 0.4, k_exponent)
    for side in ("left", "right"):
        excess = response_excess(c, *random_boundaries(500), side=side)
        np.testing.assert_allclose(
            excess, -1.0, atol=1e-9
        )  # the tabulated D^p is constant to 1e-13, its slope to 1e-10


def violations(c, **options):
    """How often each necessary condition fails among states with a negative response, and their number."""
    T_left, T_right, p_left, p_right = boundary = random_boundaries(8000, **options)
    right, left = negative_ends(c, *boundary)
    je = energy_current(c, *boundary)
    uphill = (T_right - T_left) * je > 0
    colder_right = T_right < T_left
    return {
        "energy enters at the end that is heated": int(np.sum(right & (je >= 0)) + np.sum(left & (je <= 0))),
        "the drive works on the chain at that end": int(
            np.sum(right & (p_right * (p_right - p_left) <= 0)) + np.sum(left & (p_left * (p_left - p_right) <= 0))
        ),
        "never both ends": int(np.sum(right & left)),
        "uphill if and only if that end is the colder": int(
            np.sum(right & (colder_right != uphill)) + np.sum(left & (colder_right == uphill))
        ),
    }, int(np.sum(right | left))


@pytest.mark.parametrize("name", FALLING)
def test_necessary_conditions_hold_wherever_the_response_is_negative(name):
    found, n_negative = violations(FALLING[name])
    assert n_negative > 500
    assert set(found.values()) == {0}, found


def test_the_conditions_are_those_of_a_falling_diffusivity():
    found, n_negative = violations(RISING, forcing=8.0)
    assert n_negative > 100
    assert found["energy enters at the end that is heated"] == n_negative  # it leaves there instead


@pytest.mark.parametrize("name", FALLING)
def test_the_response_at_an_end_that_does_not_turn_is_always_normal(name):
    T_left, T_right, _, p_right = random_boundaries(8000)
    excess = response_excess(FALLING[name], T_left, T_right, 0.0, p_right, side="left")
    assert excess.max() < 0
    other = response_excess(FALLING[name], T_left, T_right, 0.0, p_right, side="right")
    assert (other > 0).sum() > 500


@pytest.mark.parametrize("name", FALLING)
def test_a_drop_of_the_diffusivity_at_the_peak_is_enough(name):
    """D(T_max) <= (1 - 1/m) D(T_R), m = 4u for u <= 1/2, 1/(1-u) above, u = (p(T_max) - p_L)/dp, p_L dp >= 0."""
    c = FALLING[name]
    T_left, T_right, p_left, p_right = random_boundaries(8000)
    p_right = np.sign(p_left) * (np.abs(p_left) + np.abs(p_right))
    if name == "power":
        p_left, p_right = 0.4 * p_left, 0.4 * p_right  # stays within the admissible temperatures
    excess = response_excess(c, T_left, T_right, p_left, p_right, side="right")
    state = stationary_profiles(c, T_left, T_right, p_left, p_right, np.array([0.0]))
    u = (state.energy_current / state.momentum_current - p_left) / (p_right - p_left)
    inside = (u > 0.25) & (u < 1.0)
    G = thermal_potential(c)
    peak = G.temperature(np.where(inside, G(T_right) + 0.5 * ((p_right - p_left) * (1 - u)) ** 2, G(T_right)))
    m = np.where(u <= 0.5, 4.0 * u, 1.0 / np.where(inside, 1.0 - u, 1.0))
    enough = inside & (c.momentum_diffusivity(peak) <= (1.0 - 1.0 / m) * c.momentum_diffusivity(T_right))
    assert enough.sum() > 200
    assert excess[enough].min() > 0
    assert (excess[inside & ~enough] < 0).any()  # it says something


POWERS = np.random.default_rng(5).uniform([-1.0, 0.4], [5.0, 4.0], (8, 2))


@pytest.mark.parametrize(("a", "b"), [*POWERS, (2.0, 1.0), (3.5, 2.5), (4.0, 2.0)])
def test_every_falling_power_law_has_a_threshold_and_it_is_the_number_of_its_exponents(a, b):
    z = (1.0 + b - a) / b
    c = power_laws(0.8, -b, 1.3, -a)
    T = 0.7
    p = float(local_threshold(c, T))
    assert p**2 == pytest.approx(power_law_number(z) * 1.3 * T ** (b + 1 - a) / (0.8 * b), rel=1e-9)
    exact = brentq(lambda q: float(response_excess(c, T, T, 0.0, q, side="right")), 0.5 * p, 1.05 * p, xtol=1e-12)
    assert p == pytest.approx(exact, rel=1e-8)


def test_numbers_of_power_laws():
    assert power_law_number(0.0) == pytest.approx(4.0, rel=1e-12)
    assert power_law_number(-1.0) == pytest.approx(3.0, rel=1e-9)  # D^p linear in G: elementary
    near = [power_law_number(z) for z in (-1e-3, 1e-3)]
    assert np.mean(near) == pytest.approx(4.0, abs=1e-5)  # smooth through the exponential case
    z = np.linspace(-5, 5, 41)
    assert np.all(np.diff([power_law_number(v) for v in z]) > 0)
    with pytest.raises(ValueError, match=r"z=9 must lie in \[-8, 8\]"):
        power_law_number(9.0)


def test_the_local_threshold_estimates_that_of_the_published_coefficients():
    for T, tolerance in ((0.3, 0.01), (0.5, 0.01), (1.0, 0.1)):  # the exponents change along hotter profiles
        exact = brentq(lambda p, T=T: float(response_excess(C, T, T, 0.0, p, side="right")), 0.1, 3.0)
        assert float(local_threshold(C, T)) == pytest.approx(exact, rel=tolerance)
    with pytest.raises(ValueError, match=r"D\^p must decrease at temperature=0.5"):
        local_threshold(RISING, 0.5)


def test_strong_forcing_at_one_end_always_makes_the_response_there_negative():
    for c in FALLING.values():
        T = np.linspace(0.3, 1.0, 8)
        forcing = 2.2  # within the admissible temperatures
        excess = response_excess(c, T[:, None], T[None, :], 0.0, forcing, side="right")
        assert excess.min() > 0


def test_turning_the_whole_chain_makes_any_falling_diffusivity_respond_negatively():
    """J^e = J^e_0 + pbar J^p: beyond some mean momentum the friction of hotter chains decides."""
    for pbar, negative in ((0.0, False), (100.0, True)):
        excess = response_excess(C, 0.5, 0.8, pbar - 0.05, pbar + 0.05, side="right")
        assert (float(excess) > 0) == negative
