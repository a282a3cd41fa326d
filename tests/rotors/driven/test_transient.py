"""The end of the transient, and means after it, on series whose truth is known."""

import numpy as np
import pytest
from scipy import stats

from tests.rotors.driven.synthetic_chain import ar1
from thermochain.rotors.driven.autocorrelation import average_series
from thermochain.rotors.driven.transient import find_transient, marginal_error_end

N, SEGMENTS, REPLICAS, SETS = 256, 8, 16, 400
SLOW = (2.0, 2.0, 10.0, 10.0)  # correlation times in records: currents forget sooner than profiles


def relaxing_sets(amplitude, relaxation, seed):
    """Independent sets of four series (SETS, 4, N, REPLICAS) with an offset that decays, and the offset (N,).

    `amplitude` is in standard deviations of the replica average of a record.
    """
    rng = np.random.default_rng(seed)
    noise = np.stack([ar1(time, N, (SETS, REPLICAS), rng) for time in SLOW])
    offset = amplitude / np.sqrt(REPLICAS) * np.exp(-np.arange(N) / relaxation)
    return np.moveaxis(noise + offset[:, None, None], 2, 0), offset


def first_kept(transient):
    return transient.first_segment * N // SEGMENTS


def true_errors():
    """Standard error of the mean over all N records and the replicas, per series."""
    decay = np.exp(-1 / np.array(SLOW))
    return np.sqrt((1 + decay) / (1 - decay) / (N * REPLICAS))


def test_the_rule_minimises_the_marginal_standard_error():
    series = np.random.default_rng(1).standard_normal(64) + 8 * np.exp(-np.arange(64) / 6)
    errors = [np.sum((series[d:] - series[d:].mean()) ** 2) / (64 - d) ** 2 for d in range(33)]
    assert marginal_error_end(series) == np.argmin(errors) > 5


def test_records_that_fill_no_batch_belong_to_the_transient():
    step = np.where(np.arange(130) < 22, 1.0, 0.0) + 1e-3 * np.random.default_rng(2).standard_normal(130)
    assert marginal_error_end(step) == 22  # two records too many for 64 batches, and ten batches


def test_a_steady_series_is_mostly_kept_and_rarely_called_unsettled():
    sets, _ = relaxing_sets(0.0, 1.0, seed=3)
    found = [find_transient(series, SEGMENTS, 1.0) for series in sets]
    assert np.mean([first_kept(one) for one in found]) < 0.12 * N
    assert np.mean([first_kept(one) == 0 for one in found]) > 0.55  # four chances of a false alarm, chosen by the rule
    # 1 % in total, less what Bonferroni gives away; 400 sets scatter by 0.5 %
    assert np.mean([not one.settled for one in found]) < 0.025


@pytest.mark.parametrize(("amplitude", "relaxation"), [(100.0, 8.0), (10.0, 15.0), (3.0, 20.0)])
def test_an_offset_is_discarded_until_its_bias_is_well_below_the_standard_error(amplitude, relaxation):
    sets, offset = relaxing_sets(amplitude, relaxation, seed=4)
    biases, once = [], []
    for series in sets:
        transient = find_transient(series, SEGMENTS, 1.0)
        biases.append(offset[first_kept(transient) :].mean())
        once.append(offset[int(marginal_error_end(series[0].mean(axis=1))) :].mean())
        assert transient.settled or transient.drift_p_value > 1e-4
    fast = true_errors()[0]  # of the series that a bias hurts most
    assert np.sqrt(np.mean(np.square(biases))) < 0.2 * fast
    assert np.sqrt(np.mean(np.square(once))) > 0.2 * fast  # without margin, segments and the other series


def test_intervals_of_the_mean_cover_and_those_with_the_transient_do_not():
    sets, _ = relaxing_sets(30.0, 10.0, seed=5)
    factor = stats.t.ppf(0.975, REPLICAS - 1)
    covered, spoiled = np.zeros((2, 4))
    for series in sets:
        start = first_kept(find_transient(series, SEGMENTS, 1.0))
        for k in range(4):
            after, whole = average_series(series[k, start:], 1.0), average_series(series[k], 1.0)
            covered[k] += abs(after.value) < factor * after.std
            spoiled[k] += abs(whole.value) < factor * whole.std
    # nominal 0.95; 400 sets scatter by 0.011
    assert np.all((covered > 0.92 * SETS) & (covered < 0.98 * SETS))
    assert np.all(spoiled[:2] < 0.5 * SETS)


def test_a_relaxation_as_long_as_the_run_is_not_settled():
    sets, _ = relaxing_sets(30.0, 100.0, seed=6)
    assert all(not find_transient(series, SEGMENTS, 1.0).settled for series in sets[:50])


def test_times_are_in_units_of_the_interval_and_end_with_a_segment():
    series = relaxing_sets(30.0, 10.0, seed=7)[0][0]
    short, long = (find_transient(series, SEGMENTS, interval) for interval in (1.0, 2.5))
    assert long.ends == tuple(2.5 * end for end in short.ends)
    assert long.duration == 2.5 * first_kept(short)
    assert max(long.ends) > 0


def test_too_few_segments_are_refused():
    with pytest.raises(ValueError, match="n_segments=4 must be >= 8"):
        find_transient(np.zeros((4, 64, 8)), 4, 1.0)


@pytest.mark.parametrize("time", [0.0, 2.0, 5.0])
def test_correlation_time_and_effective_samples_are_those_of_the_process(time):
    series = ar1(time, 512, (32,), np.random.default_rng(8))
    mean = average_series(series, interval=0.5)
    decay = np.exp(-1 / time) if time else 0.0
    inefficiency = (1 + decay) / (1 - decay)
    # 32 series of at least 50 correlation times, with a window of five of these: 3 % noise, 1 % beyond the window
    assert mean.correlation_time == pytest.approx(0.25 * inefficiency, rel=0.12)
    assert mean.effective_samples == pytest.approx(512 * 32 / inefficiency, rel=0.12)
    assert mean.std_within == pytest.approx(np.sqrt(inefficiency / (512 * 32)), rel=0.06)


def test_the_two_errors_agree_where_replicas_share_one_state_and_only_there():
    rng = np.random.default_rng(9)
    series = ar1(5.0, 256, (REPLICAS, 100), rng)
    ratios = np.array([average_series(series[:, :, k], 1.0).error_ratio for k in range(100)])
    # the scatter of a ratio of 16 replicas is 18 %, of the mean of 100 ratios 2 %
    assert np.mean(ratios) == pytest.approx(1.0, abs=0.06)
    stuck = series[:, :, 0] + 0.5 * rng.standard_normal(REPLICAS)
    assert average_series(stuck, 1.0).error_ratio > 1.5


def test_short_series_have_no_correlation_time():
    with pytest.raises(ValueError, match="n_records=15 must be >= 16"):
        average_series(np.zeros((15, 4)), 1.0)


def test_a_series_whose_neighbours_cancel_has_a_positive_error():
    """Records that alternate in sign make the first sums of their correlation negative, which no variance is."""
    series = np.resize([1.0, -1.0], (32, 8)) * np.array([1.0, -1.0] * 16)[:, None]
    series = series + 0.1 * np.random.default_rng(3).standard_normal((32, 8))
    mean = average_series(series, 1.0)
    assert mean.std_within > 0.0
    assert np.isfinite([mean.std_within, mean.correlation_time, mean.effective_samples]).all()
