"""Exact steady states of oscillator networks: laws of conservation and entropy, Lemmas 1 and 2, the paper's numbers."""

import re
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import solve_continuous_lyapunov

import thermochain as tc
from thermochain.core.lyapunov import Lyapunov

ROUNDING = 1e-11  # of fluxes of order one: a dozen masses lose three of sixteen digits, with a margin of 100


def random_network(seed, n=12, n_baths=4, equal=None):
    """A connected random network with some baths; strengths spread over a decade."""
    rng = np.random.default_rng(seed)
    springs = {(i, i + 1): float(rng.uniform(0.3, 3.0)) for i in range(1, n)}
    for i, j in rng.integers(1, n + 1, (n, 2)):
        if i != j:
            springs[int(min(i, j)), int(max(i, j))] = float(rng.uniform(0.3, 3.0))
    baths = [int(mass) for mass in rng.choice(n, n_baths, replace=False) + 1]
    return tc.OscillatorNetwork(
        springs=springs,
        pinning={mass: float(rng.uniform(0.1, 2.0)) for mass in range(1, n + 1, 2)},
        friction={mass: float(rng.uniform(0.2, 3.0)) for mass in baths},
        temperature={mass: equal or float(rng.uniform(0.5, 5.0)) for mass in baths},
    )


NETWORKS = [random_network(seed) for seed in range(5)]


@pytest.mark.parametrize("network", NETWORKS)
def test_energy_is_conserved_at_every_mass(network):
    state = network.steady_state()
    np.testing.assert_allclose(state.fluxes.sum(axis=1), state.bath_fluxes, atol=ROUNDING)
    np.testing.assert_array_equal(state.fluxes, -state.fluxes.T)
    assert np.abs(state.bath_fluxes).max() > 1e-2  # something flows


@pytest.mark.parametrize("network", NETWORKS)
def test_the_printed_sign_of_the_flux_breaks_conservation(network):
    """Negative control of the correction: V_ij <p_j q_i> as printed."""
    state, n = network.steady_state(), network.n_masses
    as_printed = network.stiffness * state.covariance[:n, n:].T
    np.fill_diagonal(as_printed, 0.0)
    np.testing.assert_allclose(as_printed.sum(axis=1), -state.bath_fluxes, atol=ROUNDING)
    assert np.abs(as_printed.sum(axis=1) - state.bath_fluxes).max() > 1e-2


@pytest.mark.parametrize("network", NETWORKS)
def test_entropy_is_produced(network):
    assert network.steady_state().entropy_production > 1e-3


@pytest.mark.parametrize("network", NETWORKS)
def test_hottest_bath_gives_coldest_takes_and_no_mass_is_outside_their_temperatures(network):
    state = network.steady_state()
    baths = sorted(network.temperature, key=network.temperature.get)
    assert state.bath_flux(baths[0]) <= 0.0 <= state.bath_flux(baths[-1])
    lowest, highest = (network.temperature[mass] for mass in (baths[0], baths[-1]))
    assert np.all((lowest <= state.kinetic_temperatures) & (state.kinetic_temperatures <= highest))


@pytest.mark.parametrize("network", NETWORKS)
def test_the_covariance_is_linear_in_the_temperatures(network):
    rng = np.random.default_rng(0)
    one, other = ({mass: float(rng.uniform(0.0, 3.0)) for mass in network.friction} for _ in range(2))
    both = {mass: 2.0 * one[mass] + other[mass] for mass in one}
    q_one, q_other, q_both = (replace(network, temperature=t).steady_state().covariance for t in (one, other, both))
    np.testing.assert_allclose(q_both, 2.0 * q_one + q_other, atol=10 * ROUNDING)


def test_a_shift_of_all_temperatures_leaves_the_fluxes():
    for network in NETWORKS:
        warmer = replace(network, temperature={mass: T + 1.5 for mass, T in network.temperature.items()})
        np.testing.assert_allclose(warmer.steady_state().fluxes, network.steady_state().fluxes, atol=ROUNDING)


@pytest.mark.parametrize("seed", range(3))
def test_equal_baths_give_the_gibbs_state_without_fluxes(seed):
    network = random_network(seed, equal=1.7)
    state, n = network.steady_state(), network.n_masses
    gibbs = np.zeros((2 * n, 2 * n))
    gibbs[:n, :n] = np.eye(n)
    gibbs[n:, n:] = np.linalg.inv(network.stiffness)
    np.testing.assert_allclose(state.covariance, 1.7 * gibbs, atol=10 * ROUNDING)
    np.testing.assert_allclose(state.fluxes, 0.0, atol=ROUNDING)
    assert state.circulation.masses == ()  # rounding makes no cycle
    assert abs(state.entropy_production) < ROUNDING


@pytest.mark.parametrize("network", NETWORKS)
def test_the_covariance_solves_the_lyapunov_equation_and_is_positive_definite(network):
    q = network.steady_state().covariance
    residual = network.drift @ q + q @ network.drift.T + network.noise
    np.testing.assert_allclose(residual, 0.0, atol=10 * ROUNDING)
    assert np.linalg.eigvalsh(q)[0] > 0.0


def test_blocks_solve_the_lyapunov_equation_as_scipy_does():
    network = random_network(1, n=150, n_baths=30)  # 300 rows: blocks within blocks
    blocked = Lyapunov(network.drift).solve(-network.noise)
    # 300 rows lose about four of sixteen digits in either way
    np.testing.assert_allclose(blocked, solve_continuous_lyapunov(network.drift, -network.noise), atol=1e-10)


@pytest.mark.parametrize("network", NETWORKS)
def test_the_condition_number_is_that_of_the_eigenvalues(network):
    values = np.linalg.eigvals(network.drift)
    expected = np.abs(values).max() / (-2.0 * values.real.max())
    assert Lyapunov(network.drift).condition == pytest.approx(expected, rel=1e-6)


WEAKLY_PINNED = {"springs": {(i, i + 1): 1000.0 for i in range(1, 5)}, "friction": {1: 1.0, 5: 1.0}}


@pytest.mark.parametrize("pinning", [1e-6, 1e-8, 1e-10, 1e-12])
def test_weak_pinning_leaves_the_state_of_a_chain_without_pinning(pinning):
    """Five masses between T = 2 and 1; the exact flux without pinning is 0.49950049950, and kinetic temperatures lie
    between those of the baths; pinning of strength p at the middle changes both by less than p."""
    baths = {"temperature": {1: 2.0, 5: 1.0}}
    state = tc.OscillatorNetwork(pinning={3: pinning}, **WEAKLY_PINNED, **baths).steady_state()
    free = tc.OscillatorNetwork(pinning=0.0, **WEAKLY_PINNED, **baths).steady_state()
    for i in range(1, 5):
        assert state.flux(i, i + 1) == pytest.approx(1000.0 / 2002.0, abs=pinning + ROUNDING)
    np.testing.assert_allclose(state.kinetic_temperatures, free.kinetic_temperatures, atol=pinning + ROUNDING)
    np.testing.assert_allclose(state.kinetic_temperatures[[0, 2, 4]], [1.5004995, 1.5, 1.4995005], atol=1e-6)


def test_a_network_without_pinning_has_a_steady_state_in_relative_coordinates():
    network = random_network(0)
    free = replace(network, pinning=0.0).steady_state()
    np.testing.assert_allclose(free.fluxes.sum(axis=1), free.bath_fluxes, atol=ROUNDING)
    n = network.n_masses
    np.testing.assert_allclose(free.covariance[n:, n:].sum(axis=0), 0.0, atol=10 * ROUNDING)  # about the mean
    held = replace(network, pinning={1: 1e-7}).steady_state()
    np.testing.assert_allclose(free.fluxes, held.fluxes, atol=1e-6)


# a ring whose springs are almost equal: the modes come in pairs, one of which hardly reaches a bath at mass 1
ALMOST_EQUAL = (1.000268, 1.00068, 1.000764, 0.999678, 0.999996, 1.000532, 1.001813, 0.999228)
RING = {(i, i % 8 + 1): strength for i, strength in enumerate(ALMOST_EQUAL, 1)}


def test_one_bath_gives_its_temperature_to_all_masses_however_badly_some_modes_reach_it():
    state = tc.OscillatorNetwork(springs=RING, friction={1: 1.0}, temperature={1: 1.0}).steady_state()
    np.testing.assert_array_equal(state.kinetic_temperatures, np.ones(8))
    np.testing.assert_array_equal(state.fluxes, np.zeros((8, 8)))


def test_a_state_that_rounding_spoils_is_refused_with_its_error_and_condition_number():
    """Springs equal to 1e-6: the odd modes of the pairs are damped at rates of the order of the square of that."""
    springs = {pair: 1.0 + 1e-3 * (strength - 1.0) for pair, strength in RING.items()}
    network = tc.OscillatorNetwork(springs=springs, friction={1: 1.0, 5: 1.0}, temperature={1: 1.0, 5: 2.0})
    message = r"cannot be computed to 1e-07.* wrong by .* \(condition number .*\).*; change springs"
    with pytest.raises(ValueError, match=message):
        network.steady_state()
    # the same springs with a bath that all modes reach
    replace(network, friction={1: 1.0, 2: 1.0}, temperature={1: 1.0, 2: 2.0}).steady_state()


@settings(max_examples=60, deadline=None)
@given(
    exponents=st.lists(st.floats(-6, 6), min_size=7, max_size=7),
    pinning=st.sampled_from([0.0, 1e-12, 1e-6, 1.0]),
    temperatures=st.tuples(st.floats(0.1, 10.0), st.floats(0.1, 10.0)),
)
def test_springs_of_any_strength_give_a_state_that_conserves_energy_or_one_clear_refusal(
    exponents, pinning, temperatures
):
    """A ring of six masses with a chord, strengths over twelve decades: never a wrong number without a word."""
    pairs = [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (1, 6), (2, 5)]
    network = tc.OscillatorNetwork(
        springs={pair: 10.0**exponent for pair, exponent in zip(pairs, exponents, strict=True)},
        pinning=pinning,
        friction={1: 1.0, 4: 0.5},
        temperature=dict(zip((1, 4), temperatures, strict=True)),
    )
    try:
        state = network.steady_state()
    except ValueError as refusal:
        if not re.search("cannot be computed to 1e-07|not unique|singular", str(refusal)):
            raise
        return
    scale = max(temperatures)
    # the stated tolerance; fluxes are bounded by friction times temperature
    np.testing.assert_allclose(state.fluxes.sum(axis=1), state.bath_fluxes, atol=1e-6 * scale)
    low, high = min(temperatures) - 1e-6 * scale, max(temperatures) + 1e-6 * scale
    assert np.all((low <= state.kinetic_temperatures) & (state.kinetic_temperatures <= high))


def test_three_hundred_masses_conserve_energy_in_seconds():
    """The figure of 1,000 masses, 22 s of processor time, is in docs/networks.md."""
    network = random_network(2, n=301, n_baths=40)
    start = time.process_time()
    state = network.steady_state()
    assert time.process_time() - start < 20  # 1.4 on one core of its own
    np.testing.assert_allclose(state.fluxes.sum(axis=1), state.bath_fluxes, atol=1e-9)


def test_figure_1_of_the_paper_has_an_isolated_mode_and_the_message_names_it():
    springs = {(1, 3): 1.0, (3, 2): 1.0, (1, 4): 1.0, (4, 2): 1.0}
    baths = {"friction": {1: 1.0, 2: 1.0}, "temperature": {1: 2.0, 2: 1.0}}
    with pytest.raises(ValueError, match=r"the mode q_3 - q_4, .* at frequency 1.732; give one of its masses a bath"):
        tc.OscillatorNetwork(springs=springs, **baths).steady_state()
    # breaking the symmetry by a thousandth is enough
    tc.OscillatorNetwork(springs=springs | {(1, 4): 1.001}, **baths).steady_state()


@pytest.mark.parametrize(
    ("springs", "n_more", "mode"),
    [
        # leaves of a star: all differences are isolated
        ({(1, 2): 1.0, (1, 3): 1.0, (1, 4): 1.0}, 1, r"q_\d - q_\d"),
        # a part of the network that no spring joins to the bath
        ({(1, 2): 1.0, (3, 4): 2.0}, 1, r"q_3 \+ q_4"),
        # an odd mode of a chain with its bath in the middle
        ({(2, 1): 1.0, (1, 3): 1.0}, 0, "q_2 - q_3"),
    ],
)
def test_every_isolated_mode_is_found(springs, n_more, mode):
    more = rf" \(and {n_more} more\)" if n_more else ""
    with pytest.raises(ValueError, match=f"the mode {mode}{more}, which"):
        tc.OscillatorNetwork(springs=springs, friction={1: 1.0}, temperature={1: 1.0}).steady_state()


def test_a_long_chain_with_baths_at_its_ends_has_no_isolated_mode_and_the_known_flux():
    """Eigenvalues crowd at the ends of the band, but no mode is isolated; the flux does not depend on the length."""
    chains = []
    for n in (20, 100):
        network = tc.OscillatorNetwork(
            springs={(i, i + 1): 1.0 for i in range(1, n)},
            friction={1: 1.0, n: 1.0},
            temperature={1: 2.0, n: 1.0},
        )
        chains.append(network.steady_state().flux(1, 2))
    # ballistic transport: corrections fall exponentially with the length
    assert chains[0] == pytest.approx(chains[1], rel=1e-6)
    assert chains[1] == pytest.approx(0.125, rel=1e-6)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"springs": {(1, 2): -1.0}}, r"springs\[1, 2\]=-1.0 must be a finite number > 0"),
        ({"springs": {(1, 1): 1.0}}, r"springs has the key \(1, 1\), which must be a pair of different masses"),
        ({"springs": {(0, 1): 1.0}}, "springs names the mass 0, which must be an integer >= 1"),
        ({"springs": {(1, 2): 1.0, (2, 1): 1.0}}, "springs joins 1 and 2 twice; add"),
        ({"springs": [(1, 2, 1.0)]}, "springs=.* must map pairs of masses to strengths"),
        ({"springs": {(1, 10**9): 1.0}}, "names the mass 1000000000, at most 8000 are allowed.*number them from 1"),
        ({"pinning": -1.0}, "pinning=-1.0 must be a finite number >= 0"),
        ({"friction": {}}, "friction={} must map at least one mass"),
        ({"friction": {1: 0.0, 2: 1.0}}, r"friction\[1\]=0.0 must be a finite number > 0"),
        ({"temperature": {1: float("nan"), 2: 1.0}}, r"temperature\[1\]=nan must be a finite number >= 0"),
        ({"temperature": {1: 1.0}}, "friction names mass 2, but temperature does not; a bath needs both"),
    ],
)
def test_bad_arguments_are_named_with_limit_and_remedy(change, message):
    good = {"springs": {(1, 2): 1.0}, "friction": {1: 1.0, 2: 1.0}, "temperature": {1: 1.0, 2: 2.0}}
    with pytest.raises(ValueError, match=message):
        tc.OscillatorNetwork(**(good | change))


def test_questions_about_what_is_not_there_are_refused():
    network = tc.OscillatorNetwork(
        springs={(1, 2): 1.0, (2, 3): 1.0}, friction={1: 1.0, 3: 1.0}, temperature={1: 0.0, 3: 2.0}
    )
    state = network.steady_state()
    with pytest.raises(ValueError, match=r"i=1, j=3: no spring joins these masses"):
        state.flux(1, 3)
    with pytest.raises(ValueError, match="i=4 must be one of the masses 1 to 3"):
        state.kinetic_temperature(4)
    with pytest.raises(ValueError, match=r"temperature\[1\]=0.0 must be > 0 for the entropy production"):
        _ = state.entropy_production
    assert state.bath_flux(2) == 0.0
