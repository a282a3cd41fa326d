"""Planning blocks: laws of the arithmetic, and the sharing of a budget against brute force."""

import itertools
import math

import numpy as np
import pytest

from thermochain.rotors.green_kubo.study.block_plan import MOST_NEW_BLOCKS, Effort, next_numbers, share_budget
from thermochain.rotors.green_kubo.study.correlation_files import stored_blocks
from thermochain.rotors.green_kubo.study.run import GreenKuboRun


def effort(excess, *, n_blocks=4, n_batches=64, seconds=10.0):
    return Effort(n_blocks, n_batches, excess, seconds)


def cost(efforts, new):
    return sum(n * e.seconds_per_block for n, e in zip(new, efforts, strict=True))


def worst(efforts, new):
    return max(e.expected_excess(n) for n, e in zip(new, efforts, strict=True))


def test_nothing_is_missing_where_the_target_is_met():
    assert effort(1.0).missing == effort(0.3).missing == 0
    assert share_budget([effort(1.0), effort(0.99)], math.inf) == [0, 0]


@pytest.mark.parametrize("n_batches", [4, 16, 64])
def test_the_cost_grows_with_the_inverse_square_of_the_error(n_batches):
    def total(excess):
        e = effort(excess, n_batches=n_batches)
        return e.n_blocks + e.missing

    for excess in (5.0, 20.0):
        # each total is rounded up to a whole block
        assert total(2 * excess) == pytest.approx(4 * total(excess), abs=4)


def test_the_missing_blocks_are_the_fewest_that_meet_the_target_on_the_safe_side():
    for excess in (1.001, 1.3, 2.0, 7.7):
        e = effort(excess)
        assert e.expected_excess(e.missing) <= 1.0 + 1e-12
        assert e.expected_excess(e.missing - 1) > 1.0


def test_a_target_missed_by_a_hair_wants_a_block():
    assert effort(1.0 + 1e-12).missing >= 1


def test_few_batches_plan_more_carefully():
    margins = [effort(2.0, n_batches=n).margin for n in (4, 16, 64, 10_000)]
    assert margins == sorted(margins, reverse=True)
    assert margins[-1] == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("n_batches", [4, 8, 32])
def test_plans_from_noisy_pilots_are_large_enough_in_four_of_five_cases(n_batches):
    """Gaussian batches of known scatter, a target that wants 40 pilots; without the margin half would fail."""
    rng = np.random.default_rng(1)
    pilots = rng.standard_normal((4000, n_batches)).std(axis=1, ddof=1)  # of true value 1
    efforts = [Effort(1, n_batches, float(std * math.sqrt(40)), 1.0) for std in pilots]
    enough = np.mean([1 + e.missing >= 40 for e in efforts])
    assert enough == pytest.approx(0.8, abs=0.03)  # 4 errors of the fraction; rounding up adds less than 0.01
    assert np.mean(40 * pilots**2 >= 40) < 0.55


def test_an_ample_budget_buys_all_that_is_missing():
    efforts = [effort(3.0), effort(0.5), effort(1.5, seconds=2.0)]
    full = [e.missing for e in efforts]
    assert share_budget(efforts, cost(efforts, full)) == full
    assert share_budget(efforts, 100 * cost(efforts, full)) == full


@pytest.mark.parametrize("budget", [-5.0, 0.0, 3.0, 9.99, 10.0, 55.0, 320.0, 900.0])
def test_the_budget_is_respected_and_used(budget):
    efforts = [effort(3.0), effort(5.0, seconds=70.0), effort(1.5, n_blocks=2, seconds=4.0), effort(0.9)]
    new = share_budget(efforts, budget)
    assert cost(efforts, new) <= max(budget, 0.0)
    assert new[3] == 0
    left = budget - cost(efforts, new)
    for n, e in zip(new, efforts, strict=True):
        assert n == e.missing or e.seconds_per_block > left  # nothing affordable is left undone


def test_the_worst_excess_is_the_smallest_possible():
    """Every division of the budget, tried out."""
    rng = np.random.default_rng(5)
    spread = []
    for _ in range(60):
        efforts = [
            Effort(int(rng.integers(1, 4)), int(rng.integers(4, 64)), float(e), float(s))
            for e, s in zip(rng.uniform(0.8, 2.5, 3), rng.uniform(1.0, 6.0, 3), strict=True)
        ]
        full = [e.missing for e in efforts]
        budget = rng.uniform(0.0, 1.0) * cost(efforts, full)
        possible = [n for n in itertools.product(*(range(m + 1) for m in full)) if cost(efforts, n) <= budget]
        best = min(worst(efforts, n) for n in possible)
        assert worst(efforts, share_budget(efforts, budget)) == pytest.approx(best, rel=1e-12)
        spread.append(max(worst(efforts, n) for n in possible) / best)
    assert np.median(spread) > 1.1  # a careless division would have been seen


def test_one_plan_stays_within_what_the_workflow_can_hold():
    assert sum(share_budget([effort(1000.0), effort(500.0)], math.inf)) == MOST_NEW_BLOCKS


def test_new_blocks_fill_gaps_first():
    assert next_numbers({0, 1}, 3) == [2, 3, 4]
    assert next_numbers({0, 3, 7}, 4) == [1, 2, 4, 5]
    assert next_numbers({0, 1}, 0) == []


def test_only_whole_blocks_of_the_same_tuple_count(tmp_path):
    run = GreenKuboRun(1.0, 16, 0.05, 0.2, 40, 10, 64, seed=1)
    home = (tmp_path / run.path).parent
    home.mkdir(parents=True)
    for name in ("block0.npz", "block0.json", "block12.npz", "block12.json", "block3.npz", "block4.json"):
        (home / name).touch()
    for name in (".block5.tmp.npz", "blockade.npz", "blockade.json"):
        (home / name).touch()
    assert stored_blocks(tmp_path, run) == {0, 12}
    assert stored_blocks(tmp_path, GreenKuboRun(1.0, 16, 0.05, 0.2, 40, 10, 64, seed=2)) == set()
