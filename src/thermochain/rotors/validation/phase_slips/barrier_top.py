r"""Exact samples of rings with one bond at the top of its potential, the transition state of phase slips.

The states are weighted by the flux through the top, |v| delta(r - pi) times the Gibbs weight, where v is the relative
momentum of the two rotors at the bond.  An average over the states, times the equilibrium flux, is therefore a rate,
and the rare event need not be waited for.
"""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.rotors.green_kubo.gibbs import sample_ring_angles, sample_ring_momenta

LEAST_REMAINING = 0.5  # correlation of the winding number up to which rings are followed from the top


def sample_rings_at_top(
    n_rotors: int, n_replicas: int, temperature: float, rng: Generator
) -> tuple[NDArray, NDArray, NDArray]:
    """Draw independent rings whose bond between rotors 0 and 1 is at r = pi.

    Returns angles and momenta, shape (n_rotors, n_replicas), the momenta with zero sum, and the sign of the bond's
    relative momentum, shape (n_replicas,).  The other bonds have their conditional Gibbs law; the relative
    momentum has the density |v| exp(-v^2/(4T)), and all other momenta are Maxwellian.
    """
    angles, _ = sample_ring_angles(n_rotors, n_replicas, temperature, rng, first_bond=np.pi)
    momenta = sample_ring_momenta(n_rotors, n_replicas, temperature, rng)
    direction = rng.choice([-1.0, 1.0], n_replicas)
    speed = np.sqrt(2.0 * temperature) * rng.rayleigh(size=n_replicas)
    correction = 0.5 * (direction * speed - (momenta[1] - momenta[0]))
    momenta[0] -= correction
    momenta[1] += correction
    return angles, momenta, direction
