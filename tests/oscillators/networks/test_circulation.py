"""The strongest cycle of fluxes, against a search through all cycles."""

from itertools import permutations

import numpy as np
import pytest

from thermochain.oscillators.networks.circulation import strongest_circulation


def random_fluxes(seed, n=6):
    upper = np.triu(np.random.default_rng(seed).standard_normal((n, n)), 1)
    return upper - upper.T


def strength_by_hand(fluxes):
    """The largest smallest flux over all cycles, one after the other."""
    masses = range(len(fluxes))
    cycles = (order for k in range(3, len(fluxes) + 1) for order in permutations(masses, k) if order[0] == min(order))
    return max(min(fluxes[a, b] for a, b in zip(c, (*c[1:], c[0]), strict=True)) for c in cycles)


@pytest.mark.parametrize("seed", range(8))
def test_no_cycle_is_stronger(seed):
    fluxes = random_fluxes(seed)
    found = strongest_circulation(fluxes)
    assert found.strength == max(strength_by_hand(fluxes), 0.0)
    assert min(fluxes[i - 1, j - 1] for i, j in found.edges) == found.strength


def test_currents_down_a_potential_do_not_circulate():
    """What EZ call Kirchhoff's law: differences of potentials have no cycle."""
    potential = np.random.default_rng(3).standard_normal(7)
    found = strongest_circulation(potential[:, None] - potential)
    assert (found.strength, found.masses) == (0.0, ())
