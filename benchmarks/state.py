"""The system that every contestant advances: the default ring of the study."""

import numpy as np

from thermochain.rotors.green_kubo.gibbs import sample_ring_angles, sample_ring_momenta

N_ROTORS, N_REPLICAS, TEMPERATURE, TIME_STEP = 512, 64, 0.5, 0.05


def initial_state():
    """Angles and momenta of a Gibbs sample, shape (N_ROTORS, N_REPLICAS)."""
    rng = np.random.default_rng(0)
    angles, _ = sample_ring_angles(N_ROTORS, N_REPLICAS, TEMPERATURE, rng)
    return angles, sample_ring_momenta(N_ROTORS, N_REPLICAS, TEMPERATURE, rng)
