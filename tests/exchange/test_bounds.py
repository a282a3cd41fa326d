"""Lemmas 5.2 and 5.3 of Li: what their proofs bound, where the bounds hold, and where a step of a proof does not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from tests.exchange.bounds import influx, share_tail_ratio
from thermochain.exchange.jumps import Jumps
from thermochain.exchange.rates import RATES

UNIT_RATE_AND_TIME = 2  # n/M of Lemma 5.3 at K T = 1


@given(st.floats(2, 1e12), st.floats(0, 0.999))
@settings(max_examples=300, deadline=None)
def test_the_tail_of_a_share_is_bounded_for_every_number_of_particles_and_every_exponent(particles, exponent):
    """Lemma 5.2 asks for large M and an exponent below 1/2; e/2 is the constant for all."""
    # rounding of M^exponent in the exponent of e, which is up to 1e12
    assert share_tail_ratio(particles, exponent) <= 0.5 * np.e * (1 + 1e-15 * particles) < 2 + 1e-3


@pytest.mark.parametrize("exponent", [0.1, 0.3, 0.6])
@pytest.mark.parametrize("particles", [3, 20, 500])
def test_the_tail_is_that_of_beta(particles, exponent):
    tail = beta(1, particles - 1).sf(particles ** (exponent - 1)) * np.exp(particles**exponent)
    assert share_tail_ratio(particles, exponent) == pytest.approx(tail, rel=1e-10)


def test_the_bound_is_sharp_below_the_exponent_one_half_and_only_there():
    large = 1e10
    assert share_tail_ratio(large, 0.3) == pytest.approx(1.0, abs=1e-3)
    assert share_tail_ratio(large, 0.5) == pytest.approx(np.exp(-0.5), rel=1e-3)
    assert share_tail_ratio(large, 0.6) < 1e-20
    # negative control: no bound with a slightly faster exponential holds
    assert share_tail_ratio(large, 0.3) * np.exp(0.01 * large**0.3) > 1e3


def test_moments_of_the_influx_are_those_of_a_sample():
    particles, n = 6, 12
    rng = np.random.default_rng(4)
    total = (rng.beta(1, particles - 1, (200_000, n)) * rng.standard_exponential((200_000, n))).sum(axis=1)
    exact, centred = influx(particles, n), total - total.mean()
    assert total.mean() == pytest.approx(exact.mean, rel=5e-3)
    for power, value in ((2, exact.variance), (3, exact.third), (4, exact.fourth)):
        powers = centred**power
        assert abs(powers.mean() - value) < 5 * powers.std() / np.sqrt(powers.size)


def test_the_third_absolute_moment_of_the_influx_is_larger_than_its_third_moment_by_the_root_of_M():
    """Lemma 5.3 bounds P[|Z - mean| > x] by x^{-3} times the third central moment, of order M^{-2}."""
    few, many = (influx(M, UNIT_RATE_AND_TIME * M) for M in (1e3, 1e5))
    assert few.third / many.third == pytest.approx(1e4, rel=0.01)  # M^{-2}, as stated
    assert few.least_third / many.least_third == pytest.approx(1e3, rel=0.01)  # M^{-3/2}: E|.|^3 is no smaller
    assert many.least_third > 50 * many.third
    assert few.fourth / many.fourth == pytest.approx(1e4, rel=0.01)  # M^{-2}, which repairs the proof


def test_the_inequality_of_the_proof_fails_at_one_standard_deviation_and_the_fourth_moment_repairs_it():
    M = 2048
    n = UNIT_RATE_AND_TIME * M
    exact, rng = influx(M, n), np.random.default_rng(8)
    draws = [(rng.beta(1, M - 1, n) * rng.standard_exponential(n)).sum() for _ in range(2000)]
    x = exact.variance**0.5
    exceeded = np.mean(np.abs(np.array(draws) - exact.mean) > x)
    assert exceeded == pytest.approx(0.317, abs=0.05)  # that of a normal number
    assert exceeded > 2 * exact.third / x**3
    for distance in (x, 2 * x, 3 * x):
        assert np.mean(np.abs(np.array(draws) - exact.mean) > distance) <= exact.fourth / distance**4


@pytest.mark.parametrize(("M", "beyond"), [(2, 4), (16, 0)])
def test_the_total_energy_of_chains_of_bounded_rate_stays_below_the_constant_of_lemma_5_3(M, beyond):
    """K = 1, T = 1, constant rate: of 2000 chains few exceed C = T_0 + 4 K T max(T_L, T_R), the fewer the larger M."""
    start, hottest = np.array([1.0, 2.0]), 2.0
    jumps = Jumps(
        np.tile(start, (2000, 1)),
        rate=RATES["constant"],
        particles_per_cell=M,
        baths=(1.0, hottest),
        speed=M,
        rng=np.random.default_rng(2),
    )
    highest = jumps.run(np.full(64, 1 / 64)).sum(axis=2).max(axis=0) - start.sum()
    assert np.count_nonzero(highest > 4 * hottest) <= beyond
    # negative control: the supremum does leave what the chain has at the start
    assert np.mean(highest > 0.5) > 0.3
    bound = influx(M, UNIT_RATE_AND_TIME * M)
    for x in (0.5, 1.0, 2.0):
        assert np.mean(highest > 2 * hottest * (bound.mean + x)) <= bound.fourth / x**4
