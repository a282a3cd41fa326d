"""Positions and energies of a rotor chain with free ends and no baths, whose n rotors are the cells of [-1, 1].

As in `rotor`, every array has the sites on its first axis and further axes broadcast.
"""

import numpy as np
from numpy.typing import NDArray

from thermochain.rotors.potential import ROTORS, Potential


def cell_middles(n_rotors: int) -> NDArray:
    """Middles x_i = -1 + (2 i + 1)/n of n equal cells of [-1, 1], shape (n_rotors,).

    A current through a bond leaves one rotor and enters the next, and no current crosses the ends: rotors are finite
    volumes of width 1/N with N = n/2.  With positions -1 + 2 i/(n-1) and N = (n-1)/2 the ends would be half volumes.
    """
    return (2.0 * np.arange(n_rotors) + 1.0) / n_rotors - 1.0


def site_energies(angles: NDArray, momenta: NDArray, potential: Potential = ROTORS) -> NDArray:
    """Site energies p_i^2/2 plus half of each adjacent bond; same shape as `angles`, (n_rotors, ...).

    This division of the bonds is symmetric under reflection, unlike that of `open_chain.energies`; the sums are equal.
    """
    halves = 0.5 * potential.potential(np.diff(angles, axis=0))
    nothing = np.zeros_like(angles[:1])
    return 0.5 * momenta**2 + np.concatenate([nothing, halves]) + np.concatenate([halves, nothing])
