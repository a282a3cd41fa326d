"""The model's formulas: forces, currents and one-bond thermodynamics."""

import numpy as np
import pytest
from scipy.integrate import quad

from thermochain.rotors import rotor


@pytest.fixture
def state():
    rng = np.random.default_rng(5)
    return rng.uniform(-4, 4, (7, 3)), rng.normal(size=(7, 3))


def numerical_rate(function, angles, momenta, dt=1e-5):
    """d/dt of a function of the state along the Hamiltonian flow, by a central difference (error dt^2)."""
    forces = rotor.ring_forces(angles)
    later = function(angles + dt * momenta, momenta + dt * forces)
    earlier = function(angles - dt * momenta, momenta - dt * forces)
    return (later - earlier) / (2 * dt)


def test_force_is_minus_the_gradient_of_the_energy(state):
    angles, momenta = state
    step = 1e-5
    for i in range(angles.shape[0]):
        shift = np.zeros_like(angles)
        shift[i] = step
        rise = rotor.ring_energy(angles + shift, momenta) - rotor.ring_energy(angles - shift, momenta)
        # central difference: error step^2, rounding 1e-16/step
        np.testing.assert_allclose(-rise / (2 * step), rotor.ring_forces(angles)[i], atol=1e-9)


def test_bond_currents_obey_local_conservation_of_momentum_and_energy(state):
    angles, momenta = state
    bonds = rotor.ring_bonds(angles)
    # currents into site i through bond i, in the paper's form (2.3)-(2.4)
    momentum_in = -np.sin(bonds)
    energy_in = -np.roll(momenta, 1, axis=0) * np.sin(bonds)
    np.testing.assert_allclose(rotor.ring_forces(angles), momentum_in - np.roll(momentum_in, -1, axis=0), atol=1e-12)

    def site_energy(q, p):
        return 0.5 * p**2 + rotor.potential(rotor.ring_bonds(q))

    rate = numerical_rate(site_energy, angles, momenta)
    np.testing.assert_allclose(rate, energy_in - np.roll(energy_in, -1, axis=0), atol=1e-8)
    np.testing.assert_allclose(rotor.ring_momentum_current(angles), momentum_in.sum(axis=0), atol=1e-12)


def test_symmetric_energy_current_differs_from_the_papers_by_half_the_rate_of_potential_energy(state):
    angles, momenta = state
    paper = -np.sum(np.roll(momenta, 1, axis=0) * np.sin(rotor.ring_bonds(angles)), axis=0)
    rate = numerical_rate(lambda q, p: rotor.potential(rotor.ring_bonds(q)).sum(axis=0), angles, momenta)
    np.testing.assert_allclose(paper - rotor.ring_energy_current(angles, momenta), 0.5 * rate, atol=1e-8)


def test_a_rotating_frame_adds_the_momentum_current_to_the_energy_current(state):
    angles, momenta = state
    boosted = rotor.ring_energy_current(angles, momenta + 0.7)
    expected = rotor.ring_energy_current(angles, momenta) + 0.7 * rotor.ring_momentum_current(angles)
    np.testing.assert_allclose(boosted, expected, atol=1e-12)


def test_reflection_reverses_both_currents(state):
    angles, momenta = state
    mirrored = angles[::-1], momenta[::-1]
    np.testing.assert_allclose(
        rotor.ring_energy_current(*mirrored), -rotor.ring_energy_current(angles, momenta), atol=1e-12
    )
    np.testing.assert_allclose(
        rotor.ring_momentum_current(mirrored[0]), -rotor.ring_momentum_current(angles), atol=1e-12
    )


def test_the_variance_of_the_energy_current_is_the_gibbs_average_of_the_smallest_ring():
    """Quadrature over two bonds of a ring of three; the momenta have the covariance T (delta_ij - 1/3)."""
    r = np.linspace(-np.pi, np.pi, 256, endpoint=False)
    bonds = np.stack(np.broadcast_arrays(r[:, None], r[None, :], -r[:, None] - r[None, :]))
    for temperature in (0.2, 1.0, 5.0):
        weights = np.exp((np.cos(bonds).sum(axis=0) - 3.0) / temperature)
        pulls = np.sin(bonds) + np.sin(np.roll(bonds, 1, axis=0))  # J^e = -sum_i p_i pull_i / 2
        squares = 0.25 * temperature * (np.sum(pulls**2, axis=0) - np.sum(pulls, axis=0) ** 2 / 3.0)
        expected = np.sum(weights * squares) / np.sum(weights) / 3.0
        assert rotor.energy_current_variance(temperature, 3) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("temperature", [0.05, 0.3, 1.0, 5.0])
def test_the_variance_of_the_energy_current_of_long_rings_is_that_of_free_bonds(temperature):
    expected = 0.5 * temperature**2 * rotor.mean_cosine(temperature)
    assert rotor.energy_current_variance(temperature, 10**6) == pytest.approx(expected, rel=3e-6)


def test_winding_number_counts_turns():
    one_turn = np.linspace(0, 2 * np.pi, 12, endpoint=False)[:, None]
    assert rotor.winding_number(one_turn) == 1
    assert rotor.winding_number(-2 * one_turn) == -2
    assert rotor.winding_number(0 * one_turn) == 0


def test_site_energies_add_up_and_respect_reflection(state):
    angles, momenta = state
    sites = rotor.site_energies(angles, momenta)
    np.testing.assert_allclose(sites.sum(axis=0), rotor.ring_energy(angles, momenta), atol=1e-12)
    np.testing.assert_allclose(rotor.site_energies(angles[::-1], momenta[::-1]), sites[::-1], atol=1e-12)


@pytest.mark.parametrize("temperature", [0.05, 0.3, 1.0, 5.0])
def test_mean_energy_and_specific_heat_are_derivatives_of_the_free_energy(temperature):
    def log_partition(beta):
        # of one rotor and one bond, without factors that do not depend on temperature
        integral = quad(lambda r: np.exp(-beta * (1 - np.cos(r))), -np.pi, np.pi, epsabs=0, epsrel=1e-12)[0]
        return np.log(integral) - 0.5 * np.log(beta)

    beta, step = 1 / temperature, 1e-4 / temperature
    energy = -(log_partition(beta + step) - log_partition(beta - step)) / (2 * step)
    assert rotor.mean_energy(temperature) == pytest.approx(energy, rel=1e-6)  # central difference: relative step^2
    h = 1e-4 * temperature
    slope = (rotor.mean_energy(temperature + h) - rotor.mean_energy(temperature - h)) / (2 * h)
    assert rotor.specific_heat(temperature) == pytest.approx(slope, rel=1e-6)


@pytest.mark.parametrize("temperature", [0.05, 0.3, 1.0, 5.0])
def test_entropy_is_minus_the_slope_of_the_free_energy(temperature):
    def free_energy(T):
        bond = quad(lambda r: np.exp((np.cos(r) - 1) / T), 0, 2 * np.pi, points=[0.0, 2 * np.pi], epsabs=1e-13)[0]
        return -T * (0.5 * np.log(2 * np.pi * T) + np.log(bond))

    step = 1e-4 * temperature
    slope = (free_energy(temperature + step) - free_energy(temperature - step)) / (2 * step)
    assert rotor.entropy(temperature) == pytest.approx(-slope, abs=1e-7)  # step^2 d^3F/dT^3
    heat = temperature * (rotor.entropy(temperature + step) - rotor.entropy(temperature - step)) / (2 * step)
    assert rotor.specific_heat(temperature) == pytest.approx(heat, rel=1e-6)


def test_specific_heat_tends_to_that_of_oscillators_and_of_free_rotors():
    assert rotor.specific_heat(1e-3) == pytest.approx(1.0, abs=1e-3)  # 1 + O(T)
    assert rotor.specific_heat(1e3) == pytest.approx(0.5, abs=1e-6)  # 1/2 + 1/(2 T^2)


def winding_variance_by_fourier_integral(temperature, n_rotors):
    """The density of a sum of unwrapped von Mises bonds at multiples of 2 pi."""
    r = np.linspace(-np.pi, np.pi, 2001)
    density = np.exp((np.cos(r) - 1) / temperature)
    density /= np.trapezoid(density, r)
    k = np.linspace(0, 6 / np.sqrt(n_rotors * temperature), 1501)
    characteristic = np.trapezoid(np.cos(np.outer(k, r)) * density, r, axis=1)
    turns = np.arange(-30, 31)
    at_turns = np.trapezoid(np.cos(np.outer(2 * np.pi * turns, k)) * characteristic**n_rotors, k, axis=1)
    return np.sum(turns**2 * at_turns) / np.sum(at_turns)


@pytest.mark.parametrize(("temperature", "n_rotors"), [(0.25, 500), (0.3, 256), (1.0, 64), (0.1, 512)])
def test_winding_variance_is_that_of_a_sum_of_bonds_at_whole_turns(temperature, n_rotors):
    exact = winding_variance_by_fourier_integral(temperature, n_rotors)  # cut at exp(-18): good to 1e-6
    assert rotor.winding_variance(temperature, n_rotors) == pytest.approx(exact, rel=1e-5)


@pytest.mark.parametrize("temperature", [0.3, 1.0, 5.0])
def test_winding_variance_of_three_rotors_by_counting(temperature):
    """Three bonds on a fine grid; where the two free ones leave (-pi, pi) the third makes up a turn."""
    r = (np.arange(1000) + 0.5) * 2 * np.pi / 1000 - np.pi
    pair = r[:, None] + r
    weight = np.exp((np.cos(r)[:, None] + np.cos(r) + np.cos(pair) - 3) / temperature)
    turned = np.abs(pair) > np.pi
    # the border of the turned region is resolved to a grid step
    assert rotor.winding_variance(temperature, 3) == pytest.approx(weight[turned].sum() / weight.sum(), rel=5e-3)


def test_a_hot_bond_is_uniform():
    """beta -> 0: <r^2> = pi^2/3, so the variance is M/12 on a long ring."""
    assert rotor.winding_variance(1e4, 300) == pytest.approx(25.0, rel=1e-3)
