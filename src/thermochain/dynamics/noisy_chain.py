r"""Chains of any bond force, geometry and conservative noise, between baths and forces or closed.

One step is B(dt/2) A(dt/2) N A(dt/2) B(dt/2): kicks, drifts, and between them the noise of the step and the exact
Ornstein-Uhlenbeck map of the end masses.  The events of the noise are those of Poisson processes, exact in number,
order and kind; only their times are moved to the middle of the step, so the scheme is symmetric and of second order.
Consecutive half kicks are one kick: momenta are stored half a step behind the bonds.  Moments take p at the time of the
bonds, but p^2 half a step to either side, where its error is of the fourth order at equilibrium.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numba import njit
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.dynamics.bond_geometry import line
from thermochain.dynamics.lanes import pack, unpack
from thermochain.dynamics.simd import LANES, load, splat, store
from thermochain.models.signed_swaps import SignedSwaps

MOMENTS = ("p", "p2", "s", "s2", "pf")


@njit(forceinline=True)
def _add(sums, at, value):
    store(sums, at, load(sums, at) + value)


@njit(forceinline=True)
def _swap(state, v, clocks, span, first, second, sign, rng):
    """The events of a time `span` in units of the mean time between events of a chain."""
    n_events = first.size
    for lane in range(LANES):
        left = clocks[v, lane] - span
        while left <= 0.0:
            e = min(int(rng.random() * n_events), n_events - 1)
            i, j = first[e], second[e]
            kept = sign[e] * state[v, i, lane]
            state[v, i, lane] = sign[e] * state[v, j, lane]
            state[v, j, lane] = kept
            left += rng.standard_exponential()
        clocks[v, lane] = left


@lru_cache
def _compiled(force, geometry):
    kick, drift = geometry(force)

    @njit(nogil=True)
    def run(state, clocks, swaps, span, dt, damping, amplitudes, pushes, strides, sums, forces, powers, rng):
        n_vectors, size, _ = state.shape
        n_bonds, n_masses = strides[2], size - strides[2]
        first, second, sign = swaps
        full, half = splat(dt), splat(0.5 * dt)
        samples = -(-pushes.shape[0] // strides[0])
        for v in range(n_vectors):
            start = v * size * LANES
            left = start + n_bonds * LANES
            for step in range(pushes.shape[0]):
                measured = step % strides[1] == 0
                if measured:
                    for site in range(n_masses):
                        p = load(state, left + site * LANES)
                        _add(sums, (v * n_masses + site) * 5 * LANES, p)
                        _add(sums, (v * n_masses + site) * 5 * LANES + LANES, p * p)
                push_left, push_right = splat(dt * pushes[step, 0]), splat(dt * pushes[step, 1])
                total, power = kick(state, start, n_bonds, n_masses, full, push_left, push_right)
                if measured:
                    _measure(state, v, start, left, n_bonds, n_masses, sums, force, half, pushes[step])
                if step % strides[0] == 0:
                    at = (v * samples + step // strides[0]) * LANES
                    store(forces, at, total)
                    store(powers, at, power)
                drift(state, start, n_bonds, n_masses, half)
                if first.size > 0:
                    _swap(state, v, clocks, span, first, second, sign, rng)
                for end in range(2):
                    if damping[end] < 1.0:
                        site = n_bonds + end * (n_masses - 1)
                        for lane in range(LANES):
                            kept = damping[end] * state[v, site, lane]
                            state[v, site, lane] = kept + amplitudes[end] * rng.standard_normal()
                drift(state, start, n_bonds, n_masses, half)

    return run


@njit
def _measure(state, v, start, left, n_bonds, n_masses, sums, force, half, push):
    """Add the moments after the kick; those of p and p^2 before it are in `sums` already."""
    previous = splat(0.0)
    for site in range(n_masses):
        at = (v * n_masses + site) * 5 * LANES
        p = load(state, left + site * LANES)
        _add(sums, at, p)
        _add(sums, at + LANES, p * p)
        if site < n_bonds:
            s = load(state, start + site * LANES)
            pull = force(s)
            back = pull - previous
            now = p - half * back
            if site == 0:
                now = now - half * splat(push[0])
            _add(sums, at + 2 * LANES, s)
            _add(sums, at + 3 * LANES, s * s)
            _add(sums, at + 4 * LANES, now * pull)
            previous = pull


class NoisyChains:
    """Independent chains of one kind, advanced together.

    Parameters
    ----------
    bonds, momenta
        State at time 0, shapes (n_bonds, n_replicas) and (n_masses, n_replicas); copied.
    time_step
        dt; frequencies are at most 2, for bending 4, so below 1 or 0.5.  Errors are of second order.
    force
        V', compiled, of `bond_forces`.
    geometry
        `bond_geometry.line`, `ring` or `bending_ring`.
    swaps, rate
        Events of the conservative noise and the rate of each.
    temperatures, friction
        Of the baths at the first and the last mass; friction 0 for no bath.
    pushes
        Forces on the first and the last mass: numbers, or a function of the times, shape (n,), to an array (n, 2).
    rng
        Source of noise.
    """

    def __init__(
        self,
        bonds: NDArray,
        momenta: NDArray,
        time_step: float,
        *,
        force: Callable,
        geometry: Callable = line,
        swaps: SignedSwaps,
        rate: float = 0.0,
        temperatures: tuple[float, float] = (0.0, 0.0),
        friction: tuple[float, float] = (0.0, 0.0),
        pushes: tuple[float, float] | Callable[[NDArray], NDArray] = (0.0, 0.0),
        rng: Generator,
    ):
        self.n_bonds, self.n_replicas = bonds.shape
        self.n_masses = momenta.shape[0]
        expected = self.n_masses - (geometry is line)
        if momenta.shape[1] != self.n_replicas or self.n_bonds != expected:
            raise ValueError(f"bonds {bonds.shape} and momenta {momenta.shape} do not belong to a {geometry.__name__}")
        if swaps.n_events == 0 and rate > 0:
            raise ValueError(f"rate={rate} must be 0 without events; choose a noise")
        self.time_step, self.rng = time_step, rng
        self._kick = geometry(force)[0]
        self._run = _compiled(force, geometry)
        self._state = pack(np.concatenate([bonds, momenta]))
        self._swaps = (swaps.first, swaps.second, swaps.sign)
        self._span = rate * swaps.n_events * time_step
        self._clocks = rng.standard_exponential((self._state.shape[0], LANES))
        self._damping = np.exp(-np.array(friction) * time_step)
        self._amplitudes = np.sqrt(np.array(temperatures) * (1.0 - self._damping**2))
        self._pushes = pushes if callable(pushes) else lambda times: np.broadcast_to(pushes, (times.size, 2))
        self._steps = 0
        self._half_kick(-1.0)

    def _half_kick(self, direction: float) -> None:
        """Bring the stored momenta half a step back (-1) or forward (1)."""
        h = 0.5 * direction * self.time_step
        push = self._pushes(np.array([self._steps * self.time_step]))[0]
        _kick_all(self._state, self.n_bonds, h, h * push[0], h * push[1], self._kick)

    def run(self, n_steps: int, *, stride: int, profile_stride: int) -> tuple[NDArray, NDArray]:
        """Advance n_steps.

        Returns
        -------
        Total currents before every stride-th step, (J^p, J^e) with J^p = -sum V'(s) and J^e the sum of the energy
        currents, shape (2, n_samples, n_replicas); and averages of `MOMENTS` over every profile_stride-th step, shape
        (5, n_masses, n_replicas): p, p^2, s, s^2 and p_i V'(s) of the bond after mass i, 0 where there is none.
        """
        n_vectors = self._state.shape[0]
        sums = np.zeros((n_vectors, self.n_masses, 5, LANES))
        n_samples = -(-n_steps // stride)
        forces, powers = (np.zeros((n_vectors, n_samples, LANES)) for _ in range(2))
        times = self.time_step * (self._steps + np.arange(n_steps))
        pushes = np.ascontiguousarray(self._pushes(times), dtype=float)
        self._run(
            self._state,
            self._clocks,
            self._swaps,
            self._span,
            self.time_step,
            self._damping,
            self._amplitudes,
            pushes,
            (stride, profile_stride, self.n_bonds),
            sums,
            forces,
            powers,
            self.rng,
        )
        self._steps += n_steps
        n_profiles = -(-n_steps // profile_stride)
        moments = unpack(sums, self.n_replicas).transpose(1, 0, 2) / n_profiles
        moments[:2] *= 0.5
        currents = np.stack([-unpack(forces, self.n_replicas), -0.25 * unpack(powers, self.n_replicas)])
        return currents, moments

    def state(self) -> tuple[NDArray, NDArray]:
        """Bonds and momenta now, shapes (n_bonds, n_replicas) and (n_masses, n_replicas)."""
        stored = self._state.copy()
        self._half_kick(1.0)
        now = unpack(self._state, self.n_replicas)
        self._state = stored
        return now[: self.n_bonds], now[self.n_bonds :]


@njit
def _kick_all(state, n_bonds, h, push_left, push_right, kick):
    for v in range(state.shape[0]):
        first, n_masses = v * state.shape[1] * LANES, state.shape[1] - n_bonds
        kick(state, first, n_bonds, n_masses, splat(h), splat(push_left), splat(push_right))
