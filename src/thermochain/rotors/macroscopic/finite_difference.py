r"""The finite differences (IOS B.3) on a uniform mesh, solved by Newton's method.

Unknowns are (p_k, T_k) at the interior nodes; the equations say that both discrete currents are the same
left and right of every node.  The Jacobian is banded (three diagonals on each side), so a step costs O(nodes).
If Newton's method does not converge from linear profiles, the momentum difference is raised in steps, each of which
starts from the previous solution.  The discretisation is that of the published fixed-point iteration, which diverges
for large gradients.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_banded

from thermochain.core.convergence import NotConverged
from thermochain.core.residual import check_residual
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic.mesh import cell_currents, line
from thermochain.rotors.macroscopic.stationary import Boundary, StationaryState

_MOST_NEWTON_STEPS = 40
_STEP_TOLERANCE = 1e-9  # largest change of the profiles; convergence is quadratic, so the error is much smaller
_SMALLEST_INCREMENT = 1e-3
_UNIFORM = 1e-7  # accepted relative differences of the currents; the error of a step is the square of that before it
_ROUNDING = 1e-7  # rounding of the current of a cell of width 1, over `_UNIFORM`
_HALF_BANDWIDTH = 3


def solve_finite_difference(coefficients: TransportCoefficients, boundary: Boundary, n_cells: int) -> StationaryState:
    """Stationary state at the n_cells + 1 nodes of a uniform mesh of [-1, 1].

    Raises NotConverged with the forcing that was reached and a remedy.
    """
    x = np.linspace(-1.0, 1.0, n_cells + 1)
    middle, half = 0.5 * (boundary.p_left + boundary.p_right), 0.5 * (boundary.p_right - boundary.p_left)
    shape = x  # shape of the momentum profile p = middle + half * shape
    T = boundary.T_left + (boundary.T_right - boundary.T_left) * 0.5 * (x + 1.0)
    forcing, increment = 0.0, 1.0
    while forcing < 1.0:
        wanted = min(1.0, forcing + increment)
        solution = _newton(coefficients, middle + wanted * half * shape, T)
        if solution is None:
            increment *= 0.5
            if increment < _SMALLEST_INCREMENT:
                raise NotConverged(
                    f"Newton's method reached {forcing:.3f} of the momentum difference {2 * half:g} "
                    f"on {n_cells} cells; use method='first_integral', or more cells"
                )
            continue
        p, T = solution
        shape = (p - middle) / (wanted * half) if half else shape
        forcing, increment = wanted, 2.0 * increment
    jp, je = cell_currents(coefficients, line(n_cells), p, T)
    flow = coefficients.thermal_conductivity(T) * T + coefficients.momentum_diffusivity(T) * np.abs(p)
    for name, current in (("momentum", jp), ("energy", je)):
        check_residual(
            f"the {name} current, which is the same in all cells,",
            current - current.mean(),
            np.max(np.abs(current)) + n_cells * np.max(flow) * _ROUNDING,
            tolerance=_UNIFORM,
            remedy="use method='first_integral', or more cells",
        )
    return StationaryState(boundary, "finite_difference", x, p, T, float(jp.mean()), float(je.mean()))


def _newton(c: TransportCoefficients, p: NDArray, T: NDArray) -> tuple[NDArray, NDArray] | None:
    """Profiles, shape (n_cells + 1,), that solve the equations with the given end values; None if not found."""
    residual = current_jumps(c, p, T)
    for _ in range(_MOST_NEWTON_STEPS):
        bands = (_HALF_BANDWIDTH, _HALF_BANDWIDTH)
        step = solve_banded(bands, banded_jacobian(c, p, T), -residual.ravel()).reshape(-1, 2)
        trial = _line_search(c, p, T, step, residual)
        if trial is None:
            return None
        p, T, residual = trial
        if np.max(np.abs(step)) < _STEP_TOLERANCE * max(1.0, np.max(np.abs(p)), np.max(T)):
            return p, T
    return None


def current_jumps(c: TransportCoefficients, p: NDArray, T: NDArray) -> NDArray:
    """Differences of the currents across each interior node, shape (n_cells - 1, 2)."""
    return np.stack([np.diff(j) for j in cell_currents(c, line(p.size - 1), p, T)], axis=1)


def banded_jacobian(c: TransportCoefficients, p: NDArray, T: NDArray) -> NDArray:
    """Derivatives of the residual by (p_k, T_k), in the diagonal-ordered form of `scipy.linalg.solve_banded`."""
    mesh = line(p.size - 1)
    D, D_slope = mesh.mean(c.momentum_diffusivity(T)), c.momentum_diffusivity_slope(T)
    k, k_slope = mesh.mean(c.thermal_conductivity(T)), c.thermal_conductivity_slope(T)
    p_mean, p_slope, T_slope = mesh.mean(p), mesh.slope(p), mesh.slope(T)
    # d(J^p, J^e) of each cell by (p, T) at its left and right node, shape (n_cells, 2, 2)
    by_node = []
    for sign, node in ((-1.0, mesh.left), (1.0, mesh.right)):
        jp_by_p = -sign * D / mesh.dx
        jp_by_T = -0.5 * D_slope[node] * p_slope
        je_by_p = -0.5 * D * p_slope + p_mean * jp_by_p
        je_by_T = -0.5 * k_slope[node] * T_slope - sign * k / mesh.dx + p_mean * jp_by_T
        by_node.append(np.stack([np.stack([jp_by_p, jp_by_T], -1), np.stack([je_by_p, je_by_T], -1)], -2))
    by_left, by_right = by_node
    n = p.size - 2
    blocks = {-1: -by_left[:-1], 0: by_left[1:] - by_right[:-1], 1: by_right[1:]}
    banded = np.zeros((2 * _HALF_BANDWIDTH + 1, 2 * n))
    for offset, block in blocks.items():
        rows = np.arange(max(0, -offset), n - max(0, offset))
        for a in range(2):
            for b in range(2):
                row, column = 2 * rows + a, 2 * (rows + offset) + b
                banded[_HALF_BANDWIDTH + row - column, column] = block[rows, a, b]
    return banded


def _line_search(
    c: TransportCoefficients, p: NDArray, T: NDArray, step: NDArray, residual: NDArray
) -> tuple[NDArray, NDArray, NDArray] | None:
    """Profiles and residual after the longest of the steps 1, 1/2, 1/4, ... that reduces the residual.

    `step` and `residual` have shape (n_cells - 1, 2).  A step at the level of the tolerance is accepted unchanged,
    since the residual is then a rounding error.  Returns None if T would leave the admissible range or no step reduces
    the residual.
    """
    low, high = c.admissible_range
    norm = np.linalg.norm(residual)
    rounding = np.max(np.abs(step)) < _STEP_TOLERANCE
    for length in 0.5 ** np.arange(12):
        p_new, T_new = p.copy(), T.copy()
        p_new[1:-1] += length * step[:, 0]
        T_new[1:-1] += length * step[:, 1]
        if np.all((T_new >= low) & (T_new <= high)):
            trial = current_jumps(c, p_new, T_new)
            if rounding or np.linalg.norm(trial) < norm:
                return p_new, T_new, trial
    return None
