r"""The fixed-point iteration of IOS, Appendix B, in its two consistent readings and in the printed one.

A step computes both currents (B.1) from integrals (B.2) of the profiles, then new profiles from (B.3), and mixes them
with the old ones.  It needs the momentum profile twice: in I_3, and in step (4), which integrates the temperature.
The end T(1) = T_R is met only if both are the same profile.  Print has the old profile p^n in the first
place and the new one, p~^{n+1}, in the second.  Either one in both places converges at all boundary values of the
paper's figures, with the printed mixing and mesh; the printed mixture does not at strong forcing and low temperature.

Step (4) starts from T_0 = T_L; print has T_R.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.integrate import simpson

from thermochain.core.arguments import check_choice
from thermochain.core.convergence import NotConverged
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.rotors.coefficients import TransportCoefficients

READINGS = ("new", "old", "printed")
_CREEPING = 1e-5  # largest distance from the fixed point, as the rate of the last two changes tells it
_REMEDY = "use method='first_integral' (exact) or 'finite_difference' (the same discretisation by Newton)"


@dataclass(frozen=True, eq=False)
class FixedPoints(ReadOnlyArrays):
    """Stationary states on a uniform mesh, and how many iterations led to them."""

    momentum: NDArray  # p at the nodes, shape (n_states, n_cells + 1)
    temperature: NDArray  # T at the nodes, shape (n_states, n_cells + 1)
    momentum_current: NDArray  # J^p, shape (n_states,)
    energy_current: NDArray  # J^e, shape (n_states,)
    iterations: NDArray  # updates of the profiles until both changed by less than the tolerance, shape (n_states,)


def solve_fixed_points(
    coefficients: TransportCoefficients,
    T_left: ArrayLike,
    T_right: ArrayLike,
    p_left: ArrayLike,
    p_right: ArrayLike,
    n_cells: int,
    *,
    reading: str = "new",
    alpha_p: float = 0.9,
    alpha_T: float = 0.9,
    tolerance: float = 1.5e-8,
    max_iterations: int = 20_000,
) -> FixedPoints:
    """Stationary states by iteration from straight lines; each state has the numbers that it has alone.

    Parameters
    ----------
    coefficients
        K^pp and K^ee as functions of temperature.
    T_left, T_right, p_left, p_right
        Boundary values, numbers or arrays of shape (n_states,).
    n_cells
        Cells of the mesh, an even number (Simpson's rule); the paper's step of 0.002 makes 1000.
    reading
        Momentum profile of I_3 and of step (4): "new", p~^{n+1} in both; "old", p^n in both; "printed", p^n in I_3 and
        p~^{n+1} in step (4).
    alpha_p, alpha_T
        Fractions of the old profiles of momentum and temperature that step (5) keeps.
    tolerance, max_iterations
        Largest change of either profile in the last iteration, and the most iterations.

    Raises
    ------
    ValueError
        The reading is none of these.
    NotConverged
        A state does not converge, or stops changing before it has; the message has its boundary values, the
        iterations, the last change and a remedy.
    """
    check_choice("reading", reading, READINGS)
    ends = np.stack([np.atleast_1d(v) for v in np.broadcast_arrays(T_left, T_right, p_left, p_right)]).astype(float)
    blend = np.linspace(0.0, 1.0, n_cells + 1)
    T, p = (low[:, None] + (high - low)[:, None] * blend for low, high in (ends[:2], ends[2:]))
    currents, iterations = np.empty((2, ends.shape[1])), np.zeros(ends.shape[1], dtype=int)
    running, change = np.arange(ends.shape[1]), np.full(ends.shape[1], np.inf)
    for iteration in range(1, max_iterations + 1):
        jp, je, p_new, T_new = _update(coefficients, ends[:, running], p[running], T[running], reading)
        p_new += alpha_p * (p[running] - p_new)
        T_new += alpha_T * (T[running] - T_new)
        _check_admissible(coefficients, T_new, _Progress(reading, ends[:, running], iteration, change, tolerance))
        before = change
        change = np.maximum(np.abs(p_new - p[running]).max(axis=1), np.abs(T_new - T[running]).max(axis=1))
        p[running], T[running], currents[:, running] = p_new, T_new, (jp, je)
        iterations[running] = iteration
        ended = _Progress(reading, ends[:, running], iteration, change, tolerance)
        _check_reached(ended, change <= tolerance, change / np.where(before > 0.0, before, np.inf))
        running, change = running[change > tolerance], change[change > tolerance]
        if not running.size:
            return FixedPoints(p, T, *currents, iterations)
    progress = _Progress(reading, ends[:, running], max_iterations, change, tolerance)
    raise NotConverged(progress.message(0, "did not converge"))


@dataclass(frozen=True, eq=False)
class _Progress(ReadOnlyArrays):
    """State of the iteration from which the message on a state that does not converge is written."""

    reading: str  # the reading of Appendix B
    ends: NDArray  # T_left, T_right, p_left, p_right of the states that still run, shape (4, n_running)
    iterations: int  # number of iterations made
    change: NDArray  # last change of the profiles, shape (n_running,)
    tolerance: float  # change below which a state has converged

    def message(self, state: int, failure: str) -> str:
        """The message for one of the states that still run."""
        names = ("T_left", "T_right", "p_left", "p_right")
        where = ", ".join(f"{name}={value:g}" for name, value in zip(names, self.ends[:, state], strict=True))
        return (
            f"the fixed point of Appendix B, reading={self.reading!r}, {failure} after {self.iterations} iterations at "
            f"{where} (last change {self.change[state]:.1e}, tolerance {self.tolerance:.1e}); {_REMEDY}"
        )


def _check_reached(progress: _Progress, ended: NDArray, rate: NDArray) -> None:
    """Raise NotConverged if a state that has ended still creeps: changes that fall by `rate` add up to far more."""
    left = progress.change * rate / np.maximum(1.0 - rate, np.finfo(float).eps)
    if np.any(creeps := ended & (left > _CREEPING)):
        state = int(np.argmax(creeps))
        raise NotConverged(progress.message(state, f"creeps, still {left[state]:.1e} from its end,"))


def _check_admissible(c: TransportCoefficients, T: NDArray, progress: _Progress) -> None:
    """Raise NotConverged if a temperature is not in the admissible range (NaN is not)."""
    low, high = c.admissible_range
    lost = ~np.all((low <= T) & (high >= T), axis=1)
    if lost.any():
        failure = f"left the admissible temperatures [{low:g}, {high:g}]"
        raise NotConverged(progress.message(int(np.argmax(lost)), failure))


def _update(
    c: TransportCoefficients, ends: NDArray, p: NDArray, T: NDArray, reading: str
) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Steps (1)-(4): the currents (B.1), shape (n_states,), and both profiles from (B.3)."""
    T_left, T_right, p_left, p_right = ends
    dx = 2.0 / (p.shape[1] - 1)
    D, kappa = c.momentum_diffusivity(T), c.thermal_conductivity(T)
    jp = -(p_right - p_left) / simpson(1.0 / D, dx=dx)
    p_new = _integrated(p_left, jp[:, None], D, dx)
    p_integral = p_new if reading == "new" else p
    p_step = p if reading == "old" else p_new
    I2, I3 = simpson(1.0 / kappa, dx=dx), simpson(p_integral / kappa, dx=dx)
    je = (T_left - T_right + I3 * jp) / I2
    heat = je[:, None] - 0.5 * (p_step[:, 1:] + p_step[:, :-1]) * jp[:, None]
    return jp, je, p_new, _integrated(T_left, heat, kappa, dx)


def _integrated(start: NDArray, current: NDArray, conductivity: NDArray, dx: float) -> NDArray:
    """Profiles from `start` at x = -1 with the given current in each cell and conductivity at each node."""
    profile = np.empty_like(conductivity)
    profile[:, 0] = start
    steps = 2.0 * dx * current / (conductivity[:, 1:] + conductivity[:, :-1])
    profile[:, 1:] = start[:, None] - np.cumsum(steps, axis=1)
    return profile
