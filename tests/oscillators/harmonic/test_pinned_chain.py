"""Chains that are held in place: values known in closed form, and baths in place of flips."""

import numpy as np
import pytest

from thermochain.oscillators.harmonic.chain import open_harmonic_chain
from thermochain.oscillators.harmonic.flip_chain import flip_chain_moments
from thermochain.oscillators.harmonic.moment_equations import MomentEquations
from thermochain.oscillators.harmonic.pinned_chain import (
    ordered_current,
    pinned_chain,
    pinned_conductivity,
    self_consistent,
)
from thermochain.oscillators.networks.oscillator_network import OscillatorNetwork

BATHS = {"T_left": 2.0, "T_right": 1.0}


def current(chain):
    return MomentEquations(chain).stationary().energy_current


def test_the_ordered_chain_has_the_current_of_rieder_lebowitz_and_lieb():
    assert ordered_current(friction=1.0, **BATHS) == pytest.approx((3.0 - 5.0**0.5) / 4.0, rel=1e-14)
    assert ordered_current(friction=1.0, **BATHS) == pytest.approx(0.19098301, abs=5e-9)
    for friction in (0.4, 1.0, 3.0):
        found = current(pinned_chain(48, walls=1.0, friction=friction, **BATHS))
        assert found == pytest.approx(ordered_current(friction=friction, **BATHS), rel=1e-9)  # exponential in n


@pytest.mark.parametrize("friction", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("walls", [0.5, 2.0])
def test_walls_of_any_strength_give_the_current_of_nakazawa(walls, friction):
    found = current(pinned_chain(64, walls=walls, friction=friction, **BATHS))
    assert found == pytest.approx(ordered_current(friction=friction, walls=walls, **BATHS), rel=1e-6)
    # negative control: the strength of the walls is felt
    assert abs(found / ordered_current(friction=friction, **BATHS) - 1.0) > 0.02


def test_free_ends_carry_the_current_f_over_2_plus_2_f_squared():
    for friction in (0.5, 1.0, 2.0):
        chain = open_harmonic_chain(48, friction_left=friction, friction_right=friction, **BATHS)
        law = friction / (2.0 + 2.0 * friction**2)
        assert ordered_current(friction=friction, walls=0.0, **BATHS) == pytest.approx(law, rel=1e-14)
        assert current(chain) == pytest.approx(law, rel=1e-6)


def test_the_network_carries_the_same_current_between_walls():
    n = 10
    network = OscillatorNetwork(
        springs={(i, i + 1): 1.0 for i in range(1, n)},
        pinning={1: 1.0, n: 1.0},
        friction={1: 1.0, n: 1.0},
        temperature={1: 2.0, n: 1.0},
    )
    assert network.steady_state().bath_flux(1) == pytest.approx(current(pinned_chain(n, walls=1.0, **BATHS)), rel=1e-10)


@pytest.mark.parametrize(("spring", "pinning", "flip_rate"), [(1.0, 1.0, 1.0), (0.3, 1.0, 1.0), (1.0, 0.2, 0.5)])
def test_resistances_of_pinned_chains_grow_by_the_inverse_conductivity(spring, pinning, flip_rate):
    """R = (n + const)/kappa at every size, but for what decays exponentially with the length."""
    resistance = [
        1.0 / current(pinned_chain(n, spring=spring, pinning=pinning, flip_rate=flip_rate, **BATHS))
        for n in (24, 36, 48)
    ]
    law = pinned_conductivity(spring=spring, pinning=pinning, flip_rate=flip_rate)
    np.testing.assert_allclose(12.0 / np.diff(resistance), law, rtol=1e-7)


def test_the_pinned_conductivity_is_the_mean_over_phonons_and_has_the_known_value():
    assert pinned_conductivity(spring=1.0, pinning=1.0, flip_rate=1.0) == pytest.approx(0.095492, abs=5e-7)
    assert pinned_conductivity(spring=1.0, pinning=0.0, flip_rate=0.7) == pytest.approx(1.0 / 2.8, rel=1e-14)
    k = 2.0 * np.pi * (np.arange(4000) + 0.5) / 4000
    for spring, pinning in ((1.0, 1.0), (0.5, 2.0)):
        squares = pinning + 2.0 * spring * (1.0 - np.cos(k))
        mean = np.mean((spring * np.sin(k)) ** 2 / squares)  # a smooth periodic function: exponential accuracy
        found = pinned_conductivity(spring=spring, pinning=pinning, flip_rate=0.7)
        assert found == pytest.approx(mean / 1.4, rel=1e-10)


@pytest.mark.parametrize("force", [0.0, 1.5])
def test_flips_are_self_consistent_baths_of_twice_their_rate(force):
    state = flip_chain_moments(n=12, flip_rate=0.7, force=force, **BATHS)
    baths = self_consistent(state.chain, state.temperature + state.momentum**2)
    found = MomentEquations(baths).stationary()
    np.testing.assert_allclose(found.covariance, state.covariance, atol=1e-12)
    np.testing.assert_allclose(found.mean, state.mean, atol=1e-12)
    # no bath but those at the ends gives energy on the average
    given = baths.friction * (baths.temperature - found.temperature - found.momentum**2)
    np.testing.assert_allclose(given[1:-1], 0.0, atol=1e-12)
    # negative control: baths of the variance alone are not those of a chain in motion
    wrong = MomentEquations(self_consistent(state.chain, state.temperature)).stationary()
    assert (np.max(np.abs(wrong.covariance - state.covariance)) > 1e-4) == (force > 0.0)


def test_flips_of_a_pinned_chain_are_self_consistent_baths_too():
    chain = pinned_chain(10, pinning=0.5, flip_rate=0.4, **BATHS)
    state = MomentEquations(chain).stationary()
    found = MomentEquations(self_consistent(chain, state.temperature)).stationary()
    np.testing.assert_allclose(found.covariance, state.covariance, atol=1e-12)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"n_masses": 1}, "n_masses=1"),
        ({"spring": 0.0}, "spring=0"),
        ({"pinning": -1.0}, "pinning=-1"),
        ({"walls": np.inf}, "walls=inf"),
        ({"flip_rate": -0.1}, "flip_rate=-0.1"),
        ({"friction": 0.0}, "friction=0"),
        ({"pinning": 0.0, "walls": 0.0}, "pinning=0 and walls=0"),
    ],
)
def test_bad_parameters_are_named(bad, message):
    with pytest.raises(ValueError, match=message):
        pinned_chain(**{"n_masses": 4, "pinning": 1.0, **BATHS} | bad)
