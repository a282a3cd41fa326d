"""Circulating heat: directed cycles in a network of fluxes (EZ, Examples 2 and 3)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import breadth_first_order, connected_components


@dataclass(frozen=True)
class Circulation:
    """A cycle along which all fluxes point the same way."""

    strength: float  # the smallest flux on the cycle, which is the heat that circulates; 0 if there is no cycle
    # Masses along the cycle, in the direction of the heat, from the smallest; empty if there is none.
    masses: tuple[int, ...]

    @property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """Pairs (i, j) along the cycle, with heat from i to j."""
        return tuple(zip(self.masses, (*self.masses[1:], *self.masses[:1]), strict=True))


def strongest_circulation(fluxes: NDArray, least: float = 0.0) -> Circulation:
    """The cycle whose smallest flux is largest.

    Parameters
    ----------
    fluxes
        phi_{i->j}, antisymmetric, shape (n, n).
    least
        Fluxes up to this value count as zero.

    With only fluxes >= c the network has a cycle or not, and c decides by bisection among the fluxes themselves; of
    the cycles through the weakest spring of the last network that has one, a shortest is returned.
    """
    levels = np.unique(fluxes[fluxes > least])
    low, high = 0, levels.size  # a cycle exists at levels[low - 1], none at levels[high]
    while low < high:
        middle = (low + high) // 2
        if _has_cycle(fluxes >= levels[middle]):
            low = middle + 1
        else:
            high = middle
    if low == 0:
        return Circulation(0.0, ())
    strength = levels[low - 1]
    return Circulation(float(strength), _cycle_through(fluxes, strength))


def _has_cycle(graph: NDArray) -> bool:
    """Whether the graph has a cycle: without one each mass is a strongly connected component of its own."""
    n_components, _ = connected_components(graph, directed=True, connection="strong")
    return n_components < graph.shape[0]


def _cycle_through(fluxes: NDArray, strength: float) -> tuple[int, ...]:
    graph = fluxes >= strength
    for start, end in np.argwhere(fluxes == strength):
        _, before = breadth_first_order(graph, end, directed=True)
        if before[start] >= 0:
            path = [start]
            while path[-1] != end:
                path.append(before[path[-1]])
            path = [int(mass) + 1 for mass in path[::-1]]
            turn = path.index(min(path))
            return tuple(path[turn:] + path[:turn])
    raise AssertionError("the weakest flux of a network with a cycle lies on one")
