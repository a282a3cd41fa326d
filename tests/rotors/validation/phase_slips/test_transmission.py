"""Transmission: exact for an exponential decay, with its errors, and refused where the times are not apart."""

import numpy as np
import pytest

from thermochain.rotors.validation.phase_slips.transmission import estimate_transmission, relaxation_rates

RATE = 1e-3  # M Gamma_0/<w^2>
TIMES = np.geomspace(1, 400, 60)


def decay(kappa):
    """kappa(t) of a winding number that forgets exponentially, at the rate RATE kappa."""
    return kappa * np.exp(-RATE * kappa * TIMES)


def noisy(turns, noise=0.02, n_batches=32, seed=0):
    return turns + noise * np.random.default_rng(seed).standard_normal((n_batches, TIMES.size))


def test_the_return_of_the_slips_is_taken_out():
    rates, remaining = relaxation_rates(TIMES, decay(0.8), RATE, 0.0)
    # kappa = 1 at t = 0, instead of 0.8, and the trapezoids cost 2e-4
    np.testing.assert_allclose(rates, 0.8, rtol=5e-4)
    np.testing.assert_allclose(remaining, np.exp(-RATE * 0.8 * TIMES), rtol=5e-4)
    assert decay(0.8)[-1] < 0.6  # uncorrected, it would be a quarter too low


def test_rings_that_slip_at_different_rates_give_their_mean_rate():
    """Rates with mean 0.8 and relative variance 0.16: c(t)^{1+s} is right to second order in t/tau = 0.08 at most."""
    rates = np.array([0.48, 1.12])
    turns = np.mean(rates[:, None] * np.exp(-RATE * rates[:, None] * TIMES), axis=0)
    early = TIMES < 100
    with_spread, _ = relaxation_rates(TIMES, turns, RATE, 0.16)
    without, _ = relaxation_rates(TIMES, turns, RATE, 0.0)
    np.testing.assert_allclose(with_spread[early], 0.8, rtol=1.5e-3)
    assert without[early][-1] < 0.8 * (1 - 0.01)


def test_the_error_covers_the_truth_and_is_that_of_the_scatter():
    z = []
    for seed in range(200):
        found = estimate_transmission(TIMES, noisy(decay(0.8), seed=seed), RATE, 0.0)
        z.append((found.value - 0.8) / found.std)
    # 200 sets: standard deviation of the spread 5 %, of the mean 0.07; Student's t of 31 degrees adds 3 %
    assert np.std(z) == pytest.approx(1.0, abs=0.2)
    assert abs(np.mean(z)) < 0.35


def test_a_slow_recrossing_is_in_the_systematic_error():
    slow = 0.8 + 0.5 / np.sqrt(TIMES)
    found = estimate_transmission(TIMES, noisy(slow, noise=1e-4), 1e-9, 0.0)
    assert found.value == pytest.approx(slow[-1], abs=1e-3)
    assert abs(found.value - 0.8) < 1.1 * found.systematic  # tail t^{-1/2}: as far off as it moved in two octaves
    assert found.systematic < 2 * abs(found.value - 0.8)


def test_slips_that_relax_within_the_duration_are_refused():
    with pytest.raises(ValueError, match="shorten the duration"):
        estimate_transmission(TIMES, noisy(decay(0.8)), 5 * RATE, 0.0)


def test_too_few_batches_are_refused():
    with pytest.raises(ValueError, match="n_batches=3"):
        estimate_transmission(TIMES, noisy(decay(0.8), n_batches=3), RATE, 0.0)
