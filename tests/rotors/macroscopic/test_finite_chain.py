"""Finite chains: (2.30) between contacts obeys the laws of the contacts and tends to the infinite chain."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rotors.laws import kinked
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.macroscopic.contacts import Contacts, measured_contacts
from thermochain.rotors.macroscopic.factored import factored_currents, factored_profiles
from thermochain.rotors.macroscopic.finite_chain import inner_boundary
from thermochain.rotors.macroscopic.profiles import stationary_profiles
from thermochain.rotors.macroscopic.solve import solve_stationary

PUBLISHED = published_coefficients()
CONTACTS = measured_contacts()
BATHS = {"T_left": 0.3, "T_right": 0.5, "p_left": 0.0, "p_right": 0.75}

chains = st.fixed_dictionaries(
    {
        "T_left": st.floats(0.31, 1.0),
        "T_right": st.floats(0.31, 1.0),
        "p_left": st.floats(-1.0, 1.0),
        "p_right": st.floats(-1.0, 1.0),
        "n_rotors": st.integers(33, 2000),
        "friction": st.floats(0.3, 3.0),
    }
)


@given(chains)
@settings(max_examples=40, deadline=None)
def test_the_ends_of_the_profiles_are_one_contact_away_from_the_baths(chain):
    state = solve_stationary(PUBLISHED, **chain, n_cells=2)
    per_site = 2.0 / (chain["n_rotors"] - 1.0)
    j_p, j_e = per_site * state.momentum_current, per_site * state.energy_current
    for side, end, into in (("left", 0, 1.0), ("right", -1, -1.0)):
        T, p = state.temperature[end], state.momentum[end]
        rho_p, rho_T = CONTACTS.resistances(T, chain["friction"])
        assert into * (chain[f"p_{side}"] - p) == pytest.approx(rho_p * j_p, abs=1e-8)
        assert into * (chain[f"T_{side}"] - T) == pytest.approx(rho_T * (j_e - p * j_p), abs=1e-8)


@given(chains)
@settings(max_examples=20, deadline=None)
def test_a_reflected_chain_carries_the_reflected_currents(chain):
    reflected = {
        "T_left": chain["T_right"],
        "T_right": chain["T_left"],
        "p_left": -chain["p_right"],
        "p_right": -chain["p_left"],
    }
    one, other = (solve_stationary(PUBLISHED, **values, n_cells=4) for values in (chain, chain | reflected))
    scale = 1.0 + abs(one.momentum_current) + abs(one.energy_current)
    assert other.momentum_current == pytest.approx(one.momentum_current, abs=1e-7 * scale)
    assert other.energy_current == pytest.approx(-one.energy_current, abs=1e-7 * scale)
    np.testing.assert_allclose(other.temperature[::-1], one.temperature, atol=1e-7)
    np.testing.assert_allclose(-other.momentum[::-1], one.momentum, atol=1e-7)


@given(chains, st.floats(-5.0, 5.0))
@settings(max_examples=20, deadline=None)
def test_a_chain_seen_from_a_moving_frame_carries_the_transformed_currents(chain, velocity):
    moving = chain | {name: chain[name] + velocity for name in ("p_left", "p_right")}
    one, other = (solve_stationary(PUBLISHED, **values, n_cells=2) for values in (chain, moving))
    scale = 1.0 + abs(one.momentum_current) + abs(one.energy_current)
    expected = one.energy_current + velocity * one.momentum_current
    assert other.momentum_current == pytest.approx(one.momentum_current, abs=1e-6 * scale)
    assert other.energy_current == pytest.approx(expected, abs=1e-5 * scale)


def test_long_chains_tend_to_the_infinite_chain_as_one_over_n():
    limit = solve_stationary(PUBLISHED, **BATHS)
    lengths = np.array([10**5, 10**6]) + 1
    states = [solve_stationary(PUBLISHED, **BATHS, n_rotors=int(n)) for n in lengths]
    for name in ("momentum_current", "energy_current"):
        far, near = (getattr(state, name) / getattr(limit, name) - 1.0 for state in states)
        assert far / near == pytest.approx(10.0, rel=0.02)  # the next order is some hundred sites over n
        assert abs(near) < 1e-3
    assert np.max(np.abs(states[1].temperature - limit.temperature)) < 1e-3


def test_a_chain_at_rest_between_equal_baths_is_in_equilibrium():
    state = solve_stationary(PUBLISHED, T_left=0.6, T_right=0.6, p_left=0.4, p_right=0.4, n_rotors=33)
    assert state.momentum_current == pytest.approx(0.0, abs=1e-9)
    assert state.energy_current == pytest.approx(0.0, abs=1e-9)
    np.testing.assert_allclose(state.temperature, 0.6, atol=1e-9)
    np.testing.assert_allclose(state.momentum, 0.4, atol=1e-9)


@given(chains)
@settings(max_examples=20, deadline=None)
def test_entropy_is_produced(chain):
    assert solve_stationary(PUBLISHED, **chain, n_cells=2).entropy_production > -1e-9


@pytest.mark.parametrize("coefficients", [PUBLISHED, kinked()], ids=["published", "kinked"])
def test_factors_of_one_change_nothing_and_others_scale_the_differential_laws(coefficients):
    ends, x = (0.3, 0.5, -0.2, 0.6), np.linspace(-1.0, 1.0, 201)
    plain = stationary_profiles(coefficients, *ends, x)
    same = factored_profiles(coefficients, *ends, [0.0, 0.0], x)
    np.testing.assert_allclose(same.momentum, plain.momentum, atol=1e-12)
    assert same.energy_current == pytest.approx(plain.energy_current, rel=1e-12)
    log_factors = np.array([0.2, -0.1])
    state = factored_profiles(coefficients, *ends, log_factors, x)
    assert (state.momentum_current, state.energy_current) == pytest.approx(
        factored_currents(coefficients, *ends, log_factors), rel=1e-12
    )
    # J^p = -lambda_p D^p dp/dx and J^Q = -lambda_e kappa dT/dx away from the ends
    fine = factored_profiles(coefficients, *ends, log_factors, np.linspace(-1.0, 1.0, 401))
    k = coefficients.thermal_conductivity(fine.temperature) * np.exp(log_factors[1])
    slope = np.gradient(fine.temperature, fine.x, edge_order=2)
    heat = fine.energy_current - fine.momentum * fine.momentum_current
    inner = slice(20, -20)
    np.testing.assert_allclose(-k[inner] * slope[inner], heat[inner], atol=2e-3 * np.max(np.abs(heat)))
    D = coefficients.momentum_diffusivity(fine.temperature) * np.exp(log_factors[0])
    flow = -D * np.gradient(fine.momentum, fine.x, edge_order=2)
    np.testing.assert_allclose(flow[inner], fine.momentum_current, rtol=2e-3)


def test_resistances_are_those_of_the_table_at_its_entries_and_fall_between_them_elsewhere():
    for m, gamma in enumerate(CONTACTS.friction):
        rho_p, rho_T = CONTACTS.resistances(CONTACTS.temperature, gamma)
        np.testing.assert_allclose(rho_p, CONTACTS.momentum[m], rtol=1e-12)
        np.testing.assert_allclose(rho_T, CONTACTS.heat[m], rtol=1e-12)
    between, _ = CONTACTS.resistances(np.sqrt(CONTACTS.temperature[0] * CONTACTS.temperature[1]), CONTACTS.friction[0])
    assert between == pytest.approx(np.sqrt(CONTACTS.momentum[0, 0] * CONTACTS.momentum[0, 1]), rel=1e-12)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"n_rotors": 32}, "n_rotors"),
        ({"n_rotors": 64.5}, "n_rotors"),
        ({"friction": 0.2}, "friction"),
        ({"friction": 4.0}, "friction"),
        ({"friction": -1.0}, "friction"),
        ({"T_left": 0.25}, "T_left"),
        ({"T_right": 3.0}, "T_right"),
        ({"method": "finite_difference"}, "method"),
        ({"p_right": 12.0}, "temperature"),
    ],
)
def test_chains_beyond_the_table_are_refused_by_name(change, name):
    with pytest.raises(ValueError, match=name):
        solve_stationary(PUBLISHED, **(BATHS | {"n_rotors": 65} | change))


def test_many_chains_at_once_have_the_inner_values_of_each_one():
    baths = np.array([[0.3, 0.3, -1.0, 1.0], [0.5, 0.3, 0.0, 0.65], [1.0, 0.3, 0.0, 0.0]]).T
    lengths, frictions = np.array([33.0, 65.0, 1025.0]), np.array([0.3, 1.0, 3.0])
    together = inner_boundary(PUBLISHED, CONTACTS, baths, lengths, frictions)
    for k in range(3):
        alone = inner_boundary(PUBLISHED, CONTACTS, baths[:, k : k + 1], lengths[k], frictions[k])
        np.testing.assert_allclose(together[:, k], alone[:, 0], atol=1e-8)


def test_a_table_cannot_be_changed_and_does_not_follow_the_arrays_that_it_was_made_of():
    friction = np.array([1.0])
    one = np.ones((1, 2))
    contacts = Contacts(friction, np.array([0.3, 1.0]), one, one, one, one, np.zeros(2), np.zeros(2))
    friction[0] = 2.0
    assert contacts.friction[0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        contacts.momentum[0, 0] = 5.0
