"""Rings in a flow have their energies measured and restored, which removes the heat that the flow makes.

After every few steps the momenta of a ring, in the frame that moves with the flow, are multiplied by one factor, which
restores its H = sum_i p_i^2/2 + V(r_i).  So energies are conserved, as in equilibrium.  A thermostat of the kinetic
energy would multiply p_i by random factors even without a flow, and so destroy the slow correlations of long waves.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from thermochain.engine.simd import LANES, load, multiply_add, splat, store
from thermochain.engine.sine import sine_of_turns


class FlowRecords(NamedTuple):
    """Records of a run, each of shape (n_intervals, n_vectors * LANES)."""

    currents: NDArray  # sums that stand for the current, over the rotors and over the steps of an interval
    heat: NDArray  # energies removed at the end of an interval

    @classmethod
    def empty(cls, n_intervals: int, n_vectors: int) -> "FlowRecords":
        """Uninitialised records."""
        return cls(np.empty((n_intervals, n_vectors * LANES)), np.empty((n_intervals, n_vectors * LANES)))


class RingStates(NamedTuple):
    """What is measured of eight rings when their energies are restored."""

    peculiar: NDArray  # momenta in the frame of the flow at the time of the angles, shape (n_sites * LANES,)
    half_kicks: NDArray  # their last half kick, of the same shape
    kinetic: NDArray  # sums over the sites of p_i^2/2, shape (LANES,)
    cosines: NDArray  # sums over the sites of cos r_i, shape (LANES,)
    factors: NDArray  # factors that restore the energies, shape (LANES,)


@njit
def empty_states(n_sites):
    """Uninitialised `RingStates`."""
    lanes = np.empty((3, LANES))
    return RingStates(np.empty(n_sites * LANES), np.empty(n_sites * LANES), lanes[0], lanes[1], lanes[2])


@njit(forceinline=True)
def flow_momentum(shear_rate, site, n_sites):
    """The flow g (i - c), c = (n_sites - 1)/2, at one site, in all lanes."""
    return splat(shear_rate * (site - 0.5 * (n_sites - 1)))


@njit
def measure(turns, momenta, first, n_sites, half_kick, half_tilt, flow, found):
    """Write the `RingStates` of eight rings at the time of the angles; `flow` is g and the closing offset in turns."""
    shear_rate, offset = flow
    last = first + LANES * (n_sites - 1)
    quarter = splat(0.25)
    closing = load(turns, first) - load(turns, last) + splat(offset)
    left = sine_of_turns(closing)
    cosine, square = sine_of_turns(closing + quarter), splat(0.0)
    for site in range(n_sites):
        place = first + LANES * site
        bond = closing
        if place < last:
            bond = load(turns, place + LANES) - load(turns, place)
            cosine = cosine + sine_of_turns(bond + quarter)
        right = sine_of_turns(bond)
        kicked = half_kick * (right - left) - half_tilt * (left + right)
        peculiar = load(momenta, place) - flow_momentum(shear_rate, site, n_sites) + kicked
        square = multiply_add(peculiar, peculiar, square)
        store(found.peculiar, LANES * site, peculiar)
        store(found.half_kicks, LANES * site, kicked)
        left = right
    store(found.kinetic, 0, splat(0.5) * square)
    store(found.cosines, 0, cosine)


@njit
def restore(momenta, first, n_sites, shear_rate, found, energies, heat):
    """Give eight rings, which were `found`, their `energies` back; the energies removed are written to `heat`."""
    for lane in range(LANES):
        kinetic = found.kinetic[lane]
        excess = kinetic + n_sites - found.cosines[lane] - energies[lane]
        heat[lane] = excess
        # what exceeds the kinetic energy is removed at the next interval; unused lanes have none
        found.factors[lane] = np.sqrt(1.0 - excess / kinetic) if kinetic > max(excess, 0.0) else 0.0
    factor = load(found.factors, 0)
    for site in range(n_sites):
        scaled = factor * load(found.peculiar, LANES * site)
        half_step_before = scaled - load(found.half_kicks, LANES * site)
        store(momenta, first + LANES * site, half_step_before + flow_momentum(shear_rate, site, n_sites))
