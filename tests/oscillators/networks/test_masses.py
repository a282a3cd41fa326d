"""Networks of unequal masses: laws, the equation for (p, q) itself, and a scaling that turns them into unit masses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import solve_continuous_lyapunov

import thermochain as tc

ROUNDING = 1e-10  # of numbers of order one to ten


def network(seed, n=6, pinning=0.7, cold=0.0):
    """A chain of random masses with springs to first and second neighbours, between a warm bath and one at T = 0."""
    rng = np.random.default_rng(seed)
    first = {(i, i + 1): float(rng.uniform(0.5, 2.0)) for i in range(1, n)}
    second = {(i, i + 2): float(rng.uniform(0.1, 0.5)) for i in range(1, n - 1)}
    masses = {i: float(rng.uniform(0.3, 3.0)) for i in range(1, n + 1)}
    ends = {"friction": {1: 1.3, n: 0.8}, "temperature": {1: 2.0, n: cold}}
    return tc.OscillatorNetwork(springs=first | second, pinning=pinning, masses=masses, **ends)


@pytest.mark.parametrize("seed", range(4))
def test_the_covariance_solves_the_equation_of_momenta_and_positions(seed):
    chain = network(seed)
    expected = solve_continuous_lyapunov(chain.drift, -chain.noise)
    np.testing.assert_allclose(chain.steady_state().covariance, expected, atol=ROUNDING)


@pytest.mark.parametrize("pinning", [0.7, 0.0])  # without pinning the ends are free
@pytest.mark.parametrize("seed", range(4))
def test_energy_is_conserved_at_every_mass_and_flows_to_the_bath_at_zero(seed, pinning):
    state = network(seed, pinning=pinning).steady_state()
    np.testing.assert_allclose(state.fluxes.sum(axis=1), state.bath_fluxes, atol=ROUNDING)
    assert state.bath_flux(1) > 1e-2
    assert np.all(state.kinetic_temperatures > 0.0)


@pytest.mark.parametrize("pinning", [0.7, 0.0])
def test_masses_share_one_temperature_in_equilibrium(pinning):
    chain = network(1, pinning=pinning, cold=2.0)
    state = chain.steady_state()
    np.testing.assert_allclose(state.kinetic_temperatures, 2.0, rtol=1e-12)
    np.testing.assert_allclose(np.diag(state.covariance)[:6], 2.0 * chain.inertia, rtol=1e-12)
    if not pinning:  # relative to the centre of mass
        positions = state.covariance[6:, 6:]
        np.testing.assert_allclose(positions @ chain.inertia, 0.0, atol=ROUNDING)


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(factor=st.floats(0.01, 100.0), seed=st.integers(0, 100))
def test_all_masses_and_springs_times_a_factor_leave_temperatures_and_scale_nothing_else(factor, seed):
    """m, k -> a m, a k with the same friction rates: p -> sqrt(a) p, q -> q/sqrt(a), and energy fluxes stay."""
    chain = network(seed)
    scaled = tc.OscillatorNetwork(
        springs={pair: factor * strength for pair, strength in chain.springs.items()},
        pinning=factor * chain.pinning,
        masses={i: factor * m for i, m in chain.masses.items()},
        friction=chain.friction,
        temperature=chain.temperature,
    )
    one, other = chain.steady_state(), scaled.steady_state()
    np.testing.assert_allclose(other.fluxes, one.fluxes, atol=1e-8)
    np.testing.assert_allclose(other.kinetic_temperatures, one.kinetic_temperatures, atol=1e-8)


def test_masses_of_one_change_no_bit():
    plain = tc.OscillatorNetwork(springs={(1, 2): 1.3, (2, 3): 0.7}, friction={1: 1.0}, temperature={1: 2.0})
    for masses in (1.0, {2: 1.0}):
        other = tc.OscillatorNetwork(
            springs=plain.springs, friction=plain.friction, temperature=plain.temperature, masses=masses
        )
        assert other.steady_state().covariance.tolist() == plain.steady_state().covariance.tolist()


def test_a_heavy_mass_between_light_ones_blocks_heat():
    """Negative control: the masses matter."""
    ends = {"springs": {(1, 2): 1.0, (2, 3): 1.0}, "friction": {1: 1.0, 3: 1.0}, "temperature": {1: 1.0, 3: 0.0}}
    light, heavy = (tc.OscillatorNetwork(**ends, masses={2: m}).steady_state().flux(1, 2) for m in (1.0, 100.0))
    assert 0.0 < heavy < 0.2 * light


@pytest.mark.parametrize("masses", [0.0, -1.0, np.nan, {1: 0.0}, {0: 1.0}, "heavy", {1: "x"}, {}])
def test_masses_that_are_none_are_refused(masses):
    with pytest.raises(ValueError, match="masses"):
        tc.OscillatorNetwork(springs={(1, 2): 1.0}, friction={1: 1.0}, temperature={1: 1.0}, masses=masses)
