r"""Rings under a uniform gradient g of momentum: a flow driven everywhere, without boundaries.

    dr_i/dt = p_i - p_{i-1} + g,   dp_i/dt = V'(r_{i+1}) - V'(r_i) - alpha p_i,

p_i being the peculiar momenta, what is left of the momenta u_i = p_i + g (i - c), c = (M-1)/2, when the flow is taken
out.  In terms of u_i and the angles that they turn these are the equations of the closed ring, but for its closing
bond r_0 = q_0 - q_{M-1} + M g t, whose offset grows (Lees-Edwards).  So a step is that of the ring after a kick
of the two rotors at the closing bond, by what the offset changes in its force.

The flow works: H = sum_i p_i^2/2 + V(r_i) grows at the rate g sum_i V'(r_i) = -g J^p.  alpha takes that away,
after every few steps and by one factor for all p_i of a ring, which restores its H.  Rings keep their energies, as
in equilibrium, and alpha vanishes with g.  A thermostat of the kinetic energy would go on multiplying p_i by random
factors at g = 0, and long waves of momentum, which decay slowly, would lose their memory to it.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from thermochain.engine.lanes import unpack
from thermochain.engine.simd import LANES, load, multiply_add, splat, store
from thermochain.engine.sine import sine_of_turns
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.rings import TURN, RotorRings, sweep


@njit(forceinline=True)
def _flow(shear_rate, site, n_sites):
    """The flow g (i - c) at one site, in all lanes."""
    return splat(shear_rate * (site - 0.5 * (n_sites - 1)))


@njit(forceinline=True)
def _kick_closing_bond(turns, momenta, first, last, offset, kick):
    """Kick both rotors at the closing bond by what its `offset` (in turns) changes in their forces.

    Returns what it changes in sin r of that bond.
    """
    closing = load(turns, first) - load(turns, last)
    change = sine_of_turns(closing + offset) - sine_of_turns(closing)
    kicked = kick * change
    store(momenta, first, load(momenta, first) - kicked)
    store(momenta, last, load(momenta, last) + kicked)
    return change


@njit
def _measure(turns, momenta, first, n_sites, offset, half_kick, shear_rate, kinetic, cosines):
    """Write sum_i p_i^2/2 and sum_i cos r_i of eight rings, at the time of the angles."""
    last = first + LANES * (n_sites - 1)
    quarter = splat(0.25)
    closing = load(turns, first) - load(turns, last) + offset
    left = sine_of_turns(closing)
    cosine, square = sine_of_turns(closing + quarter), splat(0.0)
    for site in range(n_sites):
        place = first + LANES * site
        bond = closing
        if place < last:
            bond = load(turns, place + LANES) - load(turns, place)
            cosine = cosine + sine_of_turns(bond + quarter)
        right = sine_of_turns(bond)
        peculiar = load(momenta, place) - _flow(shear_rate, site, n_sites)
        peculiar = multiply_add(half_kick, right - left, peculiar)
        square = multiply_add(peculiar, peculiar, square)
        left = right
    store(kinetic, 0, splat(0.5) * square)
    store(cosines, 0, cosine)


@njit
def _scale(momenta, first, n_sites, shear_rate, factors):
    """Multiply the peculiar momenta of eight rings by one factor each."""
    factor = load(factors, 0)
    for site in range(n_sites):
        place = first + LANES * site
        flow = _flow(shear_rate, site, n_sites)
        store(momenta, place, multiply_add(factor, load(momenta, place) - flow, flow))


@njit(nogil=True)
def _run(turns, momenta, offset, shear_rate, time_step, stride, energies, sines, heat):
    """Advance `stride` steps and restore the energies, for every row of `sines` and `heat`.

    `sines` takes the sums of sin r over rotors and steps, `heat` the energies that are taken out; both have shape
    (n_intervals, n_vectors * LANES).  `offset` (in turns) is that of the closing bond at the start; `energies` has
    shape (n_vectors * LANES,).
    """
    n_vectors, n_sites, _ = turns.shape
    kick, half_kick, drift = splat(time_step), splat(0.5 * time_step), splat(time_step / TURN)
    growth = n_sites * shear_rate * time_step / TURN
    kinetic, cosines, factors = np.empty(LANES), np.empty(LANES), np.empty(LANES)
    for v in range(n_vectors):
        first = v * n_sites * LANES
        last = first + LANES * (n_sites - 1)
        for interval in range(sines.shape[0]):
            total = splat(0.0)
            for step in range(interval * stride, (interval + 1) * stride):
                change = _kick_closing_bond(turns, momenta, first, last, splat(offset + growth * step), kick)
                ring, _ = sweep(turns, momenta, first, n_sites, kick, drift)
                total = total + ring + change
            store(sines, (interval * n_vectors + v) * LANES, total)
            now = splat(offset + growth * (interval + 1) * stride)
            _measure(turns, momenta, first, n_sites, now, half_kick, shear_rate, kinetic, cosines)
            for lane in range(LANES):
                ring_number = v * LANES + lane
                excess = kinetic[lane] + n_sites - cosines[lane] - energies[ring_number]
                heat[interval, ring_number] = excess
                # exact but for the lag of the momenta; what that leaves is taken out the next time
                factors[lane] = np.sqrt(1.0 - excess / kinetic[lane]) if excess < kinetic[lane] else 0.0
            _scale(momenta, first, n_sites, shear_rate, factors)


class ShearedRings(RotorRings):
    """Rings that keep their energies while a gradient of momentum is imposed on them.

    Parameters
    ----------
    angles, momenta, time_step
        As for `RotorRings`, in the frame of the flow: `momenta` are the peculiar ones.
    shear_rate
        Gradient of the momentum g per site.
    """

    def __init__(self, angles: NDArray, momenta: NDArray, time_step: float, shear_rate: float):
        self.shear_rate = shear_rate
        n_rotors = angles.shape[0]
        self._flow = shear_rate * (np.arange(n_rotors) - 0.5 * (n_rotors - 1))[:, None]
        self._offset = 0.0  # of the closing bond, in turns
        super().__init__(angles, momenta + self._flow, time_step)
        self._energies = np.zeros(self._turns.shape[0] * LANES)
        self._energies[: self.n_replicas] = rotor.ring_energy(angles, momenta)

    def run(self, n_samples: int, stride: int) -> tuple[NDArray, NDArray]:
        """Advance n_samples * stride steps; after every stride-th the energies are restored.

        Returns J^p, averaged over the times before the `stride` steps, and the energy then taken out of each
        ring, both of shape (n_samples, n_replicas).
        """
        self._turns -= np.rint(self._turns)
        shape = (n_samples, self._turns.shape[0] * LANES)
        sines, heat = np.empty(shape), np.empty(shape)
        _run(
            self._turns,
            self._staggered,
            self._offset,
            self.shear_rate,
            self.time_step,
            stride,
            self._energies,
            sines,
            heat,
        )
        turned = self.n_rotors * self.shear_rate * self.time_step / TURN * n_samples * stride
        self._offset = (self._offset + turned) % 1.0
        return -sines[:, : self.n_replicas] / stride, heat[:, : self.n_replicas]

    @property
    def bonds(self) -> NDArray:
        """r_i up to whole turns, shape (n_rotors, n_replicas)."""
        bonds = rotor.ring_bonds(self.angles)
        bonds[0] += TURN * self._offset
        return bonds

    @property
    def momenta(self) -> NDArray:
        """Peculiar momenta at the time of the angles, shape (n_rotors, n_replicas)."""
        pull = np.sin(self.bonds)
        half_kick = 0.5 * self.time_step * (np.roll(pull, -1, axis=0) - pull)
        return unpack(self._staggered, self.n_replicas) - self._flow + half_kick

    def energy(self) -> NDArray:
        """H of each ring, shape (n_replicas,)."""
        return np.sum(0.5 * self.momenta**2 + rotor.potential(self.bonds), axis=0)
