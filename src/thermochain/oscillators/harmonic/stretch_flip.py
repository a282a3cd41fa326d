"""Flips of the stretch r_i -> -r_i (Olla 2 and 3.3): energy and momentum are kept, length is not."""

import numpy as np

from thermochain.engine.signed_swaps import SignedSwaps, flips


def stretch_flip(n_bonds: int, n_masses: int, periodic: bool) -> SignedSwaps:
    """Events of the noise, one for each bond; an even potential keeps the energy of the bond."""
    return flips(np.arange(n_bonds))
