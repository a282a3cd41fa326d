"""Zero lines are made of exact roots."""

import numpy as np
import pytest

from thermochain.rotors.regimes.contours import zero_lines

GRID = np.linspace(-2.0, 2.0, 21)


def test_every_point_is_a_root_and_lies_on_an_edge_of_the_grid():
    [(x, y)] = zero_lines(lambda x, y: np.exp(x * x + y * y - 1.1) - 1.0, GRID, GRID)
    np.testing.assert_allclose(x**2 + y**2, 1.1, atol=1e-14)
    off = [np.abs(v[:, None] - GRID).min(axis=1) for v in (x, y)]
    assert np.minimum(*off).max() < 1e-14
    assert (x[0], y[0]) == (x[-1], y[-1])
    turned = np.unwrap(np.arctan2(y, x))
    assert abs(turned[-1] - turned[0]) == pytest.approx(2 * np.pi)  # once round, in order
    assert np.all(np.diff(turned) * np.sign(turned[-1] - turned[0]) > 0)


def test_lines_end_at_the_border_and_pieces_are_kept_apart():
    lines = zero_lines(lambda x, y: (x - 0.51) * (x + 0.73) * np.exp(y), GRID, GRID)
    assert sorted(float(np.round(x[0], 12)) for x, _ in lines) == [-0.73, 0.51]
    for _, y in lines:
        assert (y.min(), y.max()) == (-2.0, 2.0)
        assert y.size == GRID.size


def test_roots_on_nodes_of_the_grid_are_found():
    [(x, _)] = zero_lines(lambda x, y: x + 0.0 * y, GRID, GRID)
    np.testing.assert_allclose(x, 0.0, atol=1e-15)


def test_a_function_without_zeros_has_no_lines():
    assert zero_lines(lambda x, y: 1.0 + x * x + y * y, GRID, GRID) == []
