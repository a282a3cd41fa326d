r"""Closed rings of rotors, V = 1 - cos r, in integers: sixteen replicas at a time, with their total currents.

The sweep is the leapfrog form of velocity Verlet of `rings`, on a grid of angles and momenta.  An angle is a phase x,
an int32 of which 2^32 make a turn, so that whole turns vanish by themselves.  A momentum half a step behind is an int32
y, and one step is

    y <- y + k(x_{i+1} - x_i) - k(x_i - x_{i-1}),    x <- x + y,    k(x) = strength sin(2 pi x / 2^32), rounded.

The sine is taken in single precision and depends on the phase alone, so the map is that of a chain with a potential
that differs from V by 1e-7.  All else is exact: the momentum of a ring is conserved to the last bit, the map is
one-to-one, and with reversed momenta the rings go back to where they came from, bit by bit.  Rounding neither heats nor
cools the rings.  Momenta have room as long as no rotor turns by half a turn in a step.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from thermochain.core.compiled import compiled
from thermochain.core.pieces import pieces
from thermochain.engine.lanes import pack, unpack
from thermochain.engine.phases import as_angles, as_phases, check_momenta, momentum_unit
from thermochain.engine.simd import PHASE_LANES, load, multiply_add, splat, store, to_floats, to_integers
from thermochain.engine.sine import in_all_lanes, sine_factors, sine_of_phases
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.rings import Rings
from thermochain.rotors.potential import ROTORS, Potential


class PhaseCurrents(NamedTuple):
    """Recorded sums over each ring, of strength V' and of -4 J^e in the units of the kernel, (n_samples, n_lanes)."""

    forces: NDArray
    power: NDArray


@njit(forceinline=True)
def sweep(phases, momenta, first, n_sites, factors):
    """Advance the sixteen rings stored from element `first` on by one step; return two sums over each ring.

    The sums are those of `rings.sweep_with`, multiplied by the strength of the sine, in floats, with momenta in their
    integer unit.  `phases` and `momenta` are int32 of shape (n_vectors, n_sites, PHASE_LANES); `factors`
    are the `SineFactors`, as vectors.
    """
    last = first + PHASE_LANES * (n_sites - 1)
    phase = load(phases, first)
    closing = sine_of_phases(phase - load(phases, last), factors)
    closing_kick = to_integers(closing)
    left, left_kick = closing, closing_kick
    forces = closing
    power = splat(np.float32(0.0))
    for i in range(first, last, PHASE_LANES):
        next_phase = load(phases, i + PHASE_LANES)
        right = sine_of_phases(next_phase - phase, factors)
        right_kick = to_integers(right)
        before = load(momenta, i)
        after = before + (right_kick - left_kick)
        store(momenta, i, after)
        store(phases, i, phase + after)
        forces = forces + right
        power = multiply_add(to_floats(before) + to_floats(after), left + right, power)
        left, left_kick = right, right_kick
        phase = next_phase
    before = load(momenta, last)
    after = before + (closing_kick - left_kick)
    store(momenta, last, after)
    store(phases, last, phase + after)
    power = multiply_add(to_floats(before) + to_floats(after), left + closing, power)
    return forces, power


@compiled()
def _run(phases, momenta, factors, stride, currents):
    """Advance all rings `stride` steps for every row of the `PhaseCurrents`, which are written before the first."""
    n_vectors, n_sites, _ = phases.shape
    factors = in_all_lanes(factors)
    for v in range(n_vectors):
        first = v * n_sites * PHASE_LANES
        for sample in range(currents.forces.shape[0]):
            forces, power = sweep(phases, momenta, first, n_sites, factors)
            store(currents.forces, (sample * n_vectors + v) * PHASE_LANES, forces)
            store(currents.power, (sample * n_vectors + v) * PHASE_LANES, power)
            for _ in range(stride - 1):
                sweep(phases, momenta, first, n_sites, factors)


class RotorRings:
    """Independent rings of rotors of the same size, advanced together at constant energy and momentum.

    Parameters
    ----------
    angles, momenta
        State at time 0, shape (n_rotors, n_replicas), in radians; n_rotors >= 3.  Angles are rounded to 1.5e-9, momenta
        to 1.5e-9 / time_step.
    time_step
        Verlet step.  The highest phonon frequency at T = 0 is 2, so the scheme is stable below 1; averages
        carry an error of order (time_step)^2.

    Attributes
    ----------
    phases
        Angles of which 2^32 make a turn, int32 of shape (n_vectors, n_rotors, PHASE_LANES).
    staggered
        Momenta half a step before the angles, in units of `momentum_unit`, of the same type and shape.
    momentum_unit
        Unit of `staggered` (`phases.momentum_unit`).

    Raises
    ------
    ValueError
        The shapes differ, there are fewer than three rotors, or one turns by nearly half a turn in a step.
    """

    potential = ROTORS

    def __init__(self, angles: NDArray, momenta: NDArray, time_step: float):
        self.n_rotors, self.n_replicas = rotor.common_shape(angles, momenta)
        self.time_step = time_step
        check_momenta(momenta, time_step)
        self.momentum_unit = momentum_unit(time_step)
        self.phases = pack(as_phases(angles), PHASE_LANES)
        behind = momenta - 0.5 * time_step * rotor.ring_forces(angles)
        self.staggered = pack(np.rint(behind / self.momentum_unit).astype(np.int32), PHASE_LANES)

    def run(self, n_samples: int, stride: int) -> tuple[NDArray, NDArray]:
        """Advance by n_samples * stride steps and return J^p and J^e before every stride-th step.

        Both have shape (n_samples, n_replicas); the signs are those of IOS (2.3)-(2.4), the energy
        current is `rotor.ring_energy_current`.
        """
        shape = (n_samples, self.phases.shape[0] * PHASE_LANES)
        currents = PhaseCurrents(np.empty(shape, np.float32), np.empty(shape, np.float32))
        strength = self.time_step / self.momentum_unit
        for some in pieces(n_samples, stride * self.phases.size):
            part = PhaseCurrents(currents.forces[some], currents.power[some])
            _run(self.phases, self.staggered, sine_factors(strength), stride, part)
        forces, power = (sums[:, : self.n_replicas].astype(float) / strength for sums in currents)
        return -forces, -0.25 * self.momentum_unit * power

    @property
    def angles(self) -> NDArray:
        """Angles in [-pi, pi), shape (n_rotors, n_replicas)."""
        return as_angles(unpack(self.phases, self.n_replicas))

    @property
    def momenta(self) -> NDArray:
        """Momenta at the time of the angles, shape (n_rotors, n_replicas)."""
        half_kick = 0.5 * self.time_step * rotor.ring_forces(self.angles)
        return self.momentum_unit * unpack(self.staggered, self.n_replicas) + half_kick

    def energy(self) -> NDArray:
        """Total energy of each ring, shape (n_replicas,)."""
        return rotor.ring_energy(self.angles, self.momenta)


def rings_with(potential: Potential, angles: NDArray, momenta: NDArray, time_step: float) -> Rings | RotorRings:
    """Rings with this bond potential: those of rotors in integers, all others in double precision."""
    if potential is ROTORS:
        return RotorRings(angles, momenta, time_step)
    return Rings(angles, momenta, time_step, potential)
