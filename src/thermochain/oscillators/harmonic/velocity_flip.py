"""Velocity flips p_i -> -p_i (Olla 3.3, Simon): energy and length are kept, momentum is not."""

import numpy as np

from thermochain.engine.signed_swaps import SignedSwaps, flips


def velocity_flip(n_bonds: int, n_masses: int, periodic: bool) -> SignedSwaps:
    """Events of the noise, one for each mass."""
    return flips(n_bonds + np.arange(n_masses))
