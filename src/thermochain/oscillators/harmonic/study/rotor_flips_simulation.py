"""Simulations of rings of rotors at equilibrium whose bonds change their sign at random times."""

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.engine.bond_forces.rotor import TURN, rotor
from thermochain.engine.bond_geometry import ring
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.oscillators.harmonic.stretch_flip import stretch_flip
from thermochain.oscillators.harmonic.study.ring_currents import correlations
from thermochain.oscillators.harmonic.study.run import RotorFlipsRun


def simulate(run: RotorFlipsRun) -> dict[str, NDArray]:
    """Correlations `pp` and `ee` of the currents in batches, and their `lag_times`; see `ring_currents.correlations`.

    With flips the sum of the bonds of a ring is not kept, so that independent bonds are its Gibbs state.
    """
    rng = Generator(SFC64(run.seed_sequence()))
    shape = (run.n_rotors, run.n_replicas)
    momenta = np.sqrt(run.temperature) * rng.standard_normal(shape)
    rings = NoisyChains(
        rng.vonmises(0.0, 1.0 / run.temperature, shape),
        momenta - momenta.mean(axis=0),
        run.time_step,
        force=rotor,
        unit=TURN,
        geometry=ring,
        swaps=stretch_flip(run.n_rotors, run.n_rotors, True),
        rate=run.rate,
        rng=rng,
    )
    return correlations(rings, run, lambda r: 1.0 - np.cos(r), curvature=1.0)
