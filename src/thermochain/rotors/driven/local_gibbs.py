"""Samples of a local Gibbs state of an open chain: independent bonds and momenta with given profiles (IOS 2.10)."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray


def sample_local_gibbs(
    momentum: NDArray, temperature: NDArray, n_replicas: int, rng: Generator
) -> tuple[NDArray, NDArray]:
    """Angles and momenta of `n_replicas` chains, each of shape (n_rotors, n_replicas).

    Momenta are Gaussian with the mean `momentum` and the variance `temperature`, both of shape (n_rotors,); bonds have
    the density exp(cos r/T)/(2 pi I_0(1/T)) at the mean temperature of their two rotors, and q_0 = 0.
    """
    n_rotors = len(momentum)
    bond_temperature = 0.5 * (temperature[1:] + temperature[:-1])
    bonds = rng.vonmises(0.0, 1.0 / bond_temperature[:, None], size=(n_rotors - 1, n_replicas))
    angles = np.concatenate([np.zeros((1, n_replicas)), np.cumsum(bonds, axis=0)])
    noise = rng.standard_normal((n_rotors, n_replicas))
    return angles, momentum[:, None] + np.sqrt(temperature)[:, None] * noise
