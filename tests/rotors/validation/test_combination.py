"""Several measurements of a quantity are combined without bias, with least error, and with an error that covers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from thermochain.rotors.validation.combination import combine, measured_covariance

STDS, SYSTEMATICS = np.array([1.0, 0.6, 2.0, 1.5]), np.array([0.8, 0.5, 0.3, 0.0])
CAUSES = ["shared", "shared", "own", "other"]
TRUE = 7.0
N_DRAWS = 1000

numbers = st.floats(-100.0, 100.0)
errors = st.floats(0.01, 10.0)


@st.composite
def routes(draw):
    """Values and a covariance of statistical and of partly shared systematic errors."""
    n = draw(st.integers(2, 6))
    values, stds, systematics = (draw(arrays(float, n, elements=kind)) for kind in (numbers, errors, errors))
    causes = draw(st.lists(st.sampled_from("abc"), min_size=n, max_size=n))
    return values, measured_covariance(stds, systematics, causes)


@pytest.fixture(scope="module")
def draws():
    """Combinations of N_DRAWS sets of routes to TRUE, with the errors as stated, and the sets."""
    rng, covariance = np.random.default_rng(4), measured_covariance(STDS, SYSTEMATICS, CAUSES)
    sets = rng.multivariate_normal(np.full(STDS.size, TRUE), covariance, N_DRAWS)
    return sets, [combine(values, covariance) for values in sets]


@given(st.lists(st.tuples(numbers, errors), min_size=2, max_size=8))
def test_independent_errors_give_the_textbook_weighted_mean(pairs):
    values, stds = np.array(pairs).T
    found, inverse = combine(values, np.diag(stds**2)), stds**-2.0
    mean = inverse @ values / inverse.sum()
    assert found.values[0] == pytest.approx(mean, rel=1e-8, abs=1e-8)
    assert found.covariance[0, 0] == pytest.approx(1.0 / inverse.sum(), rel=1e-6)
    assert found.weights[0] == pytest.approx(inverse / inverse.sum(), rel=1e-6)
    assert found.chi_square == pytest.approx(np.sum((values - mean) ** 2 * inverse), rel=1e-6, abs=1e-9)


def test_the_value_has_no_bias_and_its_intervals_cover(draws):
    _, found = draws
    values = np.array([combination.values[0] for combination in found])
    std = np.sqrt(found[0].covariance[0, 0])
    assert abs(values.mean() - TRUE) < 4.0 * std / np.sqrt(N_DRAWS)  # four standard errors of the mean
    covered = np.mean(np.abs(values - TRUE) < 1.96 * std)
    assert 0.93 < covered < 0.97  # counting error 0.007
    enlarged = np.mean([abs(f.values[0] - TRUE) < 1.96 * f.errors[0] for f in found])
    assert covered <= enlarged < 0.99  # the factor is at least 1, and above it in a third of the sets


def test_the_probability_is_uniform_where_errors_are_as_stated(draws):
    _, found = draws
    probability = np.sort([combination.probability for combination in found])
    # Kolmogorov's statistic exceeds 1.95/sqrt(n) in one case in a thousand
    assert np.abs(probability - (np.arange(N_DRAWS) + 0.5) / N_DRAWS).max() < 1.95 / np.sqrt(N_DRAWS)
    mean = np.mean([combination.chi_square for combination in found])
    assert mean == pytest.approx(3.0, abs=0.31)  # four times sqrt(6/N_DRAWS)


def test_pulls_have_unit_scatter(draws):
    _, found = draws
    pulls = np.array([combination.pulls for combination in found])
    assert pulls.std(axis=0) == pytest.approx(np.ones(4), abs=0.09)  # four times 1/sqrt(2 N_DRAWS)


def test_an_error_that_is_shared_covers_only_if_it_is_taken_as_shared():
    """The chi^2 cannot tell: measurements that are wrong together agree."""
    stds, systematics = np.full(4, 0.3), np.ones(4)
    shared, own = (measured_covariance(stds, systematics, causes) for causes in (["tail"] * 4, list("abcd")))
    sets = np.random.default_rng(5).multivariate_normal(np.full(4, TRUE), shared, 600)
    covered = {}
    for name, covariance in (("shared", shared), ("own", own)):
        found = [combine(values, covariance) for values in sets]
        covered[name] = np.mean([abs(f.values[0] - TRUE) < 1.96 * np.sqrt(f.covariance[0, 0]) for f in found])
    assert 0.92 < covered["shared"] < 0.98  # counting error 0.009
    assert covered["own"] < 0.75  # half of the true error: 0.69
    assert max(f.factor for f in found) < 1.1  # of those taken for independent


@given(st.integers(2, 40), errors, errors)
def test_a_systematic_error_that_all_share_does_not_average_away(n, std, systematic):
    covariance = measured_covariance(np.full(n, std), np.full(n, systematic), ["tail"] * n)
    error = np.sqrt(combine(np.zeros(n), covariance).covariance[0, 0])
    assert error == pytest.approx(np.hypot(std / np.sqrt(n), systematic), rel=1e-5)
    assert error >= systematic * (1.0 - 1e-5)
    own = measured_covariance(np.full(n, std), np.full(n, systematic), [str(k) for k in range(n)])
    alone = np.sqrt(combine(np.zeros(n), own).covariance[0, 0])
    assert alone == pytest.approx(np.hypot(std, systematic) / np.sqrt(n), rel=1e-6)


@settings(max_examples=40)
@given(routes(), arrays(float, 6, elements=st.floats(-1.0, 1.0)))
def test_no_other_weights_of_sum_one_have_a_smaller_error(measured, change):
    values, covariance = measured
    found = combine(values, covariance)
    [weights] = found.weights
    assert weights.sum() == pytest.approx(1.0, abs=1e-6)
    others = weights + change[: values.size] - change[: values.size].mean()
    variance = found.covariance[0, 0]
    assert weights @ covariance @ weights == pytest.approx(variance, rel=1e-5)
    assert others @ covariance @ others >= variance * (1.0 - 1e-5)


@settings(max_examples=40)
@given(routes(), st.floats(0.1, 10.0), numbers)
def test_a_change_of_unit_or_of_origin_changes_nothing_else(measured, unit, origin):
    values, covariance = measured
    found, moved = combine(values, covariance), combine(origin + unit * values, unit**2 * covariance)
    assert moved.values[0] == pytest.approx(origin + unit * found.values[0], rel=1e-6, abs=1e-5)
    assert moved.chi_square == pytest.approx(found.chi_square, rel=1e-5, abs=1e-5)
    assert moved.weights == pytest.approx(found.weights, rel=1e-5, abs=1e-6)


@settings(max_examples=40)
@given(st.lists(st.tuples(numbers, errors), min_size=3, max_size=6))
def test_a_pull_compares_a_measurement_with_the_combination_of_the_others(pairs):
    values, stds = np.array(pairs).T
    pulls = combine(values, np.diag(stds**2)).pulls
    for k, (value, std) in enumerate(pairs):
        rest = combine(np.delete(values, k), np.diag(np.delete(stds, k) ** 2))
        expected = (value - rest.values[0]) / np.hypot(std, np.sqrt(rest.covariance[0, 0]))
        assert pulls[k] == pytest.approx(expected, rel=1e-4, abs=1e-5)


def test_routes_that_differ_by_five_sigma_are_improbable_and_their_error_is_enlarged():
    std = 0.3
    found = combine(np.array([2.0, 2.0 + 5.0 * np.sqrt(2.0) * std]), np.diag([std**2, std**2]))
    assert found.probability < 1e-5
    assert found.chi_square == pytest.approx(25.0)
    assert found.factor == pytest.approx(5.0)
    # of two routes of one error, that of the combination becomes half of their difference
    assert found.errors[0] == pytest.approx(2.5 * np.sqrt(2.0) * std)
    assert found.values[0] == pytest.approx(2.0 + 2.5 * np.sqrt(2.0) * std)


def test_routes_that_agree_keep_their_error():
    found = combine(np.array([2.0, 2.1]), np.diag([0.09, 0.09]))
    assert found.factor == 1.0
    assert found.errors[0] == pytest.approx(0.3 / np.sqrt(2.0))
    assert found.probability > 0.8


@settings(max_examples=40)
@given(routes(), routes())
def test_quantities_without_a_common_error_are_combined_as_if_each_were_alone(one, other):
    values = np.concatenate([one[0], other[0]])
    n, m = one[0].size, other[0].size
    covariance, design = np.zeros((n + m, n + m)), np.zeros((n + m, 2))
    covariance[:n, :n], covariance[n:, n:] = one[1], other[1]
    design[:n, 0] = design[n:, 1] = 1.0
    both, first, second = combine(values, covariance, design), combine(*one), combine(*other)
    assert both.values == pytest.approx(np.concatenate([first.values, second.values]), rel=1e-5, abs=1e-5)
    assert both.chi_square == pytest.approx(first.chi_square + second.chi_square, rel=1e-5, abs=1e-5)
    assert both.degrees == first.degrees + second.degrees
    assert both.covariance[0, 1] == pytest.approx(0.0, abs=1e-9)


def test_a_cause_that_two_quantities_share_correlates_them():
    stds, systematics = np.ones(4), np.array([1.0, 0.0, 1.0, 0.0])
    design = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    found = combine(np.zeros(4), measured_covariance(stds, systematics, ["a", "", "a", ""]), design)
    assert found.covariance[0, 1] > 0.05
    assert found.covariance[0, 0] < 2.0 / 3.0  # that of the first two alone: the others tell of their shared error


@pytest.mark.parametrize(
    ("values", "covariance", "message"),
    [
        ([1.0], [[1.0]], "n=1 measurements must be more than their 1 quantities; add a route"),
        ([1.0, 2.0], [[1.0, 1.0], [1.0, 1.0]], "covariance must be positive definite; give"),
        ([1.0, 2.0], [[1.0, 2.0], [2.0, 1.0]], "covariance must be positive definite; give"),
    ],
)
def test_what_determines_no_combination_is_refused(values, covariance, message):
    with pytest.raises(ValueError, match=message):
        combine(np.array(values), np.array(covariance))
