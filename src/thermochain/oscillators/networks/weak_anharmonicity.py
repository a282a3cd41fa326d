r"""A network with weak quartic springs, to first order (EZ, Section 3).

    V_eps(q) = (q, V q)/2 + (eps/4) sum_{springs} c_ij (q_i - q_j)^4.

At eps = 0 the state is Gaussian, so the moments that the quartic force brings into the equation of the covariance are
products of second ones, <(q_i - q_j)^3 x> = 3 <(q_i - q_j)^2> <(q_i - q_j) x>.  To first order the quartic spring is
therefore a harmonic one of strength 3 eps c_ij <(q_i - q_j)^2>, and with V' the stiffness of such springs at eps = 1,

    A Q' + Q' A^T = -(A' Q + Q A'^T),      A' = (0, -V'; 0, 0),      Q' = dQ/deps at eps = 0.

The flux through a spring is <p_j (k_ij x + eps c_ij x^3)>, x = q_i - q_j, whose slope is -V_ij R'_ji - V'_ij R_ji.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.lyapunov import Lyapunov
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.oscillators.networks.oscillator_network import OscillatorNetwork


@dataclass(frozen=True, eq=False)
class FirstOrder(ReadOnlyArrays):
    """Derivatives with respect to eps at eps = 0.

    Attributes
    ----------
    fluxes
        Derivatives of phi_{i->j}, antisymmetric, shape (n, n).
    kinetic_temperatures
        Derivatives of <p_i^2>, shape (n,).
    """

    fluxes: NDArray
    kinetic_temperatures: NDArray


def first_order(network: OscillatorNetwork) -> FirstOrder:
    """Slopes of the fluxes and of <p_i^2> for quartic springs with c_ij = 1 beside all springs of `network`.

    Raises ValueError as `network.steady_state` does.
    """
    state, n = network.steady_state(), network.n_masses
    positions = state.covariance[n:, n:]
    added = np.zeros((n, n))
    for i, j in network.springs:
        a, b = i - 1, j - 1
        strength = 3.0 * (positions[a, a] + positions[b, b] - 2.0 * positions[a, b])
        added[[a, b], [a, b]] += strength
        added[[a, b], [b, a]] -= strength
    change = np.zeros((2 * n, 2 * n))
    change[:n, n:] = -added
    source = change @ state.covariance
    what, remedy = "the slope of the covariance", "strengthen a bath, or break a symmetry of springs and pinnings"
    slope = Lyapunov(network.drift).proved(-(source + source.T), what, remedy)
    fluxes = network.stiffness * slope[:n, n:] + added * state.covariance[:n, n:]
    return FirstOrder(0.5 * (fluxes - fluxes.T), np.diag(slope)[:n].copy())
