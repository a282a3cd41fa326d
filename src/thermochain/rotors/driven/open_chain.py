"""The rotor chain with free ends (IOS, Section 2.1): forces and energies of sites i = 0 .. n-1, bonds 1 .. n-1.

As in `rotor`, every array has the sites on its first axis and further axes broadcast.
"""

import numpy as np
from numpy.typing import NDArray

from thermochain.rotors import rotor


def positions(n_rotors: int) -> NDArray:
    """Macroscopic positions x_i = -1 + 2 i/(n-1) of the rotors, shape (n_rotors,)."""
    return np.linspace(-1.0, 1.0, n_rotors)


def forces(angles: NDArray) -> NDArray:
    """dp_i/dt = V'(r_{i+1}) - V'(r_i) (IOS 2.1), without baths; same shape as `angles`, (n_rotors, ...)."""
    pull = np.sin(np.diff(angles, axis=0))
    nothing = np.zeros_like(angles[:1])
    return np.concatenate([pull, nothing]) - np.concatenate([nothing, pull])


def energies(angles: NDArray, momenta: NDArray) -> NDArray:
    """e_i = p_i^2/2 + V(r_i), and e_0 = p_0^2/2 at the left end; same shape as `angles`, (n_rotors, ...)."""
    bonds = rotor.potential(np.diff(angles, axis=0))
    return 0.5 * momenta**2 + np.concatenate([np.zeros_like(angles[:1]), bonds])
