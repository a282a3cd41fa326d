"""Extrapolated integrals: exact on their own model, covering on noise, honest where the window is too short."""

import numpy as np
import pytest
from scipy import stats

from benchmarks.synthetic_correlations import correlate_processes, oscillation, relaxation, slow_tail
from thermochain.core.extrapolation import INVERSE_ROOT, INVERSE_TIME, TailTerm, extrapolate
from thermochain.core.running_integral import RunningIntegral

SPACING = 0.4


def noisy(mean, noise=1e-3, n_batches=16, seed=0):
    """Batches around K(t) = `mean` at times 0, 0.4, ...; the noise is a random walk, as that of integrals is."""
    walk = np.cumsum(noise * np.random.default_rng(seed).standard_normal((n_batches, mean.size)), axis=1)
    return RunningIntegral(SPACING * np.arange(mean.size), mean + walk)


TIMES = SPACING * np.arange(1001)
SAFE = np.maximum(TIMES, SPACING)


@pytest.mark.parametrize(
    ("terms", "tail"),
    [
        ((), 0.0),
        ((INVERSE_TIME,), 3.0 / SAFE),
        ((INVERSE_ROOT,), -0.4 / np.sqrt(SAFE)),
        ((INVERSE_ROOT, INVERSE_TIME), 0.4 / np.sqrt(SAFE) - 2.0 / SAFE),
    ],
)
def test_a_tail_of_the_fitted_form_is_removed_exactly(terms, tail):
    limit = extrapolate(noisy(2.0 + tail + 0 * TIMES, noise=1e-12), terms)
    assert limit.value == pytest.approx(2.0, abs=1e-9)
    assert limit.start == pytest.approx(100.0)
    assert limit.settled


def test_a_known_amplitude_is_used_where_the_data_cannot_tell():
    """On a small ring the tail is a constant: only prior knowledge removes it; its doubt is the systematic error."""
    bias = TailTerm(np.ones_like, amplitude=0.3, std=0.06)
    limit = extrapolate(noisy(2.3 + 0 * TIMES), (bias,))
    assert limit.value == pytest.approx(2.0, abs=4 * limit.std)
    assert limit.systematic == pytest.approx(0.06)
    assert limit.error == pytest.approx(np.hypot(limit.std, 0.06))


def test_a_wrong_amplitude_yields_to_precise_data():
    doubtful = TailTerm(INVERSE_ROOT.shape, amplitude=0.0, std=1.0)
    limit = extrapolate(noisy(2.0 + 0.4 / np.sqrt(SAFE), noise=1e-6), (doubtful,))
    assert limit.value == pytest.approx(2.0, abs=1e-4)
    assert limit.systematic < 1e-4


def test_error_is_that_of_the_linear_fit():
    """Variance of K(t_0) - a f(t_0) for random-walk noise: sigma^2 t_0 (1 + f^2/(t_0 int f'^2)), here f = 1/t."""
    noise, n_batches = 1e-2, 4000
    limit = extrapolate(noisy(1.0 + 0 * TIMES, noise, n_batches), (INVERSE_TIME,))
    start, stop = limit.start, TIMES[-1]
    per_time = noise**2 / SPACING / n_batches
    weight = (start**-3 - stop**-3) / 3.0  # int of f'^2 over the window
    expected = np.sqrt(per_time * (start + start**-2 / weight))
    # steps of a quarter octave lose a little of the weight; 4000 batches know their scatter to 1.1 %
    assert limit.std == pytest.approx(expected, rel=0.04)


@pytest.mark.parametrize(("n_batches", "n_lags", "what"), [(3, 100, "n_batches=3"), (8, 16, "n_lags=16")])
def test_too_little_data_is_refused(n_batches, n_lags, what):
    with pytest.raises(ValueError, match=what):
        extrapolate(noisy(np.ones(n_lags), n_batches=n_batches), ())


def test_a_window_inside_the_relaxation_is_not_settled_and_its_error_says_so():
    slow = 100.0 * (1.0 - np.exp(-TIMES / 100.0))  # as long as the start of the window
    limit = extrapolate(noisy(slow, noise=0.02), (INVERSE_TIME,))
    assert not limit.settled
    assert abs(limit.value - 100.0) < 2 * limit.error
    assert abs(limit.value - 100.0) > 4 * limit.std


def test_linear_growth_is_not_taken_for_a_limit():
    """Relaxation much longer than the record: the value is a lower bound, with an error as large."""
    limit = extrapolate(noisy(TIMES.copy(), noise=0.02), (INVERSE_TIME,))
    assert not limit.settled
    assert limit.error > 0.3 * limit.value


def sample(process, seed):
    data = correlate_processes(
        process, process, n_samples=1600, n_lags=401, n_batches=16, n_replicas=2, spacing=SPACING,
        rng=np.random.default_rng(seed),
    )  # fmt: skip
    return data.pp


PROCESSES = [
    (relaxation((1.0, 2.0)), (INVERSE_TIME,)),
    (oscillation(3.0, 1.5), (INVERSE_TIME,)),
    (slow_tail(1.0, 0.6, 0.5, 0.5), (INVERSE_ROOT,)),
]


@pytest.mark.parametrize(("process", "terms"), PROCESSES, ids=lambda p: getattr(p, "name", ""))
def test_intervals_cover_and_those_from_copies_do_not(process, terms):
    """95 % intervals; the benchmark does this a thousand times with more processes."""
    n_series, hits, copies = 150, 0, 0
    limit = stats.t.ppf(0.975, 15)
    for seed in range(n_series):
        batches = sample(process, seed)
        one = extrapolate(RunningIntegral.of(batches, SPACING), terms)
        four = extrapolate(RunningIntegral.of(np.repeat(batches, 4, axis=0), SPACING), terms)
        hits += abs(one.value - process.integral) < limit * one.std
        copies += abs(four.value - process.integral) < limit * four.std
    # binomial: 0.95 +- 0.018; three of those.  With copies the error is halved: coverage 0.70 +- 0.037
    assert 0.895 < hits / n_series <= 1.0
    assert copies / n_series < 0.82


def test_settled_limits_are_rarely_called_unsettled():
    rng = np.random.default_rng(3)
    verdicts = [
        extrapolate(RunningIntegral.of(rng.standard_normal((16, 401)), SPACING), (INVERSE_TIME,)).settled
        for _ in range(400)
    ]
    # two tests at 0.1 % each: 0.8 of 400; more than 5 are chance once in five thousand
    assert np.sum(np.logical_not(verdicts)) <= 5


def test_a_later_window_leaves_less_of_an_exponential_relaxation():
    """What a fit of 1/t makes of exp(-t/tau) at t_0 = 2.5 tau and 5 tau."""
    slow = noisy(1.0 - np.exp(-TIMES / 40.0), noise=1e-9)
    early, late = (extrapolate(slow, (INVERSE_TIME,), octaves) for octaves in (2, 1))
    assert (early.start, late.start) == (100.0, 200.0)
    assert abs(early.value - 1.0) > 5 * abs(late.value - 1.0)
    assert not early.settled


@pytest.mark.parametrize("power", [0.4, 1.0])
def test_an_integral_that_keeps_growing_is_a_lower_bound(power):
    """K = t^a has no limit; the linear rise is the beginning of every slow relaxation."""
    limit = extrapolate(noisy(TIMES**power), (INVERSE_TIME,))
    assert not limit.settled
    assert limit.systematic >= limit.value
    assert limit.value == pytest.approx(TIMES[-1] ** power, rel=0.01)
    biased = extrapolate(noisy(TIMES**power), (TailTerm(np.ones_like, amplitude=1e3, std=10.0), INVERSE_TIME))
    assert biased.value == pytest.approx(limit.value)  # a correction in proportion to the limit says nothing here


def test_an_integral_that_slows_down_keeps_its_own_error():
    """1 - exp(-4 t/t_max) is not settled, but its last octave adds less than the one before."""
    limit = extrapolate(noisy(1.0 - np.exp(-4.0 * TIMES / TIMES[-1]), noise=1e-4), (INVERSE_TIME,))
    assert not limit.settled
    assert limit.systematic < limit.value
