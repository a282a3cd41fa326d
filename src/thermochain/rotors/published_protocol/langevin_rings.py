r"""Rings of rotors brought towards equilibrium by Langevin dynamics, as in IOS, Appendix A.

    dq_i = p_i dt,   dp_i = F_i dt - gamma p_i dt + sqrt(2 gamma T) dW_i   for every rotor.

The splitting applies the exact Ornstein-Uhlenbeck map to the momenta at the times of the angles, between
velocity-Verlet steps (ABOBA: the error of averages is of second order in the step).  With momenta half a step behind,
as in the sweep, this becomes

    p_{n+1/2} = c p_{n-1/2} + sqrt(T (1 - c^2)) xi + dt (1 + c)/2 F(q_n),   c = exp(-gamma dt),

with the random numbers xi of `engine.three_point_noise`.  The noise also changes the total momentum, which is Gaussian
of variance M T; it is not removed, because the published protocol does not remove it.
"""

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.core.compiled import compiled
from thermochain.core.pieces import pieces
from thermochain.engine.simd import PHASE_LANES, load, multiply_add, splat, store, to_floats, to_integers
from thermochain.engine.sine import in_all_lanes, sine_factors
from thermochain.engine.three_point_noise import draw, load_words, random_words, store_words
from thermochain.rotors.green_kubo.rotor_rings import RotorRings, sweep

_LARGEST_XI = 3.0**0.5


class Bath(NamedTuple):
    """The Ornstein-Uhlenbeck map of one step, p -> damping p + amplitude xi / sqrt(3)."""

    damping: float
    amplitude: float


@compiled()
def _thermalise(phases, momenta, words, bath, factors, n_steps):
    """Advance every ring by `n_steps` steps of the map of the bath and the sweep."""
    n_vectors, n_sites, _ = phases.shape
    damping, amplitude = splat(bath.damping), splat(bath.amplitude)
    factors = in_all_lanes(factors)
    for v in range(n_vectors):
        first = v * n_sites * PHASE_LANES
        streams = load_words(words, v)
        for _ in range(n_steps):
            for i in range(first, first + n_sites * PHASE_LANES, PHASE_LANES):
                sign, streams = draw(streams)
                damped = damping * to_floats(load(momenta, i))
                store(momenta, i, to_integers(multiply_add(amplitude, to_floats(sign), damped)))
            sweep(phases, momenta, first, n_sites, factors)
        store_words(words, v, streams)


class LangevinRings(RotorRings):
    """Rings that can be coupled to a heat bath before `run` continues at constant energy."""

    def thermalise(self, temperature: float, friction: float, duration: float, rng: Generator) -> None:
        """Apply Langevin dynamics with friction gamma to all momenta, for the number of steps nearest to `duration`."""
        damping = float(np.exp(-friction * self.time_step))
        amplitude = _LARGEST_XI * float(np.sqrt(temperature * (1.0 - damping**2))) / self.momentum_unit
        bath = Bath(np.float32(damping), np.float32(amplitude))
        factors = sine_factors(0.5 * (1.0 + damping) * self.time_step / self.momentum_unit)
        words = random_words(self.phases.shape[0], rng)
        for some in pieces(round(duration / self.time_step), self.phases.size):
            _thermalise(self.phases, self.staggered, words, bath, factors, some.stop - some.start)


def rings_from_rest(
    n_rotors: int, n_replicas: int, temperature: float, time_step: float, rng: Generator
) -> LangevinRings:
    """Rings in the published initial state before thermalisation: q = 0, independent Gaussian momenta of variance T."""
    momenta: NDArray = np.sqrt(temperature) * rng.standard_normal((n_rotors, n_replicas))
    return LangevinRings(np.zeros((n_rotors, n_replicas)), momenta, time_step)
