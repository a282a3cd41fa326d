"""Exact exchanges: clocks and shares have the laws that the model says, and energy is conserved."""

import numpy as np
import pytest

from tests.exchange.moments_in_time import moments_in_time
from thermochain.exchange.chain import finite_noise
from thermochain.exchange.jumps import Jumps
from thermochain.exchange.moments import stationary_moments
from thermochain.exchange.rates import RATES, compiled_rate


def jumps_of(energies, name="sum_sqrt", M=1.0, baths=(1.0, 2.0), speed=1.0, seed=1):
    rate = RATES[name] if isinstance(name, str) else name
    rng = np.random.Generator(np.random.SFC64(seed))
    return Jumps(np.asarray(energies, dtype=float), rate=rate, particles_per_cell=M, baths=baths, speed=speed, rng=rng)


@pytest.mark.parametrize("M", [1.0, 7.0])
def test_a_ring_conserves_energy_to_rounding(M):
    start = np.random.default_rng(2).exponential(size=(3, 20))
    rings = jumps_of(start, M=M, baths=None)
    rings.run(np.full(5, 200.0))
    assert rings.n_events > 50_000
    # a rounding error of 1e-16 an event, which add up at random
    np.testing.assert_allclose(rings.energies.sum(axis=1), start.sum(axis=1), rtol=1e-12)
    assert np.all(rings.energies > 0)


@pytest.mark.parametrize("M", [1.0, 7.0])
def test_what_a_cell_gains_has_passed_its_bonds(M):
    start = np.full((2, 5), 1.5)
    chains = jumps_of(start, M=M)
    chains.run(np.array([500.0]))
    # rounding of sums as large as the energy that has passed, 1e3
    np.testing.assert_allclose(chains.energies - start, -np.diff(chains.moved, axis=1), atol=1e-9)


def test_bonds_ring_in_proportion_to_their_rates():
    rate = compiled_rate(lambda a, b: (a * b) ** 2)
    energies = np.tile([0.5, 1.0, 3.0], (40_000, 1))
    chains = jumps_of(energies, rate)
    span = 1e-3
    chains.run(np.array([span]))
    counts = np.count_nonzero(chains.moved, axis=0)
    expected = energies.shape[0] * span * np.array([0.25, 0.25, 9.0, 36.0])
    # Poisson counts, three standard errors; two events in one span change 2 % at most of the rarest
    assert np.all(np.abs(counts - expected) < 3 * np.sqrt(expected) + 0.02 * expected)


def test_the_number_of_events_is_that_of_the_clocks_in_slow_and_fast_time():
    for speed in (1.0, 30.0):
        chains = jumps_of(np.ones((50, 9)), "constant", M=30.0, speed=speed)
        chains.run(np.full(4, 25.0))
        expected = 50 * 10 * 100.0 * speed
        assert abs(chains.n_events - expected) < 3 * np.sqrt(expected)


@pytest.mark.parametrize("M", [1.0, 5.0])
def test_means_and_covariances_in_time_are_those_of_the_closed_moments(M):
    start = np.array([0.4, 3.0])
    chains = jumps_of(np.tile(start, (60_000, 1)), "constant", M=M, speed=M)
    final = chains.run(np.array([0.6]))[0]
    means, covariance = moments_in_time(start, 0.6, 1.0, 2.0, M, finite_noise(M))
    # three standard errors; those of variances from fourth moments of about 10 variances squared
    errors = np.sqrt(np.diag(covariance) / final.shape[0])
    assert np.all(np.abs(final.mean(axis=0) - means) < 3 * errors)
    spread = np.sqrt(10 / final.shape[0]) * np.sqrt(np.outer(np.diag(covariance), np.diag(covariance)))
    assert np.all(np.abs(np.cov(final.T) - covariance) < 3 * spread)


def test_full_shares_have_the_covariance_of_their_linear_system():
    chains = jumps_of(np.full((32, 4), 1.5), "constant")
    chains.run(np.array([50.0]))
    deviations = chains.run(np.full(8000, 2.0)) - (exact := stationary_moments(4, 1.0, 2.0, 1.0, finite_noise(1.0)))[0]
    replicas = np.einsum("sri,srj->rij", deviations, deviations) / len(deviations)
    scores = (replicas.mean(axis=0) - exact[1]) / (replicas.std(axis=0, ddof=1) / np.sqrt(32))
    assert np.max(np.abs(scores)) < 3  # standard errors
    # and the noise is small enough to see the correlations: without them this would fail
    off = ~np.eye(4, dtype=bool)
    assert np.mean(replicas.mean(axis=0)[off]) > 0.5 * np.mean(exact[1][off])


def test_kinetic_rings_keep_independent_exponentials():
    rings = jumps_of(np.random.default_rng(3).exponential(size=(4000, 8)), baths=None)
    late = rings.run(np.array([40.0]))[0]
    total = late.sum(axis=1)
    ratio = np.mean(late**2, axis=1) / total**2
    # energies on a simplex, uniform: E[x^2] = 2/(n (n + 1)); three standard errors
    assert abs(ratio.mean() - 2 / (8 * 9)) < 3 * ratio.std() / np.sqrt(ratio.size)


def test_a_current_flows_from_the_hot_to_the_cold_bath_with_conductivity_one_half_at_constant_rate():
    chains = jumps_of(np.tile(np.linspace(1, 2, 8)[1:-1], (64, 1)), "constant")
    chains.run(np.array([4000.0]))
    conductivity = chains.moved.mean(axis=1) / 4000.0 * 7 / (1.0 - 2.0)
    assert abs(conductivity.mean() - 0.5) < 3 * conductivity.std() / 8


def test_a_rate_that_goes_wrong_on_the_way_is_named_with_its_energies():
    rate = compiled_rate(lambda a, b: 1.0 if a + b < 4.0 else np.nan)
    with pytest.raises(ValueError, match=r"rate\(.*\) = nan must be a finite number > 0"):
        jumps_of(np.ones((10, 5)), rate).run(np.array([50.0]))


def test_the_seed_determines_the_bits():
    first, again, other = (jumps_of(np.ones((3, 5)), seed=s).run(np.full(3, 5.0)) for s in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_ring_of_two_cells_is_refused():
    with pytest.raises(ValueError, match="n_cells=2 must be >= 3 on a ring"):
        jumps_of(np.ones((1, 2)), baths=None)
