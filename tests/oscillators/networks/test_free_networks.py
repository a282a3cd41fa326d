"""Networks without pinning: the translation, and what is stationary beside it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thermochain as tc
from thermochain.oscillators.networks.anharmonic_network import AnharmonicNetworks
from thermochain.oscillators.networks.study.examples import EXAMPLES
from thermochain.oscillators.networks.weak_anharmonicity import first_order

FREE = tc.OscillatorNetwork(
    springs={(1, 2): 4.0, (2, 3): 2.0, (1, 3): 3.0},
    pinning=0.0,
    friction={1: 2.0, 2: 0.5},
    temperature={1: 3.0, 2: 1.0},
)
D = (2.0 * 3.0 + 0.5 * 1.0) / 2.5**2


@settings(max_examples=30, deadline=None, derandomize=True, database=None)
@given(seed=st.integers(0, 10_000))
def test_momentum_and_weighted_position_are_a_brownian_motion_with_the_stated_diffusivity(seed):
    """The row (1, Gamma m) is a left null vector of the drift of any free network, and meets the noise of the baths."""
    rng = np.random.default_rng(seed)
    network = tc.OscillatorNetwork(
        springs={(i, i + 1): float(rng.uniform(0.1, 5.0)) for i in range(1, 5)},
        pinning=0.0,
        masses={i: float(rng.uniform(0.3, 3.0)) for i in range(1, 6)},
        friction={i: float(rng.uniform(0.1, 3.0)) for i in (1, 3)},
        temperature={i: float(rng.uniform(0.0, 5.0)) for i in (1, 3)},
    )
    row = np.concatenate([np.ones(5), network.frictions * network.inertia])
    np.testing.assert_allclose(row @ network.drift, 0.0, atol=1e-13)
    weight = np.sum(network.frictions * network.inertia)
    expected = row @ network.noise @ row / (2.0 * weight**2)
    assert network.translation_diffusivities == {(1, 2, 3, 4, 5): pytest.approx(expected, rel=1e-12)}


def test_weakly_pinned_positions_spread_as_the_diffusivity_says():
    """A pinning p moves the whole back at the rate n p/sum g, so that <q^2> -> D sum g/(n p)."""
    pinning = 1e-7
    held = replace(FREE, pinning=pinning)
    spread = np.diag(held.steady_state().covariance)[3:] * 3 * pinning / 2.5
    np.testing.assert_allclose(spread, D, rtol=1e-5)  # elongations add p <x^2>, of order 1e-7; rounding, 1e-16/1e-7
    assert abs(np.mean(list(FREE.temperature.values())) / 2.5 - D) > 0.1  # not at the plain mean of the temperatures


@pytest.fixture(scope="module")
def displaced():
    """Squared displacements of the centre of a free network over 40 units of time, at eps 0 and 2, by replica."""
    systems = AnharmonicNetworks(FREE, np.array([0.0, 2.0]), 2048, 0.05, np.random.default_rng(4))
    with np.errstate(under="ignore"):
        systems.run(200, 4)
        start = systems.positions.mean(axis=1)
        systems.run(800, 4)
    return (systems.positions.mean(axis=1) - start) ** 2


def test_quartic_springs_do_not_change_the_diffusivity_of_the_translation(displaced):
    """Far from equilibrium, at springs that are several times as stiff; the transient is D times some 1/Gamma."""
    mean, std = displaced.mean(axis=1), displaced.std(axis=1) / np.sqrt(displaced.shape[1])
    assert np.all(np.abs(mean / (2.0 * 40.0) - D) < 3.0 * std / 80.0 + 0.02 * D)
    assert np.all(std / 80.0 < 0.05 * D)
    assert np.all(np.abs(mean / 80.0 - 2.0 / 2.5) > 4.0 * std / 80.0)  # negative control: the plain mean temperature


def test_parts_that_are_held_do_not_translate():
    assert replace(FREE, pinning=1.0).translation_diffusivities == {}
    assert replace(FREE, pinning={3: 0.1}).free_parts == ()
    two = tc.OscillatorNetwork(
        springs={(1, 2): 1.0, (3, 4): 1.0}, pinning={2: 1.0}, friction={1: 1.0, 4: 2.0}, temperature={1: 1.0, 4: 3.0}
    )
    assert two.translation_diffusivities == {(3, 4): 1.5}


def test_circulations_and_the_pump_need_no_pinning():
    for name in ("2", "2 in a chain", "3"):
        pinned, free = EXAMPLES[name].network.steady_state(), EXAMPLES[name].free.network.steady_state()
        assert free.circulation.masses == pinned.circulation.masses != ()
    free = EXAMPLES["4 giving"].free.network.steady_state()
    assert free.flux(5, 6) < 0.0 < min(free.flux(4, 6), free.flux(6, 3))
    one = EXAMPLES["1"].free.network.steady_state()
    assert one.flux(2, 3) > 0.0
    assert one.kinetic_temperature(2) < one.kinetic_temperature(3)


def test_slopes_of_a_free_network_are_the_limit_of_weak_pinning():
    free, held = first_order(FREE), first_order(replace(FREE, pinning=1e-6))
    np.testing.assert_allclose(held.fluxes, free.fluxes, atol=1e-5)
    assert np.abs(free.fluxes).max() > 1e-2
