r"""Rings of rotors brought towards equilibrium by Langevin dynamics, as in IOS, Appendix A.

    dq_i = p_i dt,   dp_i = F_i dt - gamma p_i dt + sqrt(2 gamma T) dW_i   for every rotor.

The splitting applies the exact Ornstein-Uhlenbeck map to the momenta at the times of the angles, between
velocity-Verlet steps (ABOBA: the error of averages is of second order in the step).  With momenta half a step behind,
as in the sweep, this becomes

    p_{n+1/2} = c p_{n-1/2} + sqrt(T (1 - c^2)) xi + dt (1 + c)/2 F(q_n),   c = exp(-gamma dt).

The noise also changes the total momentum, which is Gaussian of variance M T; it is not removed, because the published
protocol does not remove it.
"""

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.core.compiled import compiled
from thermochain.engine.bond_forces.rotor import TURN
from thermochain.engine.simd import LANES, load, multiply_add, splat, store
from thermochain.rotors.green_kubo.rings import LeapfrogStep, RotorRings, sweep


class Bath(NamedTuple):
    """The Ornstein-Uhlenbeck map of one step, p -> damping p + amplitude xi, with a standard normal xi."""

    damping: float
    amplitude: float


@compiled()
def _langevin_step(turns, momenta, noise, bath, step):
    """Advance every ring by one step: the map of the bath, with `noise` for xi, then the sweep."""
    n_vectors, n_sites, _ = turns.shape
    damping, amplitude = splat(bath.damping), splat(bath.amplitude)
    step = LeapfrogStep(splat(step.kick), splat(step.drift))
    for v in range(n_vectors):
        first = v * n_sites * LANES
        for i in range(first, first + n_sites * LANES, LANES):
            store(momenta, i, multiply_add(damping, load(momenta, i), amplitude * load(noise, i)))
        sweep(turns, momenta, first, n_sites, step)


class LangevinRings(RotorRings):
    """Rings that can be coupled to a heat bath before `run` continues at constant energy."""

    def thermalise(self, temperature: float, friction: float, duration: float, rng: Generator) -> None:
        """Apply Langevin dynamics with friction gamma to all momenta, for the number of steps nearest to `duration`."""
        damping = float(np.exp(-friction * self.time_step))
        bath = Bath(damping, float(np.sqrt(temperature * (1.0 - damping**2))))
        step = LeapfrogStep(0.5 * (1.0 + damping) * self.time_step, self.time_step / TURN)
        noise = np.empty_like(self.staggered)
        for _ in range(round(duration / self.time_step)):
            rng.standard_normal(out=noise)
            _langevin_step(self.turns, self.staggered, noise, bath, step)


def rings_from_rest(
    n_rotors: int, n_replicas: int, temperature: float, time_step: float, rng: Generator
) -> LangevinRings:
    """Rings in the published initial state before thermalisation: q = 0, independent Gaussian momenta of variance T."""
    momenta: NDArray = np.sqrt(temperature) * rng.standard_normal((n_rotors, n_replicas))
    return LangevinRings(np.zeros((n_rotors, n_replicas)), momenta, time_step)
