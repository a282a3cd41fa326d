"""Common interface of the three solvers of the stationary system (IOS 2.30), and of chains of finite length."""

import numpy as np

from thermochain.core.arguments import check_choice, check_integer, check_positive, shown
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic.contacts import measured_contacts
from thermochain.rotors.macroscopic.finite_chain import solve_finite_chain
from thermochain.rotors.macroscopic.finite_difference import solve_finite_difference
from thermochain.rotors.macroscopic.fixed_point import solve_fixed_points
from thermochain.rotors.macroscopic.profiles import stationary_profiles
from thermochain.rotors.macroscopic.stationary import Boundary, StationaryState, check_boundary

METHODS = ("first_integral", "finite_difference", "fixed_point")
_MOST_CELLS = 1_000_000


def solve_stationary(
    coefficients: TransportCoefficients,
    *,
    T_left: float,
    T_right: float,
    p_left: float,
    p_right: float,
    method: str = "first_integral",
    n_cells: int = 1000,
    n_rotors: int | None = None,
    friction: float = 1.0,
) -> StationaryState:
    """Stationary profiles and currents for given boundary values (2.9), of the infinite chain or of one of n rotors.

    Parameters
    ----------
    coefficients
        K^pp and K^ee as functions of temperature.
    T_left, T_right
        Bath temperatures, in units of the potential's amplitude over k_B.
    p_left, p_right
        Boundary momenta tau/gamma.
    method
        "first_integral": quadratures, machine precision.  "finite_difference": the scheme (B.3) by Newton,
        second order in the cell size.  "fixed_point": the iteration of Appendix B, read
        consistently (`solve_fixed_points` has the other readings, the mixing and the iterations).
    n_cells
        The profiles are given at n_cells + 1 equidistant points of [-1, 1]; for the last two
        methods this is the mesh (the paper's is 1000 cells).
    n_rotors
        Length n >= 33 of a finite chain, or None for the limit n -> infinity.  The chain has the resistances of its
        contacts with the baths and the factors of its bulk that `measured_contacts` holds, so its profiles end at the
        inner sides of the contacts.  It needs the method "first_integral".
    friction
        Friction gamma > 0 of both baths; it matters for a finite chain alone.

    Returns
    -------
    StationaryState: J^p and J^e are N = (n - 1)/2 times the currents through a bond.

    Raises
    ------
    ValueError
        An argument is not valid, or a temperature or the friction lies outside of the table of contacts; the message
        names it.
    NotProved
        The state of a finite chain does not obey the laws of its contacts to 1e-9.
    NotConverged
        An iteration failed; the message states iterations, residual and remedy.
    """
    check_choice("method", method, METHODS)
    check_integer("n_cells", n_cells, at_least=2, at_most=_MOST_CELLS)
    if n_cells % 2:
        raise ValueError(f"n_cells={n_cells} must be an even integer >= 2; try {n_cells + 1}")
    values = check_boundary(coefficients, T_left, T_right, p_left, p_right)
    if values[0].ndim:
        given = {"T_left": T_left, "T_right": T_right, "p_left": p_left, "p_right": p_right}
        name = next(name for name, value in given.items() if np.ndim(value))
        raise ValueError(
            f"{name}={shown(given[name])}: boundary values must be single numbers; for arrays of states use "
            "energy_current or stationary_profiles"
        )
    boundary = Boundary(*map(float, values))
    check_positive("friction", friction)
    if n_rotors is not None:
        if method != "first_integral":
            raise ValueError(f"method={method!r} has no contacts; leave out n_rotors, or take method='first_integral'")
        return solve_finite_chain(coefficients, measured_contacts(), boundary, n_rotors, friction, n_cells)
    if method == "finite_difference":
        return solve_finite_difference(coefficients, boundary, n_cells)
    if method == "fixed_point":
        return _by_fixed_point(coefficients, boundary, n_cells)
    x = np.linspace(-1.0, 1.0, n_cells + 1)
    state = stationary_profiles(coefficients, boundary.T_left, boundary.T_right, boundary.p_left, boundary.p_right, x)
    currents = float(state.momentum_current), float(state.energy_current)
    return StationaryState(boundary, method, state.x, state.momentum, state.temperature, *currents)


def _by_fixed_point(coefficients: TransportCoefficients, boundary: Boundary, n_cells: int) -> StationaryState:
    """The state that the fixed point of Appendix B ends in."""
    found = solve_fixed_points(
        coefficients, boundary.T_left, boundary.T_right, boundary.p_left, boundary.p_right, n_cells
    )
    x, currents = np.linspace(-1.0, 1.0, n_cells + 1), (found.momentum_current[0], found.energy_current[0])
    return StationaryState(boundary, "fixed_point", x, found.momentum[0], found.temperature[0], *map(float, currents))
