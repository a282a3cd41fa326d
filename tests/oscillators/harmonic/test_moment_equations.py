"""The moment equations: against the Poisson process itself, against equilibrium, against the conserved quantities."""

import numpy as np
import pytest
from scipy.linalg import expm, solve_continuous_lyapunov

from thermochain.engine.signed_swaps import no_noise
from thermochain.oscillators.harmonic.bonds import bending, stretch
from thermochain.oscillators.harmonic.chain import harmonic_ring, open_harmonic_chain
from thermochain.oscillators.harmonic.moment_equations import MomentEquations, NotStable
from thermochain.oscillators.harmonic.stretch_flip import stretch_flip
from thermochain.oscillators.harmonic.velocity_exchange import velocity_exchange
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip

NOISES = [velocity_flip, stretch_flip, velocity_exchange]


def random_moments(size, seed):
    rng = np.random.default_rng(seed)
    root = rng.standard_normal((size, size))
    return rng.standard_normal(size), root @ root.T


@pytest.mark.parametrize("noise", NOISES)
def test_the_noise_acts_on_second_moments_as_each_event_does(noise):
    chain = open_harmonic_chain(4, noise=noise, rate=0.7, T_left=1.0, T_right=2.0)
    _, second = random_moments(chain.size, 1)
    drift = chain.drift.toarray()
    expected = drift @ second + second @ drift.T
    swaps = chain.swaps
    for first, other, sign in zip(swaps.first, swaps.second, swaps.sign, strict=True):
        event = np.eye(chain.size)
        event[[first, other]] = sign * np.eye(chain.size)[[other, first]]
        expected += chain.rate * (event @ second @ event.T - second)
    upper = np.triu_indices(chain.size)
    np.testing.assert_allclose(MomentEquations(chain).generator @ second[upper], expected[upper], atol=1e-12)


@pytest.mark.parametrize("noise", NOISES)
@pytest.mark.parametrize("bond", [stretch, bending])
def test_rings_keep_their_energy_and_what_the_noise_conserves(noise, bond):
    chain = harmonic_ring(8, noise=noise, rate=0.5, bond=bond)
    mean, covariance = random_moments(chain.size, 2)
    late = MomentEquations(chain).evolve(mean, covariance, [0.0, 30.0])[-1]
    energy = np.trace(covariance) + mean @ mean
    assert np.trace(late.covariance) + late.mean @ late.mean == pytest.approx(energy, rel=1e-6)  # that of the steps
    kept = {velocity_flip: [True, False], stretch_flip: [False, True], velocity_exchange: [True, True]}[noise]
    change = [late.bonds.sum() - mean[:8].sum(), late.momentum.sum() - mean[8:].sum()]
    for total, is_kept in zip(change, kept, strict=True):
        # rounding, against changes of order 1
        assert (abs(total) < 1e-7) == is_kept


@pytest.mark.parametrize("noise", NOISES)
def test_gibbs_states_are_stationary(noise):
    chain = open_harmonic_chain(6, noise=noise, rate=0.3, T_left=1.5, T_right=1.5)
    state = MomentEquations(chain).stationary()
    np.testing.assert_allclose(state.covariance, 1.5 * np.eye(chain.size), atol=1e-12)
    np.testing.assert_allclose(state.mean, 0.0, atol=1e-12)


@pytest.mark.parametrize("noise", NOISES)
def test_the_current_is_the_same_through_every_bond_and_bath(noise):
    chain = open_harmonic_chain(20, noise=noise, rate=0.8, T_left=1.0, T_right=2.0, force_right=1.0)
    state = MomentEquations(chain).stationary()
    currents = np.concatenate([state.bond_energy_current, state.bath_energy_current])
    np.testing.assert_allclose(currents, state.energy_current, atol=1e-12)


@pytest.mark.parametrize("noise", NOISES)
def test_a_force_in_time_takes_the_place_of_the_constant_one(noise):
    ends = {"noise": noise, "rate": 0.7, "T_left": 1.0, "T_right": 2.0}
    constant = open_harmonic_chain(4, **ends, force_right=0.5)
    other = open_harmonic_chain(4, **ends, force_right=9.0)
    mean, covariance = random_moments(constant.size, 4)
    expected = MomentEquations(constant).evolve(mean, covariance, [0.0, 3.0])[-1]
    found = MomentEquations(other).evolve(mean, covariance, [0.0, 3.0], lambda time: constant.force)[-1]
    np.testing.assert_allclose(found.mean, expected.mean, atol=1e-8)
    np.testing.assert_allclose(found.covariance, expected.covariance, atol=1e-7)
    # a force that is on for the first half only leaves less behind
    half = MomentEquations(other).evolve(mean, covariance, [0.0, 3.0], lambda time: constant.force * (time < 1.5))[-1]
    assert np.max(np.abs(half.mean - expected.mean)) > 1e-2


@pytest.mark.parametrize("noise", NOISES)
def test_the_evolution_ends_in_the_stationary_state(noise):
    chain = open_harmonic_chain(4, noise=noise, rate=1.0, T_left=1.0, T_right=2.0, force_right=0.5)
    equations = MomentEquations(chain)
    late = equations.evolve(np.zeros(chain.size), np.eye(chain.size), [0.0, 400.0])[-1]
    np.testing.assert_allclose(late.covariance, equations.stationary().covariance, atol=1e-7)


def test_without_noise_moments_are_those_of_a_linear_diffusion():
    chain = open_harmonic_chain(5, T_left=1.0, T_right=2.0, force_right=0.5)
    mean, covariance = random_moments(chain.size, 3)
    state = MomentEquations(chain).evolve(mean, covariance, [0.0, 2.5])[-1]
    drift = chain.drift.toarray()
    limit = solve_continuous_lyapunov(drift, -np.diag(chain.agitation))
    flow = expm(2.5 * drift)
    rest = np.linalg.solve(drift, -chain.push)
    np.testing.assert_allclose(state.mean, rest + flow @ (mean - rest), atol=1e-7)
    np.testing.assert_allclose(state.covariance, limit + flow @ (covariance - limit) @ flow.T, atol=1e-7)


def test_the_pure_harmonic_chain_is_ballistic():
    """Rieder, Lebowitz and Lieb: flat profile at the mean temperature, current independent of the length."""
    currents = []
    for n in (16, 32):
        chain = open_harmonic_chain(n, noise=no_noise, T_left=1.0, T_right=2.0)
        state = MomentEquations(chain).stationary()
        # the approach to the mean is exponential in the distance from the ends, here 6 sites
        np.testing.assert_allclose(state.temperature[6:-6], 1.5, atol=1e-4)
        currents.append(state.energy_current)
    assert currents[0] == pytest.approx(currents[1], rel=1e-6)


def test_exchange_makes_the_unpinned_chain_superdiffusive():
    currents = []
    for n in (32, 128):
        chain = open_harmonic_chain(n, noise=velocity_exchange, rate=1.0, T_left=1.0, T_right=2.0)
        currents.append(MomentEquations(chain).stationary().energy_current)
    slope = np.log(currents[0] / currents[1]) / np.log(4)
    assert slope == pytest.approx(0.5, abs=0.05)  # Fourier's law, as with flips, would give 1


def test_a_chain_without_bath_has_no_stationary_state():
    chain = open_harmonic_chain(3, T_left=1.0, T_right=1.0, friction_left=0.0, friction_right=0.0)
    with pytest.raises(NotStable, match="undamped"):
        MomentEquations(chain).stationary()
