"""Rows of cell energies in the form that the compiled jumps and diffusions use: on a ring, or between two baths."""

import numpy as np
from numpy.typing import NDArray

_LEAST_OF_RING = 3  # with fewer cells, the same cell is the neighbour on both sides


def framed(energies: NDArray, baths: tuple[float, float] | None) -> NDArray:
    """Copy of the cell energies, shape (n_replicas, n_cells), between a column of T_L and a column of T_R.

    Without baths the cells form a ring and no columns are added; ValueError is raised for a ring of fewer than three
    cells.
    """
    rows = np.array(energies, dtype=float)
    n_replicas, n_cells = rows.shape
    if baths is None:
        if n_cells < _LEAST_OF_RING:
            raise ValueError(f"n_cells={n_cells} must be >= {_LEAST_OF_RING} on a ring; add cells")
        return rows
    ends = np.broadcast_to(np.array(baths, dtype=float), (n_replicas, 2))
    return np.concatenate([ends[:, :1], rows, ends[:, 1:]], axis=1)
