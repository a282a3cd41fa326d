r"""Rings of rotors under a uniform gradient g of momentum: a homogeneous driven flow without boundaries.

    dr_i/dt = p_i - p_{i-1} + g,   dp_i/dt = V'(r_{i+1}) - V'(r_i) - alpha p_i,

with the peculiar momenta p_i, which are the momenta u_i = p_i + g (i - c), c = (M-1)/2, without the flow.  In terms of
u_i and the angles, these are the equations of the closed ring, except for its closing bond
r_0 = q_0 - q_{M-1} + M g t, whose offset grows (Lees-Edwards).  So a step consists of a kick of the two rotors at the
closing bond, by the change of its force due to the offset, and a step of the ring.

The flow does work: H = sum_i p_i^2/2 + V(r_i) grows at the rate g sum_i V'(r_i) = -g J^p.  The friction alpha removes
this heat (module `restored_energy`), and vanishes with g.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from thermochain.core.compiled import compiled
from thermochain.core.pieces import pieces
from thermochain.engine.bond_forces.rotor import TURN
from thermochain.engine.lanes import unpack
from thermochain.engine.simd import LANES, load, splat, store
from thermochain.engine.sine import sine_of_turns
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.rings import LeapfrogStep, Rings, sweep
from thermochain.rotors.validation.restored_energy import FlowRecords, empty_states, measure, restore


class Shear(NamedTuple):
    """Parameters of the flow, and the energies that are restored.

    Attributes
    ----------
    rate
        Gradient of the momentum g per site.
    offset
        Offset of the closing bond at the start, in turns.
    energies
        Energy H of each ring, shape (n_vectors * LANES,).
    """

    rate: float
    offset: float
    energies: NDArray


@njit(forceinline=True)
def _kick_closing_bond(turns, momenta, first, n_sites, offset, kick):
    """Kick both rotors at the closing bond by the change of their forces due to its `offset` (in turns).

    Returns the change in sin r of that bond.
    """
    last = first + LANES * (n_sites - 1)
    closing = load(turns, first) - load(turns, last)
    change = sine_of_turns(closing + offset) - sine_of_turns(closing)
    kicked = kick * change
    store(momenta, first, load(momenta, first) - kicked)
    store(momenta, last, load(momenta, last) + kicked)
    return change


@compiled()
def _run(turns, momenta, time_step, stride, shear, records, start, stop):
    """Advance all rings `stride` steps and restore their energies, for the rows `start` to `stop` of `FlowRecords`.

    The currents are sums of sin r.
    """
    n_vectors, n_sites, _ = turns.shape
    half_kick, no_tilt = splat(0.5 * time_step), splat(0.0)
    step = LeapfrogStep(splat(time_step), splat(time_step / TURN))
    growth = n_sites * shear.rate * time_step / TURN  # growth of the offset in a step
    found = empty_states(n_sites)
    for v in range(n_vectors):
        first, lanes = v * n_sites * LANES, slice(v * LANES, (v + 1) * LANES)
        for interval in range(start, stop):
            total = splat(0.0)
            for k in range(interval * stride, (interval + 1) * stride):
                offset = splat(shear.offset + growth * k)
                change = _kick_closing_bond(turns, momenta, first, n_sites, offset, step.kick)
                ring, _ = sweep(turns, momenta, first, n_sites, step)
                total = total + ring + change
            store(records.currents, (interval * n_vectors + v) * LANES, total)
            flow = shear.rate, shear.offset + growth * (interval + 1) * stride
            measure(turns, momenta, first, n_sites, half_kick, no_tilt, flow, found)
            restore(momenta, first, n_sites, shear.rate, found, shear.energies[lanes], records.heat[interval, lanes])


class ShearedRings(Rings):
    """Rings of conserved energy under an imposed gradient of momentum.

    Parameters
    ----------
    angles, momenta, time_step
        Initial state and step as for `Rings`, with the peculiar momenta.
    shear_rate
        Gradient of the momentum g per site.
    """

    def __init__(self, angles: NDArray, momenta: NDArray, time_step: float, shear_rate: float):
        self.shear_rate = shear_rate
        n_rotors = angles.shape[0]
        self._flow_momenta = shear_rate * (np.arange(n_rotors) - 0.5 * (n_rotors - 1))[:, None]
        self._offset = 0.0  # offset of the closing bond in turns
        super().__init__(angles, momenta + self._flow_momenta, time_step)
        self._energies = np.zeros(self.turns.shape[0] * LANES)
        self._energies[: self.n_replicas] = rotor.ring_energy(angles, momenta)

    def run(self, n_samples: int, stride: int) -> tuple[NDArray, NDArray]:
        """Advance by n_samples * stride steps; after every stride-th step the energies are restored.

        Returns J^p, averaged over the times before the `stride` steps, and the energy then removed from each
        ring, both of shape (n_samples, n_replicas).
        """
        self.drop_whole_turns()
        records = FlowRecords.empty(n_samples, self.turns.shape[0])
        shear = Shear(self.shear_rate, self._offset, self._energies)
        for some in pieces(n_samples, stride * self.turns.size):
            _run(self.turns, self.staggered, self.time_step, stride, shear, records, some.start, some.stop)
        turned = self.n_rotors * self.shear_rate * self.time_step / TURN * n_samples * stride
        self._offset = (self._offset + turned) % 1.0
        return -records.currents[:, : self.n_replicas] / stride, records.heat[:, : self.n_replicas]

    @property
    def bonds(self) -> NDArray:
        """Bonds r_i up to whole turns, shape (n_rotors, n_replicas)."""
        bonds = rotor.ring_bonds(self.angles)
        bonds[0] += TURN * self._offset
        return bonds

    @property
    def momenta(self) -> NDArray:
        """Peculiar momenta at the time of the angles, shape (n_rotors, n_replicas)."""
        pull = np.sin(self.bonds)
        half_kick = 0.5 * self.time_step * (np.roll(pull, -1, axis=0) - pull)
        return unpack(self.staggered, self.n_replicas) - self._flow_momenta + half_kick

    def energy(self) -> NDArray:
        """Energy H of each ring, shape (n_replicas,)."""
        return np.sum(0.5 * self.momenta**2 + rotor.potential(self.bonds), axis=0)
