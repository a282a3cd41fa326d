r"""Engine for chains with any bond force, geometry and conservative noise, closed or between baths and forces.

One step is B A O N O A B, with half steps of B, A and O and a full step of N: kicks, drifts, the exact map of the
end masses with their baths and the forces on them (`end_baths`), and the noise in the bulk.

The events of the noise N are those of Poisson processes, exact in number, order and kind; only their times are moved to
the middle of the step, so the scheme is symmetric and of second order.  Consecutive half kicks are one kick: momenta
are stored half a step behind the bonds, the end momenta after their O, and a step without N is one pass over a line.
Moments are averages of the values just before and just after the kick, so that p^2 has an error of the fourth order at
equilibrium.  Kernels move velocities p/m (`masses`).  Storage is (vector, coordinate, lane) with `LANES` replicas side
by side; a vector's chain stays in the cache while it is advanced.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numba import njit
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from thermochain.core.compiled import compiled
from thermochain.core.pieces import pieces
from thermochain.engine.bond_geometry import Ends, Place, line
from thermochain.engine.bond_moments import SQUARES, BondMoments
from thermochain.engine.chain_records import Baths, EndDraws, Events, Plan, Sums, TimeStep, checked_row, noise_pieces
from thermochain.engine.end_baths import EndBaths
from thermochain.engine.lanes import pack, unpack
from thermochain.engine.masses import check_noise, checked_masses, kick_steps
from thermochain.engine.signed_swaps import SignedSwaps
from thermochain.engine.simd import LANES, load, multiply_add, splat, store


@njit(forceinline=True)
def _swap(state, v, events, rng):
    """Apply the events of one step to the eight chains of vector v."""
    first, second, sign, clocks, span = events
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
def _ends(baths, normal, at, push_left, push_right):
    """The map of both end masses with the random numbers from the flat offset `at` on."""
    return Ends(
        baths.damping_left,
        multiply_add(baths.amplitude_left, load(normal, at), push_left),
        baths.damping_right,
        multiply_add(baths.amplitude_right, load(normal, at + LANES), push_right),
    )


@njit(forceinline=True)
def _push_ends(state, place, ends):
    left = place.first + LANES * place.n_bonds
    right = left + LANES * (place.n_masses - 1)
    store(state, left, multiply_add(ends.damping_left, load(state, left), ends.push_left))
    store(state, right, multiply_add(ends.damping_right, load(state, right), ends.push_right))


def _uninterrupted(step):
    """Functions `draw` and `advance` of a step B A O A, without events in the bulk."""

    @njit(forceinline=True)
    def draw(baths, draws, v, t):
        at = 2 * LANES * (v * draws.normal.shape[1] + t)
        return (_ends(baths, draws.normal, at, splat(draws.pushes[t, 0]), splat(draws.pushes[t, 1])),)

    @njit(forceinline=True)
    def advance(state, v, place, size, ends, events, rng):
        return step(state, place, size.kick, size.drift, ends[0])

    return draw, advance


def _interrupted(kick, drift):
    """Functions `draw` and `advance` of a step B A O N O A, with the events N."""

    @njit(forceinline=True)
    def draw(baths, draws, v, t):
        at = 4 * LANES * (v * draws.normal.shape[1] + t)
        left, right = splat(draws.pushes[t, 0]), splat(draws.pushes[t, 1])
        before = _ends(baths, draws.normal, at, left, right)
        return before, _ends(baths, draws.normal, at + 2 * LANES, left, right)

    @njit(forceinline=True)
    def advance(state, v, place, size, ends, events, rng):
        half = splat(0.5) * size.drift
        sums = kick(state, place, size.kick)
        drift(state, place, half)
        _push_ends(state, place, ends[0])
        _swap(state, v, events, rng)
        _push_ends(state, place, ends[1])
        drift(state, place, half)
        return sums

    return draw, advance


@lru_cache
def _compiled(force, geometry, moments, noisy):
    """The kernels of one kind of chain: `run`, and `kick_all`, which kicks all chains once."""
    kick, drift, step, visit = geometry(force, moments)
    draw, advance = _interrupted(kick, drift) if noisy else _uninterrupted(step)
    row = LANES * len(moments.names)

    @compiled()
    def run(state, n_bonds, step, draws, events, plan, sums, rng):
        """Advance all chains by as many steps as there are pushes, and add their moments and currents to `sums`."""
        n_vectors, n_steps = draws.normal.shape[:2]
        size = state.shape[1]
        n_masses, n_rows = size - n_bonds, sums.currents.shape[1]
        h = TimeStep(step.kick, splat(step.drift))
        baths = Baths(
            splat(draws.baths.damping_left),
            splat(draws.baths.amplitude_left),
            splat(draws.baths.damping_right),
            splat(draws.baths.amplitude_right),
        )
        for v in range(n_vectors):
            place = Place(v * size * LANES, n_bonds, n_masses)
            for start in range(0, n_steps, plan.stride):
                now = plan.done + start
                if now % plan.profile_stride == 0:
                    visit(state, place, h.kick, sums.moments, v * n_masses * row)
                forces, power = advance(state, v, place, h, draw(baths, draws, v, start), events, rng)
                at = 2 * LANES * (v * n_rows + now // plan.row_steps)
                store(sums.currents, at, load(sums.currents, at) + forces)
                store(sums.currents, at + LANES, load(sums.currents, at + LANES) + power)
                for t in range(start + 1, min(start + plan.stride, n_steps)):
                    advance(state, v, place, h, draw(baths, draws, v, t), events, rng)

    @compiled()
    def kick_all(state, n_bonds, h):
        size = state.shape[1]
        for v in range(state.shape[0]):
            kick(state, Place(v * size * LANES, n_bonds, size - n_bonds), h)

    return run, kick_all


class NoisyChains:
    """Independent chains with the same force, geometry, noise and baths, advanced together.

    Parameters
    ----------
    bonds, momenta
        State at time 0, shapes (n_bonds, n_replicas) and (n_masses, n_replicas); copied.
    time_step
        Step dt.  The highest frequency of unit springs is 2, of bending 4, so dt must be below 1 or 0.5, times the root
        of the least mass; averages carry an error of order dt^2.
    force, unit
        Compiled V' of a bond, as in `bond_forces`, and the unit of its argument, which is also the unit of the bonds in
        `stored` and in the moments.
    geometry
        `bond_geometry.line`, `ring` or `bending_ring`.
    swaps, rate
        Events of the conservative noise and the rate of each.
    temperatures, friction
        Temperatures and frictions of the baths at the first and the last mass of a line; friction 0 means no bath.
    masses
        m_i > 0: one number for all masses, or one for each, shape (n_masses,).  Frictions are the rates at which the
        baths damp the momenta.  A noise exchanges momenta of equal masses alone.
    pushes
        Forces on the first and the last mass of a line: numbers, or a function of the times, shape (n,), to an array
        (n, 2).
    moments
        Moments of masses and bonds of a line that are averaged, from `bond_moments`.
    rng
        Source of all random numbers.
    watch
        Called with a number of steps whenever the chains have advanced by so many.

    Attributes
    ----------
    stored
        Bonds, then velocities p/m half a step earlier, as in the kernel, shape (n_vectors, n_bonds + n_masses, LANES).
        Without noise in the bulk, `stored` and the state of `rng` determine the rest of the trajectory.

    Raises
    ------
    ValueError
        The shapes do not belong to the geometry, a rate is given without events, a ring has ends, or the noise
        exchanges momenta of different masses.
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
        masses: ArrayLike = 1.0,
        pushes: tuple[float, float] | Callable[[NDArray], NDArray] = (0.0, 0.0),
        moments: BondMoments = SQUARES,
        rng: Generator,
        watch: Callable[[int], object] = lambda n_steps: None,
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
        self.masses = checked_masses(masses, self.n_masses)
        check_noise(swaps, self.masses, self.n_bonds)
        n_moments = len(moments.names) if geometry is line else 0
        self._per_moment = self.masses[:, None] ** np.array(moments.momenta[:n_moments], dtype=int)
        self._run, self._kick_all = _compiled(force, geometry, moments, swaps.n_events > 0)
        self.stored = pack(np.concatenate([bonds / unit, momenta / self.masses[:, None]]))
        n_vectors = self.stored.shape[0]
        clocks = rng.standard_exponential((n_vectors, LANES)) if swaps.n_events else np.zeros((n_vectors, LANES))
        span = rate * swaps.n_events * time_step
        self._events = Events(swaps.first, swaps.second, swaps.sign, clocks, span)
        self._n_draws = 2 if swaps.n_events else 1  # number of draws of the baths in a step, each over the same time
        span = time_step / self._n_draws
        self._ends = EndBaths(temperatures, friction, self.masses[[0, -1]], span)
        (left, right), amplitudes = self._ends.damping, self._ends.amplitudes
        self._baths = Baths(left, amplitudes[0], right, amplitudes[1])
        self._pushes = pushes if callable(pushes) else lambda times: np.broadcast_to(pushes, (times.size, 2))
        self._steps, self._watch = 0, watch
        self._step = TimeStep(kick_steps(time_step, self.masses), time_step / unit)
        self._kick_all(self.stored, self.n_bonds, -0.5 * self._step.kick)  # the stored momenta are half a step behind

    def run(self, n_steps: int, *, stride: int, profile_stride: int, averaged: int = 1) -> tuple[NDArray, NDArray]:
        """Advance the chains by n_steps steps and return their currents and moments.

        Parameters
        ----------
        n_steps
            A multiple of `stride` x `averaged`.
        stride, profile_stride
            Currents are read before every stride-th step, moments before every profile_stride-th, a multiple of it.
        averaged
            Number of consecutive currents that are averaged.

        Returns
        -------
        Total currents (J^p, J^e) with J^p = -sum V'(s) and J^e the sum of the energy currents, shape (2, n_averages,
        n_replicas); and averages of the moments, shape (n_moments, n_masses, n_replicas).  The moments of bond b stand
        in row b, with 0 in the row that has no bond.  A ring has no moments (n_moments = 0).

        Raises
        ------
        ValueError
            A number of steps is not a multiple of another as stated above.
        """
        row_steps = checked_row(n_steps, stride, profile_stride, averaged)
        n_vectors = self.stored.shape[0]
        sums = Sums(
            moments=np.zeros((n_vectors, *self._per_moment.shape, LANES)),
            currents=np.zeros((n_vectors, n_steps // row_steps, 2, LANES)),
        )
        for steps in noise_pieces(n_steps, stride):
            self._advance(len(steps), Plan(steps.start, stride, profile_stride, row_steps), sums)
        moments = unpack(sums.moments, self.n_replicas).transpose(1, 0, 2) / -(-n_steps // profile_stride)
        moments *= self._per_moment.T[:, :, None]
        per_current = np.array([[-1.0], [-0.25]]) / averaged
        return (unpack(sums.currents, self.n_replicas) * per_current).transpose(1, 0, 2), moments

    def _advance(self, n_steps: int, plan: Plan, sums: Sums) -> None:
        """Draw the noise of n_steps steps and advance by them."""
        shape = (self.stored.shape[0], n_steps, self._n_draws, 2, LANES)
        has_bath = self._baths.amplitude_left or self._baths.amplitude_right
        normal = self.rng.standard_normal(shape) if has_bath else np.zeros(shape)
        times = self.time_step * (self._steps + np.arange(n_steps) + 0.5)
        draws = EndDraws(self._baths, normal, self._ends.response * self._pushes(times))
        chain = self.stored[0].size
        for some in pieces(len(self.stored), chain * n_steps):
            # chains take the random numbers of their events one after the other, so only a single vector is divided
            strides = pieces(n_steps // plan.stride, chain * plan.stride if some.stop - some.start == 1 else 0.0)
            for steps in (slice(part.start * plan.stride, part.stop * plan.stride) for part in strides):
                self._run(
                    self.stored[some],
                    self.n_bonds,
                    self._step,
                    draws._replace(normal=normal[some, steps], pushes=draws.pushes[steps]),
                    self._events._replace(clocks=self._events.clocks[some]),
                    plan._replace(done=plan.done + steps.start),
                    Sums(sums.moments[some], sums.currents[some]),
                    self.rng,
                )
        self._steps += n_steps
        self._watch(n_steps)

    def state(self) -> tuple[NDArray, NDArray]:
        """Bonds and momenta at the present time, shapes (n_bonds, n_replicas) and (n_masses, n_replicas)."""
        synchronous = self.stored.copy()
        self._kick_all(synchronous, self.n_bonds, 0.5 * self._step.kick)
        now = unpack(synchronous, self.n_replicas)
        return self.unit * now[: self.n_bonds], self.masses[:, None] * now[self.n_bonds :]

    def power_of_ends(self, moments: NDArray) -> NDArray:
        """Mean power with which baths and forces acted on the chains at either end, shape (2, n_replicas).

        `moments` are those of `run`; the pushes are numbers (`EndBaths.power`).
        """
        return self._ends.power(moments, self._pushes(np.zeros(1)).T, self.time_step)

    def energies(self, potential: Callable[[NDArray], NDArray]) -> NDArray:
        """Energy of each chain at the present time, shape (n_replicas,), from the potential V of a bond."""
        bonds, momenta = self.state()
        return 0.5 * np.sum(momenta**2 / self.masses[:, None], axis=0) + np.sum(potential(bonds), axis=0)
