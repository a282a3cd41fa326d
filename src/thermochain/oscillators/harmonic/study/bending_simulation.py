"""Simulations of nonlinear bending chains at equilibrium, without noise."""

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.engine.bond_forces.quartic import quartic
from thermochain.engine.bond_geometry import bending_ring
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.engine.signed_swaps import no_noise
from thermochain.oscillators.harmonic.study.ring_currents import correlations
from thermochain.oscillators.harmonic.study.run import BendingRun


def simulate(run: BendingRun) -> dict[str, NDArray]:
    """Correlations `ee` of the energy current in batches, and their `lag_times`; see `ring_currents.correlations`."""
    rng = Generator(SFC64(run.seed_sequence()))
    shape = (run.n, run.n_replicas)
    bonds = _quartic_bonds(shape, run.temperature, rng)
    rings = NoisyChains(
        bonds,
        np.sqrt(run.temperature) * rng.standard_normal(shape),
        run.time_step,
        force=quartic,
        geometry=bending_ring,
        swaps=no_noise(run.n, run.n, True),
        rng=rng,
    )
    # second differences of the displacements have four times the largest square of first differences
    curvature = 4.0 * float(np.mean(1.0 + 3.0 * bonds**2))
    found = correlations(rings, run, lambda k: 0.5 * k**2 + 0.25 * k**4, curvature)
    return {name: found[name] for name in ("lag_times", "ee")}


def _quartic_bonds(shape: tuple[int, int], temperature: float, rng: Generator) -> NDArray:
    """Independent k of density exp(-(k^2/2 + k^4/4)/T): Gaussian ones, kept with probability exp(-k^4/(4 T))."""
    accepted = np.zeros(0)
    while accepted.size < np.prod(shape):
        k = np.sqrt(temperature) * rng.standard_normal(2 * np.prod(shape))
        accepted = np.append(accepted, k[rng.random(k.size) < np.exp(-(k**4) / (4.0 * temperature))])
    return accepted[: np.prod(shape)].reshape(shape)
