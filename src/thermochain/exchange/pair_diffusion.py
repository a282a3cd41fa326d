r"""Energies that diffuse between neighbours: dE_i = dJ_{i-1,i} - dJ_{i,i+1}, dJ = a dt + b dB.

The drift a and the amplitude b depend on the two energies at a bond.  Both the mesoscopic equation (Li, 3.3) and the
energy Ginzburg-Landau equation (Olla, 43) have this form.  A step is the symmetric product of steps of single bonds,
from left to right and back with half the step each; a bond conserves the sum s of its two energies, and its transfer is
advanced by the explicit scheme of weak order two of Platen (Kloeden and Platen, Numerical Solution of Stochastic
Differential Equations, 15.1.1) with three-point noise.

Energies stay positive by reflection: a transfer that would take an energy below 0 is folded back into [0, s], for a
bond to a bath into [0, inf).  The total is conserved.  Where noise persists at E = 0, as in (3.3), the equation itself
does not determine what happens at that point; it is reached with probability exp(-c M).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.core.compiled import bound, compiled
from thermochain.core.pieces import pieces
from thermochain.exchange.energy_rows import framed

INNER, LEFT_BATH, RIGHT_BATH = 0, 1, 2  # kinds of bonds; the law has the kind as an argument

_UPDATES = 20  # elementary updates of one step of one cell
_ROOT_3 = np.sqrt(3.0)


class Pair(NamedTuple):
    """The energies of the two sites at a bond, and the kind of the bond."""

    left: float
    right: float
    kind: int


@njit(error_model="numpy", forceinline=True)
def _transfer(pair, moved):
    """Energies of a pair after `moved` has passed to the right, reflected at zero; a bath keeps its energy."""
    first, second, kind = pair
    if kind == LEFT_BATH:
        return first, abs(second + moved)
    if kind == RIGHT_BATH:
        return abs(first - moved), second
    total = first + second
    if total <= 0.0:
        return first, second
    left = abs(first - moved) % (2.0 * total)
    left = min(left, 2.0 * total - left)
    return left, total - left


@njit(error_model="numpy", forceinline=True)
def _bond_step(law, parameters, pair, h, noise):
    """Energies of a pair after one step h of the scheme; `noise` is 0, or +-1 for an increment of +-sqrt(3 h)."""
    kind = pair.kind
    drift, amplitude = law(pair.left, pair.right, kind, parameters)
    root = np.sqrt(h)
    kick = noise * _ROOT_3 * root
    left, right = _transfer(pair, drift * h + amplitude * kick)
    later, _ = law(left, right, kind, parameters)
    left, right = _transfer(pair, drift * h + amplitude * root)
    _, above = law(left, right, kind, parameters)
    left, right = _transfer(pair, drift * h - amplitude * root)
    _, below = law(left, right, kind, parameters)
    moved = 0.5 * (drift + later) * h + 0.25 * (above + below + 2.0 * amplitude) * kick
    moved += 0.25 * (above - below) * (kick * kick - h) / root
    return _transfer(pair, moved)


@njit(error_model="numpy", forceinline=True)
def _bond(energies, ring, k):
    """Bond k of a chain: its right site, and the `Pair` of its energies."""
    n_sites = energies.size
    right = k + 1 if k + 1 < n_sites else 0
    kind = INNER
    if not ring:
        kind = LEFT_BATH if k == 0 else (RIGHT_BATH if k == n_sites - 2 else INNER)
    return right, Pair(energies[k], energies[right], kind)


@njit(error_model="numpy")
def _sweep(law, parameters, energies, ring, h, backwards, rng):
    """Advance all bonds of one chain by h, one after the other, from left to right or backwards."""
    n_bonds = energies.size if ring else energies.size - 1
    for step in range(n_bonds):
        k = n_bonds - 1 - step if backwards else step
        right, pair = _bond(energies, ring, k)
        draw = 6.0 * rng.random()
        noise = -1.0 if draw < 1.0 else (1.0 if draw >= 5.0 else 0.0)
        energies[k], energies[right] = _bond_step(law, parameters, pair, h, noise)


@compiled(error_model="numpy")
def _run(law, parameters, energies, ring, step, rng, snapshots):
    """Advance all chains and write their energies to `snapshots` after every n_steps steps; `step` is (h, n_steps)."""
    first = 0 if ring else 1
    h, n_steps = step
    for r in range(energies.shape[0]):
        for s in range(snapshots.shape[0]):
            for _ in range(n_steps):
                _sweep(law, parameters, energies[r], ring, 0.5 * h, False, rng)
                _sweep(law, parameters, energies[r], ring, 0.5 * h, True, rng)
            for k in range(snapshots.shape[2]):  # a loop compiles faster than an assignment of slices
                snapshots[s, r, k] = energies[r, first + k]


class PairDiffusion:
    """Independent chains between baths, or rings, of energies that diffuse between neighbours.

    Parameters
    ----------
    energies
        Initial energies > 0, shape (n_replicas, n_cells); copied.  A ring needs three cells.
    law, parameters
        Compiled law(E_k, E_{k+1}, kind, parameters) -> drift a and amplitude b of the current to the right, with kind
        INNER, LEFT_BATH or RIGHT_BATH, and its parameters, a tuple of numbers.
    baths
        (T_L, T_R), which enter the law as the energies of the baths, or None for a ring.
    time_step
        Step h; averages have an error of order h^2 where energies stay away from zero.
    rng
        Source of all random numbers.
    """

    def __init__(
        self,
        energies: NDArray,
        *,
        law: Callable,
        parameters: tuple,
        baths: tuple[float, float] | None,
        time_step: float,
        rng: Generator,
    ):
        self.n_replicas, self.n_cells = energies.shape
        self._ring = baths is None
        self._energies = framed(energies, baths)
        self._law, self._parameters = law, parameters
        self.time_step = time_step
        self._rng = rng

    def run(self, n_records: int, n_steps: int) -> NDArray:
        """Advance the chains; return the energies after every n_steps steps, shape (n_records, n_replicas, n_cells)."""
        snapshots = np.empty((n_records, self.n_replicas, self.n_cells))
        run, h, record = bound(_run, self._law), float(self.time_step), _UPDATES * self.n_cells * n_steps
        for some in pieces(self.n_replicas, record * n_records):
            rows = self._energies[some]
            # random numbers go to one replica after the other, so only a single one and its single records are divided
            for times in pieces(n_records, record if len(rows) == 1 else 0.0):
                part = np.empty((times.stop - times.start, len(rows), self.n_cells))
                for steps in pieces(n_steps, record / n_steps if len(rows) == len(part) == 1 else 0.0):
                    step = h, steps.stop - steps.start
                    run(self._parameters, rows, self._ring, step, self._rng, part)
                snapshots[times, some] = part
        return snapshots
