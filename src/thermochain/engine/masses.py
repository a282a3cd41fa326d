"""Unequal masses of a chain: what is accepted, which noises keep their energy, and how kernels take them.

A kernel moves the velocities v = p/m, so that the masses enter its kicks v -= (h/m) D^T V'(s) alone.
"""

import numpy as np
from numba import types
from numba.extending import overload
from numpy.typing import ArrayLike, NDArray

from thermochain.core.arguments import real_array
from thermochain.engine.signed_swaps import SignedSwaps
from thermochain.engine.simd import LANES, load, splat

_LARGEST = 1e12


def checked_masses(masses: ArrayLike, n_masses: int) -> NDArray:
    """The masses m_i, shape (n_masses,), of one number for all, or of one for each.

    Raises ValueError unless they are finite and > 0.
    """
    values = real_array("masses", masses, f"one number > 0, or one for each of the {n_masses} masses").astype(float)
    if values.shape not in ((), (n_masses,)):
        raise ValueError(f"masses has the shape {values.shape}, but the chain has {n_masses}; pass one number for each")
    inside = (values >= 1.0 / _LARGEST) & (values <= _LARGEST)
    if not np.all(inside):
        wrong = values.ravel()[np.argmin(inside)]
        raise ValueError(f"masses has {wrong:g}, which must lie in [{1.0 / _LARGEST:g}, {_LARGEST:g}]; change units")
    return np.array(np.broadcast_to(values, n_masses))


def check_noise(swaps: SignedSwaps, masses: NDArray, n_bonds: int) -> None:
    """Raise ValueError if the events exchange momenta of different masses, which does not keep p^2/(2 m)."""
    inertia = np.concatenate([np.ones(n_bonds), masses])
    first, second = inertia[swaps.first], inertia[swaps.second]
    if np.any(first != second):
        event = np.argmax(first != second)
        raise ValueError(
            f"masses={first[event]:g} and {second[event]:g} must be equal where the noise exchanges momenta, or the "
            "energy is not kept; take equal masses, or flips"
        )


def kick_steps(time_step: float, masses: NDArray) -> float | NDArray:
    """Step over mass of the kicks: a number for equal masses, or an array (n_masses, LANES)."""
    steps = time_step / masses
    return float(steps[0]) if np.all(steps == steps[0]) else np.repeat(steps[:, None], LANES, axis=1)


def kick_at(h: float | NDArray, offset: int):
    """Vector of the step over mass at the flat offset of a mass; of all masses if `h` is a number."""
    raise NotImplementedError("kick_at is a part of compiled kernels")


@overload(kick_at, jit_options={"forceinline": True})
def _kick_at(h, offset):
    if isinstance(h, types.Array):
        return lambda h, offset: load(h, offset)
    return lambda h, offset: splat(h)
