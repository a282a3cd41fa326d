r"""Exact second moments of pinned harmonic chains with random velocity flips, weakly coupled (Olla, 5.1).

    H = sum_i (p_i^2 + q_i^2)/2 + delta sum_i (q_{i+1} - q_i)^2/2,   p_i -> -p_i at rate gamma,

with Langevin baths at the ends.

Flips keep p_i^2 and turn every other product with p_i into decay, so the covariance is that of a chain with friction
2 gamma on every momentum and noise 4 gamma <p_i^2>: linear, with the kinetic temperatures to be found.
"""

import numpy as np
from numpy.typing import NDArray

from thermochain.core.lyapunov import Lyapunov
from thermochain.core.residual import check_residual, solve_proved

_TOLERANCE = 1e-7  # relative; the conductivities are printed with four digits


def _dynamics(n: int, coupling: float, friction: NDArray) -> NDArray:
    """The matrix of d(q, p)/dt, with friction on every momentum."""
    stiffness = np.eye(n) + coupling * (2.0 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1))
    stiffness[[0, -1], [0, -1]] -= coupling
    return np.block([[np.zeros((n, n)), np.eye(n)], [-stiffness, -np.diag(friction)]])


def conductivity(n_sites: int, coupling: float, flip_rate: float, T_left: float, T_right: float) -> float:
    """Conductivity: energy current over the gradient of <p_i^2> in the middle half of the chain, in microscopic time.

    The baths have friction 1; the resistances of their contacts do not enter.
    """
    n = n_sites
    bath = np.zeros(n)
    bath[[0, -1]] = 1.0
    temperatures = np.zeros(n)
    temperatures[[0, -1]] = T_left, T_right
    matrix = _dynamics(n, coupling, bath + 2.0 * flip_rate)
    equation, remedy = Lyapunov(matrix), "take fewer sites, or a coupling and a rate closer to 1"
    responses = []  # covariances under noise of unit strength on one momentum after the other
    for i in range(n):
        source = np.zeros((2 * n, 2 * n))
        source[n + i, n + i] = 1.0
        responses.append(equation.proved(-source, "the covariance", remedy))
    squares = np.array([np.diag(response)[n:] for response in responses]).T
    noise_of_bath = squares @ (2.0 * bath * temperatures)
    feedback = np.eye(n) - 4.0 * flip_rate * squares
    kinetic = solve_proved(feedback, noise_of_bath, what="the kinetic temperature", remedy=remedy)
    strengths = 4.0 * flip_rate * kinetic + 2.0 * bath * temperatures
    covariance = np.einsum("i,ijk->jk", strengths, np.array(responses))
    # power from site i to i + 1 through the spring: delta <p_{i+1} (q_i - q_{i+1})>
    sites = np.arange(n // 4, n - n // 4)
    powers = coupling * (covariance[n + sites + 1, sites] - covariance[n + sites + 1, sites + 1])
    spread = powers - powers.mean()
    check_residual("the current, which is the same everywhere,", spread, powers, tolerance=_TOLERANCE, remedy=remedy)
    slope = np.polyfit(sites, kinetic[sites], 1)[0]
    return float(-np.mean(powers) / slope)


def mobility(flip_rate: float) -> float:
    """sigma^2/(E_1 E_2) of uncoupled oscillators (44): the time integral of <p_1 q_2 p_1' q_2'> over <p_1^2><q_2^2>.

    The other term of the current, p_1 q_1, is a time derivative and does not contribute.
    """
    one = np.array([[0.0, 1.0], [-1.0, -2.0 * flip_rate]])  # matrix of d(q, p)/dt, averaged over flips
    both = np.kron(one, np.eye(2)) + np.kron(np.eye(2), one)
    start = np.kron([0.0, 1.0], [1.0, 0.0])  # initial state: p of the first oscillator times q of the second
    return float(start @ solve_proved(-both, start, what="the mobility", remedy="take a flip_rate closer to 1"))


def mean_energies(start: tuple[float, float], times: NDArray, coupling: float, flip_rate: float) -> NDArray:
    """Mean energies p_i^2/2 + q_i^2/2 of one closed pair at microscopic `times`, shape (n_times, 2), exact.

    At time 0 the energies are `start`, with random phases.
    """
    plain = _dynamics(2, coupling, np.zeros(2))
    damped = _dynamics(2, coupling, np.full(2, 2.0 * flip_rate))
    moments = np.kron(damped, np.eye(4)) + np.kron(np.eye(4), damped)
    for i in (2, 3):  # flips keep p_i^2
        moments[4 * i + i] = (np.kron(plain, np.eye(4)) + np.kron(np.eye(4), plain))[4 * i + i]
    values, vectors = np.linalg.eig(moments)
    first = np.diag([*start, *start]).ravel().astype(complex)
    weights = np.linalg.solve(vectors, first)
    remedy = "take a coupling and a flip_rate that differ more"
    for what, left, scale in (
        ("the sum of the modes", vectors @ weights - first, first),
        ("the modes' rates", moments @ vectors - vectors * values, moments),
    ):
        check_residual(what, left, scale, tolerance=_TOLERANCE, remedy=remedy)
    covariances = ((np.exp(np.multiply.outer(times, values)) * weights) @ vectors.T).real.reshape(-1, 4, 4)
    diagonal = np.einsum("tii->ti", covariances)
    return 0.5 * (diagonal[:, :2] + diagonal[:, 2:])
