"""Answers are refused if what they leave in their equations, or in equations of known answer, is too large."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from thermochain.core.lyapunov import Lyapunov
from thermochain.core.residual import NotProved, check_least_squares, check_residual, solve_proved

WORDS = {"what": "the answer", "remedy": "ask for another"}


@pytest.mark.parametrize("residual", [2e-7, np.nan, np.inf, [0.0, -2e-7]])
def test_a_residual_beyond_the_tolerance_is_refused_in_one_line_with_remedy_and_condition(residual):
    with pytest.raises(NotProved, match=r"^the answer is wrong by .* at most 1e-07 .*number 5.*; ask for another$"):
        check_residual(residual=residual, scale=1.0, tolerance=1e-7, condition=lambda: 5.0, **WORDS)


def test_a_residual_within_the_tolerance_passes_and_so_does_nothing_at_all():
    check_residual(residual=[1e-8, 0.0], scale=1.0, tolerance=1e-7, **WORDS)
    check_residual(residual=0.0, scale=0.0, tolerance=1e-7, **WORDS)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 12), st.floats(-12.0, 0.0), st.booleans())
def test_a_solution_that_is_returned_is_right_whatever_the_condition_of_the_matrix(seed, n, decades, sparse):
    rng = np.random.default_rng(seed)
    left, right = (np.linalg.qr(rng.normal(size=(n, n)))[0] for _ in range(2))
    matrix = left * np.logspace(0.0, decades, n) @ right.T
    exact = rng.normal(size=n)
    try:
        found = solve_proved(csr_array(matrix) if sparse else matrix, matrix @ exact, **WORDS)
    except (NotProved, RuntimeError):
        assert decades < -5.0  # rounding is 1e-16, the tolerance 1e-7, and the elimination loses a few digits
        return
    # errors of the known solutions and of the wanted one are of one order, unless known ones lack the worst direction
    np.testing.assert_allclose(found, exact, atol=1e-3)


def test_a_singular_matrix_is_refused():
    with pytest.raises(NotProved, match="condition number"):
        solve_proved(np.array([[1.0, 2.0], [2.0, 4.0 + 1e-15]]), np.array([1.0, 2.0]), **WORDS)


def test_a_solution_that_is_corrupted_is_refused(monkeypatch):
    monkeypatch.setattr("thermochain.core.residual.lu_solve", lambda factors, target, **_: target * (1.0 + 1e-6))
    with pytest.raises(NotProved, match="the answer is wrong by 1e-06"):
        solve_proved(np.eye(3), np.ones(3), **WORDS)


def test_the_lyapunov_equation_of_a_mode_that_hardly_relaxes_is_refused_with_its_condition_number():
    slow = np.array([[-1.0, 1e4], [0.0, -1e-13]])
    with pytest.raises(NotProved, match=r"the answer.*condition number.*; ask for another"):
        Lyapunov(slow).proved(-np.eye(2), "the answer", "ask for another")
    fast = np.array([[-1.0, 1.0], [0.0, -0.5]])
    found = Lyapunov(fast).proved(-np.eye(2), "the answer", "ask for another")
    np.testing.assert_allclose(fast @ found + found @ fast.T, -np.eye(2), atol=1e-14)


def test_a_fit_away_from_its_minimum_or_without_a_single_one_is_refused():
    x = np.linspace(0.0, 1.0, 9)
    design, values = np.stack([np.ones(9), x], axis=1), np.sin(9.0 * x)
    best = np.linalg.lstsq(design, values)[0]
    check_least_squares(design, values - design @ best, **WORDS)
    with pytest.raises(NotProved, match="the minimum of the answer is wrong"):
        check_least_squares(design, values - design @ (best + 0.01), **WORDS)
    twice = np.stack([x, x * (1.0 + 1e-12)], axis=1)
    with pytest.raises(NotProved, match="the answer is not determined by the data"):
        check_least_squares(twice, 0.0 * values, **WORDS)
