"""Theorem 3 of Li at several times: the fluctuations are jointly Gaussian, with the covariances of (3.2)."""

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.stats import chi2, kstest

import thermochain as tc
from tests.exchange.moments_in_time import moments_in_time
from thermochain.exchange.chain import NOISE, PRINTED_NOISE, Chain
from thermochain.exchange.path_law import covariance_between_times, squared_distances
from thermochain.exchange.rates import RATES

TIMES, START = [0.5, 0.8, 1.2], [1.0, 2.0]
M, PATHS = 300, 6000


@pytest.fixture(scope="module")
def exchange():
    return tc.EnergyExchange(rate="sum_sqrt", n_cells=2, particles_per_cell=M, T_left=1.0, T_right=2.0)


@pytest.fixture(scope="module")
def paths(exchange):
    return exchange.trajectories(times=TIMES, start=START, n_paths=PATHS, seed=5)


def p_value(exchange, paths, change=lambda between: between, noise=NOISE):
    """Probability of so large a distance of the squares to the law chi^2."""
    means, between = exchange.linear_noise_between_times(times=TIMES, start=START, noise=noise)
    squares = squared_distances(paths, means, change(between) / exchange.particles_per_cell)
    return kstest(squares, chi2(between[0, 0].size).cdf).pvalue


def test_covariances_between_times_are_the_exact_ones_at_constant_rate():
    """There E(t) relaxes linearly for every M: Cov(E(s), E(t)) = Cov(E(s)) exp(A (t - s))^T."""
    chain, start, times = Chain(RATES["constant"], 3, 1.0, 2.0), np.array([0.5, 3.0, 1.0]), np.array([0.0, 0.4, 1.5])
    _, between = covariance_between_times(chain, start, times)
    A = -np.eye(3) + 0.5 * (np.eye(3, k=1) + np.eye(3, k=-1))
    exact = 1e7 * moments_in_time(start, 0.4, 1.0, 2.0, 1e7, NOISE)[1] @ expm(1.1 * A).T
    np.testing.assert_allclose(between[1, :, 2], exact, atol=1e-5)  # corrections of order 1/M, rounding of M Cov
    np.testing.assert_array_equal(between[2, :, 1], between[1, :, 2].T)
    np.testing.assert_array_equal(between[0], 0.0)  # the start is sharp


def test_chains_have_the_covariances_between_times(exchange, paths):
    _, between = exchange.linear_noise_between_times(times=TIMES, start=START)
    deviations = np.swapaxes(paths - paths.mean(axis=1)[:, None], 0, 1).reshape(PATHS, -1)
    products = M * deviations[:, :, None] * deviations[:, None]
    errors = products.std(axis=0) / np.sqrt(PATHS)
    # four standard errors and corrections of order 1/M
    exact = between.reshape(6, 6)
    assert np.all(np.abs(products.mean(axis=0) - exact) < 4 * errors + 5 / M)
    assert np.all(between[0, :, 1] != 0.0)


def test_chains_of_many_particles_are_jointly_gaussian_at_all_times(exchange, paths):
    assert p_value(exchange, paths) > 1e-3


def test_other_laws_are_rejected(exchange, paths):
    """Negative controls: independent times, coefficients as printed in Theorem 6.1, few particles."""
    one_time = np.eye(3)[:, None, :, None]
    assert p_value(exchange, paths, lambda between: between * one_time) < 1e-6
    assert p_value(exchange, paths, noise=PRINTED_NOISE) < 1e-6
    few = tc.EnergyExchange(rate="sum_sqrt", n_cells=2, particles_per_cell=4, T_left=1.0, T_right=2.0)
    assert p_value(few, few.trajectories(times=TIMES, start=START, n_paths=PATHS, seed=6)) < 1e-6
