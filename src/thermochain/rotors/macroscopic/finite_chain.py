r"""Stationary states of chains of n rotors: the equations (IOS 2.30) between the inner sides of the contacts.

Four unknowns per chain, T and p on the inner sides, obey the four laws of the contacts (`contacts`) with the currents
of (2.30) between them.  They are found by Newton's method for arrays of chains.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.core.arguments import check_integer, check_range
from thermochain.core.residual import check_residual
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic.contacts import Contacts
from thermochain.rotors.macroscopic.factored import factored_currents, factored_profiles
from thermochain.rotors.macroscopic.stationary import Boundary, StationaryState

FEWEST_ROTORS = 33  # shortest chain of the table of contacts
_WARMED = 0.05  # temperature of the ends in the first guess, less that of the baths, over the square of p_R - p_L
_MOST_STEPS = 60
_STEP = 1e-6  # of the finite differences, relative to temperatures and momenta of order one
_CONVERGED = 1e-11  # largest step that is not explained at the end, relative to the largest T or |p| of the baths
_MOST_HALVINGS = 12  # of a step that increases what is not explained
_LONGEST = 0.3  # largest relative change of a temperature in a step
_PROVED = 1e-9  # accepted steps that are not explained, on the same scale


def solve_finite_chain(
    coefficients: TransportCoefficients,
    contacts: Contacts,
    boundary: Boundary,
    n_rotors: int,
    friction: float,
    n_cells: int,
) -> StationaryState:
    """Stationary state of a chain of n rotors between the baths `boundary`, at n_cells + 1 points of [-1, 1].

    Raises ValueError for a chain, friction or bath outside of the table of contacts, and what `inner_boundary` raises.
    """
    check_integer("n_rotors", n_rotors, at_least=FEWEST_ROTORS)
    check_range(
        "friction", friction, *contacts.friction_range, "the table of contacts has no other; leave out n_rotors"
    )
    for name in ("T_left", "T_right"):
        T = getattr(boundary, name)
        check_range(name, T, *contacts.temperature_range, "the table of contacts has no other; leave out n_rotors")
    baths = np.array([[value] for value in vars(boundary).values()])
    inner = inner_boundary(coefficients, contacts, baths, n_rotors, friction)[:, 0]
    x = np.linspace(-1.0, 1.0, n_cells + 1)
    state = factored_profiles(coefficients, *inner, contacts.log_factors(n_rotors), x)
    currents = float(state.momentum_current), float(state.energy_current)
    return StationaryState(boundary, "first_integral", state.x, state.momentum, state.temperature, *currents)


def inner_boundary(
    coefficients: TransportCoefficients,
    contacts: Contacts,
    baths: NDArray,
    n_rotors: ArrayLike,
    friction: ArrayLike,
    log_factors: ArrayLike = (0.0, 0.0),
) -> NDArray:
    """T_L, T_R, p_L, p_R on the inner sides of the contacts, shape (4, m).

    Parameters
    ----------
    coefficients, contacts
        Laws of the bulk and of the contacts.
    baths
        T_L, T_R, p_L, p_R of the baths, shape (4, m).
    n_rotors, friction
        Lengths n and frictions gamma, numbers or shape (m,).
    log_factors
        Factors on D^p and kappa beside those of the contacts (`bulk_factors`).

    Raises
    ------
    ValueError
        A temperature leaves the range of the table or of the coefficients.
    NotProved
        Newton's method has not found a solution.
    """
    low, high = contacts.temperature_range

    def steps(inner: NDArray) -> NDArray:
        return unexplained_steps(coefficients, contacts, baths, inner, n_rotors, friction, log_factors)

    scale = np.max(np.abs(baths), axis=0)
    inner = _start(baths, low, high)
    left = steps(inner)
    for _ in range(_MOST_STEPS):
        if np.all(np.abs(left) <= _CONVERGED * scale):
            break
        shifted = inner[:, None] + _STEP * np.eye(4)[:, :, None]  # unknown, direction, chain
        slopes = (np.stack([steps(shifted[:, k]) for k in range(4)], axis=1) - left[:, None]) / _STEP
        change = -np.linalg.solve(np.moveaxis(slopes, 2, 0), left.T[..., None])[..., 0].T
        length = 1.0 / np.maximum(1.0, np.max(np.abs(change[:2]) / inner[:2], axis=0) / _LONGEST)
        for _ in range(_MOST_HALVINGS):
            trial = inner + length * change
            trial[:2] = np.clip(trial[:2], low, high)
            remaining = steps(trial)
            longer = np.max(np.abs(remaining), axis=0) > np.max(np.abs(left), axis=0) + _CONVERGED * scale
            if not longer.any():
                break
            length = np.where(longer, 0.5 * length, length)
        inner, left = trial, remaining
    outside = ((inner[:2] <= low) | (inner[:2] >= high)) & (np.abs(left[:2]) > _PROVED * high)
    if outside.any():
        raise ValueError(
            f"the temperature on the inner side of a contact leaves [{low:g}, {high:g}], the range of the table of "
            "contacts; choose lower temperatures or momenta, or leave out n_rotors"
        )
    check_residual(
        "the state between the contacts",
        left / scale,
        1.0,
        tolerance=_PROVED,
        remedy="use a longer chain, or leave out n_rotors",
    )
    return inner


def _start(baths: NDArray, low: float, high: float) -> NDArray:
    """Guess of the inner values: nearly those of the baths, and as warm as strong torques make the ends."""
    T, p = baths[:2], baths[2:]
    friction_heat = _WARMED * (p[1] - p[0]) ** 2
    return np.concatenate([np.clip(T + friction_heat, low, 0.9 * high), p + 0.05 * (p[::-1] - p)])


def bulk_factors(contacts: Contacts, n_rotors: ArrayLike, log_factors: ArrayLike = (0.0, 0.0)) -> NDArray:
    """Log lambda_p and log lambda_e of the bulk of chains of n rotors, shape (2, 1) or (2, m).

    They are the correction 1/N that goes with the contacts, and `log_factors`, shape (2,) or (2, m).
    """
    return contacts.log_factors(n_rotors).reshape(2, -1) + np.asarray(log_factors, dtype=float).reshape(2, -1)


def unexplained_steps(
    coefficients: TransportCoefficients,
    contacts: Contacts,
    baths: NDArray,
    inner: NDArray,
    n_rotors: ArrayLike,
    friction: ArrayLike,
    log_factors: ArrayLike = (0.0, 0.0),
) -> NDArray:
    """Steps of T_L, T_R, p_L, p_R less those that the contacts ask for, shape (4, m); zero in a stationary state."""
    per_site = 2.0 / (np.asarray(n_rotors, dtype=float) - 1.0)
    J_p, J_e = factored_currents(coefficients, *inner, bulk_factors(contacts, n_rotors, log_factors))
    j_p, j_e = per_site * J_p, per_site * J_e
    rho_p, rho_T = contacts.resistances(inner[:2], friction)
    into = np.array([1.0, -1.0])[:, None]  # sign of a current into the chain at each end
    p_steps = into * (baths[2:] - inner[2:]) - rho_p * j_p
    T_steps = into * (baths[:2] - inner[:2]) - rho_T * (j_e - inner[2:] * j_p)
    return np.concatenate([T_steps, p_steps])
