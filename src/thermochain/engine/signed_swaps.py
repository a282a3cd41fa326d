"""Conservative noise as a Poisson process of signed transpositions, the form that all of our noises have.

An event exchanges two coordinates of the state (s_1..s_B, p_1..p_n), bonds before momenta, and multiplies both by a
sign; with twice the same coordinate and the sign -1 it is a flip.  Such a map is orthogonal, so it keeps the energy of
a harmonic chain, and it maps first moments to first and second moments to second ones: the moments close.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array


@dataclass(frozen=True, eq=False)
class SignedSwaps:
    """Events of a noise; each occurs at the same rate, which belongs to the chain.

    Attributes
    ----------
    first, second
        Coordinates that an event exchanges, shapes (n_events,).
    sign
        What both are multiplied by, shape (n_events,): 1.0 or -1.0.
    """

    first: NDArray
    second: NDArray
    sign: NDArray

    @property
    def n_events(self) -> int:
        """Number of different events."""
        return self.first.size

    @property
    def only_flips(self) -> bool:
        """True if every event is a change of sign of one coordinate."""
        return bool(np.all(self.first == self.second) and np.all(self.sign < 0))

    def mean_generator(self, size: int) -> csr_array:
        """Sum over the events of S - 1, the change of the mean at unit rate, shape (size, size)."""
        row = np.concatenate([self.first, self.second, self.first, self.second])
        column = np.concatenate([self.second, self.first, self.first, self.second])
        value = np.concatenate([self.sign, self.sign, -np.ones(2 * self.n_events)])
        # a flip is listed twice, once for either of its coordinates
        weight = np.where(self.first == self.second, 0.5, 1.0)
        return csr_array(coo_array((value * np.tile(weight, 4), (row, column)), shape=(size, size)))


def no_noise(n_bonds: int, n_masses: int, periodic: bool) -> SignedSwaps:
    """No events."""
    none = np.zeros(0, dtype=np.int64)
    return SignedSwaps(none, none, np.zeros(0))


def flips(coordinates: NDArray) -> SignedSwaps:
    """Independent changes of sign of some coordinates."""
    return SignedSwaps(coordinates, coordinates, np.full(coordinates.size, -1.0))
