"""Zero lines of a function of two variables, whose vertices are roots of the function."""

from collections.abc import Callable

import numpy as np
from contourpy import contour_generator
from numpy.typing import NDArray
from scipy.optimize.elementwise import find_root


def zero_lines(
    function: Callable[[NDArray, NDArray], NDArray], across: NDArray, up: NDArray
) -> list[tuple[NDArray, NDArray]]:
    """Lines on which `function` vanishes.

    A contour of the values on a grid gives the lines, with a vertex on every edge of the grid whose ends differ in
    sign; each vertex is then moved along its edge onto the root.  Lines finer than the grid are missed.

    Parameters
    ----------
    function
        Elementwise function of two arrays of one shape.
    across, up
        Grid, ascending, shapes (n_across,) and (n_up,).

    Returns
    -------
    One pair of arrays (across, up) for each line; closed lines end where they begin.  A vertex on an edge without a
    change of sign, for example if the function touches zero at a node of the grid, keeps its position on the contour.
    """
    values = function(*np.meshgrid(across, up))
    return [_refine(function, across, up, line) for line in contour_generator(across, up, values).lines(0.0)]


def _refine(function: Callable, across: NDArray, up: NDArray, line: NDArray) -> tuple[NDArray, NDArray]:
    """Move the vertices of one line, shape (n, 2), along their edges."""
    low, high, off = [], [], []
    for grid, v in ((across, line[:, 0]), (up, line[:, 1])):
        nearest = grid[np.abs(grid[:, None] - v).argmin(axis=0)]
        off.append(np.abs(v - nearest) / (grid[-1] - grid[0]))
        k = np.clip(np.searchsorted(grid, v, side="right") - 1, 0, grid.size - 2)
        low.append(grid[k])
        high.append(grid[k + 1])
    level = off[1] <= off[0]  # the edge is parallel to the axis `across`, at one of the values of `up`
    start = np.where(level, [low[0], line[:, 1]], [line[:, 0], low[1]])
    stop = np.where(level, [high[0], line[:, 1]], [line[:, 0], high[1]])

    def along(s: NDArray, which: NDArray) -> NDArray:
        which = which.astype(int)
        return function(*(start[:, which] + s * (stop - start)[:, which]))

    index = np.arange(len(line), dtype=float)
    found = find_root(along, (np.zeros(len(line)), np.ones(len(line))), args=(index,))
    x, y = start + np.where(found.success, found.x, 0.0) * (stop - start)
    return np.where(found.success, x, line[:, 0]), np.where(found.success, y, line[:, 1])
