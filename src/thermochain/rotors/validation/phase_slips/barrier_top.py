r"""Exact samples of rings with one bond at the top of its potential: where phase slips are decided.

The states are weighted by the flux through the top, |v| delta(r - pi) times the Gibbs weight, v the relative
momentum of the bond's two rotors.  So an average over them, times the equilibrium flux, is a rate, and the rare event
costs nothing.
"""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.gibbs import sample_ring_momenta


def sample_rings_at_top(
    n_rotors: int, n_replicas: int, temperature: float, rng: Generator
) -> tuple[NDArray, NDArray, NDArray]:
    """Draw independent rings whose bond between rotors 0 and 1 is at r = pi.

    Returns angles and momenta, shape (n_rotors, n_replicas), the momenta with zero sum, and the sign of the bond's
    relative momentum, shape (n_replicas,).  The other bonds are those of `sample_ring_angles` given the first one; the
    relative momentum has the density |v| exp(-v^2/(4T)), all other momenta are Maxwellian.
    """
    beta = 1.0 / temperature
    expected = rotor.closing_probability(temperature, n_rotors)
    accepted: list[NDArray] = []
    n_accepted = 0
    while n_accepted < n_replicas:
        n_trial = int(np.ceil((n_replicas - n_accepted) / expected)) + 8
        bonds = rng.vonmises(0.0, beta, size=(n_rotors - 1, n_trial))
        bonds[0] = np.pi
        angles = np.concatenate([np.zeros((1, n_trial)), np.cumsum(bonds, axis=0)])
        keep = rng.random(n_trial) < np.exp(-beta * rotor.potential(angles[-1]))
        accepted.append(angles[:, keep])
        n_accepted += int(np.count_nonzero(keep))
    momenta = sample_ring_momenta(n_rotors, n_replicas, temperature, rng)
    direction = rng.choice([-1.0, 1.0], n_replicas)
    speed = np.sqrt(2.0 * temperature) * rng.rayleigh(size=n_replicas)
    correction = 0.5 * (direction * speed - (momenta[1] - momenta[0]))
    momenta[0] -= correction
    momenta[1] += correction
    return np.concatenate(accepted, axis=1)[:, :n_replicas], momenta, direction
