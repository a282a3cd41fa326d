"""Running integrals, the cut-off rule and the coverage of the errors, on series with known integral."""

import numpy as np
import pytest

from tests.estimators.synthetic import EXPONENTIAL, OVERSHOOT, Kernel, correlations
from thermochain.estimators.correlation import TimeCorrelations
from thermochain.estimators.green_kubo import RunningIntegral, estimate_onsager, find_cutoff

SPACING = 0.2


def exact_running(kernel, n_lags=1001, n_batches=8, noise=2e-3, seed=0):
    """The kernel's own integral with a little independent noise on the increments."""
    times = SPACING * np.arange(n_lags)
    rng = np.random.default_rng(seed)
    correlation = kernel.correlation(times) + noise * rng.standard_normal((n_batches, n_lags))
    return RunningIntegral.of(correlation, SPACING)


def sample(kernel_p, kernel_e, seed, n_batches=16):
    return correlations(
        kernel_p,
        kernel_e,
        n_samples=2000,
        n_batches=n_batches,
        n_replicas=4,
        n_lags=501,
        spacing=SPACING,
        rng=np.random.default_rng(seed),
    )


def test_running_integral_is_the_trapezoidal_sum():
    correlation = np.random.default_rng(0).normal(size=(3, 50))
    running = RunningIntegral.of(correlation, SPACING)
    for stop in (0, 1, 49):
        expected = np.trapezoid(correlation[:, : stop + 1], dx=SPACING, axis=1)
        np.testing.assert_allclose(running.batches[:, stop], expected, atol=1e-14)
    change, std = running.increment(10, 40)
    assert change == pytest.approx(running.mean[40] - running.mean[10])
    differences = running.batches[:, 40] - running.batches[:, 10]
    assert std == pytest.approx(np.std(differences, ddof=1) / np.sqrt(3))


def test_the_cutoff_does_not_fall_for_an_overshoot():
    running = exact_running(OVERSHOOT)
    peak = running.mean.max()
    assert peak > 1.3 * OVERSHOOT.integral()  # where a rule that stops at the first plateau would end
    cut = find_cutoff(running)
    assert cut.settled
    assert cut.time > 5 * 9.0  # five times the slow relaxation
    error = abs(running.mean[cut.index] - OVERSHOOT.sampled_integral(SPACING))
    assert error < 4 * running.std[cut.index] < 0.1 * (peak - OVERSHOOT.integral())


def test_a_drift_at_the_longest_lag_is_reported():
    still_rising = Kernel((1.0, 100.0))  # relaxation as long as half the record
    cut = find_cutoff(exact_running(still_rising))
    assert not cut.settled
    assert cut.time == pytest.approx(200.0)


@pytest.mark.parametrize(("n_batches", "n_lags", "what"), [(3, 100, "n_batches=3"), (8, 10, "n_lags=10")])
def test_too_little_data_is_refused(n_batches, n_lags, what):
    with pytest.raises(ValueError, match=what):
        find_cutoff(exact_running(EXPONENTIAL, n_lags=n_lags, n_batches=n_batches))


def test_estimates_of_known_integrals_and_a_vanishing_cross_coefficient():
    estimate = estimate_onsager(sample(OVERSHOOT, EXPONENTIAL, seed=1, n_batches=64))
    assert abs(estimate.pp - OVERSHOOT.sampled_integral(SPACING)) < 3 * estimate.pp_error
    assert abs(estimate.ee - EXPONENTIAL.sampled_integral(SPACING)) < 3 * estimate.ee_error
    assert abs(estimate.pe) < 4 * estimate.pe_std
    assert estimate.pp_std < 0.06  # the errors are small enough to see the 60 % overshoot
    assert estimate.pp_settled
    assert estimate.ee_settled


def test_errors_cover_the_truth_and_wrong_errors_do_not():
    truth = EXPONENTIAL.sampled_integral(SPACING)
    n_series = 150
    estimates, halves = [], []
    for seed in range(n_series):
        data = sample(EXPONENTIAL, OVERSHOOT, seed=1000 + seed)
        estimates.append(estimate_onsager(data))
        # negative control: every batch counted four times, as if lags or copies were independent
        copies = {name: np.repeat(getattr(data, name), 4, axis=0) for name in ("pp", "ee", "pe")}
        halves.append(estimate_onsager(TimeCorrelations(1.0, 1, data.lag_times, **copies)))

    def coverage(results, error):
        return np.mean([abs(r.pp - truth) < 2.13 * getattr(r, error) for r in results])  # t(15) at 95 %

    # binomial standard deviation of a coverage of 0.95 over 150 series: 0.018
    assert 0.89 < coverage(estimates, "pp_std") <= 1.0
    assert coverage(estimates, "pp_error") >= coverage(estimates, "pp_std")
    assert coverage(halves, "pp_std") < 0.85
    overshoot = [abs(r.ee - OVERSHOOT.sampled_integral(SPACING)) < 2.13 * r.ee_error for r in estimates]
    assert np.mean(overshoot) > 0.87


def test_few_data_do_not_pass_off_a_hidden_tail_as_none():
    """A slow tail of 20 % that noise hides from the cut-off rule: the total error must make room for it."""
    tail = Kernel((1.0, 2.0), (-0.02, 20.0))
    truth = tail.sampled_integral(SPACING)
    covered = []
    for seed in range(60):
        estimate = estimate_onsager(sample(tail, EXPONENTIAL, seed=5000 + seed, n_batches=8))
        covered.append(abs(estimate.pp - truth) < 2.36 * estimate.pp_error)  # t(7) at 95 %
    assert np.mean(covered) > 0.85  # 3 sigma below 0.95 with 60 series


def test_cross_coefficient_is_cut_where_the_slower_of_the_others_is():
    data = sample(OVERSHOOT, EXPONENTIAL, seed=3, n_batches=12)
    estimate = estimate_onsager(data)
    running = RunningIntegral.of(data.pe, SPACING)
    k = round(max(estimate.cutoff_pp, estimate.cutoff_ee) / SPACING)
    assert estimate.cutoff_pp != estimate.cutoff_ee
    assert estimate.pe == pytest.approx(running.mean[k])
    assert estimate.pe_std == pytest.approx(np.std(running.batches[:, k], ddof=1) / np.sqrt(12))


def test_total_error_is_both_errors_in_quadrature():
    estimate = estimate_onsager(sample(OVERSHOOT, EXPONENTIAL, seed=3, n_batches=12))
    assert estimate.pp_error == pytest.approx(np.hypot(estimate.pp_std, estimate.pp_systematic))
    assert estimate.ee_error == pytest.approx(np.hypot(estimate.ee_std, estimate.ee_systematic))


def test_false_alarms_are_rare_where_nothing_drifts():
    rng = np.random.default_rng(8)
    white = [RunningIntegral.of(rng.standard_normal((16, 401)), SPACING) for _ in range(400)]
    unsettled = np.mean([not find_cutoff(running).settled for running in white])
    assert unsettled < 0.03  # 1 % nominal at the one time that decides; binomial error 0.5 %
