r"""Macroscopic equations of anharmonic chains with velocity flips of rate gamma (Olla 23), stationary and in time.

On x in [0, 1], with times over N^2 and currents times N, tau(r, T) the tension and e(r, T) the energy of a bond,

    dr/dt = tau''/(2 gamma),   de/dt = (kappa T' + tau tau'/(2 gamma))',

with tau = 0 and T = T_left at x = 0, tau = F and T = T_right at x = 1.  As (de/dr)_T = tau - T (dtau/dT)_r, the heat
equation is

    c_v dT/dt = (kappa T')' + (tau')^2/(2 gamma) + T (dtau/dT)_r dr/dt.

(23) is printed without the last term, the heat of isothermal stretching; without it energy is not conserved.  It
vanishes for harmonic bonds and in stationary states.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_bvp, solve_ivp

from thermochain.core.convergence import NotConverged
from thermochain.oscillators.anharmonic.bond_gibbs import BondState, bond_state
from thermochain.oscillators.anharmonic.bond_potentials import BondPotential

_TOLERANCE = 1e-8


@dataclass(frozen=True, eq=False)
class Medium:
    """Properties of a chain that enter the equations."""

    potential: BondPotential  # V of the bonds
    flip_rate: float  # gamma > 0
    conductivity: Callable[[BondState], NDArray]  # kappa of a `BondState`, elementwise

    def state(self, tension: NDArray, temperature: NDArray) -> BondState:
        """Local equilibrium at tensions and temperatures, elementwise."""
        return bond_state(self.potential, tension, temperature)


@dataclass(frozen=True, eq=False)
class StationaryMedium:
    """The stationary state between two baths."""

    state: BondState  # local equilibrium at the given x
    stretch_current: float  # N times the stretch current: -F/(2 gamma)
    energy_current: float  # N times the energy current: the constant J of -kappa T' - tau tau'/(2 gamma)


def solve_stationary(medium: Medium, x: NDArray, *, force: float, T_left: float, T_right: float) -> StationaryMedium:
    """The stationary solution at x in [0, 1]: tau = F x, and T by collocation to about 1e-8.

    Raises NotConverged if the mesh that this needs is too fine.
    """
    heating = force**2 / (2.0 * medium.flip_rate)

    def rates(position: NDArray, y: NDArray, current: NDArray) -> NDArray:
        kappa = medium.conductivity(medium.state(force * position, y[0]))
        return -(current + heating * position)[None] / kappa

    def ends(left: NDArray, right: NDArray, current: NDArray) -> NDArray:
        return np.array([left[0] - T_left, right[0] - T_right])

    mesh = np.linspace(0.0, 1.0, 21)
    guess = T_left + (T_right - T_left) * mesh
    start = medium.conductivity(medium.state(np.array(force), np.array(0.5 * (T_left + T_right))))
    current = np.array([-start * (T_right - T_left) - 0.5 * heating])
    found = solve_bvp(rates, ends, mesh, guess[None], current, tol=_TOLERANCE)
    if not found.success:
        raise NotConverged(f"no stationary temperature for force={force:g}: {found.message}; reduce the force")
    return StationaryMedium(
        medium.state(force * x, found.sol(x)[0]), -force / (2.0 * medium.flip_rate), float(found.p[0])
    )


def rates_of_change(
    medium: Medium, tension: NDArray, temperature: NDArray, *, as_printed: bool = False
) -> tuple[NDArray, NDArray]:
    """Rates d tau/dt and dT/dt at the nodes of a uniform mesh of [0, 1], shapes (n,); the ends are held.

    Conservative finite volumes, second order in the mesh: a cell's currents are (tau_r - tau_l)/(2 gamma dx) of
    stretch and <kappa> (T_r - T_l)/dx + <tau> (tau_r - tau_l)/(2 gamma dx) of energy, with <.> the mean over its nodes.
    Half of the mechanical energy that a cell dissipates heats either of its nodes.

    Parameters
    ----------
    as_printed
        Whether to take (23) as printed, without the heat of stretching.
    """
    dx = 1.0 / (tension.size - 1)
    state = medium.state(tension, temperature)
    kappa = medium.conductivity(state)
    slope = np.diff(tension) / dx
    heat_flow = 0.5 * (kappa[1:] + kappa[:-1]) * np.diff(temperature) / dx
    dissipated = slope**2 / (2.0 * medium.flip_rate)
    stretching, heating = (np.zeros_like(tension) for _ in range(2))
    stretching[1:-1] = np.diff(slope) / (2.0 * medium.flip_rate * dx)
    heating[1:-1] = np.diff(heat_flow) / dx + 0.5 * (dissipated[1:] + dissipated[:-1])
    if not as_printed:
        heating += temperature * state.tension_by_temperature * stretching
    warming = heating / state.heat_capacity
    return (stretching - state.expansion * warming) / state.compressibility, warming


def evolve(
    medium: Medium,
    tension: NDArray,
    temperature: NDArray,
    times: Sequence[float],
    *,
    as_printed: bool = False,
    tolerance: float = 1e-7,
) -> BondState:
    """Solution of the equations in time, by an implicit method of variable order.

    Parameters
    ----------
    tension, temperature
        At time 0 on a uniform mesh of [0, 1], shapes (n,), n >= 3; their values at the ends are kept.
    times
        Increasing from 0.
    as_printed
        As in `rates_of_change`.
    tolerance
        Error that the integration may make in a step.

    Returns
    -------
    Local equilibrium, attributes of shape (n_times, n).  Raises NotConverged if the integrator gives up.
    """

    def rates(_, y: NDArray) -> NDArray:
        return np.stack(rates_of_change(medium, y[0::2], y[1::2], as_printed=as_printed), axis=-1).ravel()

    start = np.stack([tension, temperature], axis=-1).astype(float).ravel()
    span = (0.0, float(times[-1]))
    solution = solve_ivp(rates, span, start, "LSODA", times, rtol=tolerance, atol=tolerance, lband=3, uband=3)
    if solution.status != 0:
        raise NotConverged(f"the integration stopped at t={solution.t[-1]:g}: {solution.message}; change tolerance")
    return medium.state(solution.y[0::2].T, solution.y[1::2].T)
