"""Exchange of the velocities of neighbours (Olla 3.4): energy, momentum and length are kept."""

import numpy as np

from thermochain.engine.signed_swaps import SignedSwaps


def velocity_exchange(n_bonds: int, n_masses: int, periodic: bool) -> SignedSwaps:
    """Events of the noise, one for each pair of neighbours; on a ring the last and the first mass are neighbours."""
    first = n_bonds + np.arange(n_masses if periodic else n_masses - 1)
    second = n_bonds + (np.arange(first.size) + 1) % n_masses
    return SignedSwaps(first, second, np.ones(first.size))
