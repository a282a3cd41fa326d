r"""Networks with quartic springs between Langevin baths, at several anharmonicities under the same noise (EZ, 3).

    dp_i = -dV_eps/dq_i dt - Gamma_i p_i dt + sqrt(2 Gamma_i T_i) dw_i,
    V_eps = sum_i pinning_i q_i^2/2 + sum_{springs} k x^2/2 + eps c_ij x^4/4,   x = q_i - q_j.

A step is B A O A B: half a kick, half a drift, the exact Ornstein-Uhlenbeck map of the masses with baths, half a drift,
half a kick; the last kick of a step and the first of the next need one force.  The systems of different eps c_ij start
alike and receive the same random numbers, so a harmonic one among them follows the others closely, and the *change*
that eps makes to an average is known far better than the average itself; the average at eps = 0 is known exactly.
Storage is (vector, system, site, lane) with `LANES` replicas side by side.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.linalg import solve_discrete_lyapunov

from thermochain.core.compiled import compiled
from thermochain.core.pieces import pieces
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.residual import check_residual
from thermochain.engine.lanes import unpack
from thermochain.engine.simd import LANES, load, multiply_add, splat, store
from thermochain.oscillators.networks.oscillator_network import OscillatorNetwork

_TOLERANCE = 1e-7  # of the change in a step
_MOST_STEPS = 256  # largest number of steps for which noise is drawn at once


class Springs(NamedTuple):
    """The potential of a network without its anharmonicity."""

    pinning: NDArray  # strengths of the on-site springs, shape (n_sites,)
    pairs: NDArray  # indices of the two masses of each spring, counted from 0, shape (n_springs, 2)
    strengths: NDArray  # strengths k of the springs, shape (n_springs,)


class Baths(NamedTuple):
    """The map O of a step, p -> damping p + amplitude xi, of the masses `sites`; all of shape (n_baths,)."""

    sites: NDArray
    dampings: NDArray
    amplitudes: NDArray


class Sums(NamedTuple):
    """Sums that a run adds to, of every vector and system."""

    # Fluxes through the springs, then p_i^2, shape (n_vectors, n_systems, n_springs + n_sites, LANES).
    measured: NDArray
    pushes: NDArray  # momentum before O times the random number of O, shape (n_vectors, n_systems, n_baths, LANES)


@njit(forceinline=True)
def _force(positions, forces, at, springs, quartics):
    """Write to `forces` the forces on the sites of eight systems, whose positions start at the flat offset `at`.

    `quartics` are the strengths eps c_ij of the quartic springs, shape (n_springs,).
    """
    pinning, pairs, strengths = springs
    for i in range(pinning.size):
        store(forces, i * LANES, splat(-pinning[i]) * load(positions, at + i * LANES))
    for b in range(pairs.shape[0]):
        i, j = pairs[b, 0] * LANES, pairs[b, 1] * LANES
        x = load(positions, at + i) - load(positions, at + j)
        pull = x * multiply_add(splat(quartics[b]), x * x, splat(strengths[b]))
        store(forces, i, load(forces, i) - pull)
        store(forces, j, load(forces, j) + pull)


@njit(forceinline=True)
def _measure(positions, momenta, at, springs, quartics, sums, to):
    """Add the fluxes through all springs and p_i^2 of eight systems to `sums`, from the flat offset `to` on."""
    pinning, pairs, strengths = springs
    half = splat(0.5)
    for b in range(pairs.shape[0]):
        i, j = at + pairs[b, 0] * LANES, at + pairs[b, 1] * LANES
        x = load(positions, i) - load(positions, j)
        pull = x * multiply_add(splat(quartics[b]), x * x, splat(strengths[b]))
        power = half * (load(momenta, i) + load(momenta, j)) * pull
        store(sums, to, load(sums, to) + power)
        to += LANES
    for i in range(pinning.size):
        p = load(momenta, at + i * LANES)
        store(sums, to, multiply_add(p, p, load(sums, to)))
        to += LANES


@compiled()
def _run(positions, momenta, noise, springs, baths, quartics, plan, sums):
    """Advance all systems by the steps whose random numbers `noise` holds, and add to `sums`.

    `noise` has the shape (n_vectors, n_steps, n_baths, LANES), `quartics` (n_systems, n_springs); `plan` is the time
    step and the number of steps from one measurement to the next.
    """
    n_vectors, n_systems, n_sites, _ = positions.shape
    sites, dampings, amplitudes = baths
    time_step, stride = plan
    n_steps, n_baths = noise.shape[1], noise.shape[2]
    n_measured = sums.measured.shape[2]
    half_kick, half_drift = splat(0.5 * time_step), splat(0.5 * time_step)
    forces = np.empty((n_sites, LANES))
    for v in range(n_vectors):
        for s in range(n_systems):
            at = (v * n_systems + s) * n_sites * LANES
            own = quartics[s]
            _force(positions, forces, at, springs, own)
            for step in range(n_steps):
                for i in range(n_sites):
                    k = at + i * LANES
                    p = multiply_add(half_kick, load(forces, i * LANES), load(momenta, k))
                    store(momenta, k, p)
                    store(positions, k, multiply_add(half_drift, p, load(positions, k)))
                for b in range(n_baths):
                    k = at + sites[b] * LANES
                    xi = load(noise, ((v * n_steps + step) * n_baths + b) * LANES)
                    p = load(momenta, k)
                    to = ((v * n_systems + s) * n_baths + b) * LANES
                    store(sums.pushes, to, multiply_add(p, xi, load(sums.pushes, to)))
                    store(momenta, k, multiply_add(splat(amplitudes[b]), xi, splat(dampings[b]) * p))
                for i in range(n_sites):
                    k = at + i * LANES
                    store(positions, k, multiply_add(half_drift, load(momenta, k), load(positions, k)))
                _force(positions, forces, at, springs, own)
                for i in range(n_sites):
                    k = at + i * LANES
                    store(momenta, k, multiply_add(half_kick, load(forces, i * LANES), load(momenta, k)))
                if (step + 1) % stride == 0:
                    to = (v * n_systems + s) * n_measured * LANES
                    _measure(positions, momenta, at, springs, own, sums.measured, to)


class AnharmonicNetworks:
    """Replicas of a network, each simulated at all anharmonicities with the same noise.

    Parameters
    ----------
    network
        Springs, pinning and baths of the network, all modes of which must be damped; its masses must be 1.
    quartics
        Strengths eps c_ij >= 0 of the quartic springs: shape (n_systems,), one for all springs of a system, or
        (n_systems, n_springs), in the order of `network.springs`.
    n_replicas
        Independent replicas, a multiple of 8.
    time_step
        Step of the splitting; unstable from 2 over the highest frequency, averages carry an error of order
        (time_step)^2.
    rng
        Source of the initial states and of the noise.

    Notes
    -----
    All systems of a replica start from one sample of the harmonic steady state; a part that is pinned nowhere starts
    at a random place.
    """

    def __init__(
        self, network: OscillatorNetwork, quartics: NDArray, n_replicas: int, time_step: float, rng: Generator
    ):
        if np.any(network.inertia != 1.0):
            raise ValueError(f"masses={network.masses} must be 1 in a network with quartic springs; leave them out")
        n, n_vectors = network.n_masses, n_replicas // LANES
        self.time_step, self.n_replicas, self.rng = time_step, n_replicas, rng
        strengths = np.asarray(quartics, dtype=float)
        self._quartics = np.ascontiguousarray(
            strengths if strengths.ndim == 2 else np.repeat(strengths[:, None], len(network.springs), axis=1)
        )
        self._springs = Springs(
            pinning=network.stiffness.sum(axis=1),  # the sum of each row of V is the pinning
            pairs=np.array(list(network.springs)).reshape(-1, 2) - 1,
            strengths=np.array(list(network.springs.values())),
        )
        sites = np.flatnonzero(network.frictions)
        damping = np.exp(-network.frictions[sites] * time_step)
        self._baths = Baths(sites, damping, np.sqrt(network.temperatures[sites] * (1.0 - damping**2)))
        covariance = network.steady_state().covariance.copy()
        for part in network.free_parts:  # a translation by a random distance
            sites = n - 1 + np.array(part)
            covariance[np.ix_(sites, sites)] += 1.0
        root = np.linalg.cholesky(covariance)
        start = (root @ rng.standard_normal((2 * n, n_replicas))).reshape(2, n, n_vectors, LANES)
        start = np.repeat(start.transpose(0, 2, 1, 3)[:, :, None], len(self._quartics), axis=2)
        self._momenta, self._positions = (np.ascontiguousarray(part) for part in start)

    def run(self, n_steps: int, stride: int) -> "NetworkAverages":
        """Advance n_steps, a multiple of `stride`, and return averages over every stride-th of them."""
        n_vectors, n_systems, n_sites, _ = self._positions.shape
        n_springs, n_baths = self._springs.strengths.size, self._baths.sites.size
        sums = Sums(
            measured=np.zeros((n_vectors, n_systems, n_springs + n_sites, LANES)),
            pushes=np.zeros((n_vectors, n_systems, n_baths, LANES)),
        )
        most = max(_MOST_STEPS // stride, 1) * stride
        for done in range(0, n_steps, most):
            noise = self.rng.standard_normal((n_vectors, min(most, n_steps - done), n_baths, LANES))
            for some in pieces(n_vectors, noise.shape[1] * n_systems * (n_sites + n_springs) * LANES):
                _run(
                    self._positions[some],
                    self._momenta[some],
                    noise[some],
                    self._springs,
                    self._baths,
                    self._quartics,
                    (self.time_step, stride),
                    Sums(sums.measured[some], sums.pushes[some]),
                )
        means = unpack(sums.measured, self.n_replicas) / (n_steps // stride)
        pushes = unpack(sums.pushes, self.n_replicas) / n_steps
        return NetworkAverages(means[:, :n_springs], means[:, n_springs:], pushes)

    @property
    def energies(self) -> NDArray:
        """Energy of each system at the present time, shape (n_systems, n_replicas)."""
        q, p = (unpack(state, self.n_replicas) for state in (self._positions, self._momenta))
        first, second = self._springs.pairs.T
        squares = (q[:, first] - q[:, second]) ** 2
        pinned = 0.5 * np.tensordot(self._springs.pinning, q**2, (0, 1))
        harmonic = 0.5 * np.tensordot(self._springs.strengths, squares, (0, 1))
        quartic = 0.25 * np.einsum("sb,sbr->sr", self._quartics, squares**2)
        return 0.5 * np.sum(p**2, axis=1) + pinned + harmonic + quartic

    @property
    def positions(self) -> NDArray:
        """Positions q of each system at the present time, shape (n_systems, n_masses, n_replicas)."""
        return unpack(self._positions, self.n_replicas)


@dataclass(frozen=True, eq=False)
class NetworkAverages(ReadOnlyArrays):
    """Time averages of every replica."""

    # phi_{i->j} = <(p_i + p_j)/2 (k x + eps x^3)> through the springs (i, j), in the order of `network.springs`, shape
    # (n_systems, n_springs, n_replicas).
    fluxes: NDArray
    kinetic_temperatures: NDArray  # <p_i^2>, shape (n_systems, n_masses, n_replicas)
    # Momentum before the map O times the random number of O, for every bath, shape (n_systems, n_baths, n_replicas).
    # The expectation is exactly zero, and the pushes carry most of the noise in the energy fluxes.
    pushes: NDArray


def harmonic_averages(network: OscillatorNetwork, time_step: float) -> tuple[NDArray, NDArray]:
    """Exact expectations of the fluxes, shape (n_springs,), and <p_i^2>, shape (n,), that the steps have at eps = 0.

    A step is a linear map M of (p, q) and a noise of covariance N, so that the state that it leaves invariant is
    Gaussian with Q = M Q M^T + N.
    """
    n = network.n_masses
    one, nothing = np.eye(n), np.zeros((n, n))
    damping = np.exp(-network.frictions * time_step)
    kick = np.block([[one, -0.5 * time_step * network.stiffness], [nothing, one]])
    drift = np.block([[one, nothing], [0.5 * time_step * one, one]])
    ou = np.block([[np.diag(damping), nothing], [nothing, one]])
    variance = np.concatenate([network.temperatures * (1.0 - damping**2), np.zeros(n)])
    after = kick @ drift
    step, noise = after @ ou @ drift @ kick, after @ np.diag(variance) @ after.T
    covariance = solve_discrete_lyapunov(step, noise)
    check_residual(
        "the covariance that a step leaves invariant",
        step @ covariance @ step.T + noise - covariance,
        np.maximum(np.max(np.abs(noise)), 1e-3 * time_step * np.max(np.abs(covariance))),
        tolerance=_TOLERANCE,
        remedy="strengthen a bath or the pinning, or take a larger time_step",
    )
    powers = np.array(
        [
            0.5 * strength * (row[n + i - 1] - row[n + j - 1])
            for (i, j), strength in network.springs.items()
            for row in [covariance[i - 1] + covariance[j - 1]]
        ]
    )
    return powers, np.diag(covariance)[:n].copy()
