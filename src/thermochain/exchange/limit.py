r"""Limit of the stochastic energy exchange for many particles in each cell, and the Gaussian noise about it (Li).

Law of large numbers (3.1): dE/dt = F(E), with one equilibrium E* between the baths (Lemma 5.6).  Central limit (3.2):
M times the covariance of the energies obeys dC/dt = DF C + C DF^T + H H^T along the solution, and in the stationary
state S solves DF S + S DF^T + H H^T = 0 at E*; energies have covariance S/M.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from scipy.linalg import eigvalsh_tridiagonal, solve_banded
from scipy.optimize import brentq

from thermochain.core.arguments import shown
from thermochain.core.convergence import NotConverged
from thermochain.core.lyapunov import Lyapunov
from thermochain.core.memory import check_memory
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.residual import check_integrated, check_residual
from thermochain.exchange.chain import NOISE, Chain, TransferNoise

_NEWTON_STEPS = 60
_RESIDUAL = 1e-13  # accepted |F|, in units of the largest rate times the largest energy
_TOLERANCE = 1e-10  # tolerance of the time integration
_UNIFORM = 1e-9  # accepted differences of the currents of E*, over the largest rate times the largest energy
_MOST_DENSE = 2000  # cells of a matrix whose eigenvalues are found without its symmetry, a minute
_MATRICES = 12  # matrices of N^2 numbers that the Lyapunov equation needs at once


@dataclass(frozen=True, eq=False)
class Equilibrium(ReadOnlyArrays):
    """Stationary state of (3.1).

    Attributes
    ----------
    energies
        E*, shape (N,).
    current
        The common current of all bonds, positive to the right, in fast time.
    conductivity
        kappa of (5.3): -current (N + 1)/(T_R - T_L); f(T, T)/2 for equal baths.
    growth
        Largest real part of the eigenvalues of DF at E*; negative where E* is stable (Lemma 5.7).
    entropy_production
        current (1/T_R - 1/T_L) >= 0, equal to the sum over bonds of j (1/E_{k+1} - 1/E_k).
    """

    energies: NDArray
    current: float
    conductivity: float
    growth: float
    entropy_production: float


def find_equilibrium(chain: Chain) -> Equilibrium:
    """Equilibrium E* by Newton's method from the straight line, or by bracketing where that fails.

    Raises NotConverged if neither finds an equilibrium (rates that decrease with energy may have none), and NotProved
    if the currents of E* differ from bond to bond, so that cells gain or lose energy.
    """
    energies = _newton(chain)
    if energies is None:
        energies = bracketed_equilibrium(chain)
    currents = chain.currents(energies)
    check_residual(
        "the current of E*, which is the same on all bonds,",
        currents - currents.mean(),
        np.max(chain.rates(energies)) * max(chain.T_left, chain.T_right),
        tolerance=_UNIFORM,
        remedy="take bath temperatures closer to each other, or a rate that varies less",
    )
    current = float(np.mean(currents))
    gap = chain.T_right - chain.T_left
    kappa = -current * (chain.n_cells + 1) / gap if gap else 0.5 * float(chain.rate(chain.T_left, chain.T_left))
    entropy_production = current * (1 / chain.T_right - 1 / chain.T_left)
    return Equilibrium(energies, current, kappa, _growth(chain, energies), entropy_production)


def _growth(chain: Chain, energies: NDArray) -> float:
    """Largest real part of the eigenvalues of DF.

    Where every current rises with the energy that it leaves and falls with the one that it enters, neighbouring
    elements of the tridiagonal DF have a product > 0, and scaling makes DF symmetric.
    """
    above, diagonal, below = chain.jacobian_bands(energies)
    products = above[1:] * below[:-1]
    if np.all(products > 0.0):
        last = energies.size - 1
        return float(eigvalsh_tridiagonal(diagonal, np.sqrt(products), select="i", select_range=(last, last))[0])
    if energies.size > _MOST_DENSE:
        raise ValueError(
            f"n_cells={energies.size} must be <= {_MOST_DENSE} for a rate with which a current falls as the cell that "
            "it leaves warms; pass fewer cells, or a rate that does not decrease with energy"
        )
    return float(np.max(np.linalg.eigvals(chain.jacobian(energies)).real))


def _straight_line(chain: Chain) -> NDArray:
    return np.linspace(chain.T_left, chain.T_right, chain.n_cells + 2)[1:-1]


def _newton(chain: Chain) -> NDArray | None:
    """Newton's method with the step halved until F shrinks and all energies stay positive; None if it stalls."""
    energies = _straight_line(chain)
    residual = chain.drift(energies)
    scale = np.max(chain.rates(energies)) * max(chain.T_left, chain.T_right)
    for _ in range(_NEWTON_STEPS):
        if np.max(np.abs(residual)) <= _RESIDUAL * scale:
            return energies
        try:
            step = -solve_banded((1, 1), chain.jacobian_bands(energies), residual)
        except np.linalg.LinAlgError:
            return None
        for _ in range(_NEWTON_STEPS):
            trial = energies + step
            if np.all(trial > 0) and np.max(np.abs(chain.drift(trial))) < np.max(np.abs(residual)):
                break
            step = 0.5 * step
        else:  # no step reduces F: it is at its rounding error, or the method stalls
            return energies if np.max(np.abs(residual)) <= 100 * _RESIDUAL * scale else None
        energies, residual = trial, chain.drift(trial)
    return None


def bracketed_equilibrium(chain: Chain) -> NDArray:
    """Equilibrium E* by the construction of Lemma 5.6: shoot from the colder bath with a flux c, and bracket c.

    For a non-decreasing rate the far end rises with c, and so does each energy with c and the one before.
    """
    low, high = sorted((chain.T_left, chain.T_right))
    mirrored = chain.T_left > chain.T_right
    rate = (lambda a, b: chain.rate(b, a)) if mirrored else chain.rate
    if low == high:
        return np.full(chain.n_cells, low)
    largest = rate(high, high) * (high - low)
    try:
        flux = brentq(lambda c: _shoot(rate, low, c, chain.n_cells + 1)[-1] - high, 0.0, largest, xtol=1e-300)
    except ValueError as problem:
        raise NotConverged(f"no equilibrium between T={low:g} and T={high:g}: {problem}") from None
    energies = np.array(_shoot(rate, low, flux, chain.n_cells))
    return energies[::-1].copy() if mirrored else energies


def _shoot(rate: Callable, start: float, flux: float, n_cells: int) -> list[float]:
    """Energies with f(E_k, E_{k+1}) (E_{k+1} - E_k) = flux, from E_0 = start on."""
    energies, last = [], start
    for _ in range(n_cells):
        step = max(flux / rate(last, last), 1e-300)
        while rate(last, last + step) * step < flux:
            step *= 2.0
        last = last + _root(rate, last, flux, step)
        energies.append(last)
    return energies


def _root(rate: Callable, last: float, flux: float, step: float) -> float:
    if flux == 0.0:
        return 0.0
    return brentq(lambda x: rate(last, last + x) * x - flux, 0.0, step, xtol=1e-300)


def solve_limit(chain: Chain, start: NDArray, times: NDArray) -> NDArray:
    """Solution of (3.1) at increasing `times` from 0 on, shape (n_times, N).  Raises NotConverged if it stops."""
    solved = solve_ivp(
        lambda _, energies: chain.drift(energies),
        (0.0, times[-1]),
        start,
        t_eval=times,
        method="LSODA",
        lband=1,
        uband=1,
        rtol=_TOLERANCE,
        atol=_TOLERANCE * np.min(start),
    )
    check_integrated(solved, "the solution of (3.1)", "take a rate that varies less, or earlier times")
    return solved.y.T


def check_size(n_cells: int) -> None:
    """Raise ValueError if this machine cannot hold the matrices that the stationary covariance needs."""
    check_memory(f"n_cells={shown(n_cells)}", 8.0 * _MATRICES * n_cells**2, "pass fewer cells")


def stationary_covariance(chain: Chain, equilibrium: Equilibrium, noise: TransferNoise = NOISE) -> NDArray:
    """Matrix S of the stationary state, shape (N, N): energies have covariance S/M.

    Raises NotProved if E* relaxes too slowly for S to be known, or grows.
    """
    at = equilibrium.energies
    return Lyapunov(chain.jacobian(at)).proved(
        -chain.diffusion(at, noise), "the covariance S", "take fewer cells or closer bath temperatures"
    )


def covariance_in_time(
    chain: Chain, start: NDArray, times: NDArray, noise: TransferNoise = NOISE
) -> tuple[NDArray, NDArray]:
    """Solution of (3.1) and M times the covariance about it, from a sharp start; (n_times, N), (n_times, N, N)."""
    n = chain.n_cells
    check_memory(f"n_cells={shown(n)}", 8.0 * (n + n**2) ** 2, "pass fewer cells")  # LSODA's matrix of derivatives

    def slope(_, state):
        energies, covariance = state[:n], state[n:].reshape(n, n)
        spread = chain.jacobian(energies) @ covariance
        return np.concatenate([chain.drift(energies), (spread + spread.T + chain.diffusion(energies, noise)).ravel()])

    state = np.concatenate([start, np.zeros(n * n)])
    solved = solve_ivp(
        slope, (0.0, times[-1]), state, t_eval=times, method="LSODA", rtol=_TOLERANCE, atol=_TOLERANCE * np.min(start)
    )
    check_integrated(solved, "the solution of (3.2)", "take a rate that varies less, or earlier times")
    return solved.y[:n].T, solved.y[n:].T.reshape(-1, n, n)
