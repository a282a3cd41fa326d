r"""Profiles of arrays of stationary states (IOS 2.30), by the first integral.

x(u) = -1 + 2 int_0^u D / int_0^1 D is tabulated piece by piece for all states at once and inverted by Newton's method
within the piece that holds x.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.core.arguments import real_array, shown
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.residual import check_residual
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic import piecewise
from thermochain.rotors.macroscopic.first_integral import energy_drive, quadratures
from thermochain.rotors.macroscopic.parabola import Parabolas
from thermochain.rotors.macroscopic.stationary import check_boundary
from thermochain.rotors.macroscopic.thermal_potential import thermal_potential

_FEWEST_PIECES, _MOST_PIECES, _TOLERANCE = 32, 32768, 1e-12
_ACCEPTED = 1e-9  # largest error of the integral of D, which is refined to 1e-12 where that is possible
_NEWTON_STEPS = 3
_AT_ONCE = 64  # number of states treated together; more do not fit into the cache


@dataclass(frozen=True, eq=False)
class StationaryProfiles(ReadOnlyArrays):
    """Profiles and currents of arrays of stationary states.

    Attributes
    ----------
    x
        Positions in [-1, 1], shape (n_x,).
    momentum, temperature
        The profiles, shape (..., n_x).
    momentum_current, energy_current
        J^p and J^e, shape (...).
    """

    x: NDArray
    momentum: NDArray
    temperature: NDArray
    momentum_current: NDArray
    energy_current: NDArray


def stationary_profiles(
    coefficients: TransportCoefficients,
    T_left: ArrayLike,
    T_right: ArrayLike,
    p_left: ArrayLike,
    p_right: ArrayLike,
    x: ArrayLike,
) -> StationaryProfiles:
    """Profiles and currents for arrays of boundary values.

    Parameters
    ----------
    coefficients, T_left, T_right, p_left, p_right
        As for `energy_current`.
    x
        Positions in [-1, 1], shape (n_x,).

    Returns
    -------
    StationaryProfiles, exact to about 1e-12.

    Raises
    ------
    ValueError
        An argument is invalid for `energy_current`, or a position is outside [-1, 1].
    """
    positions = real_array("x", x, "positions in [-1, 1], an array of shape (n,)").astype(float)
    if positions.ndim != 1 or not np.all(np.abs(positions) <= 1.0):
        raise ValueError(f"x={shown(x)} must be positions in [-1, 1], an array of shape (n,); move or flatten them")
    x = positions
    values = check_boundary(coefficients, T_left, T_right, p_left, p_right)
    potential, shape = thermal_potential(coefficients), values[0].shape
    T_left, T_right, p_left, p_right = (v.ravel() for v in values)
    parabolas = Parabolas.of(potential, T_left, T_right, p_right - p_left)
    mean, _ = quadratures(parabolas)
    u = np.empty((mean.size, x.size))
    for start in range(0, mean.size, _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        u[some] = _invert(parabolas[some], mean[some], 0.5 * (x + 1.0))
    temperature = potential.temperature(parabolas[:, None](u))
    momentum = p_left[:, None] + (p_right - p_left)[:, None] * u
    return StationaryProfiles(
        x=x,
        momentum=momentum.reshape(*shape, x.size),
        temperature=temperature.reshape(*shape, x.size),
        momentum_current=(-0.5 * (p_right - p_left) * mean).reshape(shape),
        energy_current=(-0.5 * energy_drive(potential, T_left, T_right, p_left, p_right) * mean).reshape(shape),
    )


def _invert(parabolas: Parabolas, mean: NDArray, share: NDArray) -> NDArray:
    """Values u at which int_0^u D = share * mean, shape (n_states, n_shares)."""
    u = np.empty((mean.size, share.size))
    active, n_pieces = np.arange(mean.size), _FEWEST_PIECES
    while active.size:
        table = _CumulativeDiffusivity.of(parabolas[active], n_pieces)
        exact = np.abs(table.integral[:, -1] - mean[active]) <= _TOLERANCE * mean[active]
        if n_pieces >= _MOST_PIECES:
            check_residual(
                "the position along the chain",
                table.integral[:, -1] - mean[active],
                mean[active],
                tolerance=_ACCEPTED,
                remedy="reduce |p_right - p_left|",
            )
            exact[:] = True
        u[active[exact]] = table[exact].invert(share * mean[active[exact], None])
        active = active[~exact]
        n_pieces *= 4
    return u


@dataclass(frozen=True, eq=False)
class _CumulativeDiffusivity(ReadOnlyArrays):
    """Integral int_0^u D of several states as piecewise polynomials."""

    knots: NDArray  # ends of the pieces, shape (n_states, n_pieces + 1); pieces may be empty
    integral: NDArray  # int_0^knot D, same shape
    # D as a polynomial of s in [0, 1] on every piece, lowest power first, shape (n_powers, n_states, n_pieces).
    coefficients: NDArray

    @classmethod
    def of(cls, parabolas: Parabolas, n_pieces: int) -> _CumulativeDiffusivity:
        cuts = parabolas.cuts()
        uniform = np.broadcast_to(np.linspace(0.0, 1.0, n_pieces + 1)[1:-1], (len(cuts), n_pieces - 1))
        knots = np.sort(np.concatenate([cuts, uniform], axis=1), axis=1)
        width = np.diff(knots, axis=1)
        u = knots[:, :-1, None] + width[..., None] * piecewise.UNIT_NODES
        coefficients = piecewise.unit_polynomials(parabolas.potential.diffusivity(parabolas[:, None, None](u)))
        pieces = width * np.tensordot(_PRIMITIVE[: len(coefficients)], coefficients, axes=1)
        integral = np.concatenate([np.zeros((len(cuts), 1)), np.cumsum(pieces, axis=1)], axis=1)
        return cls(knots, integral, coefficients)

    def __getitem__(self, which: NDArray) -> _CumulativeDiffusivity:
        return _CumulativeDiffusivity(self.knots[which], self.integral[which], self.coefficients[:, which])

    def invert(self, wanted: NDArray) -> NDArray:
        """Values u at which the integral equals `wanted`, of the same shape (n_states, n)."""
        state = np.arange(len(wanted))[:, None]
        # one search serves all states, each of which has its own unit interval
        total = self.integral[:, -1:]
        line = (self.integral / total + 2.0 * state).ravel()
        k = np.searchsorted(line, (wanted / total + 2.0 * state).ravel(), side="right").reshape(wanted.shape) - 1
        k = np.clip(k - state * self.knots.shape[1], 0, self.knots.shape[1] - 2)
        start, width = self.knots[state, k], self.knots[state, k + 1] - self.knots[state, k]
        low, high = self.integral[state, k], self.integral[state, k + 1]
        slopes = self.coefficients[:, state, k]
        integrals = slopes * _PRIMITIVE[: len(slopes), None, None]
        rest = np.divide(wanted - low, width, out=np.zeros_like(wanted), where=width > 0)
        s = np.divide(wanted - low, high - low, out=np.zeros_like(wanted), where=high > low)
        for _ in range(_NEWTON_STEPS):
            change = (_polynomial(integrals, s) * s - rest) / _polynomial(slopes, s)
            np.clip(s - change, 0.0, 1.0, out=s)
        return start + width * s


_PRIMITIVE = 1.0 / np.arange(1.0, 16.0)


def _polynomial(coefficients: NDArray, s: NDArray) -> NDArray:
    """Values at `s` of polynomials, lowest power first, elementwise; in place, since most time is spent here."""
    value = coefficients[-1].copy()
    for c in coefficients[-2::-1]:
        value *= s
        value += c
    return value
