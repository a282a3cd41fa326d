r"""Chains of any bond force, geometry and conservative noise, between baths and forces or closed: one engine for all.

One step is B A O N O A B, a half step of each beside the whole N: kicks, drifts, the exact Ornstein-Uhlenbeck map of
the end masses with the forces F on them, and the noise in the bulk.  Over a time dt


    O:  p -> c p + (1 - c) F/gamma + sqrt(T (1 - c^2)) xi,      c = exp(-gamma dt);   p -> p + dt F without a bath.

The events of the noise N are those of Poisson processes, exact in number, order and kind; only their times are moved to
the middle of the step, so the scheme is symmetric and of second order.  Consecutive half kicks are one kick: momenta
are stored half a step behind the bonds, those of the ends after their O, and a step without N is one pass over a line.
Moments are means of those just before and just after the kick, so that p^2 has an error of the fourth order at
equilibrium.  Storage is (vector, coordinate, lane) with `LANES` replicas side by side; a vector's chain stays in the
cache while it is advanced.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numba import njit
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.engine.bond_geometry import line
from thermochain.engine.bond_moments import SQUARES, BondMoments
from thermochain.engine.lanes import pack, unpack
from thermochain.engine.signed_swaps import SignedSwaps
from thermochain.engine.simd import LANES, load, multiply_add, splat, store

_MOST_STEPS = 2048  # whose noise is drawn at once


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


@njit(forceinline=True)
def _pushed(noise, at, baths, push_left, push_right):
    """Damping and push of the left end, then of the right end."""
    left = multiply_add(baths[1], load(noise, at), push_left)
    right = multiply_add(baths[3], load(noise, at + LANES), push_right)
    return baths[0], left, baths[2], right


@njit(forceinline=True)
def _push_ends(state, left, right, ends):
    store(state, left, multiply_add(ends[0], load(state, left), ends[1]))
    store(state, right, multiply_add(ends[2], load(state, right), ends[3]))


def _step_with(noisy, kick, drift, step):
    """One step of eight chains, which returns the sums of the kick."""

    @njit(forceinline=True)
    def plain(state, v, n_bonds, h, h_drift, noise, at, baths, push_left, push_right, clocks, swaps, span, rng):
        size = state.shape[1]
        ends = _pushed(noise, at, baths, push_left, push_right)
        return step(state, v * size * LANES, n_bonds, size - n_bonds, h, h_drift, *ends)

    @njit(forceinline=True)
    def interrupted(state, v, n_bonds, h, h_drift, noise, at, baths, push_left, push_right, clocks, swaps, span, rng):
        size = state.shape[1]
        first, n_masses = v * size * LANES, size - n_bonds
        left, right = first + LANES * n_bonds, first + LANES * (size - 1)
        half = splat(0.5) * h_drift
        sums = kick(state, first, n_bonds, n_masses, h)
        drift(state, first, n_bonds, n_masses, half)
        _push_ends(state, left, right, _pushed(noise, at, baths, push_left, push_right))
        _swap(state, v, clocks, span, *swaps, rng)
        _push_ends(state, left, right, _pushed(noise, at + 2 * LANES, baths, push_left, push_right))
        drift(state, first, n_bonds, n_masses, half)
        return sums

    return interrupted if noisy else plain


@lru_cache
def _compiled(force, geometry, moments, noisy):
    kick, drift, step, visit = geometry(force, moments)
    advance = _step_with(noisy, kick, drift, step)
    row = LANES * len(moments.names)

    @njit(nogil=True)
    def run(state, n_bonds, dt, dt_drift, noise, baths, pushes, plan, clocks, swaps, span, rng, sums, currents):
        """Advance as many steps as there are pushes.

        noise: shape (n_vectors, n_steps, draws, 2, LANES).  baths: damping, amplitude of the left and the right end.
        plan: steps done before, steps between currents, between moments, and to a row of currents.
        Adds the moments to `sums` and the sums of kicks to `currents`, shape (n_vectors, n_rows, 2, LANES).
        """
        n_vectors, n_steps, draws = noise.shape[:3]
        done, stride, profile_stride, row_steps = plan
        size = state.shape[1]
        n_masses = size - n_bonds
        h, h_drift = splat(dt), splat(dt_drift)
        bath = (splat(baths[0]), splat(baths[1]), splat(baths[2]), splat(baths[3]))
        for v in range(n_vectors):
            at = 2 * v * n_steps * draws * LANES
            for start in range(0, n_steps, stride):
                if (done + start) % profile_stride == 0:
                    visit(state, v * size * LANES, n_bonds, n_masses, h, sums, v * n_masses * row)
                left, right = splat(pushes[start, 0]), splat(pushes[start, 1])
                total, power = advance(
                    state, v, n_bonds, h, h_drift, noise, at, bath, left, right, clocks, swaps, span, rng
                )
                at_row = 2 * (v * currents.shape[1] + (done + start) // row_steps) * LANES
                store(currents, at_row, load(currents, at_row) + total)
                store(currents, at_row + LANES, load(currents, at_row + LANES) + power)
                at += 2 * draws * LANES
                for t in range(start + 1, min(start + stride, n_steps)):
                    left, right = splat(pushes[t, 0]), splat(pushes[t, 1])
                    advance(state, v, n_bonds, h, h_drift, noise, at, bath, left, right, clocks, swaps, span, rng)
                    at += 2 * draws * LANES

    @njit
    def kick_all(state, n_bonds, h):
        size = state.shape[1]
        for v in range(state.shape[0]):
            kick(state, v * size * LANES, n_bonds, size - n_bonds, splat(h))

    return run, kick_all


class NoisyChains:
    """Independent chains of one kind, advanced together.

    Parameters
    ----------
    bonds, momenta
        State at time 0, shapes (n_bonds, n_replicas) and (n_masses, n_replicas); copied.
    time_step
        dt; frequencies are at most 2, for bending 4, so below 1 or 0.5.  Errors are of second order.
    force, unit
        V' of a bond in this unit, compiled, of `bond_forces`; `stored` and `moments` have the bonds in this unit too.
    geometry
        `bond_geometry.line`, `ring` or `bending_ring`.
    swaps, rate
        Events of the conservative noise and the rate of each.
    temperatures, friction
        Of the baths at the first and the last mass of a line; friction 0 for no bath.
    pushes
        Forces on the first and the last mass of a line: numbers, or a function of the times, shape (n,), to an array
        (n, 2).
    moments
        What is averaged of masses and bonds of a line, of `bond_moments`.
    rng
        Source of noise.

    Attributes
    ----------
    stored
        Bonds, then momenta half a step earlier, as the kernel keeps them, shape (n_vectors, n_bonds + n_masses, LANES);
        without bulk noise they and the state of `rng` determine what follows.

    Raises
    ------
    ValueError
        The shapes do not belong to the geometry, a rate is given without events, or a ring has ends.
    """

    def __init__(
        self,
        bonds: NDArray,
        momenta: NDArray,
        time_step: float,
        *,
        force: Callable,
        unit: float = 1.0,
        geometry: Callable = line,
        swaps: SignedSwaps,
        rate: float = 0.0,
        temperatures: tuple[float, float] = (0.0, 0.0),
        friction: tuple[float, float] = (0.0, 0.0),
        pushes: tuple[float, float] | Callable[[NDArray], NDArray] = (0.0, 0.0),
        moments: BondMoments = SQUARES,
        rng: Generator,
    ):
        self.n_bonds, self.n_replicas = bonds.shape
        self.n_masses = momenta.shape[0]
        expected = self.n_masses - (geometry is line)
        if momenta.shape[1] != self.n_replicas or self.n_bonds != expected:
            raise ValueError(f"bonds {bonds.shape} and momenta {momenta.shape} do not belong to a {geometry.__name__}")
        if swaps.n_events == 0 and rate > 0:
            raise ValueError(f"rate={rate} must be 0 without events; choose a noise")
        if geometry is not line and (any(friction) or callable(pushes) or any(pushes)):
            raise ValueError(f"friction={friction}, pushes={pushes} must be 0: a {geometry.__name__} has no ends")
        self.time_step, self.unit, self.rng = time_step, unit, rng
        self._n_moments = len(moments.names) if geometry is line else 0
        self._run, self._kick_all = _compiled(force, geometry, moments, swaps.n_events > 0)
        self.stored = pack(np.concatenate([bonds / unit, momenta]))
        self._swaps = (swaps.first, swaps.second, swaps.sign)
        self._span = rate * swaps.n_events * time_step
        n_vectors = self.stored.shape[0]
        self._clocks = rng.standard_exponential((n_vectors, LANES)) if swaps.n_events else np.zeros((n_vectors, LANES))
        self._draws = 2 if swaps.n_events else 1  # of the baths in a step, each for as long a time
        span = time_step / self._draws
        damping = np.exp(-np.array(friction) * span)
        amplitudes = np.sqrt(np.array(temperatures) * (1.0 - damping**2))
        self._baths = (damping[0], amplitudes[0], damping[1], amplitudes[1])
        self._response = np.array([(1.0 - np.exp(-g * span)) / g if g > 0 else span for g in friction])
        self._pushes = pushes if callable(pushes) else lambda times: np.broadcast_to(pushes, (times.size, 2))
        self._steps = 0
        self._half_kick(-1.0)

    def _half_kick(self, direction: float) -> None:
        """Bring the stored momenta half a step back (-1) or forward (1)."""
        self._kick_all(self.stored, self.n_bonds, 0.5 * direction * self.time_step)

    def run(self, n_steps: int, *, stride: int, profile_stride: int, averaged: int = 1) -> tuple[NDArray, NDArray]:
        """Advance n_steps.

        Parameters
        ----------
        n_steps
            A multiple of `stride` x `averaged`.
        stride, profile_stride
            Currents are read before every stride-th step, moments before every profile_stride-th, a multiple of it.
        averaged
            So many consecutive currents are averaged.

        Returns
        -------
        Total currents (J^p, J^e) with J^p = -sum V'(s) and J^e the sum of the energy currents, shape (2, n_averages,
        n_replicas); and averages of the moments, shape (n_moments, n_masses, n_replicas), those of bond b in row b, and
        0 where there is none; of a ring, none.

        Raises
        ------
        ValueError
            One number of steps is no multiple of the other.
        """
        row_steps = stride * averaged
        for name, steps, part in (("n_steps", n_steps, row_steps), ("profile_stride", profile_stride, stride)):
            if steps % part:
                raise ValueError(f"{name}={steps} must be a multiple of {part}; {part * (steps // part + 1)} is one")
        n_vectors = self.stored.shape[0]
        sums = np.zeros((n_vectors, self.n_masses, self._n_moments, LANES))
        currents = np.zeros((n_vectors, n_steps // row_steps, 2, LANES))
        most = max(_MOST_STEPS // stride, 1) * stride
        for done in range(0, n_steps, most):
            plan = (done, stride, profile_stride, row_steps)
            self._advance(min(most, n_steps - done), plan, sums, currents)
        moments = unpack(sums, self.n_replicas).transpose(1, 0, 2) / -(-n_steps // profile_stride)
        per_current = np.array([[-1.0], [-0.25]]) / averaged
        return (unpack(currents, self.n_replicas) * per_current).transpose(1, 0, 2), moments

    def _advance(self, n_steps: int, plan: tuple[int, ...], sums: NDArray, currents: NDArray) -> None:
        n_vectors = self.stored.shape[0]
        shape = (n_vectors, n_steps, self._draws, 2, LANES)
        noise = self.rng.standard_normal(shape) if self._baths[1] or self._baths[3] else np.zeros(shape)
        times = self.time_step * (self._steps + np.arange(n_steps) + 0.5)
        self._run(
            self.stored,
            self.n_bonds,
            self.time_step,
            self.time_step / self.unit,
            noise,
            self._baths,
            self._response * self._pushes(times),
            plan,
            self._clocks,
            self._swaps,
            self._span,
            self.rng,
            sums,
            currents,
        )
        self._steps += n_steps

    def state(self) -> tuple[NDArray, NDArray]:
        """Bonds and momenta now, shapes (n_bonds, n_replicas) and (n_masses, n_replicas)."""
        stored = self.stored.copy()
        self._half_kick(1.0)
        now = unpack(self.stored, self.n_replicas)
        self.stored = stored
        return self.unit * now[: self.n_bonds], now[self.n_bonds :]
