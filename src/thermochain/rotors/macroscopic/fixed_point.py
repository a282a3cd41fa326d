r"""The fixed-point iteration of IOS, Appendix B, as printed, with T_0 = T_L in step (4).

The mixing rule keeps the fraction `mixing` of the old profile.  The iteration is unstable where
the temperature peak is high: for T_L = T_R = 0.3, p_L = 0 and the published coefficients it leaves even the exact
solution for p_R = 1.5 and 2, for any mixing.  It serves to reproduce the paper, and raises an error if it does not
converge.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import simpson

from thermochain.core.convergence import NotConverged
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic.stationary import Boundary, StationaryState

_REMEDY = "use method='first_integral' (exact) or 'finite_difference' (the same discretisation by Newton)"


def solve_fixed_point(
    coefficients: TransportCoefficients,
    boundary: Boundary,
    n_cells: int,
    mixing: float = 0.9,
    tolerance: float = 1.5e-8,
    max_iterations: int = 20_000,
) -> StationaryState:
    """Stationary state at the n_cells + 1 nodes of a uniform mesh; n_cells must be even (Simpson's rule).

    Raises NotConverged with the iteration count, the residual and a remedy.
    """
    x, dx = np.linspace(-1.0, 1.0, n_cells + 1, retstep=True)
    blend = 0.5 * (x + 1.0)
    p = boundary.p_left + (boundary.p_right - boundary.p_left) * blend
    T = boundary.T_left + (boundary.T_right - boundary.T_left) * blend
    low, high = coefficients.admissible_range
    change = np.inf
    for iteration in range(1, max_iterations + 1):
        jp, je, p_new, T_new = _update(coefficients, boundary, p, T, dx)
        p_new += mixing * (p - p_new)
        T_new += mixing * (T - T_new)
        if not np.all((T_new >= low) & (T_new <= high)):
            raise NotConverged(
                f"the fixed point of Appendix B left the admissible temperatures [{low:g}, {high:g}] after {iteration} "
                f"iterations (last change {change:.1e}, tolerance {tolerance:.1e}); {_REMEDY}"
            )
        change = max(np.max(np.abs(p_new - p)), np.max(np.abs(T_new - T)))
        p, T = p_new, T_new
        if change <= tolerance:
            return StationaryState(boundary, "fixed_point", x, p, T, jp, je)
    raise NotConverged(
        f"the fixed point of Appendix B did not converge in {max_iterations} iterations: the last one still changed "
        f"the profiles by {change:.1e} (tolerance {tolerance:.1e}); {_REMEDY}"
    )


def _update(
    c: TransportCoefficients, b: Boundary, p: NDArray, T: NDArray, dx: float
) -> tuple[float, float, NDArray, NDArray]:
    """Steps (1)-(4): currents from the integrals (B.2), then both profiles from (B.3)."""
    D, kappa = c.momentum_diffusivity(T), c.thermal_conductivity(T)
    I1, I2, I3 = (float(simpson(f, dx=dx)) for f in (1.0 / D, 1.0 / kappa, p / kappa))
    jp = -(b.p_right - b.p_left) / I1
    je = -(b.T_right - b.T_left) / I2 + I3 / I2 * jp
    p_new = np.empty_like(p)
    p_new[0] = b.p_left
    p_new[1:] = b.p_left - np.cumsum(2.0 * dx / (D[1:] + D[:-1])) * jp
    heat = je - 0.5 * (p_new[1:] + p_new[:-1]) * jp
    T_new = np.empty_like(T)
    T_new[0] = b.T_left
    T_new[1:] = b.T_left - np.cumsum(2.0 * dx / (kappa[1:] + kappa[:-1]) * heat)
    return jp, je, p_new, T_new
