"""Samples of a local Gibbs state of an open chain: independent bonds and momenta with given profiles (IOS 2.10)."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.rotors.potential import ROTORS, Potential


def sample_local_gibbs(
    momentum: NDArray, temperature: NDArray, n_replicas: int, rng: Generator, potential: Potential = ROTORS
) -> tuple[NDArray, NDArray]:
    """Angles and momenta of `n_replicas` chains, each of shape (n_rotors, n_replicas).

    Momenta are Gaussian with the mean `momentum` and the variance `temperature`, both of shape (n_rotors,); bonds have
    the Gibbs density of the potential at the mean temperature of their two rotors, and q_0 = 0.
    """
    n_rotors = len(momentum)
    bond_temperature = 0.5 * (temperature[1:] + temperature[:-1])
    bonds = potential.sample_bonds(bond_temperature[:, None], (n_rotors - 1, n_replicas), rng)
    angles = np.concatenate([np.zeros((1, n_replicas)), np.cumsum(bonds, axis=0)])
    noise = rng.standard_normal((n_rotors, n_replicas))
    return angles, momentum[:, None] + np.sqrt(temperature)[:, None] * noise
