"""Chains with conservative noise: conservation, exact moments, order in the step."""

import numpy as np
import pytest
from numpy.random import SFC64, Generator
from scipy.linalg import expm

from thermochain.engine.bond_forces.harmonic import harmonic
from thermochain.engine.bond_forces.quartic import quartic
from thermochain.engine.bond_forces.rotor import TURN, rotor
from thermochain.engine.bond_geometry import bending_ring, line, ring
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.engine.signed_swaps import no_noise
from thermochain.oscillators.harmonic.bonds import bending, stretch
from thermochain.oscillators.harmonic.chain import open_harmonic_chain
from thermochain.oscillators.harmonic.moment_equations import MomentEquations
from thermochain.oscillators.harmonic.stretch_flip import stretch_flip
from thermochain.oscillators.harmonic.velocity_exchange import velocity_exchange
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip
from thermochain.rotors.green_kubo.rings import Rings

NOISES = [velocity_flip, stretch_flip, velocity_exchange]
GEOMETRIES = {line: (stretch, False), ring: (stretch, True), bending_ring: (bending, True)}


def rng(seed=1):
    return Generator(SFC64(seed))


def start(n_bonds, n_masses, n_replicas, seed=2):
    source = rng(seed)
    return source.standard_normal((n_bonds, n_replicas)), source.standard_normal((n_masses, n_replicas))


@pytest.mark.parametrize("noise", NOISES)
@pytest.mark.parametrize("force", [harmonic, quartic, rotor])
def test_noise_alone_keeps_energy_to_rounding_and_its_conserved_sums(noise, force):
    """At a vanishing step nothing moves, while a high rate makes 2000 events of each kind."""
    s, p = start(16, 16, 8)
    chains = NoisyChains(s, p, 1e-17, force=force, geometry=ring, swaps=noise(16, 16, True), rate=2e19, rng=rng())
    chains.run(10, stride=1, profile_stride=1)
    bonds, momenta = chains.state()
    assert np.mean(np.abs(bonds - s) + np.abs(momenta - p)) > 0.1
    # every even potential and p^2 are the same numbers in another order
    np.testing.assert_allclose(np.sort(np.abs(bonds), axis=0), np.sort(np.abs(s), axis=0), rtol=1e-14, atol=1e-14)
    np.testing.assert_allclose(np.sort(np.abs(momenta), axis=0), np.sort(np.abs(p), axis=0), rtol=1e-14, atol=1e-14)
    if noise is not velocity_flip:
        np.testing.assert_allclose(momenta.sum(axis=0), p.sum(axis=0), atol=1e-13)
    if noise is not stretch_flip:
        np.testing.assert_allclose(bonds.sum(axis=0), s.sum(axis=0), atol=1e-13)


@pytest.mark.parametrize("geometry", list(GEOMETRIES))
def test_the_harmonic_motion_is_that_of_the_difference_operator_to_second_order(geometry):
    operator, periodic = GEOMETRIES[geometry]
    D = operator(12, periodic).toarray()
    s, p = start(*D.shape, 8)
    drift = np.block([[np.zeros((len(D), len(D))), D], [-D.T, np.zeros((12, 12))]])
    exact = expm(2.0 * drift) @ np.concatenate([s, p])
    errors = []
    for n_steps in (40, 80):
        chains = NoisyChains(
            s, p, 2.0 / n_steps, force=harmonic, geometry=geometry, swaps=no_noise(*D.shape, periodic), rng=rng()
        )
        chains.run(n_steps, stride=1, profile_stride=1)
        errors.append(np.max(np.abs(np.concatenate(chains.state()) - exact)))
    assert np.log2(errors[0] / errors[1]) == pytest.approx(2.0, abs=0.03)  # the next order is the fourth


def test_rotor_rings_have_the_currents_of_their_own_kernel():
    source = rng(5)
    angles, momenta = source.uniform(0, 6, (12, 8)), source.standard_normal((12, 8))
    bonds = angles - np.roll(angles, 1, axis=0)
    chains = NoisyChains(
        bonds, momenta, 0.1, force=rotor, unit=TURN, geometry=ring, swaps=no_noise(12, 12, True), rng=rng()
    )
    currents, _ = chains.run(20, stride=2, profile_stride=20)
    expected = Rings(angles, momenta, 0.1).run(10, 2)
    np.testing.assert_allclose(currents, expected, atol=1e-9)  # rounding, and the sine's 2e-13, over 20 steps


def test_the_bending_current_balances_the_energies_of_the_sites():
    """First against its formula, then the formula against de_i/dt with e_i = p_i^2/2 + V(k_i)."""
    k, p = start(10, 10, 8)
    chains = NoisyChains(k, p, 1e-6, force=quartic, geometry=bending_ring, swaps=no_noise(10, 10, True), rng=rng())
    currents, _ = chains.run(1, stride=1, profile_stride=1)
    pull = k + k**3
    local = p * np.roll(pull, -1, axis=0) - pull * np.roll(p, -1, axis=0)
    np.testing.assert_allclose(currents[1, 0], local.sum(axis=0), atol=1e-8)
    D = bending(10, True)
    change = -p * (D @ pull) + pull * (D @ p)
    np.testing.assert_allclose(change, np.roll(local, 1, axis=0) - local, atol=1e-12)


@pytest.mark.parametrize("noise", NOISES)
def test_driven_chains_have_the_exact_moments(noise):
    n, n_replicas = 16, 64
    chain = open_harmonic_chain(n, noise=noise, rate=1.0, T_left=1.0, T_right=2.0, force_right=1.0)
    exact = MomentEquations(chain).stationary()
    source = rng(7)
    root = np.linalg.cholesky(exact.covariance)
    state = exact.mean[:, None] + root @ source.standard_normal((chain.size, n_replicas))
    chains = NoisyChains(
        state[:n],
        state[n:],
        0.05,
        force=harmonic,
        swaps=chain.swaps,
        rate=1.0,
        temperatures=(1.0, 2.0),
        friction=(1.0, 1.0),
        pushes=(0.0, 1.0),
        rng=source,
    )
    currents, moments = chains.run(80_000, stride=10, profile_stride=10)
    measured = np.concatenate([moments[0], moments[1], moments[2, :n], moments[3, :n]])
    expected = np.concatenate(
        [
            exact.momentum,
            exact.temperature + exact.momentum**2,
            exact.bonds,
            exact.bond_variance + exact.bonds**2,
        ]
    )
    z = (measured.mean(axis=1) - expected) / (measured.std(axis=1, ddof=1) / np.sqrt(n_replicas))
    # 66 values, of which the largest of as many independent ones would exceed 3 once in 6 times
    assert np.max(np.abs(z)) < 3.0
    assert np.mean(z**2) < 2.5  # neighbours are correlated, so the mean scatters
    hamiltonian = currents[1].mean(axis=0) / n
    carried = 0.5 * np.mean(np.diff(exact.temperature + exact.momentum**2)) if noise is velocity_exchange else 0.0
    error = hamiltonian.std(ddof=1) / np.sqrt(n_replicas)
    assert abs(hamiltonian.mean() - carried - exact.energy_current) < 3 * error
    assert abs(hamiltonian.mean() - carried - 1.2 * exact.energy_current) > 4 * error  # negative control


def test_the_splitting_is_of_second_order_in_the_stationary_state():
    """By the exact second moments of the scheme: its maps are linear, the noise averaged over the Poisson process."""
    n, rate = 6, 1.0
    chain = open_harmonic_chain(n, noise=velocity_flip, rate=rate, T_left=1.0, T_right=2.0)
    exact = MomentEquations(chain).stationary().covariance
    size, D = chain.size, chain.difference.toarray()
    errors = []
    for h in (0.2, 0.1, 0.05):
        kick, drift = np.eye(size), np.eye(size)
        kick[n:, :n] = -0.5 * h * D.T
        drift[:n, n:] = 0.5 * h * D
        damping = np.ones(size)
        damping[[n, -1]] = np.exp(-h)
        heat = np.diag(chain.temperature.repeat(1) * (1 - damping[n:] ** 2))
        covariance = exact.copy()
        flipped = np.exp(-2 * rate * h)
        for _ in range(int(60 / h)):
            covariance = drift @ kick @ covariance @ kick.T @ drift.T
            variances = np.diag(covariance).copy()
            factor = np.concatenate([np.ones(n), np.full(n + 1, flipped)])
            covariance *= np.outer(factor, factor)
            np.fill_diagonal(covariance, variances)
            covariance = damping[:, None] * covariance * damping
            covariance[n:, n:] += heat
            covariance = kick @ drift @ covariance @ drift.T @ kick.T
        errors.append(np.max(np.abs(covariance - exact)))
    orders = np.log2(np.divide(errors[:-1], errors[1:]))
    np.testing.assert_allclose(orders, 2.0, atol=0.1)


def test_the_same_generator_gives_the_same_bits():
    runs = []
    for _ in range(2):
        s, p = start(8, 8, 16)
        chains = NoisyChains(
            s, p, 0.1, force=quartic, geometry=ring, swaps=velocity_flip(8, 8, True), rate=1.0, rng=rng()
        )
        chains.run(50, stride=5, profile_stride=5)
        runs.append(np.concatenate(chains.state()))
    np.testing.assert_array_equal(*runs)


def test_shapes_that_are_no_chain_are_refused():
    s, p = start(8, 8, 2)
    with pytest.raises(ValueError, match="line"):
        NoisyChains(s, p, 0.1, force=harmonic, geometry=line, swaps=no_noise(8, 8, False), rng=rng())
    with pytest.raises(ValueError, match="a ring has no ends"):
        NoisyChains(s, p, 0.1, force=harmonic, geometry=ring, pushes=(0, 1), swaps=no_noise(8, 8, True), rng=rng())
    chains = NoisyChains(s, p, 0.1, force=harmonic, geometry=ring, swaps=no_noise(8, 8, True), rng=rng())
    with pytest.raises(ValueError, match="n_steps=10 must be a multiple of 4; try 12"):
        chains.run(10, stride=4, profile_stride=4)
