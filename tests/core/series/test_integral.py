"""Integrals of a user's own series: right on processes with known integrals, and plain about what is wrong."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import thermochain as tc
from benchmarks.synthetic_correlations import oscillation, relaxation
from thermochain.core.correlation import autocorrelate
from thermochain.core.running_integral import RunningIntegral
from thermochain.core.series.window import last_lag

ORNSTEIN_UHLENBECK = relaxation((1.0, 2.0))
DAMPED = oscillation(3.0, 0.8)
TWO_EXPONENTIALS = relaxation((0.25, 2.0), (0.1, 5.0))


def made(process, n_replicas, n_samples, seed, spacing=0.5):
    """Series of the shape (replica, time)."""
    return process.series(n_samples, n_replicas, spacing, np.random.default_rng(seed)).T


SERIES = made(ORNSTEIN_UHLENBECK, 16, 800, 0)


@pytest.mark.parametrize("process", [ORNSTEIN_UHLENBECK, DAMPED, TWO_EXPONENTIALS])
@pytest.mark.parametrize(("n_replicas", "n_samples"), [(48, 600), (1, 20000)])
def test_the_95_percent_interval_holds_the_integral_as_often_as_it_says(process, n_replicas, n_samples):
    """Of 60 intervals 95 % hold the truth; fewer than 51, or a bias of three standard errors, is chance once in 1000.

    The benchmark `series_coverage` counts hundreds.
    """
    held, deviations = 0, []
    for seed in range(60):
        result = tc.estimate_integral(made(process, n_replicas, n_samples, seed), interval=0.5)
        low, high = result.bounds()
        held += low < process.integral < high
        deviations.append(result.value / process.integral - 1.0)
    assert held > stats.binom.ppf(1e-3, 60, 0.95)
    assert abs(np.mean(deviations)) < 3.3 * np.std(deviations) / np.sqrt(60)


def test_the_interval_of_a_hidden_slow_part_holds_once_the_lag_is_given():
    """Three tenths of the integral decay thirty times more slowly than the rest, below the noise; 8 slow times do."""
    process = relaxation((0.7, 1.0), (0.01, 30.0))
    held = 0
    for seed in range(40):
        series = made(process, 32, 1200, seed, spacing=1.0)
        low, high = tc.estimate_integral(series, interval=1.0, maximum_lag=240.0).bounds()
        held += low < process.integral < high
    assert held > stats.binom.ppf(1e-3, 40, 0.95)


def test_a_hidden_slow_part_moves_the_cut_once_the_series_are_long_enough():
    """A part A of the integral that decays in tau is seen for two times tau if t > 5200 tau (K/A)^2, and not before."""
    tau, share = 16.0, 0.3
    process = relaxation((0.35, 2.0), (share / tau, tau))
    enough = 5200.0 * tau / share**2
    cuts = {}
    for t in (enough / 27, 1.1 * enough):
        made_of = {"n_replicas": max(32, round(t / 1000)), "n_samples": round(t / max(32, round(t / 1000)))}
        found = [
            tc.estimate_integral(made(process, seed=seed, spacing=1.0, **made_of), interval=1.0) for seed in range(6)
        ]
        cuts[t] = [result.cutoff / tau for result in found]
    few, many = map(np.median, cuts.values())
    assert few < 3.0 < many  # the cut lies at 1.5 T


@pytest.mark.parametrize("process", [DAMPED, TWO_EXPONENTIALS])
def test_an_octave_that_happens_to_add_nothing_leaves_a_systematic_error(process):
    """At least the probable error of what it adds, which noise alone exceeds in half of the sets."""
    floors = []
    for seed in range(10):
        series = made(process, 32, 600, seed)
        result = tc.estimate_integral(series, interval=0.5)
        each = np.array([autocorrelate(replica[None], result.lag_times.size) for replica in series])
        running = RunningIntegral.of(each, 0.5).batches  # 32 batches are the replicas
        cut = round(result.cutoff / 0.5)
        beyond = running[:, 2 * cut] - running[:, cut]
        probable = stats.norm.ppf(0.75) * beyond.std(ddof=1) / np.sqrt(32)
        assert result.systematic > 0.9 * probable  # the last lag may differ from twice the cut by one
        floors.append(result.systematic < 1.1 * probable)
    assert 0 < sum(floors) < 10


def test_the_interval_of_batches_that_are_copies_is_too_small():
    """Negative control: four copies of each replica halve the error, and the intervals miss."""
    held = 0
    for seed in range(40):
        copied = np.repeat(made(ORNSTEIN_UHLENBECK, 8, 600, seed), 4, axis=0)
        with warnings.catch_warnings(action="ignore"):  # the error of the mean is too small, too
            low, high = tc.estimate_integral(copied, interval=0.5, n_batches=32, maximum_lag=20.0).bounds()
        held += low < ORNSTEIN_UHLENBECK.integral < high
    assert held < stats.binom.ppf(1e-3, 40, 0.95)


def test_all_shapes_and_kinds_of_numbers_give_the_same():
    expected = tc.estimate_integral(SERIES, interval=0.5)
    same = [SERIES[None], pd.DataFrame(SERIES.T), SERIES.tolist(), np.asfortranarray(SERIES)]
    for series in same:
        result = tc.estimate_integral(series, interval=0.5)
        assert (result.value, result.std, result.cutoff) == (expected.value, expected.std, expected.cutoff)
    single = tc.estimate_integral(SERIES.astype(np.float32), interval=0.5)
    assert single.value == pytest.approx(expected.value, rel=1e-6)  # float32 has seven digits
    flat = tc.estimate_integral(SERIES.ravel(), interval=0.5, n_batches=16)
    assert flat.value == expected.value  # one trajectory, cut into the sixteen blocks that are its replicas
    assert tc.estimate_integral(pd.Series(SERIES.ravel()), interval=0.5, n_batches=16).value == expected.value


def test_the_prefactor_and_the_interval_are_units():
    plain = tc.estimate_integral(SERIES, interval=0.5)
    scaled = tc.estimate_integral(SERIES, interval=1.0, prefactor=3.0)
    for name in ("value", "std", "systematic"):
        assert getattr(scaled, name) == pytest.approx(6.0 * getattr(plain, name))
    assert scaled.cutoff == 2.0 * plain.cutoff


@pytest.mark.parametrize(("size", "factor"), [(1e120, 1.0), (1e-120, 1.0), (1e160, 1e-100), (1.0, 1e-250)])
def test_very_large_and_very_small_units_change_nothing(size, factor):
    plain = tc.estimate_integral(SERIES, interval=0.5)
    other = tc.estimate_integral(size * SERIES, interval=0.5, prefactor=factor)
    assert other.value == pytest.approx(plain.value * size * factor * size, rel=1e-9)
    assert (other.cutoff, other.settled) == (plain.cutoff, plain.settled)


def test_components_are_averaged_with_their_factors():
    components = np.stack([SERIES, 2.0 * SERIES[::-1]])
    each = [tc.estimate_integral(c, interval=0.5, maximum_lag=30.0).value for c in components]
    both = tc.estimate_integral(components, interval=0.5, maximum_lag=30.0, prefactor=[4.0, 2.0])
    assert both.value == pytest.approx((4.0 * each[0] + 2.0 * each[1]) / 2.0)


def test_components_that_are_copies_do_not_make_the_error_smaller():
    """Their covariance counts; replicas that are independent do make it smaller, by the square root of 2."""
    one = tc.estimate_integral(SERIES, interval=0.5, maximum_lag=30.0)
    copies = tc.estimate_integral(np.stack([SERIES, SERIES]), interval=0.5, maximum_lag=30.0)
    assert copies.std == pytest.approx(one.std)


def test_a_mean_is_found_and_said_and_can_be_subtracted():
    expected = tc.estimate_integral(SERIES, interval=0.5, mean="subtracted")
    with pytest.warns(UserWarning, match="the mean of series is 5 "):
        result = tc.estimate_integral(SERIES + 5.0, interval=0.5)
    assert not result.settled
    assert len(result.notes) == 1
    subtracted = tc.estimate_integral(SERIES + 5.0, interval=0.5, mean="subtracted")
    assert subtracted.value == pytest.approx(expected.value)
    assert subtracted.notes == ()


def test_the_subtracted_mean_leaves_no_bias():
    """Subtraction takes 2 K t/(n L) from K(t), 6 % here; without the correction that would show."""
    values = [
        tc.estimate_integral(made(ORNSTEIN_UHLENBECK, 8, 200, seed), interval=0.5, maximum_lag=48.0, mean="subtracted")
        for seed in range(100)
    ]
    found = np.array([result.value for result in values])
    assert abs(found.mean() - ORNSTEIN_UHLENBECK.integral) < 3.3 * found.std() / np.sqrt(found.size)


@pytest.mark.parametrize("shape", [(16, 800), (12800,)])
def test_a_drift_is_found_and_said(shape):
    series = SERIES.reshape(shape) + np.linspace(-2.0, 2.0, shape[-1])
    with pytest.warns(UserWarning, match="series drifts by"):
        tc.estimate_integral(series, interval=0.5)


def test_a_stationary_series_is_not_suspected():
    """0.1 % false alarms of each test, of which there are three: in 150 series more than 3 are chance once in 500."""
    alarms = 0
    for seed in range(50):
        for shape in ((1, 9600), (4, 2400), (32, 300)):
            with warnings.catch_warnings(action="ignore"):
                alarms += bool(tc.estimate_integral(made(ORNSTEIN_UHLENBECK, *shape, seed), interval=0.5).notes)
    assert alarms <= 3


def test_an_interval_that_is_too_long_is_said():
    """The sum over samples at twice the correlation time misses the integral by a third of it and more."""
    rng = np.random.default_rng(5)
    with pytest.warns(UserWarning, match="interval=4 is long for this series"):
        tc.estimate_integral(rng.standard_normal((64, 4000)), interval=4.0)


def test_what_is_no_series_is_refused_by_name():
    masked = np.ma.masked_greater(SERIES, 1.0)
    with pytest.raises(ValueError, match=r"series=.* must have no masked elements"):
        tc.estimate_integral(masked, interval=0.5)
    gap = SERIES.copy()
    gap[3, 17] = np.nan
    with pytest.raises(ValueError, match="series is nan at component 0, replica 3, sample 17"):
        tc.estimate_integral(gap, interval=0.5)
    with pytest.raises(ValueError, match=r"series has the shape \(1, 1, 16, 800\)"):
        tc.estimate_integral(SERIES[None, None], interval=0.5)
    for wrong in (SERIES.astype(complex), "series", None, [[1.0], [1.0, 2.0]]):
        with pytest.raises(ValueError, match="must be a series of real numbers"):
            tc.estimate_integral(wrong, interval=0.5)
    with pytest.raises(ValueError, match="same correlation in all batches"):
        tc.estimate_integral(np.zeros((16, 100)), interval=0.5)
    with pytest.raises(ValueError, match=r"series reaches .* no float can hold"):
        tc.estimate_integral(1e200 * SERIES, interval=0.5)


def test_a_single_batch_is_refused_with_the_number_that_would_do():
    with pytest.raises(ValueError, match=r"n_batches=1 must be an integer >= 4.*; pass 4 or more .*replicas would do"):
        tc.estimate_integral(SERIES, interval=0.5, n_batches=1)
    with pytest.raises(ValueError, match=r"1 replica of 100 samples.*pass 16 replicas like these, 544 samples"):
        tc.estimate_integral(SERIES[0, :100], interval=0.5)
    tc.estimate_integral(SERIES[:16, :100], interval=0.5)  # which does


def test_time_along_the_first_axis_is_refused_and_not_misread():
    with pytest.raises(ValueError, match=r"800 replicas of 16 samples \(time is the last axis\)"):
        tc.estimate_integral(SERIES.T, interval=0.5)


def test_an_integral_that_still_grows_is_not_settled():
    """The correlation time is longer than the series; the error then has the size of the value."""
    rng = np.random.default_rng(2)
    result = tc.estimate_integral(relaxation((1.0, 400.0)).series(256, 32, 0.5, rng).T, interval=0.5)
    assert not result.settled
    assert result.error > 0.3 * result.value


def test_the_window_is_found_where_the_integral_ends():
    """K(t) = 1 - exp(-t/tau) with little noise is flat within it after ln(1/noise) times tau."""
    times, noise = np.arange(4000.0), 1e-3
    rng = np.random.default_rng(1)
    walks = [np.cumsum(noise / 60.0 * rng.standard_normal((16, times.size)), axis=1) for _ in range(15)]
    found = [last_lag(RunningIntegral(times, 1.0 - np.exp(-times / 50.0) + walk)) for walk in walks]
    assert 3 * 50.0 * 4 < np.median([lag or times.size for lag in found]) < 3 * 50.0 * 12
    assert last_lag(RunningIntegral(times, times + walks[0])) is None


def test_the_picture_shows_limit_and_cut(tmp_path):
    figure = tc.estimate_integral(SERIES, interval=0.5).plot()
    labels = {text.get_text() for text in figure.axes[1].get_legend().get_texts()}
    assert labels == {"running integral $K(t)$", "cut", "limit, fitted from the cut on"}
    figure.savefig(tmp_path / "picture.png")


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    n_replicas=st.integers(1, 20),
    n_samples=st.integers(1, 700),
    n_batches=st.integers(2, 24),
    n_components=st.integers(1, 3),
)
def test_every_division_uses_each_sample_once_or_is_refused(n_replicas, n_samples, n_batches, n_components):
    series = np.random.default_rng(0).standard_normal((n_components, n_replicas, n_samples))
    if n_batches < 4 or n_samples // -(-n_batches // n_replicas) < 34:
        with pytest.raises(ValueError, match=r"n_batches=\d+ .*pass"):
            tc.estimate_integral(series, interval=1.0, n_batches=n_batches)
        return
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        result = tc.estimate_integral(series, interval=1.0, n_batches=n_batches)
    assert result.n_batches == n_batches
    assert np.isfinite([result.value, result.std, result.systematic, result.cutoff]).all()
    assert result.std > 0.0
