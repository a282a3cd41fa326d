"""Finite chains between contact resistances: exact conditions, closed solutions, limits and symmetries."""

from dataclasses import replace

import numpy as np
import pytest

from tests.macroscopic.laws import power_laws
from thermochain.macroscopic.coefficients import published_coefficients
from thermochain.macroscopic.contacts import finite_chain, solve_with_contacts
from thermochain.macroscopic.first_integral import energy_current, highest_temperature, momentum_current
from thermochain.macroscopic.stationary import NotConverged

C = published_coefficients()
RNG = np.random.default_rng(5)
BATHS = [RNG.uniform(*ends, 20) for ends in ((0.3, 1.0), (0.3, 1.0), (-1.5, 1.5), (-1.5, 1.5))]
TIGHT = 1e-9  # the root in log I is found to 1e-12, the quadratures to 1e-12; currents and 1/N rho are of order 1


def microscopic(chain, n_rotors):
    N = (n_rotors - 1) / 2
    return chain.momentum_current / N, chain.energy_current / N


def test_the_bulk_carries_the_currents_at_its_effective_boundary_values():
    chain = finite_chain(C, *BATHS, n_rotors=65, friction=0.7, layer_p=3.0, layer_T=5.0)
    ends = chain.T_left, chain.T_right, chain.p_left, chain.p_right
    np.testing.assert_allclose(chain.momentum_current, momentum_current(C, *ends), atol=TIGHT)
    np.testing.assert_allclose(chain.energy_current, energy_current(C, *ends), atol=TIGHT)
    np.testing.assert_allclose(chain.T_max, highest_temperature(C, *ends), atol=TIGHT)


def test_currents_through_the_contacts_obey_the_conditions_with_layers():
    n, gamma, layer_p, layer_T = 65, 0.7, 3.0, 5.0
    T_left, T_right, p_left, p_right = BATHS
    chain = finite_chain(C, *BATHS, n_rotors=n, friction=gamma, layer_p=layer_p, layer_T=layer_T)
    jp, je = microscopic(chain, n)

    def rho_p(T):
        return 1 / gamma + layer_p / C.momentum_diffusivity(T)

    def rho_T(T):
        return 1 / gamma + layer_T / C.thermal_conductivity(T)

    np.testing.assert_allclose(chain.p_left, p_left - rho_p(T_left) * jp, atol=TIGHT)
    np.testing.assert_allclose(chain.p_right, p_right + rho_p(T_right) * jp, atol=TIGHT)
    np.testing.assert_allclose(chain.T_left, T_left - rho_T(T_left) * (je - chain.p_left * jp), atol=TIGHT)
    np.testing.assert_allclose(chain.T_right, T_right + rho_T(T_right) * (je - chain.p_right * jp), atol=TIGHT)


def test_without_layers_the_conditions_are_the_balances_of_the_end_rotors():
    """<j^p> = tau_L - gamma <p_1>, <j^e> = tau_L <p_1> + gamma (T_L - <p_1^2>), and at the right end (Section 2.1)."""
    n, gamma = 129, 1.3
    T_left, T_right, p_left, p_right = BATHS
    chain = finite_chain(C, *BATHS, n_rotors=n, friction=gamma)
    jp, je = microscopic(chain, n)
    p, T = chain.p_left, chain.T_left
    np.testing.assert_allclose(jp, gamma * p_left - gamma * p, atol=TIGHT)
    np.testing.assert_allclose(je, gamma * p_left * p + gamma * (T_left - T - p**2), atol=TIGHT)
    p, T = chain.p_right, chain.T_right
    np.testing.assert_allclose(jp, -gamma * p_right + gamma * p, atol=TIGHT)
    np.testing.assert_allclose(je, -gamma * p_right * p - gamma * (T_right - T - p**2), atol=TIGHT)


def test_an_infinite_chain_has_no_contacts():
    chain = finite_chain(C, *BATHS, n_rotors=np.inf, friction=1.0, layer_p=3.0, layer_T=5.0)
    np.testing.assert_allclose(chain.momentum_current, momentum_current(C, *BATHS), atol=TIGHT)
    np.testing.assert_allclose(chain.energy_current, energy_current(C, *BATHS), atol=TIGHT)
    np.testing.assert_allclose(chain.T_left, BATHS[0], atol=TIGHT)


def test_the_contacts_matter_to_first_order_in_one_over_n():
    baths = (0.5, 0.3, -1.0, 0.5)
    n = 1 + 2 * np.array([8000, 16000, np.inf])
    chain = finite_chain(C, *baths, n_rotors=n, friction=1.0, layer_p=2.0, layer_T=2.0)
    for current in (chain.momentum_current, chain.energy_current, chain.T_max):
        near, far = current[:2] - current[2]
        # the next order is smaller by 1/N times the ratio of contacts to bulk, of order 10 to 100
        assert near / far == pytest.approx(2.0, abs=0.01)


@pytest.mark.parametrize("friction", [0.5, 2.0])
def test_constant_coefficients_put_resistances_in_series(friction):
    D, kappa, n, dp, dT, layer_p, layer_T = 3.0, 0.8, 33, 0.4, 0.2, 2.0, -1.0
    N = (n - 1) / 2
    flat = power_laws(D, 0, kappa, 0)
    options = {"n_rotors": n, "friction": friction, "layer_p": layer_p, "layer_T": layer_T}
    driven = finite_chain(flat, 0.5, 0.5 + dT, 0.0, dp, **options)
    rho_p, rho_T = 1 / friction + layer_p / D, 1 / friction + layer_T / kappa
    assert -1 / driven.momentum_current == pytest.approx(2 / (D * dp) + 2 * rho_p / (N * dp), abs=TIGHT)
    still = finite_chain(flat, 0.5, 0.5 + dT, 0.3, 0.3, **options)
    assert still.momentum_current == 0
    assert -1 / still.energy_current == pytest.approx(2 / (kappa * dT) + 2 * rho_T / (N * dT), abs=TIGHT)


def test_every_chain_of_the_paper_s_regimes_is_solved_from_33_rotors_on():
    T_left, T_right, dp, n = np.meshgrid(
        [0.2, 0.3, 0.5, 1.0, 1.5], [0.2, 0.3, 0.5, 1.0, 1.5], [0, 0.5, 1, 2, 3], [33, 129, 1025], indexing="ij"
    )
    chain = finite_chain(C, T_left, T_right, -1.0, dp - 1.0, n_rotors=n, friction=1.0, layer_p=2.0, layer_T=2.0)
    inside = np.minimum(T_left, T_right) - TIGHT <= np.minimum(chain.T_left, chain.T_right)
    assert inside.all(), "contacts and friction only heat"
    assert np.all((chain.p_left >= -1.0) & (chain.p_left <= chain.p_right) & (chain.p_right <= dp - 1.0 + TIGHT))


def test_factors_on_the_coefficients_equal_coefficients_multiplied_by_them():
    on_p, on_e = 1.7, 0.6
    scaled = replace(
        C,
        pp=C.pp.with_parameters(C.pp.parameters * [on_p, 1.0, on_p]),
        ee=C.ee.with_parameters(C.ee.parameters * on_e),
    )
    options = {"n_rotors": 65, "friction": 0.8, "layer_p": 2.0, "layer_T": 3.0}
    one = finite_chain(C, *BATHS, momentum_factor=on_p, energy_factor=on_e, **options)
    other = finite_chain(scaled, *BATHS, **options)
    for name in ("T_left", "T_right", "p_left", "p_right", "momentum_current", "energy_current", "T_max"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), atol=TIGHT, err_msg=name)
    plain = finite_chain(C, *BATHS, **options)
    assert not np.allclose(one.momentum_current, plain.momentum_current, rtol=0.1), "the factors do something"


def test_exchanged_ends_reverse_the_currents_and_shifted_momenta_carry_energy():
    T_left, T_right, p_left, p_right = BATHS
    options = {"n_rotors": 33, "friction": 1.0, "layer_p": 1.0, "layer_T": 2.0}
    chain = finite_chain(C, *BATHS, **options)
    exchanged = finite_chain(C, T_right, T_left, p_right, p_left, **options)
    np.testing.assert_allclose(exchanged.momentum_current, -chain.momentum_current, atol=TIGHT)
    np.testing.assert_allclose(exchanged.energy_current, -chain.energy_current, atol=TIGHT)
    shift = 0.37
    moved = finite_chain(C, T_left, T_right, p_left + shift, p_right + shift, **options)
    np.testing.assert_allclose(moved.momentum_current, chain.momentum_current, atol=TIGHT)
    carried = chain.energy_current + shift * chain.momentum_current
    np.testing.assert_allclose(moved.energy_current, carried, atol=TIGHT)


def test_the_profile_of_a_finite_chain_starts_and_ends_at_the_effective_values():
    baths = {"T_left": 0.5, "T_right": 0.3, "p_left": -1.0, "p_right": 1.0}
    options = {"n_rotors": 65, "friction": 1.0, "layer_p": 1.0, "layer_T": 2.0}
    state = solve_with_contacts(C, **baths, **options)
    chain = finite_chain(C, *baths.values(), **options)
    assert state.momentum_current == pytest.approx(float(chain.momentum_current), abs=TIGHT)
    assert state.energy_current == pytest.approx(float(chain.energy_current), abs=TIGHT)
    np.testing.assert_allclose(state.temperature[[0, -1]], [chain.T_left, chain.T_right], atol=TIGHT)
    np.testing.assert_allclose(state.momentum[[0, -1]], [chain.p_left, chain.p_right], atol=TIGHT)
    # the grid misses the maximum by (dx)^2/8 times the curvature, of order 1
    assert float(chain.T_max) == pytest.approx(state.temperature.max(), abs=1e-5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("n_rotors", 2),
        ("n_rotors", np.nan),
        ("friction", 0.0),
        ("friction", np.inf),
        ("layer_p", np.nan),
        ("layer_T", np.inf),
        ("momentum_factor", -1.0),
        ("energy_factor", 0.0),
    ],
)
def test_bad_arguments_are_named(name, value):
    with pytest.raises(ValueError, match=name):
        finite_chain(C, 0.5, 0.3, 0.0, 1.0, **({"n_rotors": 65, "friction": 1.0} | {name: value}))


def test_a_chain_that_does_not_resist_is_refused():
    with pytest.raises(NotConverged, match="layer_p"):
        finite_chain(power_laws(1.0, 0, 1.0, 0), 0.5, 0.5, 0.0, 1.0, n_rotors=33, friction=1.0, layer_p=-100.0)
