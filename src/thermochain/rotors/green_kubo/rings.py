r"""Closed rings of rotors, integrated by velocity Verlet for many replicas at once, with their total currents.
Another bond potential is compiled into the same sweep.

The sweep is the leapfrog form of velocity Verlet, p_{n+1/2} = p_{n-1/2} + dt F(q_n),
q_{n+1} = q_n + dt p_{n+1/2}, one pass over the ring a step.  Momenta live half a step behind the angles;
p_n = (p_{n-1/2} + p_{n+1/2})/2 is the velocity-Verlet momentum, and the currents use it, so they are second
order in the step.  Storage is (vector, site, lane) with `LANES` replicas side by side and angles in
periods of the potential (q / 2 pi); the rings of one vector stay in the first-level cache for the whole run.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from thermochain.core.compiled import compiled
from thermochain.core.pieces import pieces
from thermochain.engine.bond_forces.rotor import rotor
from thermochain.engine.lanes import pack, unpack
from thermochain.engine.simd import LANES, load, multiply_add, splat, store
from thermochain.rotors.compiled_potential import compiled_force
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.rotors.rotor import common_shape, ring_bonds


class LeapfrogStep(NamedTuple):
    """Factors of one leapfrog step, numbers or vectors: p changes by `kick` F, the angle in periods by `drift` p."""

    kick: float
    drift: float

    @classmethod
    def of(cls, time_step: float, period: float) -> "LeapfrogStep":
        """Factors dt and dt over the period of the step dt."""
        return cls(time_step, time_step / period)


class TiltedStep(NamedTuple):
    """Factors of one leapfrog step under a heat field: p also changes by -`tilt` (V'_i + V'_{i+1}).

    The tilt is phi dt/2, with the field phi of `rotors.validation.heat_response.heat_field_rings`.
    """

    kick: float
    drift: float
    tilt: float


class TotalCurrents(NamedTuple):
    """Recorded currents of a run, -J^p and -4 J^e, each of shape (n_samples, n_vectors * LANES)."""

    forces: NDArray
    power: NDArray

    @classmethod
    def empty(cls, n_samples: int, n_vectors: int) -> "TotalCurrents":
        """Uninitialised records of `n_samples` samples."""
        return cls(np.empty((n_samples, n_vectors * LANES)), np.empty((n_samples, n_vectors * LANES)))


def sweep_with(force: Callable, is_tilted: bool = False) -> Callable:
    """The compiled sweep of rings with the compiled `force` V' of a bond in periods, without or under a heat field."""

    @njit(forceinline=True)
    def sweep(turns, momenta, first, n_sites, step):
        """Advance the eight rings stored from element `first` on by one leapfrog step; return two sums over each ring.

        The sums are sum_i V'(r_i) and sum_i 2 p_i (V'(r_i) + V'(r_{i+1})) at the time before the step; where the caller
        drops them, the compiler drops their arithmetic.  `turns` and `momenta` have shape (n_vectors, n_sites, LANES);
        `step` is a `LeapfrogStep` of vectors, or a `TiltedStep` under a heat field.
        """
        kick, drift = step.kick, step.drift
        last = first + LANES * (n_sites - 1)
        angle = load(turns, first)
        closing = force(angle - load(turns, last))
        left = closing
        forces = closing
        power = splat(0.0)
        for i in range(first, last, LANES):
            next_angle = load(turns, i + LANES)
            right = force(next_angle - angle)
            before = load(momenta, i)
            after = multiply_add(kick, right - left, before)
            if is_tilted:
                after = after - step.tilt * (left + right)
            store(momenta, i, after)
            store(turns, i, multiply_add(drift, after, angle))
            forces = forces + right
            power = multiply_add(before + after, left + right, power)
            left = right
            angle = next_angle
        before = load(momenta, last)
        after = multiply_add(kick, closing - left, before)
        if is_tilted:
            after = after - step.tilt * (left + closing)
        store(momenta, last, after)
        store(turns, last, multiply_add(drift, after, angle))
        power = multiply_add(before + after, left + closing, power)
        return forces, power

    return sweep


sweep = sweep_with(rotor)  # that of rotors


@lru_cache
def _run_with(force: Callable) -> Callable:
    """The compiled run of rings with the compiled `force`."""
    advance = sweep_with(force)

    @compiled()
    def run(turns, momenta, step, stride, currents):
        """Advance all rings `stride` steps for every row of the `TotalCurrents`, which are written before the first."""
        n_vectors, n_sites, _ = turns.shape
        step = LeapfrogStep(splat(step.kick), splat(step.drift))
        for v in range(n_vectors):
            first = v * n_sites * LANES
            for sample in range(currents.forces.shape[0]):
                forces, power = advance(turns, momenta, first, n_sites, step)
                store(currents.forces, (sample * n_vectors + v) * LANES, forces)
                store(currents.power, (sample * n_vectors + v) * LANES, power)
                for _ in range(stride - 1):
                    advance(turns, momenta, first, n_sites, step)

    return run


class Rings:
    """Independent rings of the same size, advanced together at constant energy and momentum.

    Parameters
    ----------
    angles, momenta
        State at time 0, shape (n_rotors, n_replicas), in radians; n_rotors >= 3.  The arrays are copied.
    time_step
        Verlet step.  The highest phonon frequency at T = 0 is 2, so the scheme is stable below 1; averages
        carry an error of order (time_step)^2.
    potential
        Potential of the bonds; by default that of rotors.

    Attributes
    ----------
    turns
        Angles in periods of the potential, shape (n_vectors, n_rotors, LANES).
    staggered
        Momenta half a step before the angles, of the same shape.

    Raises
    ------
    ValueError
        The shapes differ, or there are fewer than three rotors.
    """

    def __init__(self, angles: NDArray, momenta: NDArray, time_step: float, potential: Potential = ROTORS):
        self.n_rotors, self.n_replicas = common_shape(angles, momenta)
        self.time_step, self.potential = time_step, potential
        self.turns = pack(angles / potential.period)
        self.staggered = pack(momenta - 0.5 * time_step * self._forces(angles))

    def run(self, n_samples: int, stride: int) -> tuple[NDArray, NDArray]:
        """Advance by n_samples * stride steps and return J^p and J^e before every stride-th step.

        Both have shape (n_samples, n_replicas); the signs are those of IOS (2.3)-(2.4), the energy
        current is `rotor.ring_energy_current`.
        """
        self.drop_whole_turns()
        currents = TotalCurrents.empty(n_samples, self.turns.shape[0])
        step = LeapfrogStep.of(self.time_step, self.potential.period)
        run = _run_with(compiled_force(self.potential))
        for some in pieces(n_samples, stride * self.turns.size):
            part = TotalCurrents(currents.forces[some], currents.power[some])
            run(self.turns, self.staggered, step, stride, part)
        return -currents.forces[:, : self.n_replicas], -0.25 * currents.power[:, : self.n_replicas]

    def drop_whole_turns(self) -> None:
        """Bring every angle into [-1/2, 1/2] periods: whole periods change nothing and cost precision."""
        self.turns -= np.rint(self.turns)

    @property
    def angles(self) -> NDArray:
        """Angles up to whole periods, shape (n_rotors, n_replicas)."""
        return self.potential.period * unpack(self.turns, self.n_replicas)

    @property
    def momenta(self) -> NDArray:
        """Momenta at the time of the angles, shape (n_rotors, n_replicas)."""
        half_kick = 0.5 * self.time_step * self._forces(self.angles)
        return unpack(self.staggered, self.n_replicas) + half_kick

    def energy(self) -> NDArray:
        """Total energy of each ring above that of all bonds at the lowest V, shape (n_replicas,)."""
        bonds = self.potential.potential(ring_bonds(self.angles)) - self.potential.lowest
        return np.sum(0.5 * self.momenta**2 + bonds, axis=0)

    def _forces(self, angles: NDArray) -> NDArray:
        """dp_i/dt = V'(r_{i+1}) - V'(r_i) (IOS 2.1); same shape as `angles`."""
        pull = self.potential.force(ring_bonds(angles))
        return np.roll(pull, -1, axis=0) - pull
