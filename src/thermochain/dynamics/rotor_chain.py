r"""Open chains of rotors between two Langevin baths, pulled by a torque at either end (IOS 2.1)-(2.2).

One step is the splitting B A O A B: half a kick, half a drift, the exact Ornstein-Uhlenbeck map of the two end
rotors with their torques, half a drift, half a kick.  Only the ends have an O, so in the bulk this is velocity Verlet,
and it is swept as a leapfrog in one pass over the chain a step: momenta live half a step behind the angles, those
of the ends after their O.  At the end rotors

    O:  p -> c p + (1 - c) tau/gamma + sqrt(T (1 - c^2)) xi,      c = exp(-gamma dt),

so that at equilibrium the angles have the Gibbs law to the second order of the step and p_{n-1/2} its variance to the
fourth.  Currents use p_n = (p_{n-1/2} + p_{n+1/2})/2.  Storage is (vector, site, lane) with `LANES` replicas side by
side and angles in turns; a vector's chain stays in the cache while it is advanced.
"""

import numpy as np
from numba import njit
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.dynamics.lanes import pack, unpack
from thermochain.dynamics.simd import LANES, load, multiply_add, splat, store
from thermochain.dynamics.sine import sine_of_turns
from thermochain.models import open_chain

N_MOMENTS = len(open_chain.MOMENTS)

_TURN = 2.0 * np.pi
_MOST_STEPS = 2048  # whose noise is drawn at once


@njit(forceinline=True)
def _sweep(turns, momenta, first, n_sites, kick, drift, half_drift, damping, push_left, push_right):
    """One step of the eight chains stored from element `first` on.

    `push_left` and `push_right` are what the baths add to the damped momenta of the ends.  Returns sum_i sin r_i and
    sum_i 2 (p_{i-1} + p_i) sin r_i at the time before the step; where the caller drops them, the compiler drops
    their arithmetic.
    """
    last = first + LANES * (n_sites - 1)
    next_angle = load(turns, first + LANES)
    angle = load(turns, first)
    right = sine_of_turns(next_angle - angle)
    before = load(momenta, first)
    after = multiply_add(kick, right, before)
    middle = multiply_add(half_drift, after, angle)
    pushed = multiply_add(damping, after, push_left)
    store(momenta, first, pushed)
    store(turns, first, multiply_add(half_drift, pushed, middle))
    sines = right
    power = (before + after) * right
    for i in range(first + LANES, last, LANES):
        angle = next_angle
        left = right
        next_angle = load(turns, i + LANES)
        right = sine_of_turns(next_angle - angle)
        before = load(momenta, i)
        after = multiply_add(kick, right - left, before)
        store(momenta, i, after)
        store(turns, i, multiply_add(drift, after, angle))
        sines = sines + right
        power = multiply_add(before + after, left + right, power)
    before = load(momenta, last)
    after = before - kick * right
    middle = multiply_add(half_drift, after, next_angle)
    pushed = multiply_add(damping, after, push_right)
    store(momenta, last, pushed)
    store(turns, last, multiply_add(half_drift, pushed, middle))
    power = multiply_add(before + after, right, power)
    return sines, power


@njit(forceinline=True)
def _add(sums, at, value):
    store(sums, at, load(sums, at) + value)


@njit(forceinline=True)
def _add_bond(sums, at, bond, mean):
    """Add the moments of one bond, given in turns; `mean` = (p_{i-1} + p_i)/2 at the time of the angles."""
    sine = sine_of_turns(bond)
    cosine = sine_of_turns(bond + splat(0.25))
    twice = sine + sine
    _add(sums, at + 4 * LANES, sine)
    _add(sums, at + 5 * LANES, cosine)
    _add(sums, at + 6 * LANES, twice * cosine)
    _add(sums, at + 7 * LANES, splat(1.0) - twice * sine)
    _add(sums, at + 8 * LANES, mean * sine)
    _add(sums, at + 9 * LANES, mean * cosine)


@njit(forceinline=True)
def _add_site(sums, at, before, after):
    """Add the powers of one momentum, each the mean of those half a step before and after.

    Half a step away the variance of p is the temperature to the fourth order of the step; at the time of the angles it
    is only to the second.
    """
    half = splat(0.5)
    square_before, square_after = before * before, after * after
    _add(sums, at, half * (before + after))
    _add(sums, at + LANES, half * (square_before + square_after))
    _add(sums, at + 2 * LANES, half * multiply_add(square_before, before, square_after * after))
    _add(sums, at + 3 * LANES, half * multiply_add(square_before, square_before, square_after * square_after))


@njit(forceinline=True)
def _measure(turns, momenta, first, n_sites, kick, sums):
    """Add `open_chain.MOMENTS` of the eight chains to `sums`, shape (n_vectors, n_sites, N_MOMENTS, LANES)."""
    last = first + LANES * (n_sites - 1)
    left = splat(0.0)
    bond = splat(0.0)
    neighbour = splat(0.0)
    for i in range(first, last + LANES, LANES):
        right = splat(0.0)
        next_bond = splat(0.0)
        if i < last:
            next_bond = load(turns, i + LANES) - load(turns, i)
            right = sine_of_turns(next_bond)
        before = load(momenta, i)
        after = multiply_add(kick, right - left, before)
        _add_site(sums, i * N_MOMENTS, before, after)
        if i > first:
            _add_bond(sums, i * N_MOMENTS, bond, splat(0.25) * (neighbour + before + after))
        left = right
        bond = next_bond
        neighbour = before + after


@njit(nogil=True)
def _run(turns, momenta, noise, plan, step, bath, sums, currents):
    """Advance all chains by as many steps as there is noise.

    noise: shape (n_vectors, n_steps, 2, LANES).  plan: steps between profiles and between currents.  step: kick, drift.
    bath: damping, then mean push and amplitude of the left and the right end.
    Adds the moments to `sums` and sum sin r, sum 2 (p + p) sin r to `currents`, shape (n_vectors, 2, LANES).
    """
    n_vectors, n_sites, _ = turns.shape
    n_steps = noise.shape[1]
    profile_stride, stride = plan
    kick, drift = splat(step[0]), splat(step[1])
    half_drift = splat(0.5 * step[1])
    damping = splat(bath[0])
    mean_left, amplitude_left, mean_right, amplitude_right = (
        splat(bath[1]),
        splat(bath[2]),
        splat(bath[3]),
        splat(bath[4]),
    )
    for v in range(n_vectors):
        first = v * n_sites * LANES
        all_sines = load(currents, 2 * v * LANES)
        all_power = load(currents, (2 * v + 1) * LANES)
        at = 2 * v * n_steps * LANES
        for start in range(0, n_steps, stride):
            if start % profile_stride == 0:
                _measure(turns, momenta, first, n_sites, kick, sums)
            push_left = multiply_add(amplitude_left, load(noise, at), mean_left)
            push_right = multiply_add(amplitude_right, load(noise, at + LANES), mean_right)
            sines, power = _sweep(
                turns, momenta, first, n_sites, kick, drift, half_drift, damping, push_left, push_right
            )
            all_sines = all_sines + sines
            all_power = all_power + power
            at += 2 * LANES
            for _ in range(stride - 1):
                push_left = multiply_add(amplitude_left, load(noise, at), mean_left)
                push_right = multiply_add(amplitude_right, load(noise, at + LANES), mean_right)
                _sweep(turns, momenta, first, n_sites, kick, drift, half_drift, damping, push_left, push_right)
                at += 2 * LANES
        store(currents, 2 * v * LANES, all_sines)
        store(currents, (2 * v + 1) * LANES, all_power)


class RotorChains:
    """Independent chains of the same size between the same baths, advanced together.

    Parameters
    ----------
    angles, momenta
        State at time 0, shape (n_rotors, n_replicas), in radians; n_rotors >= 3.  The arrays are copied.
    time_step
        Step of the splitting; stable below 1, averages carry an error of order (time_step)^2.
    temperatures, torques
        (T_L, T_R) and (tau_L, tau_R).
    friction
        gamma >= 0 of both baths.  With 0, and no torques, the chain is closed and its ends are free.
    rng
        Source of the baths' noise; with the state it determines everything that follows.

    Raises
    ------
    ValueError
        The shapes differ, there are fewer than three rotors, or a closed chain is given torques.
    """

    def __init__(
        self,
        angles: NDArray,
        momenta: NDArray,
        time_step: float,
        *,
        temperatures: tuple[float, float],
        torques: tuple[float, float],
        friction: float,
        rng: Generator,
    ):
        if angles.shape != momenta.shape or angles.ndim != 2 or angles.shape[0] < 3:
            raise ValueError(
                f"angles {angles.shape} and momenta {momenta.shape} must have one shape (n_rotors >= 3, n_replicas)"
            )
        if friction == 0 and any(torques):
            raise ValueError(f"friction={friction} must be > 0 with torques={torques}; they would accelerate the chain")
        self.n_rotors, self.n_replicas = angles.shape
        self.time_step = time_step
        self.rng = rng
        self._turns = pack(angles / _TURN)
        self._staggered = pack(momenta - 0.5 * time_step * open_chain.forces(angles))
        damping = np.exp(-friction * time_step)
        ends = []
        for temperature, torque in zip(temperatures, torques, strict=True):
            mean = (1.0 - damping) * torque / friction if torque else 0.0
            ends += [mean, np.sqrt(temperature * (1.0 - damping**2))]
        self._bath = (float(damping), *map(float, ends))

    def run(self, n_steps: int, stride: int, profile_stride: int) -> tuple[NDArray, NDArray]:
        """Advance n_steps and return averages over them, of each replica.

        Parameters
        ----------
        n_steps
            A multiple of `profile_stride`, which is a multiple of `stride`.
        stride, profile_stride
            Currents are read before every stride-th step, moments before every profile_stride-th.

        Returns
        -------
        j^p and j^e averaged over the bonds, shape (2, n_replicas): -sin r and -(p_{i-1} + p_i)/2 sin r, the second
        with the time average of IOS (2.4); and `open_chain.MOMENTS`, shape (10, n_rotors, n_replicas).
        """
        # Whole turns of a chain change nothing and cost precision: drop them.
        self._turns -= np.rint(self._turns)
        n_vectors = self._turns.shape[0]
        sums = np.zeros((n_vectors, self.n_rotors, N_MOMENTS, LANES))
        currents = np.zeros((n_vectors, 2, LANES))
        most = max(_MOST_STEPS // profile_stride, 1) * profile_stride
        for done in range(0, n_steps, most):
            noise = self.rng.standard_normal((n_vectors, min(most, n_steps - done), 2, LANES))
            plan, step = (profile_stride, stride), (self.time_step, self.time_step / _TURN)
            _run(self._turns, self._staggered, noise, plan, step, self._bath, sums, currents)
        n_bonds = self.n_rotors - 1
        per_bond = np.array([[-1.0], [-0.25]]) / (n_bonds * (n_steps // stride))
        moments = unpack(sums, self.n_replicas).transpose(1, 0, 2) / (n_steps // profile_stride)
        return unpack(currents, self.n_replicas) * per_bond, moments

    @property
    def angles(self) -> NDArray:
        """Angles up to whole turns, shape (n_rotors, n_replicas)."""
        return _TURN * unpack(self._turns, self.n_replicas)

    @property
    def momenta(self) -> NDArray:
        """Momenta at the time of the angles, shape (n_rotors, n_replicas)."""
        half_kick = 0.5 * self.time_step * open_chain.forces(self.angles)
        return unpack(self._staggered, self.n_replicas) + half_kick

    @property
    def state(self) -> dict[str, NDArray]:
        """What `restore` needs, besides the state of `rng`, to go on with the same bits."""
        return {"turns": self._turns, "staggered": self._staggered}

    def restore(self, turns: NDArray, staggered: NDArray) -> None:
        """Go back to a `state`."""
        self._turns, self._staggered = np.ascontiguousarray(turns), np.ascontiguousarray(staggered)
