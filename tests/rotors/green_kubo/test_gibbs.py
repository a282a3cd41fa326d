"""Exact sampling of the ring's Gibbs state."""

import numpy as np
import pytest
from scipy.special import ive

from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.rotors.green_kubo.rotor_rings import RotorRings


def ring_mean_cosine(temperature, n_rotors):
    """<cos r> on the ring, from its Fourier series: sum_k I_k^{M-1} I_k' / sum_k I_k^M."""
    beta, k = 1 / temperature, np.arange(200)
    scaled = ive(k, beta) / ive(0, beta)
    derivative = 0.5 * (ive(np.abs(k - 1), beta) + ive(k + 1, beta)) / ive(0, beta)
    weight = np.where(k == 0, 1.0, 2.0)
    return np.sum(weight * scaled ** (n_rotors - 1) * derivative) / np.sum(weight * scaled**n_rotors)


def assert_mean(samples, expected, n_sigma=4.5):
    """The mean of independent samples is `expected` within its own error (false alarm 1e-5)."""
    error = np.std(samples, ddof=1) / np.sqrt(samples.size)
    assert abs(np.mean(samples) - expected) < n_sigma * error
    return error


@pytest.mark.parametrize("temperature", [0.1, 0.3, 1.0, 3.0])
def test_acceptance_is_exp_minus_beta_times_bessel(temperature):
    n_replicas = 40_000
    _, rate = sample_ring_angles(100, n_replicas, temperature, np.random.default_rng(1))
    limit = rotor.closing_probability(temperature, 100)
    error = np.sqrt(limit * (1 - limit) / (n_replicas / limit))
    assert abs(rate - limit) < 4.5 * error
    assert limit == pytest.approx(ive(0, 1 / temperature), rel=0.02)  # the limit of a long ring
    wrong = rotor.closing_probability(1.1 * temperature, 100)
    assert abs(rate - wrong) > 4.5 * error  # the test tells temperatures apart


def test_acceptance_of_a_short_ring_has_its_finite_size_value():
    _, rate = sample_ring_angles(3, 200_000, 0.5, np.random.default_rng(2))
    exact, long_ring = rotor.closing_probability(0.5, 3), float(ive(0, 2.0))
    error = np.sqrt(exact * (1 - exact) / (200_000 / exact))
    assert abs(rate - exact) < 4.5 * error
    assert abs(rate - long_ring) > 20 * error


@pytest.mark.parametrize(("temperature", "n_rotors"), [(0.3, 5), (1.0, 4), (0.5, 64)])
def test_every_bond_has_its_gibbs_average_the_closing_one_included(temperature, n_rotors):
    angles, _ = sample_ring_angles(n_rotors, 40_000, temperature, np.random.default_rng(3))
    cosines = np.cos(rotor.ring_bonds(angles))
    expected = ring_mean_cosine(temperature, n_rotors)
    for bond in (0, 1, n_rotors - 1):  # bond 0 closes the ring
        assert_mean(cosines[bond], expected)


def test_winding_number_has_its_gibbs_variance():
    angles, _ = sample_ring_angles(256, 20_000, 0.3, np.random.default_rng(4))
    winding = rotor.winding_number(angles)
    expected = rotor.winding_variance(0.3, 256)
    assert expected == pytest.approx(2.4, abs=0.1)
    assert_mean(winding**2, expected)
    assert_mean(winding, 0.0)


def test_momenta_are_maxwellian_with_zero_sum():
    momenta = sample_ring_momenta(20, 50_000, 0.7, np.random.default_rng(5))
    np.testing.assert_allclose(momenta.sum(axis=0), 0, atol=1e-12)
    assert_mean(momenta[3] ** 2, 0.7 * (1 - 1 / 20))
    assert_mean(momenta[3] * momenta[4], -0.7 / 20)
    assert_mean(momenta[3] ** 4, 3 * (0.7 * (1 - 1 / 20)) ** 2)


def test_dynamics_leaves_the_gibbs_state_invariant():
    n_rotors, temperature = 32, 0.6
    rng = np.random.default_rng(6)
    angles, _ = sample_ring_angles(n_rotors, 8192, temperature, rng)
    momenta = sample_ring_momenta(n_rotors, 8192, temperature, rng)
    rings = RotorRings(angles, momenta, 0.02)
    rings.run(1, 1000)
    # the shadow Hamiltonian of Verlet shifts averages by about dt^2/10 = 4e-5, below the error
    assert_mean(np.cos(rotor.ring_bonds(rings.angles)).mean(axis=0), ring_mean_cosine(temperature, n_rotors))
    assert_mean((rings.momenta**2).mean(axis=0), temperature * (1 - 1 / n_rotors))


@pytest.mark.parametrize("temperature", [0.3, 1.0])
def test_energies_have_the_mean_and_the_variance_of_the_specific_heat(temperature):
    """<H>/M and Var(H)/M = T^2 c_v, less the centre of mass: one of M quadratic terms."""
    n_rotors, rng = 128, np.random.default_rng(6)
    angles, _ = sample_ring_angles(n_rotors, 20_000, temperature, rng)
    energies = rotor.ring_energy(angles, sample_ring_momenta(n_rotors, 20_000, temperature, rng)) / n_rotors
    assert_mean(energies, rotor.mean_energy(temperature) - 0.5 * temperature / n_rotors)
    squares = n_rotors * (energies - np.mean(energies)) ** 2
    expected = temperature**2 * (rotor.specific_heat(temperature) - 0.5 / n_rotors)
    error = assert_mean(squares, expected)
    assert error < 0.02 * expected
