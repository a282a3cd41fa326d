r"""Solution of the macroscopic equations in time (Olla 14) between baths, between closed ends, or on a ring.

    dp/dt = d/dx (D^p(T) dp/dx),   de/dt = d/dx (D^p(T) d(p^2/2)/dx + kappa(T) dT/dx),   e = p^2/2 + u(T),

on x in [-1, 1], where u is the mean energy per rotor.  With x = i/N, t is the microscopic time over N^2.
Finite volumes (`finite_volume`) reduce them to ordinary differential equations, which LSODA solves: stiff, of variable
order, with a banded Jacobian that takes seven evaluations of the rates, eleven on a ring.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.integrate import solve_ivp

from thermochain.core.arguments import check_integer, check_kind, real_array, shown
from thermochain.core.convergence import NotConverged
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.evolution.finite_volume import FiniteVolumes, inflows, production
from thermochain.rotors.macroscopic.mesh import Mesh, cell_currents, line, ring
from thermochain.rotors.macroscopic.stationary import check_boundary, check_momentum
from thermochain.rotors.potential import ROTORS, Potential

Profile = ArrayLike | Callable[[NDArray], ArrayLike]

_MOST_CELLS, _LATEST = 100_000, 1e6
_SLACK = 1e-6  # relative slack on the temperature, since an integrator may exceed the range by its tolerance


@dataclass(frozen=True, eq=False)
class Evolution(ReadOnlyArrays):
    """Profiles at the times of a solution, with their integrals and rates.

    Integrals over x are sums over the nodes with the widths of the mesh (the trapezoidal rule).  Rates are exact for
    the scheme: d(total_momentum)/dt is `momentum_supply`, d(total_energy)/dt is `work_supply` + `heat_supply`, and
    d(entropy)/dt is `entropy_production` + `entropy_supply`.

    Attributes
    ----------
    coefficients
        Transport coefficients of the equations.
    mesh
        Nodes and cells.
    held
        True for the nodes whose state a bath fixes, shape (n_nodes,).
    times
        Times of the profiles, shape (n_times,).
    momentum, energy, temperature
        Profiles, shape (n_times, n_nodes); energy per rotor, p^2/2 + u(T).
    potential
        Bond potential, of which u(T) is.
    """

    coefficients: TransportCoefficients
    mesh: Mesh
    held: NDArray
    times: NDArray
    momentum: NDArray
    energy: NDArray
    temperature: NDArray
    potential: Potential = ROTORS

    @property
    def x(self) -> NDArray:
        """Positions of the nodes in [-1, 1], shape (n_nodes,); on a ring without x = 1."""
        return self.mesh.x

    @property
    def x_cells(self) -> NDArray:
        """Middles of the cells, where the currents are, shape (n_cells,)."""
        return self.mesh.x[self.mesh.left] + 0.5 * self.mesh.dx

    @cached_property
    def _currents(self) -> tuple[NDArray, NDArray]:
        return cell_currents(self.coefficients, self.mesh, self.momentum, self.temperature)

    @property
    def momentum_current(self) -> NDArray:
        """J^p, shape (n_times, n_cells)."""
        return self._currents[0]

    @property
    def energy_current(self) -> NDArray:
        """J^e, shape (n_times, n_cells)."""
        return self._currents[1]

    @property
    def mechanical_current(self) -> NDArray:
        """J^m = p J^p (2.32), shape (n_times, n_cells)."""
        return self.mesh.mean(self.momentum) * self.momentum_current

    @property
    def heat_current(self) -> NDArray:
        """J^Q = J^e - J^m = -kappa dT/dx (2.31), shape (n_times, n_cells)."""
        return self.energy_current - self.mechanical_current

    @property
    def total_momentum(self) -> NDArray:
        """Integral of p over x, shape (n_times,)."""
        return self.momentum @ self.mesh.widths

    @property
    def total_energy(self) -> NDArray:
        """Integral of e over x, shape (n_times,)."""
        return self.energy @ self.mesh.widths

    @property
    def mechanical_energy(self) -> NDArray:
        """Integral of p^2/2, the energy of the mean motion, shape (n_times,)."""
        return 0.5 * self.momentum**2 @ self.mesh.widths

    @property
    def entropy(self) -> NDArray:
        """Integral of the thermodynamic entropy per rotor, shape (n_times,)."""
        return self.potential.entropy(self.temperature) @ self.mesh.widths

    @property
    def entropy_production(self) -> NDArray:
        """Rate of entropy production inside the chain (Olla 18), shape (n_times,); never negative."""
        return production(self.coefficients, self.mesh, self.momentum, self.temperature).sum(axis=-1)

    @cached_property
    def _supply(self) -> tuple[NDArray, NDArray]:
        """Rates at which each bath supplies momentum and heat, shape (n_times, n_baths) each."""
        into_p, into_e = inflows(self.coefficients, self.mesh, self.momentum, self.temperature)
        return -into_p[:, self.held], -(into_e - self.momentum * into_p)[:, self.held]

    @property
    def momentum_supply(self) -> NDArray:
        """Rate at which the baths supply momentum, shape (n_times,); 0 without baths."""
        return self._supply[0].sum(axis=-1)

    @property
    def work_supply(self) -> NDArray:
        """Rate of work done by the torques: momentum supplied times momentum of the bath, shape (n_times,)."""
        return np.sum(self.momentum[:, self.held] * self._supply[0], axis=-1)

    @property
    def heat_supply(self) -> NDArray:
        """Rate at which the baths supply heat, shape (n_times,); 0 without baths."""
        return self._supply[1].sum(axis=-1)

    @property
    def entropy_supply(self) -> NDArray:
        """Rate at which the baths supply entropy, heat over temperature, shape (n_times,); 0 without baths."""
        return np.sum(self._supply[1] / self.temperature[:, self.held], axis=-1)


def solve_evolution(
    coefficients: TransportCoefficients,
    *,
    momentum: Profile,
    temperature: Profile,
    times: ArrayLike,
    T_left: float | None = None,
    p_left: float | None = None,
    T_right: float | None = None,
    p_right: float | None = None,
    periodic: bool = False,
    n_cells: int = 400,
    tolerance: float = 1e-8,
    potential: Potential = ROTORS,
) -> Evolution:
    r"""Profiles of p and T in time, from given initial profiles.

    Parameters
    ----------
    coefficients
        K^pp and K^ee as functions of temperature.
    momentum, temperature
        Initial profiles: numbers, functions of x, or arrays with one value per node, shape (n_cells + 1,) on
        `numpy.linspace(-1, 1, n_cells + 1)`, or (n_cells,) on a ring, which leaves out x = 1.
    times
        Increasing times of the returned profiles; the initial profiles are those at the first time.
    T_left, p_left, T_right, p_right
        Temperature and momentum tau/gamma that a bath fixes at x = -1 and at x = 1, from the first time on.  An
        end for which both are omitted is closed: no current flows through it.
    periodic
        If True, the chain is a ring: x = 1 is x = -1.
    n_cells
        Number of cells; the profiles have an error of second order in 1/n_cells.
    tolerance
        Error of p, e and the lowest temperature that is accepted in one step of the integration in time.
    potential
        Bond potential of the coefficients, which gives u(T) and the entropy; that of rotors, or of `load_potential`.

    Returns
    -------
    Evolution

    Raises
    ------
    ValueError
        An argument is not valid, or the chain becomes hotter than the coefficients admit; the message names it.
    NotConverged
        The integration failed; the message states the time and the cause.
    """
    check_kind("coefficients", coefficients, TransportCoefficients, "pass published_coefficients()")
    check_kind("periodic", periodic, bool, "True for a ring, False for a line")
    check_kind("potential", potential, Potential, "pass what load_potential returns, or leave it out for rotors")
    _check_numbers(n_cells, tolerance)
    t = _check_times(times)
    baths = _check_baths(coefficients, T_left, p_left, T_right, p_right, periodic)
    mesh = ring(n_cells) if periodic else line(n_cells)
    p, T = (_profile(name, given, mesh.x) for name, given in (("momentum", momentum), ("temperature", temperature)))
    held = np.zeros(mesh.x.size, dtype=bool)
    for node, (T_bath, p_bath) in baths.items():
        held[node], T[node], p[node] = True, T_bath, p_bath
    coefficients.check_temperature(T, "temperature")
    volumes = FiniteVolumes(coefficients, mesh, held, potential)
    p, e = volumes.unpack(_integrate(volumes, volumes.pack(p, T), t, tolerance, float(T.min())))
    return Evolution(coefficients, mesh, held, t, p, e, volumes.temperature(p, e), potential)


def _integrate(volumes: FiniteVolumes, start: NDArray, times: NDArray, tolerance: float, T_lowest: float) -> NDArray:
    """States at the given times, shape (n_times, 2 n_nodes)."""

    def inside(t: float, y: NDArray) -> float:
        return volumes.margin(t, y) + _SLACK * T_lowest

    inside.terminal = True  # type: ignore[attr-defined]  # the attribute that solve_ivp reads
    solution = solve_ivp(
        volumes.rates,
        (times[0], times[-1]),
        start,
        method="LSODA",
        t_eval=times,
        lband=volumes.bandwidth,
        uband=volumes.bandwidth,
        rtol=tolerance,
        atol=tolerance * min(1.0, T_lowest),
        events=inside,
    )
    if solution.status == 1:
        raise ValueError(volumes.describe_exit(float(solution.t_events[0][0]), solution.y_events[0][0]))
    if solution.status != 0:
        raise NotConverged(
            f"the integration stopped at t={solution.t[-1]:g} of {times[-1]:g}: {solution.message}; change tolerance"
        )
    return solution.y.T


def _check_numbers(n_cells: int, tolerance: float) -> None:
    check_integer("n_cells", n_cells, at_least=4, at_most=_MOST_CELLS)
    if not isinstance(tolerance, float) or not 1e-12 <= tolerance <= 1e-2:
        raise ValueError(f"tolerance={shown(tolerance)} must be a number in [1e-12, 1e-2]; pass 1e-8")


def _check_times(times: ArrayLike) -> NDArray:
    what = "two or more finite numbers, each larger than the one before"
    t = real_array("times", times, what)
    if t.ndim != 1 or t.size < 2 or not np.all(np.isfinite(t)) or np.any(np.diff(t) <= 0):
        raise ValueError(f"times={shown(times)} must be {what}; sort them")
    if max(abs(t[0]), abs(t[-1])) > _LATEST:
        raise ValueError(f"times={shown(times)} must lie within {_LATEST:g} of 0; pass earlier times")
    return t.astype(float)


def _check_baths(
    c: TransportCoefficients,
    T_left: float | None,
    p_left: float | None,
    T_right: float | None,
    p_right: float | None,
    periodic: bool,
) -> dict[int, tuple[float, float]]:
    """Index of the node that each bath fixes (0 or -1), and its temperature and momentum."""
    baths = {}
    for node, side, T, p in ((0, "left", T_left, p_left), (-1, "right", T_right, p_right)):
        if T is None and p is None:
            continue
        given = f"T_{side}={shown(T)} and p_{side}={shown(p)}"
        if T is None or p is None:
            raise ValueError(f"{given}: a bath holds both; pass both, or neither for a closed end")
        if periodic:
            raise ValueError(f"{given}: a ring has no ends; leave them out or periodic=False")
        if real_array(f"T_{side}", T).ndim or real_array(f"p_{side}", p).ndim:
            raise ValueError(f"{given} must be single numbers; solve for one state at a time")
        baths[node] = T, p
    innocent = c.admissible_range[0], 0.0  # admissible stand-ins for the values that a closed end lacks
    (T_0, p_0), (T_1, p_1) = (baths.get(node, innocent) for node in (0, -1))
    check_boundary(c, T_0, T_1, p_0, p_1)
    return {node: (float(T), float(p)) for node, (T, p) in baths.items()}


def _profile(name: str, given: Profile, x: NDArray) -> NDArray:
    """New array of the values at the nodes; raises ValueError if they are not real, not finite or of another shape."""
    values = real_array(name, given(x) if callable(given) else given)
    if values.shape not in ((), x.shape):
        raise ValueError(
            f"{name} has shape {values.shape} and must be a number, a function of x or one value at each of the "
            f"{x.size} nodes; change n_cells or interpolate"
        )
    bad = ~np.isfinite(values)
    if bad.any():
        raise ValueError(f"{name}={values[bad].flat[0]} must be finite everywhere; correct the profile")
    if name == "momentum":
        check_momentum(name, values)
    return np.full(x.shape, values, dtype=float)
