"""Rings under a heat field: equal to their equations written out, and obeying the laws of the heat flow."""

import numpy as np
import pytest
from scipy.integrate import cumulative_trapezoid

from thermochain.core.correlation import correlate_currents
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.gibbs import sample_rings
from thermochain.rotors.green_kubo.rings import Rings
from thermochain.rotors.validation.heat_response.heat_field_rings import HeatFieldRings


def gibbs_state(n_rotors, n_replicas, temperature=1.0, seed=5):
    return sample_rings(n_rotors, n_replicas, temperature, np.random.default_rng(seed))


def pull(angles):
    """V'(r_i) and V'(r_{i+1})."""
    bonds = np.sin(rotor.ring_bonds(angles))
    return bonds, np.roll(bonds, -1, axis=0)


def forces(angles, field):
    """All forces of the equations of motion but the friction, those that keep the total momentum at zero included."""
    left, right = pull(angles)
    return (1 - 0.5 * field) * right - (1 + 0.5 * field) * left + field * left.mean(axis=0)


def leapfrog(angles, momenta, dt, field, n_intervals, stride):
    """The equations of motion written out: angles and momenta at the end, mean J^e and energies taken out."""
    target = rotor.ring_energy(angles, momenta)
    staggered = momenta - 0.5 * dt * forces(angles, field)
    currents, heat = [], []
    for _ in range(n_intervals):
        total = 0.0
        for _ in range(stride):
            before, (left, right) = staggered, pull(angles)
            staggered = before + dt * forces(angles, field)
            total = total - np.sum(0.25 * (before + staggered) * (left + right), axis=0)
            angles = angles + dt * staggered
        currents.append(total / stride)
        half_kick = 0.5 * dt * forces(angles, field)
        on_time = staggered + half_kick
        heat.append(rotor.ring_energy(angles, on_time) - target)
        staggered = on_time * np.sqrt(1.0 - heat[-1] / np.sum(0.5 * on_time**2, axis=0)) - half_kick
    return angles, staggered + 0.5 * dt * forces(angles, field), np.array(currents), np.array(heat)


@pytest.mark.parametrize(("n_rotors", "n_replicas"), [(3, 1), (8, 8), (17, 13)])
def test_a_step_is_that_of_the_equations_of_motion(n_rotors, n_replicas):
    angles, momenta = gibbs_state(n_rotors, n_replicas)
    rings = HeatFieldRings(angles, momenta, 0.05, 0.3)
    current, heat = rings.run(n_samples=3, stride=2)
    q, p, reference_current, reference_heat = leapfrog(angles, momenta, 0.05, 0.3, 3, 2)
    # the sine is right to 2.4e-13, times the step in momenta, times the number of rotors in sums
    np.testing.assert_allclose(np.sin(0.5 * rotor.ring_bonds(rings.angles - q)), 0, atol=1e-12)
    np.testing.assert_allclose(rings.momenta, p, atol=1e-12)
    np.testing.assert_allclose(current, reference_current, atol=1e-11)
    np.testing.assert_allclose(heat, reference_heat, atol=1e-11)


def test_without_a_field_they_are_the_rings_of_equilibrium():
    """Energies are restored after the last step only, so trajectories differ by the rounding of sums with zero."""
    angles, momenta = gibbs_state(24, 16)
    rest, driven = Rings(angles, momenta, 0.05), HeatFieldRings(angles, momenta, 0.05, 0.0)
    current, _ = driven.run(1, 400)
    _, reference = rest.run(400, 1)
    np.testing.assert_array_equal(driven.angles, rest.angles)
    # the mean momentum, rounding of 1e-16 times the forces, is subtracted in the driven rings; sums of 400
    np.testing.assert_allclose(current[0], reference.mean(axis=0), atol=1e-12)


def test_the_total_momentum_stays_zero():
    """The forces of the field have a sum, which the steps leave out: momenta are those of the frame of the ring."""
    angles, momenta = gibbs_state(48, 8)
    rings = HeatFieldRings(angles, momenta, 0.1, 0.1)
    rings.run(100, 50)
    # momenta are subtracted from their mean, and the factors that restore energies do not change zero
    np.testing.assert_allclose(rings.momenta.sum(axis=0), 0.0, atol=1e-12)
    left, _ = pull(rings.angles)
    assert np.abs(left.sum(axis=0)).max() > 1.0  # the sum that would set the ring in motion


def test_energy_is_kept_and_the_heat_taken_out_is_the_work_of_the_field():
    """The work rate is phi J^e; with V'(r_i) alone in place of the mean of both neighbours it would be half of it."""
    angles, momenta = gibbs_state(64, 32)
    rings = HeatFieldRings(angles, momenta, 0.05, 0.1)
    energy = rings.energy()
    current, heat = rings.run(400, 20)
    work = 0.1 * current * 20 * 0.05
    # restored up to rounding, of 1e-16 in each of 64 terms, and the error of the sine
    np.testing.assert_allclose(rings.energy(), energy, rtol=1e-11)
    # of second order in the step: 6e-4 measured at 0.05
    assert heat.sum() == pytest.approx(work.sum(), rel=3e-3)
    assert np.mean(work.sum(axis=0)) > 0
    # in one interval: Verlet's energy oscillates, in second order of the step
    np.testing.assert_allclose(heat, work, atol=0.15)


def test_the_mirrored_field_carries_the_mirrored_current():
    """q_i -> q_{-i}, p_i -> p_{-i}, phi -> -phi: rotors change places, and the energy current its sign."""
    angles, momenta = gibbs_state(20, 8)
    there, mirrored = (HeatFieldRings(angles[::s], momenta[::s], 0.05, 0.2 * s) for s in (1, -1))
    current, heat = there.run(20, 10)
    mirrored_current, mirrored_heat = mirrored.run(20, 10)
    # rounding of 1e-16 grows with the Lyapunov exponent, about 1/2, over ten time units
    np.testing.assert_allclose(mirrored_current, -current, atol=1e-9)
    np.testing.assert_allclose(mirrored_heat, heat, atol=1e-9)


def test_a_flow_goes_on_where_it_was():
    angles, momenta = gibbs_state(20, 8)
    once, twice = HeatFieldRings(angles, momenta, 0.05, 0.2), HeatFieldRings(angles, momenta, 0.05, 0.2)
    whole, _ = once.run(10, 10)
    parts = np.concatenate([twice.run(n, 10)[0] for n in (3, 7)])
    np.testing.assert_allclose(parts, whole, atol=1e-10)  # whole turns are dropped in between: rounding, 5 time units


def test_rings_do_not_see_each_other():
    angles, momenta = gibbs_state(20, 13)
    together, _ = HeatFieldRings(angles, momenta, 0.05, 0.2).run(5, 10)
    alone, _ = HeatFieldRings(angles[:, 11:12], momenta[:, 11:12], 0.05, 0.2).run(5, 10)
    # the sum of the energy to keep is taken in another order: rounding of 1e-15, ten time units
    np.testing.assert_allclose(together[:, 11:12], alone, atol=1e-10)


def test_from_the_gibbs_state_the_current_follows_the_running_integral():
    """Linear response holds at every time: <j^e>(t) = (phi/T) int_0^t C^ee, here on the way up."""
    angles, momenta = gibbs_state(64, 4096)
    rings = HeatFieldRings(angles, momenta, 0.1, 0.1)
    flow = rings.run(6, 10)[0] / (64 * 0.1)  # means over intervals of one time unit
    rest = Rings(angles[:, :1024], momenta[:, :1024], 0.1).run(400, 2)[1]
    correlations = correlate_currents(rest, rest, 64, 31)[0]
    integral = cumulative_trapezoid(correlations, dx=0.2, initial=0.0)
    for interval in (1, 3, 5):
        response, expected = flow[interval], integral[5 * interval : 5 * interval + 6].mean()
        error = response.std() / 64.0
        assert error < 0.06 * expected
        # 1024 rings over 80 time units know their integral to 2 %; the energy restored changes the response by 3/64
        assert response.mean() == pytest.approx(expected, abs=4 * np.hypot(error, 0.02 * expected) + 3 * expected / 64)


def test_a_flow_against_its_field_would_be_noticed():
    """The response is along the field and odd in it, and none without a field."""
    angles, momenta = gibbs_state(64, 64)

    def current(field):
        rings = HeatFieldRings(angles, momenta, 0.1, field)
        rings.run(20, 40)
        means = rings.run(100, 40)[0].mean(axis=0) / 64
        return means.mean(), means.std() / 8.0

    (along, error), (none, none_error), (against, against_error) = current(0.1), current(0.0), current(-0.1)
    assert along > 8 * error
    assert abs(none) < 4 * none_error
    assert abs(along + against) < 4 * np.hypot(error, against_error)


def test_without_its_restored_energy_the_field_heats_the_ring():
    """A negative control of the friction: the work that is taken out would have changed the energy by half of it."""
    angles, momenta = gibbs_state(32, 64)
    restored, free = HeatFieldRings(angles, momenta, 0.1, 0.2), HeatFieldRings(angles, momenta, 0.1, 0.2)
    energy = restored.energy()
    _, heat = restored.run(100, 20)
    _, at_once = free.run(1, 2000)  # restored at the end only
    np.testing.assert_allclose(restored.energy(), energy, rtol=1e-11)
    assert at_once.mean() > 0.25 * energy.mean()
    assert heat.sum(axis=0).mean() > 0.25 * energy.mean()
