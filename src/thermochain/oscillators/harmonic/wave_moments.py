r"""Diffusivities of harmonic rings with conservative noise, from the exact moments of one wave number.

On a ring the moment equations keep the wave number q of M_{i,j} = e^{iqi} w(j - i).  Restricted to it, L is a matrix
of size 4 n.  A wave of temperature is a sum of its eigenvectors, and the one that carries most of it is that of the
energy, of rate -D_e q^2; the others are products of waves.
"""

import numpy as np
from scipy.linalg import eig
from scipy.sparse import coo_array, csr_array, eye_array, kron

from thermochain.core.residual import check_residual
from thermochain.oscillators.harmonic.chain import HarmonicChain

_TOLERANCE = 1e-7  # relative; differences of diffusivities that are compared are a thousand times larger


def energy_rate(chain: HarmonicChain, mode: int) -> float:
    """Rate of change < 0 of the energy in the mode q = 2 pi mode/n of a ring of equal masses: -D_e q^2 for small q.

    Raises ValueError if masses differ, since then no wave number is kept.
    """
    if np.ptp(chain.masses) > 0.0:
        raise ValueError("masses must be equal, or waves of a ring mix; take equal masses, or `MomentEquations`")
    chain = chain.of_unit_masses()
    n, size = chain.n_masses, chain.size
    project = _waves(n, mode)
    drift, one = chain.drift, eye_array(size)
    moved = kron(drift, one) + kron(one, drift) + chain.rate * _noise(chain)
    matrix = (project.conj().T @ (moved @ project)).toarray() / n
    rates, duals, vectors = eig(matrix, left=True)
    local = np.zeros(4 * n)
    local[[0, 3 * n]] = 1.0  # the initial state has the variances of bonds and momenta of a local equilibrium
    shares = np.linalg.solve(vectors, local)
    most = np.argmax(np.abs((local @ vectors) * shares))
    rate, wave, dual = rates[most], vectors[:, most], duals[:, most]
    # what is left moves the rate by at most its length over the overlap of the two vectors, both of length 1
    error = np.linalg.norm(matrix @ wave - rate * wave) / abs(dual.conj() @ wave)
    for what, left, scale in (
        ("the rate of the energy", error, rate),
        ("the sum of the waves in a wave of temperature", vectors @ shares - local, 1.0),
    ):
        check_residual(what, left, scale, tolerance=_TOLERANCE, remedy="take a smaller ring or a higher mode")
    return float(rate.real)


def energy_diffusivity(chain: HarmonicChain) -> float:
    """Energy diffusivity -rate/(4 sin^2(pi/n)) of the longest wave, which tends to D_e for long rings."""
    return -energy_rate(chain, 1) / (4.0 * np.sin(np.pi / chain.n_masses) ** 2)


def _waves(n: int, mode: int) -> csr_array:
    """Matrix with the columns M[(a, i), (b, j)] = e^{iqi} delta(j - i = m) with a, b of bonds, momenta."""
    i, m = (grid.ravel() for grid in np.meshgrid(np.arange(n), np.arange(n), indexing="ij"))
    j = (i + m) % n
    phase = np.exp(2j * np.pi * mode * i / n)
    rows, columns = [], []
    for block in range(4):
        a, b = divmod(block, 2)
        rows.append((a * n + i) * 2 * n + b * n + j)
        columns.append(block * n + m)
    entries = (np.tile(phase, 4), (np.concatenate(rows), np.concatenate(columns)))
    return csr_array(coo_array(entries, shape=(4 * n * n, 4 * n)))


def _noise(chain: HarmonicChain) -> csr_array:
    """Sum over the events of S x S - 1 on all pairs."""
    size, swaps = chain.size, chain.swaps
    one = eye_array(size)
    mean = swaps.mean_generator(size)
    # (S - 1) x (S - 1) + (S - 1) x 1 + 1 x (S - 1); the first term is local and is written out
    rows, columns, values = [], [], []
    for first, second, sign in zip(swaps.first, swaps.second, swaps.sign, strict=True):
        touched = np.unique([first, second])
        change = -np.eye(2) + sign * np.eye(2)[::-1] if touched.size == 2 else np.array([[sign - 1.0]])
        local = np.kron(change, change)
        pairs = (touched[:, None] * size + touched).ravel()
        rows.append(np.repeat(pairs, pairs.size))
        columns.append(np.tile(pairs, pairs.size))
        values.append(local.ravel())
    entries = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    both = coo_array(entries, shape=(size**2, size**2))
    return csr_array(both + kron(mean, one) + kron(one, mean))
