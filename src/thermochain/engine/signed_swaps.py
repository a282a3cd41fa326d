"""Conservative noise as a Poisson process of signed transpositions, which is the form of all noises in this package.

An event exchanges two coordinates of the state (s_1..s_B, p_1..p_n), bonds before momenta, and multiplies both by a
sign; if both coordinates are the same and the sign is -1, it is a flip.  Such a map is orthogonal, so it keeps the
energy of a harmonic chain, and it maps first moments to first and second moments to second moments, which are closed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from thermochain.core.read_only import ReadOnlyArrays


@dataclass(frozen=True, eq=False)
class SignedSwaps(ReadOnlyArrays):
    """Events of a noise; all occur at one rate, which is a parameter of the chain."""

    first: NDArray  # index of one of the two coordinates that each event exchanges, shape (n_events,)
    second: NDArray  # index of the other one, shape (n_events,)
    sign: NDArray  # factor 1.0 or -1.0 of both coordinates, shape (n_events,)

    @property
    def n_events(self) -> int:
        """Number of different events."""
        return self.first.size

    @property
    def only_flips(self) -> bool:
        """Whether every event is a change of sign of one coordinate."""
        return bool(np.all(self.first == self.second) and np.all(self.sign < 0))

    def mean_generator(self, size: int) -> csr_array:
        """Generator of the means at unit rate, the sum of S - 1 over all events S, shape (size, size)."""
        row = np.concatenate([self.first, self.second, self.first, self.second])
        column = np.concatenate([self.second, self.first, self.first, self.second])
        value = np.concatenate([self.sign, self.sign, -np.ones(2 * self.n_events)])
        # a flip is listed twice, once for each of its two equal coordinates
        weight = np.where(self.first == self.second, 0.5, 1.0)
        return csr_array(coo_array((value * np.tile(weight, 4), (row, column)), shape=(size, size)))


def no_noise(n_bonds: int, n_masses: int, periodic: bool) -> SignedSwaps:
    """A noise without events, with the arguments common to all noises."""
    none = np.zeros(0, dtype=np.int64)
    return SignedSwaps(none, none, np.zeros(0))


def flips(coordinates: NDArray) -> SignedSwaps:
    """Independent changes of sign of the given coordinates."""
    return SignedSwaps(coordinates, coordinates, np.full(coordinates.size, -1.0))
