"""Equilibrium simulations end to end: bits, exact averages, independent values, symmetry."""

import logging

import numpy as np
import pytest

import thermochain as tc
from thermochain.core.running_integral import RunningIntegral
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.simulation import simulate_run


def mean_and_error(batches):
    return batches.mean(axis=0), batches.std(axis=0, ddof=1) / np.sqrt(batches.shape[0])


def test_the_same_arguments_give_the_same_bits_and_another_block_gives_others():
    arguments = {
        "temperature": 0.7,
        "n_rotors": 16,
        "duration": 20,
        "maximum_lag": 5,
        "n_replicas": 64,
        "time_step": 0.1,
        "sampling_interval": 0.2,
        "seed": 3,
    }
    first, again = tc.simulate_green_kubo(**arguments), tc.simulate_green_kubo(**arguments)
    np.testing.assert_array_equal(first.pp, again.pp)
    np.testing.assert_array_equal(first.ee, again.ee)
    other = simulate_run(GreenKuboRun(**arguments, block=1))
    assert not np.any(other.pp == first.pp)
    assert len(np.unique(first.pp[:, 0])) == first.n_batches  # batches share no replica


@pytest.fixture(scope="module")
def warm():
    """T = 1, M = 128: the size of an independent long run whose integrals are quoted below."""
    return tc.simulate_green_kubo(
        temperature=1.0, n_rotors=128, duration=800, maximum_lag=100, n_replicas=1024, seed=11
    )


def test_equal_time_correlations_are_the_gibbs_averages(warm):
    pp, pp_error = mean_and_error(warm.pp[:, 0])
    ee, ee_error = mean_and_error(warm.ee[:, 0])
    assert abs(pp - rotor.mean_cosine(1.0)) < 4 * pp_error  # <sin^2 r> = T <cos r>
    assert abs(ee - rotor.energy_current_variance(1.0, 128)) < 4 * ee_error
    assert pp_error / pp < 4e-3  # about 0.002: 32 batches know their error to an eighth


def test_running_integrals_agree_with_an_independent_simulation(warm):
    """Long run with another code: M = 128, dt = 0.05, exact Gibbs start, total momentum removed (value, std)."""
    independent = {
        "pp": {20: (0.3775, 0.0006), 40: (0.3625, 0.0006)},
        "ee": {20: (0.5425, 0.0005), 40: (0.5625, 0.0007)},
    }
    for pair, at in independent.items():
        running = RunningIntegral.of(getattr(warm, pair), warm.spacing)
        for time, (value, std) in at.items():
            k = round(time / warm.spacing)
            error = np.hypot(running.std[k], std)
            assert error < 0.02 * value
            assert abs(running.mean[k] - value) < 4 * error


def test_cross_coefficient_vanishes_and_the_overshoot_is_seen(warm):
    estimate = tc.estimate_onsager(warm)
    assert abs(estimate.pe) < 4 * estimate.pe_std
    running = RunningIntegral.of(warm.pp, warm.spacing)
    assert running.mean.max() > 1.4 * estimate.pp
    assert running.mean.argmax() * warm.spacing == pytest.approx(3.6, abs=0.5)


def test_low_temperature_starts_from_the_gibbs_law_of_the_winding_number():
    """T = 0.3, M = 64, t = 400: 18.7 +- 0.3 by an independent code with exact samples; the published fit says 7.9."""
    cold = tc.simulate_green_kubo(
        temperature=0.3, n_rotors=64, duration=2000, maximum_lag=400, n_replicas=768, seed=1, sampling_interval=0.4
    )
    running = RunningIntegral.of(cold.pp, cold.spacing)
    error = np.hypot(running.std[-1], 0.3)
    assert error < 1.2
    assert abs(running.mean[-1] - 18.7) < 4 * error
    assert running.mean[-1] > 7.9 + 6 * error
    # equal times: the current is a long-lived stretch, whose variance is that of the winding number
    pp, pp_error = mean_and_error(cold.pp[:, 0])
    assert abs(pp - 0.3 * rotor.mean_cosine(0.3)) < 4 * pp_error


def test_coarse_sampling_within_the_limit_changes_nothing():
    """The longest sampling interval allowed at T = 2 gives the running integral of a fine one."""
    arguments = {"temperature": 2.0, "n_rotors": 32, "duration": 60, "maximum_lag": 15, "n_replicas": 512, "seed": 2}
    fine = tc.simulate_green_kubo(**arguments, sampling_interval=0.05)
    step = 11  # 0.55 <= 0.8 / sqrt(2)
    for name in ("pp", "ee"):
        correlation = getattr(fine, name)
        coarse = RunningIntegral.of(correlation[:, ::step], step * fine.spacing)
        at = coarse.batches.shape[1] - 1
        difference = coarse.batches[:, at] - RunningIntegral.of(correlation, fine.spacing).batches[:, at * step]
        error = np.std(difference, ddof=1) / np.sqrt(difference.size)
        assert abs(difference.mean()) < 4 * error + 1e-3  # the end of a trapezoidal sum: h^2/12 C'(15)


def test_progress_is_logged_with_rate_and_time_left(caplog):
    with caplog.at_level(logging.INFO, logger="thermochain"):
        tc.simulate_green_kubo(temperature=1.0, n_rotors=8, duration=10, maximum_lag=2, n_replicas=16)
    assert "progress 100.0 %" in caplog.text
    assert "updates/s" in caplog.text
    assert "ETA 0 s" in caplog.text
