r"""Rings that Langevin dynamics brings towards equilibrium, as in IOS, Appendix A.

    dq_i = p_i dt,   dp_i = F_i dt - gamma p_i dt + sqrt(2 gamma T) dW_i   for every rotor.

The splitting applies the exact Ornstein-Uhlenbeck map to the momenta at the times of the angles, between
velocity-Verlet steps (ABOBA: averages are of second order in the step).  With momenta half a step behind, as the
sweep keeps them, that is

    p_{n+1/2} = c p_{n-1/2} + sqrt(T (1 - c^2)) xi + dt (1 + c)/2 F(q_n),   c = exp(-gamma dt).

The noise moves the total momentum too, and it is left as it comes, Gaussian of variance M T: the published text does
not remove it.
"""

import numpy as np
from numba import njit
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.engine.simd import LANES, load, multiply_add, splat, store
from thermochain.rotors.green_kubo.rings import TURN, RotorRings, sweep


@njit(nogil=True)
def _langevin_step(turns, momenta, noise, damping, amplitude, kick, drift):
    """One step of every ring: p <- damping p + amplitude noise, then the sweep with the given kick and drift."""
    n_vectors, n_sites, _ = turns.shape
    damping, amplitude, kick, drift = splat(damping), splat(amplitude), splat(kick), splat(drift)
    for v in range(n_vectors):
        first = v * n_sites * LANES
        for i in range(first, first + n_sites * LANES, LANES):
            store(momenta, i, multiply_add(damping, load(momenta, i), amplitude * load(noise, i)))
        sweep(turns, momenta, first, n_sites, kick, drift)


class LangevinRings(RotorRings):
    """Rings that can be coupled to a heat bath for a while; `run` then goes on at constant energy."""

    def thermalise(self, temperature: float, friction: float, duration: float, rng: Generator) -> None:
        """Langevin dynamics of all momenta at `temperature` and `friction` gamma for the nearest number of steps."""
        damping = float(np.exp(-friction * self.time_step))
        amplitude = float(np.sqrt(temperature * (1.0 - damping**2)))
        kick = 0.5 * (1.0 + damping) * self.time_step
        noise = np.empty_like(self._staggered)
        for _ in range(round(duration / self.time_step)):
            rng.standard_normal(out=noise)
            _langevin_step(self._turns, self._staggered, noise, damping, amplitude, kick, self.time_step / TURN)


def rings_from_rest(
    n_rotors: int, n_replicas: int, temperature: float, time_step: float, rng: Generator
) -> LangevinRings:
    """The published start before its thermalisation: q = 0, independent Gaussian momenta of variance T."""
    momenta: NDArray = np.sqrt(temperature) * rng.standard_normal((n_rotors, n_replicas))
    return LangevinRings(np.zeros((n_rotors, n_replicas)), momenta, time_step)
