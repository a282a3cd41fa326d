"""Corrections to the Gaussian law: they are the limits of exact moments, of remainders, and of distances of laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng
from scipy.stats import norm

import thermochain as tc
from thermochain.exchange.averages import gaussian_distances, wasserstein_distances
from thermochain.exchange.chain import PRINTED_NOISE, Chain
from thermochain.exchange.common_noise import exchange_remainder, mesoscopic_remainder
from thermochain.exchange.corrections import _mean_distance, first_corrections
from thermochain.exchange.rates import RATES

START, PATHS = np.array([1.0, 2.0]), 2500
M = 400


@pytest.fixture(scope="module")
def chain():
    return Chain(RATES["sum_sqrt"], 2, 1.0, 2.0)


@pytest.fixture(scope="module")
def exact(chain):
    return first_corrections(chain, START, 1.0)


@pytest.fixture(scope="module")
def equation(chain):
    return mesoscopic_remainder(chain, M, START, 1.0, PATHS, default_rng(2))


@pytest.fixture(scope="module")
def exchanges(chain):
    return exchange_remainder(chain, M, START, 1.0, PATHS, default_rng(3))


def root_mean_square(remainder):
    """The root mean square of |R| and its standard error."""
    squares = np.sum(remainder**2, axis=1)
    rms = np.sqrt(squares.mean())
    return rms, squares.std() / np.sqrt(squares.size) / (2 * rms)


def exact_moments(particles, time, T_left, T_right, start):
    """E, variance and third cumulant of one cell at constant rate, whose moments <E^n> close for every M."""
    beta = np.array([1.0, 1.0, 2.0, 6.0]) / np.array(
        [1.0, particles, particles * (particles + 1), particles * (particles + 1) * (particles + 2)]
    )
    given, factorial = np.array([1.0, 1.0, 2.0, 6.0]), np.array([1.0, 1.0, 2.0, 6.0])
    slope = np.zeros((4, 4))
    for T in (T_left, T_right):
        for n in range(1, 4):
            for a in range(n + 1):  # E^n after: ((1 - p B) E + (1 - p) B' X)^n, X exponential
                for b in range(n - a + 1):  # (E)^a (-p B E)^b ((1 - p) B' X)^c
                    c = n - a - b
                    many = factorial[n] / (factorial[a] * factorial[b] * factorial[c])
                    split = factorial[b] * factorial[c] / [1, 1, 2, 6, 24][b + c] / (b + c + 1)  # E[p^b (1 - p)^c]
                    slope[n, a + b] += many * (-1) ** b * split * beta[b] * beta[c] * T**c * given[c]
            slope[n, n] -= 1.0
    values, vectors = np.linalg.eig(particles * slope)
    weights = np.linalg.solve(vectors, start ** np.arange(4))
    m = (vectors @ (np.exp(values * time) * weights)).real
    return m[1], m[2] - m[1] ** 2, m[3] - 3 * m[1] * m[2] + 2 * m[1] ** 3


def test_third_cumulants_are_the_limit_of_the_exact_ones_at_constant_rate():
    one = first_corrections(Chain(RATES["constant"], 1, 1.0, 3.0), np.array([0.7]), 0.8)
    many = 1e4
    mean, variance, third = exact_moments(many, 0.8, 1.0, 3.0, 0.7)
    assert mean == pytest.approx(one.mean[0], rel=1e-7)
    # corrections of order 1/M
    assert many * variance == pytest.approx(one.covariance[0, 0], rel=1e-3)
    assert many**2 * third == pytest.approx(one.third[0, 0, 0], rel=2e-3)
    assert one.third_mesoscopic[0, 0, 0] < 0.8 * one.third[0, 0, 0]  # without the moments of exchanges it is another
    assert one.shift[0] == 0.0  # the drift is linear


@pytest.mark.parametrize("source", ["equation", "exchanges"])
def test_the_remainder_on_common_noise_has_the_exact_size_over_M(request, exact, source):
    remainder = request.getfixturevalue(source)
    remainder = remainder[0] if source == "exchanges" else remainder
    rms, error = root_mean_square(remainder)
    # beside four standard errors: steps of h = 1/180 and corrections of order M^{-1/2}, 3 %
    assert abs(M * rms - np.sqrt(np.trace(exact.remainder))) < 4 * M * error + 0.03 * M * rms
    errors = M * remainder.std(axis=0) / np.sqrt(PATHS)
    assert np.all(np.abs(M * remainder.mean(axis=0) - exact.shift) < 4 * errors + 0.02)
    assert np.all(np.abs(exact.shift) > 4 * errors)


@pytest.mark.parametrize("process", [mesoscopic_remainder, lambda *given: exchange_remainder(*given)[0]])
def test_the_remainder_falls_as_one_over_M(chain, process):
    sizes = (40, 360)
    few, many = (root_mean_square(process(chain, size, START, 1.0, 800, default_rng(5))) for size in sizes)
    ratio = few[0] / many[0]
    assert abs(ratio - 9) < 4 * ratio * np.hypot(few[1] / few[0], many[1] / many[0])
    assert ratio > 6  # the root of M would give 3


def test_the_printed_noise_leaves_a_remainder_that_falls_as_the_root_of_M_only(chain, equation):
    """Negative control: Z with the coefficients that Theorem 6.1 prints."""
    wrong = [
        root_mean_square(mesoscopic_remainder(chain, particles, START, 1.0, 800, default_rng(6), PRINTED_NOISE))[0]
        for particles in (100, 1600)
    ]
    assert wrong[0] / wrong[1] == pytest.approx(4.0, rel=0.1)
    assert wrong[1] > 10 * root_mean_square(equation)[0] * M / 1600


def test_the_noise_of_the_exchanges_gives_the_gaussian_path_its_covariance(exact, exchanges):
    gauss = exchanges[1]
    # standard errors of 2 % and a cross term of 0.05
    np.testing.assert_allclose(np.cov(gauss.T), exact.covariance, rtol=0.08, atol=0.2)
    np.testing.assert_allclose(gauss.mean(axis=0), 0.0, atol=4 * np.sqrt(exact.covariance.max() / PATHS))


def test_a_bound_on_the_mean_of_the_remainder_is_none_on_its_length(exact, exchanges):
    """Gamma of another path has the right law and the same mean, and leaves a remainder of order M^{-1/2}."""
    remainder, gauss = exchanges
    other = remainder + (gauss - np.roll(gauss, 1, axis=0)) / M**0.5
    assert np.all(np.abs(M * other.mean(axis=0)) < 1.0)  # as small as C/M
    rms, error = root_mean_square(other)
    assert abs(M**0.5 * rms - np.sqrt(2 * np.trace(exact.covariance))) < 4 * M**0.5 * error + 0.1
    assert rms > 10 * root_mean_square(remainder)[0]


def test_laws_are_apart_by_the_exact_constant_over_M(exact):
    """At M = 100 and 40000 chains: corrections of order M^{-1/2} of the constant, and the noise of the samples."""
    exchange = tc.EnergyExchange(rate="sum_sqrt", n_cells=2, particles_per_cell=100, T_left=1.0, T_right=2.0)
    chains = exchange.trajectories(times=[1.0], start=START, n_paths=40_000, seed=1)[0]
    paths = exchange.mesoscopic(times=[1.0], start=START, n_paths=40_000, seed=2)[0]
    to_gaussian = gaussian_distances(chains, exact.mean, np.diagonal(exact.covariance) / 100)
    np.testing.assert_allclose(100 * to_gaussian, exact.to_gaussian, rtol=0.15)
    np.testing.assert_allclose(100 * wasserstein_distances(chains, paths), exact.to_mesoscopic, rtol=0.25, atol=0.1)
    skewness = np.mean((chains - chains.mean(axis=0)) ** 3, axis=0) / chains.std(axis=0) ** 3
    np.testing.assert_allclose(10 * skewness, exact.skewness, rtol=0.1)


@given(st.floats(-3, 3), st.floats(-3, 3))
@settings(max_examples=60, deadline=None)
def test_the_mean_distance_is_that_of_a_quadratic_of_a_normal_number(shift, bend):
    normal = norm.ppf((np.arange(40_000) + 0.5) / 40_000)
    expected = np.abs(shift + bend * (normal**2 - 1)).mean()
    assert _mean_distance(np.array([shift]), np.array([bend]))[0] == pytest.approx(expected, rel=1e-3, abs=1e-3)
