"""Rings under a gradient of momentum: equal to their equations written out, and obeying the laws of the driven flow."""

import numpy as np
import pytest
from scipy.integrate import cumulative_trapezoid

from thermochain.core.correlation import correlate_currents
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.rotors.green_kubo.rings import Rings
from thermochain.rotors.validation.shear_response.sheared_rings import ShearedRings


def gibbs_state(n_rotors, n_replicas, temperature=1.0, seed=5):
    rng = np.random.default_rng(seed)
    angles, _ = sample_ring_angles(n_rotors, n_replicas, temperature, rng)
    return angles, sample_ring_momenta(n_rotors, n_replicas, temperature, rng)


def forces(bonds):
    return np.roll(np.sin(bonds), -1, axis=0) - np.sin(bonds)


def homogeneous_leapfrog(angles, momenta, dt, g, n_intervals, stride):
    """The equations in the frame of the flow, every bond with its own drift g t: no closing bond is special.

    Returns bonds and momenta at the end, mean J^p and energies taken out.
    """
    target = np.sum(0.5 * momenta**2 + rotor.potential(rotor.ring_bonds(angles)), axis=0)
    staggered = momenta - 0.5 * dt * forces(rotor.ring_bonds(angles))
    currents, heat, bonds = [], [], rotor.ring_bonds(angles)
    for interval in range(n_intervals):
        total = 0.0
        for step in range(interval * stride, (interval + 1) * stride):
            total = total - np.sum(np.sin(bonds), axis=0)
            staggered = staggered + dt * forces(bonds)
            angles = angles + dt * staggered
            bonds = rotor.ring_bonds(angles) + g * dt * (step + 1)
        currents.append(total / stride)
        half_kick = 0.5 * dt * forces(bonds)
        on_time = staggered + half_kick
        kinetic = np.sum(0.5 * on_time**2, axis=0)
        heat.append(kinetic + np.sum(rotor.potential(bonds), axis=0) - target)
        staggered = on_time * np.sqrt(1.0 - heat[-1] / kinetic) - half_kick
    return bonds, staggered + 0.5 * dt * forces(bonds), np.array(currents), np.array(heat)


@pytest.mark.parametrize(("n_rotors", "n_replicas"), [(3, 1), (8, 8), (17, 13)])
def test_a_step_is_that_of_the_homogeneous_equations(n_rotors, n_replicas):
    angles, momenta = gibbs_state(n_rotors, n_replicas)
    rings = ShearedRings(angles, momenta, 0.05, 0.3)
    current, heat = rings.run(n_samples=3, stride=2)
    bonds, p, reference_current, reference_heat = homogeneous_leapfrog(angles, momenta, 0.05, 0.3, 3, 2)
    # the sine is right to 2.4e-13, times the step in momenta, times the number of rotors in sums
    np.testing.assert_allclose(np.sin(0.5 * (rings.bonds - bonds)), 0, atol=1e-12)
    np.testing.assert_allclose(rings.momenta, p, atol=1e-12)
    np.testing.assert_allclose(current, reference_current, atol=1e-11)
    np.testing.assert_allclose(heat, reference_heat, atol=1e-11)
    np.testing.assert_allclose(rings.energy(), rotor_energy(bonds, p), atol=1e-11)


def rotor_energy(bonds, momenta):
    return np.sum(0.5 * momenta**2 + rotor.potential(bonds), axis=0)


def test_without_a_gradient_they_are_the_rings_of_equilibrium():
    """Energies are restored after the last step only, so trajectories are the same to the bit."""
    angles, momenta = gibbs_state(24, 16)
    rest, sheared = Rings(angles, momenta, 0.05), ShearedRings(angles, momenta, 0.05, 0.0)
    current, _ = sheared.run(1, 400)
    reference, _ = rest.run(400, 1)
    np.testing.assert_array_equal(sheared.angles, rest.angles)
    np.testing.assert_allclose(current[0], reference.mean(axis=0), atol=1e-12)  # rounding of sums of 400


def test_the_peculiar_momentum_stays_zero():
    angles, momenta = gibbs_state(48, 8)
    rings = ShearedRings(angles, momenta, 0.1, 0.1)
    rings.run(100, 50)
    # 5,000 steps of rounding errors of 1e-15 (momenta of the flow are up to 2.4) at 48 sites, as a random walk
    np.testing.assert_allclose(rings.momenta.sum(axis=0), 0.0, atol=1e-10)


def test_energy_is_kept_and_the_heat_taken_out_is_the_work_of_the_flow():
    """The work rate is -g J^p; with a wrong sign of the offset of the closing bond it would be off by 2/64."""
    angles, momenta = gibbs_state(64, 32)
    rings = ShearedRings(angles, momenta, 0.05, 0.1)
    energy = rings.energy()
    current, heat = rings.run(400, 20)
    work = -0.1 * current * 20 * 0.05
    # restored up to rounding, of 1e-16 in each of 64 terms, and the error of the sine
    np.testing.assert_allclose(rings.energy(), energy, rtol=1e-11)
    # of second order in the step: 2e-4 measured at 0.05, of either sign
    assert heat.sum() == pytest.approx(work.sum(), rel=1e-3)
    assert np.all(work.sum(axis=0) > 0)
    # in one interval: Verlet's energy oscillates, in second order of the step, by 0.06 measured; works reach 1
    np.testing.assert_allclose(heat, work, atol=0.15)


def test_the_mirrored_flow_carries_the_mirrored_current():
    angles, momenta = gibbs_state(20, 8)
    there, mirrored = ShearedRings(angles, momenta, 0.05, 0.2), ShearedRings(-angles, -momenta, 0.05, -0.2)
    current, heat = there.run(20, 10)
    mirrored_current, mirrored_heat = mirrored.run(20, 10)
    # rounding of 1e-16 grows with the Lyapunov exponent, about 1/2, over ten time units
    np.testing.assert_allclose(mirrored_current, -current, atol=1e-9)
    np.testing.assert_allclose(mirrored_heat, heat, atol=1e-9)


def test_a_flow_goes_on_where_it_was():
    angles, momenta = gibbs_state(20, 8)
    once, twice = ShearedRings(angles, momenta, 0.05, 0.2), ShearedRings(angles, momenta, 0.05, 0.2)
    whole, _ = once.run(10, 10)
    parts = np.concatenate([twice.run(n, 10)[0] for n in (3, 7)])
    np.testing.assert_allclose(parts, whole, atol=1e-10)  # whole turns are dropped in between: rounding, 5 time units


def test_rings_do_not_see_each_other():
    angles, momenta = gibbs_state(20, 13)
    together, _ = ShearedRings(angles, momenta, 0.05, 0.2).run(5, 10)
    alone, _ = ShearedRings(angles[:, 11:12], momenta[:, 11:12], 0.05, 0.2).run(5, 10)
    # the sum of the energy to keep is taken in another order: rounding of 1e-15, ten time units
    np.testing.assert_allclose(together[:, 11:12], alone, atol=1e-10)


def test_from_the_gibbs_state_the_current_follows_the_running_integral():
    """Linear response holds at every time: <j^p>(t) = -(g/T) int_0^t C^pp, here at t = 4 where it is at its highest."""
    angles, momenta = gibbs_state(64, 4096)
    rings = ShearedRings(angles, momenta, 0.1, 0.1)
    flow = -rings.run(5, 10)[0][3:].mean(axis=0) / (64 * 0.1)  # t = 3 ... 5
    rest = -Rings(angles[:, :1024], momenta[:, :1024], 0.1).run(800, 2)[0]
    correlations = correlate_currents(rest, rest, 64, 26)[0]
    integral = cumulative_trapezoid(correlations, dx=0.2, initial=0.0)[15:].mean()
    error = flow.std() / 64.0
    assert error < 0.02
    # correlations of 64 x 1024 rotors over 160 time units have 1 %; the energy restored changes the response by 1/64
    assert flow.mean() == pytest.approx(integral, abs=4 * np.hypot(error, 0.01 * integral) + integral / 64)
    assert integral > 0.5  # the stationary flow has 0.34


def test_a_flow_against_its_gradient_would_be_noticed():
    """The response is down the gradient and odd in it, and none without a gradient."""
    angles, momenta = gibbs_state(64, 64)

    def current(g):
        rings = ShearedRings(angles, momenta, 0.1, g)
        rings.run(20, 40)
        means = rings.run(100, 40)[0].mean(axis=0) / 64
        return means.mean(), means.std() / 8.0

    (down, error), (none, none_error), (up, up_error) = current(0.1), current(0.0), current(-0.1)
    assert down < -10 * error
    assert abs(none) < 4 * none_error
    assert abs(down + up) < 4 * np.hypot(error, up_error)
