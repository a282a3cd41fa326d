r"""Exact samples of the Gibbs state of a rotor ring, without equilibration and without correlated draws.

Bonds r_1 .. r_{M-1} are independent with the density exp(-beta V(r))/Z, von Mises variables for V = 1 - cos r; the
closing bond is then determined, and the ring is accepted with probability exp(-beta (V(closing bond) - min V)), the
missing factor of the Gibbs weight.  The winding number has its Gibbs law, which a Langevin run from q = 0 does not
reach at low temperature.
"""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.rotors.potential import ROTORS, Potential


def sample_ring_angles(
    n_rotors: int,
    n_replicas: int,
    temperature: float,
    rng: Generator,
    *,
    potential: Potential = ROTORS,
    first_bond: float | None = None,
) -> tuple[NDArray, float]:
    """Draw angles of `n_replicas` independent rings.

    Returns the angles, shape (n_rotors, n_replicas), with q_0 = 0, and the fraction of trial rings that was accepted,
    whose expectation is `Potential.closing_probability`.  With `first_bond` the bond q_1 - q_0 has this value in every
    ring, and the other bonds have their conditional Gibbs law.
    """
    beta = 1.0 / temperature
    expected = potential.closing_probability(temperature, n_rotors)
    accepted: list[NDArray] = []
    n_tried = n_accepted = 0
    while n_accepted < n_replicas:
        n_trial = int(np.ceil((n_replicas - n_accepted) / expected)) + 8
        bonds = potential.sample_bonds(temperature, (n_rotors - 1, n_trial), rng)
        if first_bond is not None:
            bonds[0] = first_bond
        angles = np.concatenate([np.zeros((1, n_trial)), np.cumsum(bonds, axis=0)])
        keep = rng.random(n_trial) < np.exp(-beta * (potential.potential(-angles[-1]) - potential.lowest))
        accepted.append(angles[:, keep])
        n_tried += n_trial
        n_accepted += int(np.count_nonzero(keep))
    return np.concatenate(accepted, axis=1)[:, :n_replicas], n_accepted / n_tried


def sample_ring_momenta(n_rotors: int, n_replicas: int, temperature: float, rng: Generator) -> NDArray:
    """Draw Maxwellian momenta conditioned on zero total momentum, shape (n_rotors, n_replicas).

    Subtracting the mean is the exact conditioning of independent Gaussians.  It is also the rotational
    symmetry of IOS (2.24): in the frame moving at u = P/M the current is J^e - u J^p, and
    leaving u in would add T K^pp / M to K^ee.
    """
    momenta = np.sqrt(temperature) * rng.standard_normal((n_rotors, n_replicas))
    return momenta - momenta.mean(axis=0)


def sample_rings(
    n_rotors: int, n_replicas: int, temperature: float, rng: Generator, potential: Potential = ROTORS
) -> tuple[NDArray, NDArray]:
    """Angles and momenta of `n_replicas` independent rings in the Gibbs state, both (n_rotors, n_replicas)."""
    angles, _ = sample_ring_angles(n_rotors, n_replicas, temperature, rng, potential=potential)
    return angles, sample_ring_momenta(n_rotors, n_replicas, temperature, rng)
