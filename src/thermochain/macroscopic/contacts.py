r"""Stationary states (IOS 2.30) of finite chains: baths act through contact resistances.

The bulk of n rotors, N = (n-1)/2, sees values between those of the baths and its own (docs/driven-chain-contacts.md),

    p_eff,L = p_L - rho_p(T_L) j^p,    T_eff,L = T_L - rho_T(T_L) (j^e - p_eff,L j^p),
    p_eff,R = p_R + rho_p(T_R) j^p,    T_eff,R = T_R + rho_T(T_R) (j^e - p_eff,R j^p),
    rho_p(T) = 1/gamma + l_p/D^p(T),   rho_T(T) = 1/gamma + l_T/kappa(T),

with the microscopic currents j = J/N.  The parts 1/gamma are the exact identities of the end rotors that follow from
the conservation laws (Section 2.1); l_p and l_T are lengths of bulk, in lattice sites, that stand for the boundary
layers.  Corrections of the bulk coefficients of relative order 1/N act in the same way and cannot be told from them.

With G, h = (p_eff,R - p_eff,L)^2/2 and I = int D du of `first_integral`, s = I/(2N) and w = G_R - G_L, the heat
currents are jQ_L = -s (w + h), jQ_R = -s (w - h), hence

    T_eff,L = T_L + rho_T,L s (h + w),   T_eff,R = T_R + rho_T,R s (h - w):

at given I one increasing equation for w.  What is left is one equation for I.  It always has a solution, but not
always one only: cold, short chains can either stick or slip (K^pp falls so fast with T), and one of the states is
returned.  Our coefficients do that at T = 0.2, dp = 1.4 and n = 33 (docs/driven-chain-contacts.md).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import elementwise

from thermochain.macroscopic.coefficients import TransportCoefficients
from thermochain.macroscopic.first_integral import highest_temperature, mean_diffusivity
from thermochain.macroscopic.solve import solve_stationary
from thermochain.macroscopic.stationary import NotConverged, StationaryState, check_boundary
from thermochain.macroscopic.thermal_potential import thermal_potential

_NEWTON_STEPS = 100
_TOLERANCE = 1e-12  # of log I, and of w relative to the potentials


@dataclass(frozen=True, eq=False)
class FiniteChain:
    """What the bulk of finite chains sees, and what flows; all arrays of one shape.

    Attributes
    ----------
    T_left, T_right, p_left, p_right
        Effective boundary values.
    momentum_current, energy_current
        J^p = N j^p and J^e = N j^e.
    T_max
        Highest temperature of the bulk, inside or at an end.
    """

    T_left: NDArray
    T_right: NDArray
    p_left: NDArray
    p_right: NDArray
    momentum_current: NDArray
    energy_current: NDArray
    T_max: NDArray


def finite_chain(
    coefficients: TransportCoefficients,
    T_left: ArrayLike,
    T_right: ArrayLike,
    p_left: ArrayLike,
    p_right: ArrayLike,
    *,
    n_rotors: ArrayLike,
    friction: ArrayLike,
    layer_p: ArrayLike = 0.0,
    layer_T: ArrayLike = 0.0,
    momentum_factor: ArrayLike = 1.0,
    energy_factor: ArrayLike = 1.0,
) -> FiniteChain:
    """Stationary states of chains between baths, for arrays of parameters that broadcast against each other.

    Parameters
    ----------
    coefficients
        K^pp and K^ee as functions of temperature.
    T_left, T_right, p_left, p_right
        Bath temperatures and tau/gamma.
    n_rotors
        Number of rotors n >= 3; `numpy.inf` is (2.30) without contacts.
    friction
        gamma > 0 of the baths.
    layer_p, layer_T
        l_p and l_T in lattice sites.  They may be negative, as long as the chain as a whole resists.
    momentum_factor, energy_factor
        Factors > 0 on D^p and kappa.  Up to units of momentum, (2.30) depends only on their ratio, so a factor costs
        no new table of the coefficients.

    Raises
    ------
    ValueError
        A parameter is not valid, or a temperature is not admissible; the message names it.  Nor may the state
        without contacts leave the admissible range.
    NotConverged
        No solution is found: layers so negative that the chain as a whole does not resist.
    """
    boundary = check_boundary(coefficients, T_left, T_right, p_left, p_right)
    numbers = {
        "n_rotors": n_rotors,
        "friction": friction,
        "layer_p": layer_p,
        "layer_T": layer_T,
        "momentum_factor": momentum_factor,
        "energy_factor": energy_factor,
    }
    arrays = np.broadcast_arrays(*boundary, *(_checked(name, value) for name, value in numbers.items()))
    T_left, T_right, p_left, p_right, n_rotors, gamma, layer_p, layer_T, on_p, on_e = arrays
    unit = np.sqrt(on_e / on_p)  # momenta in this unit make the factor of kappa/D^p one
    D = [on_p * coefficients.momentum_diffusivity(T) for T in (T_left, T_right)]
    kappa = [on_e * coefficients.thermal_conductivity(T) for T in (T_left, T_right)]
    rho_p = [1.0 / gamma + layer_p / value for value in D]
    rho_T = [1.0 / gamma + layer_T / value for value in kappa]
    per_site = 2.0 / (n_rotors - 1.0)  # 1/N
    chains = _Chains(
        coefficients,
        [T_left, T_right, (p_right - p_left) / unit, *(on_e * r for r in rho_T), on_p * sum(rho_p), per_site],
    )
    total, T_left, T_right, dp = chains.solve()
    J_p = -0.5 * on_p * unit * dp * total
    p_left, p_right = p_left - rho_p[0] * per_site * J_p, p_right + rho_p[1] * per_site * J_p
    potential = thermal_potential(coefficients)
    J_e = 0.5 * (p_left + p_right) * J_p - 0.5 * on_e * (potential(T_right) - potential(T_left)) * total
    T_max = highest_temperature(coefficients, T_left, T_right, np.zeros_like(dp), dp)
    return FiniteChain(T_left, T_right, p_left, p_right, J_p, J_e, T_max)


def solve_with_contacts(
    coefficients: TransportCoefficients,
    *,
    T_left: float,
    T_right: float,
    p_left: float,
    p_right: float,
    n_rotors: float,
    friction: float,
    layer_p: float = 0.0,
    layer_T: float = 0.0,
    n_cells: int = 1000,
) -> StationaryState:
    """Profiles and currents of one finite chain; its `boundary` holds the effective values that the bulk sees.

    Arguments and errors as for `finite_chain` and `solve_stationary`.
    """
    chain = finite_chain(
        coefficients,
        T_left,
        T_right,
        p_left,
        p_right,
        n_rotors=n_rotors,
        friction=friction,
        layer_p=layer_p,
        layer_T=layer_T,
    )
    ends = {name: getattr(chain, name) for name in ("T_left", "T_right", "p_left", "p_right")}
    return solve_stationary(coefficients, **ends, n_cells=n_cells)


def _checked(name: str, value: ArrayLike) -> NDArray:
    """`value` as floats, or ValueError naming it."""
    array = np.asarray(value, dtype=float)
    if name == "n_rotors":
        good, limit = array >= 3, ">= 3"
    elif name.startswith("layer"):
        good, limit = np.isfinite(array), "a finite number of sites"
    else:
        good, limit = (array > 0) & np.isfinite(array), "a finite number > 0"
    if not np.all(good):
        raise ValueError(f"{name}={float(array[~good].flat[0])} must be {limit}")
    return array


@dataclass(frozen=True, eq=False)
class _Chains:
    """Chains in units in which the factors are one.

    `given` holds T_L, T_R, dp, rho_T,L, rho_T,R, rho_p,L + rho_p,R and 1/N, arrays of one shape.
    """

    coefficients: TransportCoefficients
    given: list[NDArray]

    def solve(self) -> tuple[NDArray, NDArray, NDArray, NDArray]:
        """I and the effective T_L, T_R and dp."""
        T_left, T_right, dp, *_ = self.given
        start = np.log(mean_diffusivity(self.coefficients, T_left, T_right, np.zeros_like(dp), dp))
        bracket = elementwise.bracket_root(self._excess, start - 0.01, start + 0.1, args=tuple(self.given), maxiter=60)
        found = elementwise.find_root(
            self._excess, bracket.bracket, args=tuple(self.given), tolerances={"xatol": _TOLERANCE, "xrtol": 0.0}
        )
        if not np.all(found.success):
            raise NotConverged("the contacts of the chain have no solution; give layers of more sites or more rotors")
        return np.exp(found.x), *self._effective(found.x, *self.given)

    def _excess(self, log_total: NDArray, *given: NDArray) -> NDArray:
        """Log I minus that of the state whose boundary values I implies."""
        T_left, T_right, dp = self._effective(log_total, *given)
        return log_total - np.log(mean_diffusivity(self.coefficients, T_left, T_right, np.zeros_like(dp), dp))

    def _effective(self, log_total, T_left, T_right, dp, rho_left, rho_right, rho_p, per_site):
        """Effective T_L, T_R and dp at given I."""
        potential = thermal_potential(self.coefficients)
        low, high = self.coefficients.admissible_range
        s = 0.5 * np.exp(log_total) * per_site
        resistance = 1.0 + rho_p * s  # of the chain, in units of the bulk's
        if not np.all(resistance > 0):
            raise NotConverged("layer_p makes the resistance of the chain negative; give more sites or more rotors")
        dp = dp / resistance
        height, left, right = 0.5 * dp**2, rho_left * s, rho_right * s

        def ends(w: NDArray) -> tuple[NDArray, NDArray]:
            return T_left + left * (height + w), T_right + right * (height - w)

        def mismatch(w: NDArray) -> tuple[NDArray, NDArray]:
            a, b = (
                np.clip(T, low, high) for T in ends(w)
            )  # a trial step may leave the table; bisection brings it back
            return w - potential(b) + potential(a), 1.0 + left * potential.slope(a) + right * potential.slope(b)

        return *ends(_increasing_root(mismatch, potential(T_right) - potential(T_left))), dp


def _increasing_root(function: Callable[[NDArray], tuple[NDArray, NDArray]], start: NDArray) -> NDArray:
    """Roots of increasing functions, by Newton's method inside brackets; `function` returns (f, f').

    The slopes are 1 or more with resistances >= 0; slightly negative ones are allowed for by the wider bracket.
    """
    x = start
    value, slope = function(x)
    low, high = start - 2.0 * np.abs(value), start + 2.0 * np.abs(value)
    last = high - low
    for _ in range(_NEWTON_STEPS):
        step = value / slope
        if np.all(np.abs(step) <= _TOLERANCE * (1.0 + np.abs(x))):
            return x - step
        low, high = np.where(value < 0, x, low), np.where(value > 0, x, high)
        good = (low <= x - step) & (x - step <= high) & (np.abs(step) <= 0.5 * np.abs(last))
        last = np.where(good, step, x - 0.5 * (low + high))
        x = x - last
        value, slope = function(x)
    raise NotConverged(f"the temperatures at the contacts still move after {_NEWTON_STEPS} steps; give more rotors")
