"""Heat is the sum of what the baths bring, each alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thermochain as tc
from thermochain.oscillators.networks.study.examples import EXAMPLES
from thermochain.oscillators.networks.superposition import states_of_baths


@settings(max_examples=30, deadline=None, derandomize=True, database=None)
@given(seed=st.integers(0, 10_000), pinning=st.sampled_from([0.0, 0.5]))
def test_covariances_and_fluxes_of_single_baths_add_up(seed, pinning):
    rng = np.random.default_rng(seed)
    pairs = [(1, 2), (2, 3), (3, 4), (1, 3), (2, 4)]
    network = tc.OscillatorNetwork(
        springs={pair: float(rng.uniform(0.5, 5.0)) for pair in pairs},
        pinning=pinning,
        friction={i: float(rng.uniform(0.5, 2.0)) for i in (1, 3, 4)},
        temperature={i: float(rng.uniform(0.0, 10.0)) for i in (1, 3, 4)},
    )
    whole, parts = network.steady_state(), list(states_of_baths(network).values())
    # rounding of numbers of order ten, at condition numbers of some hundreds
    np.testing.assert_allclose(sum(part.fluxes for part in parts), whole.fluxes, atol=1e-10)
    np.testing.assert_allclose(sum(part.covariance for part in parts), whole.covariance, atol=1e-9)


def test_example_1_is_the_sum_of_two_chains_and_the_hot_end_wins_in_the_middle():
    """EZ: temperatures (100, 0, 0, 2) and (0, 2, 20, 0); T_1 pushes more into the middle spring than T_3."""
    chain = EXAMPLES["1"].network
    baths = states_of_baths(chain)
    outer = baths[1].flux(2, 3) + baths[4].flux(2, 3)
    inner = baths[2].flux(2, 3) + baths[3].flux(2, 3)
    assert outer > 0.0 > inner
    assert outer + inner == pytest.approx(chain.steady_state().flux(2, 3), abs=1e-12)
    alone = tc.OscillatorNetwork(
        springs=chain.springs, friction=chain.friction, temperature={1: 100.0, 2: 0.0, 3: 0.0, 4: 2.0}
    )
    assert alone.steady_state().flux(2, 3) == pytest.approx(outer, abs=1e-12)


def test_the_states_of_other_springs_do_not_add_up():
    """Negative control: the sum needs one and the same network."""
    one, other = EXAMPLES["2"].network, EXAMPLES["2 as captioned"].network
    mixed = states_of_baths(one)[1].fluxes + states_of_baths(other)[2].fluxes
    assert np.abs(mixed - one.steady_state().fluxes).max() > 0.1
