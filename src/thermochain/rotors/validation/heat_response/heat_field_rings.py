r"""Rings of rotors under a heat field phi: a homogeneous current of energy without boundaries.

    dq_i/dt = p_i,   dp_i/dt = (1 - phi/2) V'(r_{i+1}) - (1 + phi/2) V'(r_i) + (phi/M) sum_j V'(r_j) - alpha p_i.

Each bond pulls its two rotors with forces that differ by phi V'.  The sum over all of them keeps the total momentum at
zero; it moves the whole ring, so it is left out of the steps, and the mean momentum that they build up is subtracted
wherever momenta are used.  The field does work on the current of energy,

    dH/dt = phi J^e,   J^e = -sum_i p_i (V'(r_i) + V'(r_{i+1}))/2,

and the flow in phase space has no divergence at alpha = 0.  A start from the Gibbs state therefore responds, to first
order in phi, by <j^e>(t) = (phi/T) int_0^t C^ee(s) ds per bond: linear response in the form of Evans (Phys. Lett. A 91,
457 (1982)).  The friction alpha removes the heat (module `restored_energy`), and vanishes with phi.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from thermochain.core.compiled import compiled
from thermochain.core.pieces import pieces
from thermochain.engine.bond_forces.rotor import TURN
from thermochain.engine.bond_forces.rotor import rotor as rotor_force
from thermochain.engine.lanes import unpack
from thermochain.engine.simd import LANES, load, splat, store
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.rings import Rings, TiltedStep, sweep_with
from thermochain.rotors.validation.restored_energy import FlowRecords, empty_states, measure, restore

_sweep = sweep_with(rotor_force, is_tilted=True)


@njit
def _mean_momentum(momenta, first, n_sites):
    """Mean momentum of eight rings, a vector."""
    total = splat(0.0)
    for i in range(first, first + LANES * n_sites, LANES):
        total = total + load(momenta, i)
    return total * splat(1.0 / n_sites)


@njit
def _subtract_mean(found, n_sites):
    """Subtract the mean momentum of eight rings from what was `found`."""
    mean = _mean_momentum(found.peculiar, 0, n_sites)
    for i in range(0, LANES * n_sites, LANES):
        store(found.peculiar, i, load(found.peculiar, i) - mean)
    store(found.kinetic, 0, load(found.kinetic, 0) - splat(0.5 * n_sites) * mean * mean)


@compiled()
def _run(turns, momenta, time_step, stride, heat_field, energies, records):
    """Advance all rings `stride` steps and restore their energies, for each row of `FlowRecords`.

    The currents are -4 J^e in the frame in which the ring is at rest.
    """
    n_vectors, n_sites, _ = turns.shape
    half_kick, half_tilt = splat(0.5 * time_step), splat(0.25 * heat_field * time_step)
    step = TiltedStep(splat(time_step), splat(time_step / TURN), splat(0.5 * heat_field * time_step))
    pull = splat(-heat_field * time_step / n_sites)  # change of the mean momentum in a step over sum_j V'(r_j)
    found = empty_states(n_sites)
    for v in range(n_vectors):
        first, lanes = v * n_sites * LANES, slice(v * LANES, (v + 1) * LANES)
        for interval in range(records.heat.shape[0]):
            total, mean = splat(0.0), _mean_momentum(momenta, first, n_sites)
            for _ in range(stride):
                forces, power = _sweep(turns, momenta, first, n_sites, step)
                mean_after = mean + pull * forces
                total = total + power - splat(2.0) * (mean + mean_after) * forces
                mean = mean_after
            store(records.currents, (interval * n_vectors + v) * LANES, total)
            measure(turns, momenta, first, n_sites, half_kick, half_tilt, (0.0, 0.0), found)
            _subtract_mean(found, n_sites)
            restore(momenta, first, n_sites, 0.0, found, energies[lanes], records.heat[interval, lanes])


class HeatFieldRings(Rings):
    """Rings of conserved energy and zero momentum under a heat field.

    Parameters
    ----------
    angles, momenta, time_step
        Initial state and step as for `Rings`, with momenta that sum to zero on each ring.
    heat_field
        The field phi; a number without unit.
    """

    def __init__(self, angles: NDArray, momenta: NDArray, time_step: float, heat_field: float):
        self.heat_field = heat_field
        super().__init__(angles, momenta, time_step)
        self._energies = np.zeros(self.turns.shape[0] * LANES)
        self._energies[: self.n_replicas] = rotor.ring_energy(angles, momenta)

    def run(self, n_samples: int, stride: int) -> tuple[NDArray, NDArray]:
        """Advance by n_samples * stride steps; after every stride-th step the energies are restored.

        Returns J^e, averaged over the times before the `stride` steps, and the energy then removed from each
        ring, both of shape (n_samples, n_replicas).
        """
        self.drop_whole_turns()
        records = FlowRecords.empty(n_samples, self.turns.shape[0])
        for some in pieces(n_samples, stride * self.turns.size):
            part = FlowRecords(records.currents[some], records.heat[some])
            _run(self.turns, self.staggered, self.time_step, stride, self.heat_field, self._energies, part)
        return -0.25 * records.currents[:, : self.n_replicas] / stride, records.heat[:, : self.n_replicas]

    @property
    def momenta(self) -> NDArray:
        """Momenta at the time of the angles in the frame of each ring, shape (n_rotors, n_replicas)."""
        moving = unpack(self.staggered, self.n_replicas) + 0.5 * self.time_step * self._forces(self.angles)
        return moving - moving.mean(axis=0)

    def _forces(self, angles: NDArray) -> NDArray:
        pull = np.sin(rotor.ring_bonds(angles))
        return (1.0 - 0.5 * self.heat_field) * np.roll(pull, -1, axis=0) - (1.0 + 0.5 * self.heat_field) * pull
