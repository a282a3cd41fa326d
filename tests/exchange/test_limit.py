"""The limit of many particles: one stable equilibrium, Fourier's law, and the Gaussian covariance about it."""

import numpy as np
import pytest

from tests.exchange.moments_in_time import moments_in_time
from thermochain.core.convergence import NotConverged
from thermochain.exchange.chain import NOISE, PRINTED_NOISE, Chain, finite_noise
from thermochain.exchange.limit import (
    bracketed_equilibrium,
    covariance_in_time,
    find_equilibrium,
    solve_limit,
    stationary_covariance,
)
from thermochain.exchange.moments import stationary_moments
from thermochain.exchange.rates import RATES, compiled_rate


def chain_of(name, n_cells=5, T_left=1.0, T_right=2.0):
    return Chain(RATES[name], n_cells, T_left, T_right)


@pytest.mark.parametrize("name", RATES)
@pytest.mark.parametrize("baths", [(1.0, 2.0), (30.0, 0.1)])
def test_newton_and_bracketing_find_the_same_stable_equilibrium(name, baths):
    chain = chain_of(name, 6, *baths)
    state = find_equilibrium(chain)
    # both are solved to rounding of currents that are as large as the hotter bath
    np.testing.assert_allclose(bracketed_equilibrium(chain), state.energies, rtol=1e-9)
    np.testing.assert_allclose(chain.currents(state.energies), state.current, rtol=1e-9)
    assert state.growth < 0
    assert state.entropy_production > 0


def test_bracketing_steps_in_where_newton_stalls(monkeypatch):
    chain = chain_of("sum_sqrt")
    wanted = find_equilibrium(chain).energies
    monkeypatch.setattr("thermochain.exchange.limit._newton", lambda chain: None)
    np.testing.assert_allclose(find_equilibrium(chain).energies, wanted, rtol=1e-10)


def test_a_rate_whose_flux_is_bounded_has_no_bracket():
    steep = compiled_rate(lambda a, b: 1.0 / (1.0 + (a + b) ** 4))
    with pytest.raises(NotConverged, match="no equilibrium between T=1 and T=5"):
        bracketed_equilibrium(Chain(steep, 3, 1.0, 5.0))


@pytest.mark.parametrize("name", ["sum_sqrt", "harmonic_mean_sqrt", "min_sqrt"])
def test_conductivity_is_half_the_rate_to_first_order_in_the_gap(name):
    slopes = []
    for gap in (0.02, 0.01):
        state = find_equilibrium(chain_of(name, T_right=1.0 + gap))
        slopes.append((state.conductivity - 0.5 * RATES[name](1.0, 1.0)) / gap)
    # the quotient tends to a slope that is not zero; the next order is the gap itself
    assert slopes[0] == pytest.approx(slopes[1], rel=0.02)
    assert slopes[1] > 0.05


def test_equal_baths_have_half_the_rate_exactly():
    assert find_equilibrium(chain_of("sum_sqrt", T_right=1.0)).conductivity == pytest.approx(0.5 * 2**0.5)


def test_solution_relaxes_to_the_equilibrium():
    chain = chain_of("harmonic_mean_sqrt")
    last = solve_limit(chain, np.full(5, 0.3), np.array([0.0, 400.0]))[-1]
    # forty relaxation times, tolerance of the integration
    np.testing.assert_allclose(last, find_equilibrium(chain).energies, rtol=1e-8)


def test_covariance_in_time_tends_to_the_stationary_one():
    chain = chain_of("sum_sqrt")
    _, late = covariance_in_time(chain, np.full(5, 0.3), np.array([0.0, 150.0]))
    np.testing.assert_allclose(late[-1], stationary_covariance(chain, find_equilibrium(chain)), atol=1e-6)


def test_gaussian_covariance_is_the_limit_of_the_exact_moments_at_constant_rate():
    chain, start = chain_of("constant"), np.array([0.5, 1.0, 3.0, 1.0, 2.0])
    S = stationary_covariance(chain, find_equilibrium(chain))
    M = 1e7
    exact = M * stationary_moments(5, 1.0, 2.0, M, finite_noise(M))[1]
    # corrections of order 1/M; rounding M times 1e-16 of energies squared
    np.testing.assert_allclose(exact, S, atol=1e-5)
    _, covariance = covariance_in_time(chain, start, np.array([0.0, 0.7]))
    exact = M * moments_in_time(start, 0.7, 1.0, 2.0, M, NOISE)[1]
    np.testing.assert_allclose(covariance[-1], exact, atol=1e-5)


def test_full_shares_at_equal_baths_are_independent_exponentials():
    means, covariance = stationary_moments(6, 1.5, 1.5, 1.0, finite_noise(1.0))
    np.testing.assert_allclose(means, 1.5, rtol=1e-12)
    np.testing.assert_allclose(covariance, 1.5**2 * np.eye(6), atol=1e-12)


def test_full_shares_between_unequal_baths_have_a_straight_profile_and_positive_correlations():
    means, covariance = stationary_moments(6, 1.0, 2.0, 1.0, finite_noise(1.0))
    np.testing.assert_allclose(means, np.linspace(1.0, 2.0, 8)[1:-1], rtol=1e-12)
    assert np.all(covariance[~np.eye(6, dtype=bool)] > 0)


def test_printed_coefficients_give_another_covariance():
    chain = chain_of("sum_sqrt", 4)
    state = find_equilibrium(chain)
    right, printed = (stationary_covariance(chain, state, noise)[0, 0] for noise in (NOISE, PRINTED_NOISE))
    assert right == pytest.approx(1.99, abs=0.01)
    assert printed == pytest.approx(1.35, abs=0.01)
