"""Rings with a bond at the top of the barrier: the conditional Gibbs law, and the flux it stands for."""

import numpy as np
import pytest
from scipy.special import ive

from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.rotors.green_kubo.phase_slip import phase_slip_rate
from thermochain.rotors.green_kubo.rotor_rings import RotorRings
from thermochain.rotors.validation.phase_slips.barrier_top import sample_rings_at_top

N_ROTORS, T = 32, 0.4


def within(samples, expected, n_sigma=4.5):
    return abs(np.mean(samples) - expected) < n_sigma * np.std(samples) / np.sqrt(samples.size)


@pytest.fixture(scope="module")
def rings():
    return sample_rings_at_top(N_ROTORS, 20_000, T, np.random.default_rng(0))


def test_one_bond_is_at_the_top_and_the_others_are_von_mises(rings):
    bonds = rotor.ring_bonds(rings[0])
    np.testing.assert_allclose(np.cos(bonds[1]), -1.0)
    k = np.arange(60)
    ratio = ive(k, 1 / T) / ive(0, 1 / T)
    slope = 0.5 * (ive(np.abs(k - 1), 1 / T) + ive(k + 1, 1 / T)) / ive(0, 1 / T)
    weight = np.where(k == 0, 1.0, 2.0) * (-1.0) ** k  # the others add up to pi
    expected = np.sum(weight * ratio ** (N_ROTORS - 2) * slope) / np.sum(weight * ratio ** (N_ROTORS - 1))
    for bond in (0, 2, 20):
        assert within(np.cos(bonds[bond]), expected)
        assert not within(np.cos(bonds[bond]), 1.03 * expected)


def test_the_momenta_carry_the_flux(rings):
    _, momenta, direction = rings
    relative = momenta[1] - momenta[0]
    assert within(relative**2, 4 * T)  # |v| exp(-v^2/4T): twice the Maxwellian 2T
    assert within(direction, 0.0)
    np.testing.assert_array_equal(np.sign(relative), direction)
    np.testing.assert_allclose(momenta.sum(axis=0), 0.0, atol=1e-12)
    assert within((momenta[0] + momenta[1]) ** 2, 2 * T * (1 - 2 / N_ROTORS))
    assert within(momenta[5] ** 2, T * (1 - 1 / N_ROTORS))


def test_the_turns_from_the_top_are_the_diffusion_of_the_winding_number(rings):
    """(1/2) d/dt <(w(t) - w(0))^2> = M Gamma_0 kappa(t): the same dynamics seen from plain Gibbs samples."""
    dt, steps = 0.05, (40, 80, 120)
    angles, momenta, direction = (x[..., :8192] for x in rings)
    forward, backward = RotorRings(angles, momenta, dt), RotorRings(angles, -momenta, dt)
    kappa = []
    for stride in np.diff(steps, prepend=0):
        forward.run(1, int(stride))
        backward.run(1, int(stride))
        kappa.append(
            np.mean(direction * (rotor.winding_number(backward.angles) - rotor.winding_number(forward.angles)))
        )
    rng = np.random.default_rng(1)
    n_replicas = 8192
    angles, _ = sample_ring_angles(N_ROTORS, n_replicas, T, rng)
    plain = RotorRings(angles, sample_ring_momenta(N_ROTORS, n_replicas, T, rng), dt)
    start, squares = rotor.winding_number(plain.angles), []
    for stride in np.diff(steps, prepend=0):
        plain.run(1, int(stride))
        squares.append((rotor.winding_number(plain.angles) - start) ** 2)
    growth = 0.5 * (squares[2] - squares[0]) / (dt * (steps[2] - steps[0]))
    predicted = N_ROTORS * phase_slip_rate(T) * (kappa[0] + 4 * kappa[1] + kappa[2]) / 6  # Simpson's rule
    error = np.std(growth) / np.sqrt(n_replicas)
    assert error < 0.08 * predicted
    assert abs(np.mean(growth) - predicted) < 4.5 * np.hypot(error, 0.015 * predicted)  # kappa to 1.5 %
    assert kappa[1] < 0.85  # passages turn back, so the flux alone fails
