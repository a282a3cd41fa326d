"""Langevin thermalisation: its step, what it keeps, what it reaches, and what it does not reach in time."""

import numpy as np
import pytest

from tests.engine.streams import three_point
from thermochain.engine.three_point_noise import random_words
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.gibbs import sample_ring_angles
from thermochain.rotors.published_protocol.langevin_rings import LangevinRings, rings_from_rest


def assert_mean(samples, expected, n_sigma=4.5):
    """The mean of independent samples is `expected` within its own error (false alarm 1e-5)."""
    error = np.std(samples, ddof=1) / np.sqrt(samples.size)
    assert abs(np.mean(samples) - expected) < n_sigma * error
    return error


def gibbs_rings(n_rotors, n_replicas, temperature, time_step, rng):
    angles, _ = sample_ring_angles(n_rotors, n_replicas, temperature, rng)
    momenta = np.sqrt(temperature) * rng.standard_normal(angles.shape)
    return LangevinRings(angles, momenta, time_step)


def test_the_step_is_the_exact_friction_between_two_half_kicks():
    n_rotors, dt, friction, temperature = 9, 0.1, 0.7, 0.5
    rings = rings_from_rest(n_rotors, 11, temperature, dt, np.random.default_rng(1))
    q, p = rings.angles, rings.momenta
    rings.thermalise(temperature, friction, 5 * dt, np.random.default_rng(2))
    signs = three_point(random_words(1, np.random.default_rng(2)), 5 * n_rotors).reshape(5, n_rotors, 16)[..., :11]
    c = np.exp(-friction * dt)
    for noise in np.sqrt(3.0) * signs:
        p = c * p + np.sqrt(temperature * (1 - c**2)) * noise
        p = p + 0.5 * dt * rotor.ring_forces(q)
        q = q + dt * p
        p = p + 0.5 * dt * rotor.ring_forces(q)
    # momenta are rounded to 2^-32 turns a step, 1.5e-8, and once more by single precision, 1e-7
    np.testing.assert_allclose(rings.angles, q, atol=3e-7)
    np.testing.assert_allclose(rings.momenta, p, atol=1e-6)


def test_momenta_become_maxwellian_from_any_start():
    """Momenta twelve times too large forget their start like exp(-2 t): 1e-8 of it is left after t = 12."""
    rng = np.random.default_rng(3)
    cold = LangevinRings(np.zeros((64, 512)), np.full((64, 512), 10.0), 0.05)
    cold.thermalise(0.7, 1.0, 12.0, rng)
    p = cold.momenta
    assert_mean((p**2).mean(axis=0), 0.7)
    assert_mean((p**4).mean(axis=0), 3 * 0.7**2)
    assert_mean(p.mean(axis=0), 0.0)
    assert_mean((p * np.roll(p, 1, axis=0)).mean(axis=0), 0.0)
    assert_mean(64 * p.mean(axis=0) ** 2, 0.7)  # the total momentum is left in


@pytest.mark.parametrize("temperature", [0.3, 1.0])
def test_the_gibbs_state_is_kept(temperature):
    """Bonds, kinetic temperature and winding number; the step's own bias, dt^2/10 or so, is below the errors."""
    n_rotors, n_replicas = 64, 1024
    rings = gibbs_rings(n_rotors, n_replicas, temperature, 0.05, np.random.default_rng(4))
    before = rotor.winding_number(rings.angles)
    rings.thermalise(temperature, 1.0, 10.0, np.random.default_rng(5))
    cosine = np.cos(rotor.ring_bonds(rings.angles)).mean(axis=0)
    error = assert_mean(cosine, rotor.mean_cosine(temperature))  # the closed ring's own shift is far below the error
    assert error < 3e-3
    assert_mean((rings.momenta**2).mean(axis=0), temperature)
    after = rotor.winding_number(rings.angles)
    assert np.mean(before != after) > 0.05  # it has moved
    assert_mean(after**2, rotor.winding_variance(temperature, n_rotors))


def test_a_bath_of_another_temperature_is_seen():
    """Negative control of the tests above: the kept state is that of the bath, not of the start."""
    rings = gibbs_rings(64, 512, 0.3, 0.05, np.random.default_rng(6))
    rings.thermalise(0.33, 1.0, 20.0, np.random.default_rng(7))
    kinetic = (rings.momenta**2).mean(axis=0)
    assert_mean(kinetic, 0.33)
    assert (kinetic.mean() - 0.3) / (kinetic.std() / np.sqrt(kinetic.size)) > 6


def test_the_published_start_has_its_bonds_but_not_its_winding_number():
    """T = 0.3, M = 500, q = 0, time 50: bonds within 1 %, less than two thirds of the winding variance."""
    rings = rings_from_rest(500, 256, 0.3, 0.1, np.random.default_rng(8))
    assert np.all(rotor.winding_number(rings.angles) == 0)
    rings.thermalise(0.3, 1.0, 50.0, np.random.default_rng(9))
    assert np.cos(rotor.ring_bonds(rings.angles)).mean() == pytest.approx(float(rotor.mean_cosine(0.3)), rel=0.01)
    assert_mean((rings.momenta**2).mean(axis=0), 0.3)
    squares = rotor.winding_number(rings.angles) ** 2
    error = squares.std(ddof=1) / np.sqrt(squares.size)
    expected = rotor.winding_variance(0.3, 500)
    assert squares.mean() + 4.5 * error < expected
    assert squares.mean() < 0.67 * expected


def test_a_hot_start_has_its_winding_number():
    """At T = 1 phase slips are fast, and time 50 is enough."""
    rings = rings_from_rest(128, 512, 1.0, 0.1, np.random.default_rng(10))
    rings.thermalise(1.0, 1.0, 50.0, np.random.default_rng(11))
    assert_mean(rotor.winding_number(rings.angles) ** 2, rotor.winding_variance(1.0, 128))


def test_the_same_generator_gives_the_same_bits():
    def state():
        rng = np.random.default_rng(12)
        rings = rings_from_rest(16, 8, 0.5, 0.1, rng)
        rings.thermalise(0.5, 1.0, 5.0, rng)
        return rings.angles, rings.momenta

    for one, two in zip(state(), state(), strict=True):
        np.testing.assert_array_equal(one, two)
