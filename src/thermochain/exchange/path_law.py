r"""The law of the fluctuations at several times (Li, Theorem 3): Gaussian, with covariances between the times.

For s <= t, (3.2) gives Cov(Gamma(s), Gamma(t)) = C(s) Phi(t, s)^T with the propagator dPhi/dt = DF(Theta_bar(t)) Phi,
Phi(s, s) = 1.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

from thermochain.core.arguments import shown
from thermochain.core.memory import check_memory
from thermochain.core.residual import check_integrated
from thermochain.exchange.chain import NOISE, Chain, TransferNoise
from thermochain.exchange.limit import covariance_in_time

_TOLERANCE = 1e-10


def covariance_between_times(
    chain: Chain, start: NDArray, times: NDArray, noise: TransferNoise = NOISE
) -> tuple[NDArray, NDArray]:
    """Solution of (3.1) and M times the covariances of (3.2) between all times, from a sharp start.

    Shapes (n_times, N) and (n_times, N, n_times, N): the element [a, i, b, j] belongs to E_i(t_a) and E_j(t_b).
    """
    n, n_times = chain.n_cells, times.size
    check_memory(f"{shown(n_times)} times", 8.0 * (n_times * n) ** 2, "pass fewer times or cells")
    means, covariances = covariance_in_time(chain, start, times, noise)
    between = np.zeros((n_times, n, n_times, n))
    spans = zip(means[:-1], np.diff(times), strict=True)
    steps = [_propagator(chain, energies, span) for energies, span in spans]
    for a in range(n_times):
        carried = between[a, :, a] = covariances[a]
        for b in range(a + 1, n_times):
            carried = carried @ steps[b - 1].T
            between[a, :, b], between[b, :, a] = carried, carried.T
    return means, between


def squared_distances(paths: NDArray, means: NDArray, covariances: NDArray) -> NDArray:
    """Squares of the paths' deviations in units of the covariance, shape (n_paths,).

    For Gaussian paths they have the law chi^2 with n_times N degrees of freedom.  `paths` has the shape (n_times,
    n_paths, N), and `covariances`, of the energies themselves, (n_times, N, n_times, N).
    """
    deviations = np.swapaxes(paths - means[:, None], 0, 1).reshape(paths.shape[1], -1)
    return np.sum(deviations * np.linalg.solve(covariances.reshape(2 * (means.size,)), deviations.T).T, axis=1)


def _propagator(chain: Chain, energies: NDArray, span: float) -> NDArray:
    """Phi over a time `span` from the given energies of (3.1), shape (N, N)."""
    n = chain.n_cells

    def slope(_: float, state: NDArray) -> NDArray:
        moved = chain.jacobian(state[:n]) @ state[n:].reshape(n, n)
        return np.concatenate([chain.drift(state[:n]), moved.ravel()])

    state = np.concatenate([energies, np.eye(n).ravel()])
    solved = solve_ivp(slope, (0.0, span), state, method="LSODA", rtol=_TOLERANCE, atol=_TOLERANCE * np.min(energies))
    check_integrated(solved, "the propagator of (3.2)", "take a rate that varies less, or earlier times")
    return solved.y[n:, -1].reshape(n, n)
