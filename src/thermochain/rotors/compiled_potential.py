"""Compiled functions of a bond potential for the engine: its force, and the moments that driven chains average."""

from collections.abc import Callable
from functools import lru_cache

from thermochain.engine.bond_forces.rotor import rotor
from thermochain.engine.bond_moments import CIRCULAR, BondMoments, circular
from thermochain.engine.periodic import periodic_function
from thermochain.rotors.potential import ROTORS, Potential


@lru_cache
def compiled_force(potential: Potential) -> Callable:
    """V' of vectors of bonds in periods; that of rotors is the sine of the fastest kernel."""
    if potential is ROTORS:
        return rotor
    return periodic_function(lambda turns: potential.force(potential.period * turns))


@lru_cache
def compiled_moments(potential: Potential) -> BondMoments:
    """The moments `MOMENTS` of chains with this potential."""
    if potential is ROTORS:
        return CIRCULAR
    return circular(periodic_function(lambda turns: 1.0 - potential.potential(potential.period * turns)))
