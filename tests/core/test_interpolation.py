"""Polynomials through points have weights that are right to rounding, or their limit is refused."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thermochain.core.interpolation import polynomial_weights, size_weights
from thermochain.core.residual import NotProved


def exact_limit(sizes, coefficients):
    """Values at sizes of a polynomial in one over the size, in exact arithmetic."""
    return [sum(c * Fraction(1, n) ** k for k, c in enumerate(coefficients)) for n in sizes]


@given(
    sizes=st.lists(st.integers(1, 2000), min_size=1, max_size=4, unique=True),
    coefficients=st.lists(st.integers(-9, 9), min_size=4, max_size=4),
)
def test_the_limit_of_a_polynomial_in_one_over_the_size_is_its_constant_or_is_refused(sizes, coefficients):
    coefficients = coefficients[: len(sizes)]
    values = np.array(exact_limit(sizes, coefficients), dtype=float)
    try:
        found = size_weights(sizes) @ values
    except NotProved:
        assert max(sizes) < 1000 * (max(sizes) - min(sizes))  # sizes that differ by a factor are not refused
        return
    # values are rounded at 1e-16, their errors grow by 1000 at most
    assert abs(found - coefficients[0]) <= 1e-12 * max(1.0, np.max(np.abs(values)))


def test_the_three_sizes_of_a_preset_pass_and_three_neighbours_are_refused_with_the_growth():
    np.testing.assert_allclose(size_weights([32, 48, 64]), [2.0, -9.0, 8.0], rtol=1e-14)
    with pytest.raises(NotProved, match=r"the sizes 126, 127, 128 are too close for a limit: errors grow by 3e\+04"):
        size_weights([126, 127, 128])


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=4, unique=True), st.floats(-60, 60))
def test_weights_reproduce_every_polynomial_of_their_degree(nodes, at):
    nodes = np.array(nodes, dtype=float)
    weights = polynomial_weights(nodes, at)
    for degree in range(nodes.size):
        size = np.abs(weights) @ np.abs(nodes) ** degree + abs(at) ** degree
        assert abs(weights @ nodes**degree - at**degree) <= 1e-13 * size
