r"""A network with weak quartic springs, to first order (EZ, Section 3).

    V_eps(q) = (q, V q)/2 + (eps/4) sum_{springs} c_ij (q_i - q_j)^4.

At eps = 0 the state is Gaussian, so the moments that the quartic force brings into the equation of the covariance are
products of second ones, <(q_i - q_j)^3 x> = 3 <(q_i - q_j)^2> <(q_i - q_j) x>.  To first order the quartic spring is
therefore a harmonic one of strength 3 eps c_ij <(q_i - q_j)^2>, and with V' the stiffness of such springs at eps = 1,

    A Q' + Q' A^T = -(A' Q + Q A'^T),      A' = (0, -V'; 0, 0),      Q' = dQ/deps at eps = 0.

The flux through a spring is <v_j (k_ij x + eps c_ij x^3)>, x = q_i - q_j, v = p/m, whose slope has a part from Q' and
one from V'.  The equation is solved in energy coordinates (`energy_coordinates.py`), in which a network without
pinning has a unique state, too.  All slopes are linear in the c_ij.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.lyapunov import Lyapunov
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.oscillators.networks.arguments import checked_anharmonicity
from thermochain.oscillators.networks.oscillator_network import OscillatorNetwork


@dataclass(frozen=True, eq=False)
class FirstOrder(ReadOnlyArrays):
    """Derivatives with respect to eps at eps = 0."""

    fluxes: NDArray  # derivatives of phi_{i->j}, antisymmetric, shape (n, n)
    kinetic_temperatures: NDArray  # derivatives of <p_i^2>/m_i, shape (n,)


def first_order(network: OscillatorNetwork, anharmonicity: float | Mapping[tuple[int, int], float] = 1.0) -> FirstOrder:
    """Slopes of the fluxes and of the kinetic temperatures for quartic springs beside those of `network`.

    Parameters
    ----------
    network
        The network at eps = 0.
    anharmonicity
        c_ij >= 0: one number for all springs, or pair of masses -> number with 0 for the other springs.

    Raises ValueError as `network.steady_state` does, or naming the c_ij that cannot be used.
    """
    state, n = network.steady_state(), network.n_masses
    coordinates, covariance = state.coordinates, state.energy_covariance
    i, j = coordinates.pairs.T
    elongations = coordinates.to_tensions / np.sqrt(coordinates.strengths)[:, None]  # x_e = (elongations y)_e
    squares = np.einsum("er,rs,es->e", elongations, covariance[n:, n:], elongations)
    added = 3.0 * np.array(checked_anharmonicity(network.springs, anharmonicity)) * squares
    pulls = np.zeros((n, len(coordinates.pairs)))  # the force on (p_i/sqrt(m_i)) of unit tension
    edges = np.arange(len(coordinates.pairs))
    pulls[i, edges], pulls[j, edges] = -1.0 / coordinates.roots[i], 1.0 / coordinates.roots[j]
    change = np.zeros_like(covariance)
    change[:n, n:] = pulls @ (added[:, None] * elongations)
    source = change @ covariance
    what, remedy = "the slope of the covariance", "strengthen a bath, or break a symmetry of springs and pinnings"
    slope = Lyapunov(coordinates.drift(network.frictions)).proved(-(source + source.T), what, remedy)
    velocities = (elongations @ covariance[n:, :n]) / coordinates.roots  # <x_e v_i>, shape (n_springs, n)
    direct = 0.5 * added * (velocities[edges, i] + velocities[edges, j])
    fluxes = coordinates.fluxes(slope[n:, :n])
    fluxes[i, j] += direct
    fluxes[j, i] -= direct
    return FirstOrder(fluxes, np.diag(slope)[:n].copy())
