"""Answers are refused if what they leave in their equations, or in equations of known answer, is too large."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import solve_triangular
from scipy.sparse import csr_array

from thermochain.core.lyapunov import Lyapunov
from thermochain.core.residual import NotProved, check_residual, fit_linear, fit_matrix, prove_fit, solve_proved

WORDS = {"what": "the answer", "remedy": "ask for another"}


@pytest.mark.parametrize("residual", [2e-7, np.nan, np.inf, [0.0, -2e-7]])
def test_a_residual_beyond_the_tolerance_is_refused_in_one_line_with_remedy_and_condition(residual):
    with pytest.raises(NotProved, match=r"^the answer is wrong by .* at most 1e-07 .*number 5.*; ask for another$"):
        check_residual(residual=residual, scale=1.0, tolerance=1e-7, condition=lambda: 5.0, **WORDS)


def test_a_residual_within_the_tolerance_passes_and_so_does_nothing_at_all():
    check_residual(residual=[1e-8, 0.0], scale=1.0, tolerance=1e-7, **WORDS)
    check_residual(residual=0.0, scale=0.0, tolerance=1e-7, **WORDS)


def scaled(rng, n, decades, kind):
    """Matrix with a condition number of about 10^decades: rotated, or with rows or columns of different sizes."""
    sizes = np.logspace(0.0, -decades, n)
    if kind == "rotated":
        left, right = (np.linalg.qr(rng.normal(size=(n, n)))[0] for _ in range(2))
        return left * sizes @ right.T
    matrix = rng.normal(size=(n, n))
    return sizes[:, None] * matrix if kind == "rows" else matrix * sizes


@settings(max_examples=300, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    n=st.integers(1, 12),
    decades=st.floats(0.0, 16.0),
    kind=st.sampled_from(["rotated", "rows", "columns"]),
    sparse=st.booleans(),
    worst=st.booleans(),
)
def test_a_solution_that_is_returned_is_right_whatever_the_condition_of_the_matrix(
    seed, n, decades, kind, sparse, worst
):
    """Up to a condition number of 1e16; `worst` puts the solution into the direction that the matrix hardly sees."""
    rng = np.random.default_rng(seed)
    matrix = scaled(rng, n, decades, kind)
    exact = np.linalg.svd(matrix)[2][-1] if worst else rng.normal(size=n)
    try:
        found = solve_proved(csr_array(matrix) if sparse else matrix, matrix @ exact, **WORDS)
    except (NotProved, RuntimeError):
        assert decades > 4.0  # rounding is 1e-16, the tolerance 1e-7, and the elimination loses a few digits
        return
    # the tolerance, times the factor 3 by which the estimate of the norm may be too low
    np.testing.assert_allclose(found, exact, rtol=0, atol=3e-7 * np.max(np.abs(exact)))


def test_a_badly_scaled_system_is_solved_though_its_condition_number_is_large():
    """Equations in other units: the condition number is 1e12, the solution as good as before."""
    matrix = np.array([[2.0, 1.0], [1.0, 3.0]])
    units = np.array([1e-12, 1.0])
    found = solve_proved(units[:, None] * matrix, units * (matrix @ [1.0, -1.0]), **WORDS)
    np.testing.assert_allclose(found, [1.0, -1.0], rtol=1e-14)


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 2**32), n=st.integers(1, 8), decades=st.floats(0.0, 16.0), shear=st.floats(0.0, 2.0))
def test_a_covariance_that_is_returned_is_right_however_slow_a_mode_is(seed, n, decades, shear):
    rng = np.random.default_rng(seed)
    turn = np.linalg.qr(rng.normal(size=(n, n)))[0]
    drift = turn @ (np.triu(10.0**shear * rng.normal(size=(n, n)), 1) - np.diag(np.logspace(0, -decades, n))) @ turn.T
    root = rng.normal(size=(n, n))
    exact = root @ root.T
    right = drift @ exact
    try:
        found = Lyapunov(drift).proved(right + right.T, **WORDS)
    except NotProved:
        assert n > 1  # a single mode is exact, however slow
        return
    np.testing.assert_allclose(found, exact, rtol=0, atol=2e-7 * np.max(np.abs(exact)))


@pytest.mark.parametrize("n", [3, 30])
def test_ordinary_equations_are_not_refused(n):
    """Diffusion between two ends: condition numbers of n^2."""
    diffusion = np.eye(n, k=1) + np.eye(n, k=-1) - 2.0 * np.eye(n)
    line = np.linspace(1.0, 2.0, n + 2)
    ends = np.zeros(n)
    ends[[0, -1]] = line[[0, -1]]
    np.testing.assert_allclose(solve_proved(diffusion, -ends, **WORDS), line[1:-1], rtol=1e-12)
    found = Lyapunov(diffusion).proved(diffusion + diffusion.T, **WORDS)
    np.testing.assert_allclose(found, np.eye(n), atol=1e-12)


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
    prove_fit(design, values - design @ best, **WORDS)
    with pytest.raises(NotProved, match="the minimum of the answer is wrong"):
        prove_fit(design, values - design @ (best + 0.01), **WORDS)
    twice = np.stack([x, x * (1.0 + 1e-12)], axis=1)
    with pytest.raises(NotProved, match="the answer is not determined by the data"):
        prove_fit(twice, 0.0 * values, **WORDS)


@pytest.mark.parametrize(
    "design",
    [
        [[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]],
        [[1.0, 0.0], [1.0, 0.0], [1.0, 0.0]],
        [[1.0, np.inf], [1.0, 2.0], [1.0, 3.0]],
        [[1.0, np.nan], [1.0, 2.0], [1.0, 3.0]],
    ],
)
def test_a_linear_fit_that_the_data_do_not_determine_is_refused(design):
    """Two columns that are one, a column of zeros, an error of zero, and one that is not known."""
    with pytest.raises(NotProved, match=r"the answer is not determined by the data.*; ask for another"):
        fit_linear(np.array(design), np.ones(3), **WORDS)


@settings(max_examples=300, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    n_parameters=st.integers(1, 5),
    more=st.integers(0, 8),
    decades=st.floats(0.0, 16.0),
    units=st.floats(-12.0, 12.0),
)
def test_a_covariance_of_a_fit_that_is_returned_is_right_however_alike_the_columns_are(
    seed, n_parameters, more, decades, units
):
    """Columns of a known matrix, in units that differ by up to 24 decades; the covariance follows by hand."""
    rng = np.random.default_rng(seed)
    left = np.linalg.qr(rng.normal(size=(n_parameters + more, n_parameters)))[0]
    sizes, scale = np.logspace(0.0, -decades, n_parameters), np.logspace(-units, units, n_parameters)
    triangle = np.triu(rng.normal(size=(n_parameters, n_parameters)), 1) * sizes[:, None] + np.diag(sizes)
    try:
        matrix = fit_matrix((left @ triangle) * scale, **WORDS)
    except NotProved:
        assert decades > 3.0  # a triangle of random numbers is worse conditioned than its diagonal
        return
    inverse = solve_triangular(triangle, np.eye(n_parameters)) / scale[:, None]
    # 1e-6, which the proof promises, and the rounding of the design itself by a condition number of up to 1e8
    np.testing.assert_allclose(np.linalg.norm(matrix, axis=1), np.linalg.norm(inverse, axis=1), rtol=1e-6 + 2e-15 * 1e8)


def test_a_covariance_from_corrupted_singular_vectors_is_refused(monkeypatch):
    exact = np.linalg.svd
    monkeypatch.setattr(np.linalg, "svd", lambda *a, **k: (exact(*a, **k)[0] * (1.0 + 1e-5), *exact(*a, **k)[1:]))
    x = np.linspace(0.0, 1.0, 9)
    with pytest.raises(NotProved, match=r"the covariance of the answer is wrong by .*; ask for another"):
        fit_linear(np.stack([np.ones(9), x], axis=1), x, **WORDS)


def test_fewer_data_than_parameters_determine_nothing():
    with pytest.raises(NotProved, match="not determined by the data"):
        fit_matrix(np.array([[1.0, 2.0]]), **WORDS)


def test_a_linear_fit_has_the_parameters_and_the_covariance_of_its_line():
    x = np.linspace(0.0, 1.0, 9)
    parameters, matrix = fit_linear(np.stack([np.ones(9), x], axis=1), 2.0 - 3.0 * x, **WORDS)
    np.testing.assert_allclose(parameters, [2.0, -3.0], rtol=1e-12)
    covariance = np.polyfit(x, 2.0 - 3.0 * x, 1, cov="unscaled")[1][::-1, ::-1]
    np.testing.assert_allclose(matrix @ matrix.T, covariance, rtol=1e-12)
