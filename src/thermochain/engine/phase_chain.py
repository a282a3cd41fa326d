r"""Engine for open chains of rotors between baths and torques, in integers: sixteen replicas at a time.

A bond r = q_i - q_{i-1} is a phase, an int32 of which 2^32 make a turn; a momentum is an int32 in the unit in which it
turns its rotor by one phase in a step.  One step is B A O A B, as on a line of `noisy_chain`,

    y_i <- y_i + k(x_{i+1}) - k(x_i),    x_i <- x_i + y_i - y_{i-1},    k(x) = strength sin(2 pi x / 2^32), rounded,

with the map O (`end_baths`) of both end momenta in the middle of the drift.  The sine is taken in single precision and
depends on the phase alone, so that between the ends momentum is conserved exactly and rounding neither heats nor cools
the chain.  Moments are taken in double precision, by the `visit` of a line.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.core.compiled import compiled
from thermochain.core.pieces import pieces
from thermochain.engine.bond_forces.rotor import rotor
from thermochain.engine.bond_geometry import Place, line
from thermochain.engine.bond_moments import CIRCULAR
from thermochain.engine.chain_records import Plan, Sums, checked_row, noise_pieces
from thermochain.engine.end_baths import EndBaths
from thermochain.engine.lanes import pack, unpack
from thermochain.engine.phases import as_angles, as_phases, check_momenta, momentum_unit
from thermochain.engine.simd import (
    LANES,
    PHASE_LANES,
    load,
    multiply_add,
    splat,
    store,
    to_floats,
    to_integers,
)
from thermochain.engine.sine import PHASES, SineFactors, in_all_lanes, sine_factors, sine_of_phases

_HALF = np.float32(0.5)
_, _, _, _visit = line(rotor, CIRCULAR)


class PhaseStep(NamedTuple):
    """Numbers of one step."""

    sine: SineFactors
    turns: float  # one phase in turns
    momentum: float  # one unit of the stored momenta
    kick: float  # dt


class PhaseEnds(NamedTuple):
    """Four vectors of floats: what the map O adds to an end momentum, change p + push."""

    change_left: float
    push_left: float
    change_right: float
    push_right: float


class EndMaps(NamedTuple):
    """The map O of both end momenta, in units of the stored momenta; arrays of float32, shape (2,)."""

    change: NDArray  # damping - 1
    amplitude: NDArray  # of the noise
    push: NDArray  # of the torques


@njit(forceinline=True)
def _ends(maps, normal, at):
    """The maps with the standard normal numbers from the flat offset `at` on."""
    return PhaseEnds(
        splat(maps.change[0]),
        multiply_add(splat(maps.amplitude[0]), load(normal, at), splat(maps.push[0])),
        splat(maps.change[1]),
        multiply_add(splat(maps.amplitude[1]), load(normal, at + PHASE_LANES), splat(maps.push[1])),
    )


@njit(forceinline=True)
def _mean(a, b):
    """Integers nearest to half the sum."""
    return to_integers(splat(_HALF) * (to_floats(a) + to_floats(b)))


@njit(forceinline=True)
def _step(state, first, n_bonds, factors, ends):
    """Advance sixteen chains by one step; return two sums over each chain, as `bond_geometry.line` does.

    The sums are multiplied by the strength of the sine, with momenta in their integer unit.
    """
    base = first + PHASE_LANES * n_bonds
    bond = load(state, first)
    left = sine_of_phases(bond, factors)
    left_kick = to_integers(left)
    before = load(state, base)
    after = before + left_kick
    pushed = after + to_integers(multiply_add(ends.change_left, to_floats(after), ends.push_left))
    store(state, base, pushed)
    velocity = _mean(after, pushed)
    forces = left
    power = (to_floats(before) + to_floats(after)) * left
    for k in range(PHASE_LANES, PHASE_LANES * n_bonds, PHASE_LANES):
        next_bond = load(state, first + k)
        right = sine_of_phases(next_bond, factors)
        right_kick = to_integers(right)
        before = load(state, base + k)
        after = before + (right_kick - left_kick)
        store(state, base + k, after)
        store(state, first + k - PHASE_LANES, bond + (after - velocity))
        forces = forces + right
        power = multiply_add(to_floats(before) + to_floats(after), left + right, power)
        bond = next_bond
        left, left_kick = right, right_kick
        velocity = after
    k = PHASE_LANES * n_bonds
    before = load(state, base + k)
    after = before - left_kick
    pushed = after + to_integers(multiply_add(ends.change_right, to_floats(after), ends.push_right))
    store(state, base + k, pushed)
    store(state, first + k - PHASE_LANES, bond + (_mean(after, pushed) - velocity))
    return forces, multiply_add(to_floats(before) + to_floats(after), left, power)


@njit
def _in_doubles(state, v, n_bonds, step, copy):
    """Write the chains of vector v to `copy`, (2, size, LANES): bonds in turns, then momenta."""
    for half in range(2):
        for i in range(state.shape[1]):
            unit = step.turns if i < n_bonds else step.momentum
            for lane in range(LANES):
                copy[half, i, lane] = unit * state[v, i, LANES * half + lane]


@njit
def _add_lanes(sums, v, row, which, values):
    for lane in range(PHASE_LANES):
        sums[v, row, which, lane] += values[lane]


@compiled()
def _run(state, n_bonds, step, maps, normal, plan, sums):
    """Advance all chains by as many steps as there are random numbers, and add moments and currents to `sums`.

    The standard normal numbers are float32 of shape (n_vectors, n_steps, 2, PHASE_LANES).
    """
    n_vectors, n_steps = normal.shape[:2]
    size = state.shape[1]
    n_masses = size - n_bonds
    row = sums.moments.shape[2] * LANES
    factors = in_all_lanes(step.sine)
    copy = np.empty((2, size, LANES))
    read = np.empty((2, PHASE_LANES), dtype=np.float32)
    for v in range(n_vectors):
        first = v * size * PHASE_LANES
        for start in range(0, n_steps, plan.stride):
            now = plan.done + start
            if now % plan.profile_stride == 0:
                _in_doubles(state, v, n_bonds, step, copy)
                for half in range(2):
                    place = Place(half * size * LANES, n_bonds, n_masses)
                    _visit(copy, place, step.kick, sums.moments, (2 * v + half) * n_masses * row)
            at = 2 * PHASE_LANES * (v * n_steps + start)
            forces, power = _step(state, first, n_bonds, factors, _ends(maps, normal, at))
            store(read, 0, forces)
            store(read, PHASE_LANES, power)
            _add_lanes(sums.currents, v, now // plan.row_steps, 0, read[0])
            _add_lanes(sums.currents, v, now // plan.row_steps, 1, read[1])
            for t in range(start + 1, min(start + plan.stride, n_steps)):
                at = 2 * PHASE_LANES * (v * n_steps + t)
                _step(state, first, n_bonds, factors, _ends(maps, normal, at))


class PhaseChains:
    """Independent open chains of rotors between the same baths, advanced together.

    Parameters
    ----------
    bonds, momenta
        State at time 0 in radians, shapes (n_bonds, n_replicas) and (n_bonds + 1, n_replicas); copied.
    time_step
        Step dt, below 1; averages carry an error of order dt^2.
    temperatures, friction, torques
        Temperatures and frictions of the baths at the first and the last rotor, and the torques on them; friction 0
        means no bath.
    rng
        Source of all random numbers.

    Attributes
    ----------
    stored
        Bonds as phases, then momenta half a step earlier, int32 of shape (n_vectors, 2 n_bonds + 1, PHASE_LANES).
        `stored` and the state of `rng` determine the rest of the trajectory.

    Raises
    ------
    ValueError
        A rotor turns by nearly half a turn in a step (`phases.check_momenta`).
    """

    def __init__(
        self,
        bonds: NDArray,
        momenta: NDArray,
        time_step: float,
        *,
        temperatures: tuple[float, float],
        friction: tuple[float, float],
        torques: tuple[float, float],
        rng: Generator,
    ):
        check_momenta(momenta, time_step)
        self.n_bonds, self.n_replicas = bonds.shape
        self.time_step, self.rng = time_step, rng
        self._unit = momentum_unit(time_step)
        behind = np.rint((momenta - 0.5 * self._kick(bonds)) / self._unit).astype(np.int32)
        self.stored = pack(np.concatenate([as_phases(bonds), behind]), PHASE_LANES)
        self._ends = EndBaths(temperatures, friction, np.ones(2), time_step)
        self._torques = np.array(torques, dtype=float)
        strength = time_step / self._unit
        self._step = PhaseStep(sine_factors(strength), 1.0 / PHASES, self._unit, time_step)
        self._maps = EndMaps(
            (self._ends.damping - 1.0).astype(np.float32),
            (self._ends.amplitudes / self._unit).astype(np.float32),
            (self._ends.response * self._torques / self._unit).astype(np.float32),
        )

    def run(self, n_steps: int, *, stride: int, profile_stride: int, averaged: int = 1) -> tuple[NDArray, NDArray]:
        """Advance the chains by n_steps steps and return their currents and moments, as `NoisyChains.run` does."""
        row_steps = checked_row(n_steps, stride, profile_stride, averaged)
        n_vectors, n_masses = self.stored.shape[0], self.n_bonds + 1
        sums = Sums(
            moments=np.zeros((2 * n_vectors, n_masses, len(CIRCULAR.names), LANES)),
            currents=np.zeros((n_vectors, n_steps // row_steps, 2, PHASE_LANES)),
        )
        for steps in noise_pieces(n_steps, stride):
            self._advance(len(steps), Plan(steps.start, stride, profile_stride, row_steps), sums)
        moments = unpack(sums.moments, self.n_replicas).transpose(1, 0, 2) / -(-n_steps // profile_stride)
        strength = self.time_step / self._unit
        per_current = np.array([[-1.0 / strength], [-0.25 * self._unit / strength]]) / averaged
        return (unpack(sums.currents, self.n_replicas) * per_current).transpose(1, 0, 2), moments

    def _advance(self, n_steps: int, plan: Plan, sums: Sums) -> None:
        """Draw the noise of n_steps steps and advance by them."""
        n_vectors = self.stored.shape[0]
        shape = (n_vectors, n_steps, 2, PHASE_LANES)
        has_bath = self._ends.amplitudes.any()
        normal = self.rng.standard_normal(shape, dtype=np.float32) if has_bath else np.zeros(shape, dtype=np.float32)
        for some in pieces(n_vectors, self.stored[0].size * n_steps):
            part = Sums(sums.moments[2 * some.start : 2 * some.stop], sums.currents[some])
            _run(self.stored[some], self.n_bonds, self._step, self._maps, normal[some], plan, part)

    def state(self) -> tuple[NDArray, NDArray]:
        """Bonds in [-pi, pi) and momenta at the present time, (n_bonds, n_replicas) and (n_bonds + 1, n_replicas)."""
        now = unpack(self.stored, self.n_replicas)
        bonds = as_angles(now[: self.n_bonds])
        return bonds, self._unit * now[self.n_bonds :] + 0.5 * self._kick(bonds)

    def power_of_ends(self, moments: NDArray) -> NDArray:
        """Mean power with which baths and torques acted at either end, shape (2, n_replicas) (`EndBaths.power`)."""
        return self._ends.power(moments, self._torques[:, None], self.time_step)

    def energies(self, potential: Callable[[NDArray], NDArray]) -> NDArray:
        """Energy of each chain at the present time, shape (n_replicas,), from the potential V of a bond."""
        bonds, momenta = self.state()
        return 0.5 * np.sum(momenta**2, axis=0) + np.sum(potential(bonds), axis=0)

    def _kick(self, bonds: NDArray) -> NDArray:
        """Change of the momenta in a whole kick, shape (n_bonds + 1, n_replicas)."""
        return self.time_step * np.diff(np.sin(bonds), axis=0, prepend=0.0, append=0.0)
