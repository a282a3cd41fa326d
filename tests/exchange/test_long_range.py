"""Correlations of distant cells: their projections are unbiased, and those of simulated chains are the exact ones."""

import numpy as np
import pytest

import thermochain as tc
from thermochain.exchange.chain import finite_noise
from thermochain.exchange.long_range import far, projections, simulated_projections, sine_modes
from thermochain.exchange.moments import stationary_moments


def weights_of(n_cells, n_modes=3):
    modes = sine_modes(n_cells, n_modes)
    return np.array([far(np.outer(mode, mode)) for mode in modes])


def test_modes_are_orthonormal_and_far_leaves_out_neighbours():
    modes = sine_modes(9, 9)
    np.testing.assert_allclose(modes @ modes.T, np.eye(9), atol=1e-12)
    assert np.count_nonzero(far(np.ones((9, 9)))) == 81 - 9 - 16


def test_projections_of_few_records_are_not_biased_by_their_mean():
    """Sixteen replicas of a single record: without its correction the covariance would be 1/16 too small."""
    n, rng = 6, np.random.default_rng(1)
    root = np.linalg.cholesky(np.eye(n) + 0.5 * np.ones((n, n)))
    weights = weights_of(n)
    found = np.array(
        [simulated_projections(weights, 3.0 + rng.standard_normal((1, 16, n)) @ root.T) for _ in range(1500)]
    )
    exact = projections(weights, root @ root.T)
    errors = found[:, 0].std(axis=0) / np.sqrt(1500)
    assert np.all(np.abs(found[:, 0].mean(axis=0) - exact) < 4 * errors)
    assert abs(exact[0]) / 16 > 4 * errors[0]  # the bias would be seen
    assert found[:, 1].mean(axis=0) == pytest.approx(found[:, 0].std(axis=0), rel=0.15)


def test_simulated_long_range_correlations_are_those_of_the_exact_moments():
    """Full shares at constant rate, N = 7 between 1 and 10."""
    exchange = tc.EnergyExchange(rate="constant", n_cells=7, particles_per_cell=1, T_left=1.0, T_right=10.0)
    samples = exchange.simulate(n_events=4_000_000, seed=3).samples
    exact = stationary_moments(7, 1.0, 10.0, 1.0, finite_noise(1.0))[1]
    whole = far(exact)
    [value], [error] = simulated_projections(whole[None], samples)
    assert abs(value - np.sum(whole**2)) < 3.5 * error
    assert value > 8 * error  # negative control: cells are not independent, as they are between equal baths
