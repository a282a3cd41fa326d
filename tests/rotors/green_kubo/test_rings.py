"""The compiled sweeps, in double precision and in integers: textbook velocity Verlet, and the laws of the flow."""

import os
import subprocess
import sys

import numpy as np
import pytest

from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.rings import Rings
from thermochain.rotors.green_kubo.rotor_rings import RotorRings

# Error of both kinds after a few hundred steps, relative to rounding in double precision.  The sines of integers err by
# 5e-7, those of double precision by 2e-13; momenta of integers are rounded to 1.5e-9 over the step.
BOTH = pytest.mark.parametrize(("kind", "grain"), [(Rings, 1.0), (RotorRings, 1e6)])


def random_state(n_rotors, n_replicas, seed=3):
    rng = np.random.default_rng(seed)
    momenta = rng.normal(size=(n_rotors, n_replicas))
    return rng.uniform(-np.pi, np.pi, (n_rotors, n_replicas)), momenta - momenta.mean(axis=0)


def verlet(angles, momenta, dt, n_steps):
    """Textbook velocity Verlet; currents before each step."""
    currents = []
    for _ in range(n_steps):
        currents.append((rotor.ring_momentum_current(angles), rotor.ring_energy_current(angles, momenta)))
        momenta = momenta + 0.5 * dt * rotor.ring_forces(angles)
        angles = angles + dt * momenta
        momenta = momenta + 0.5 * dt * rotor.ring_forces(angles)
    return angles, momenta, np.array(currents)


@BOTH
@pytest.mark.parametrize(("n_rotors", "n_replicas"), [(3, 1), (4, 8), (17, 13), (64, 40)])
def test_sweep_is_velocity_verlet(n_rotors, n_replicas, kind, grain):
    angles, momenta = random_state(n_rotors, n_replicas)
    rings = kind(angles, momenta, 0.05)
    jp, je = rings.run(n_samples=20, stride=3)
    q, p, currents = verlet(angles, momenta, 0.05, 60)
    # the sines differ by 2e-13 a step; sixty steps of a chaotic flow keep that below 1e-10
    np.testing.assert_allclose(np.sin(0.5 * (rings.angles - q)), 0, atol=1e-10 * grain)
    np.testing.assert_allclose(rings.momenta, p, atol=1e-10 * grain)
    np.testing.assert_allclose(jp, currents[::3, 0], atol=1e-9 * grain)
    np.testing.assert_allclose(je, currents[::3, 1], atol=1e-9 * grain)


def test_momentum_is_conserved_to_rounding():
    angles, momenta = random_state(50, 16)
    rings = Rings(angles, momenta + 0.3, 0.1)
    rings.run(1, 5000)
    # 5,000 steps of rounding errors of 1e-16 times 50 sites, adding like a random walk
    np.testing.assert_allclose(rings.momenta.sum(axis=0), 15.0, atol=1e-10)


@BOTH
def test_energy_error_scales_as_the_square_of_the_time_step(kind, grain):
    angles, momenta = random_state(40, 32)

    def energy_error(dt):
        rings = kind(angles, momenta, dt)
        start = rings.energy()
        errors = []
        for _ in range(50):
            rings.run(1, round(0.4 / dt))
            errors.append(rings.energy() - start)
        return np.std(errors)

    ratio = energy_error(0.1) / energy_error(0.05)
    assert 3.5 < ratio < 4.6  # 4 + O(dt^2) corrections


def test_flow_is_reversible():
    angles, momenta = random_state(30, 8)
    there = Rings(angles, momenta, 0.05)
    there.run(1, 200)
    back = Rings(there.angles, -there.momenta, 0.05)
    back.run(1, 200)
    # rounding grows with the Lyapunov exponent (about 0.5) over 2 x 10 time units: 1e-15 e^10
    np.testing.assert_allclose(np.sin(0.5 * (back.angles - angles)), 0, atol=1e-9)
    np.testing.assert_allclose(back.momenta, -momenta, atol=1e-9)


@BOTH
def test_replicas_do_not_see_each_other(kind, grain):
    angles, momenta = random_state(20, 24)
    together = kind(angles, momenta, 0.05)
    jp, je = together.run(10, 4)
    alone = kind(angles[:, 17:18], momenta[:, 17:18], 0.05)
    jp_alone, je_alone = alone.run(10, 4)
    np.testing.assert_array_equal(jp[:, 17:18], jp_alone)
    np.testing.assert_array_equal(je[:, 17:18], je_alone)


@BOTH
def test_sampling_more_often_records_the_same_currents(kind, grain):
    angles, momenta = random_state(20, 8)
    every = kind(angles, momenta, 0.05).run(12, 1)
    third = kind(angles, momenta, 0.05).run(4, 3)
    np.testing.assert_array_equal(every[0][::3], third[0])
    np.testing.assert_array_equal(every[1][::3], third[1])


@BOTH
@pytest.mark.parametrize("boost", [0.5, -2.0])
def test_a_turning_ring_runs_through_the_same_bonds_and_carries_energy_with_its_momentum(boost, kind, grain):
    """IOS (2.15): r and p - pbar do not see the boost, J^p is the same, J^e gains pbar J^p with a plus sign."""
    angles, momenta = random_state(32, 16)
    rest, turning = kind(angles, momenta, 0.05), kind(angles, momenta + boost, 0.05)
    (jp, je), (jp_turning, je_turning) = rest.run(50, 4), turning.run(50, 4)
    # rounding of 1e-15 grows with the Lyapunov exponent (about 1 for these hot rings) over 10 time units
    np.testing.assert_allclose(jp_turning, jp, atol=1e-8 * grain)
    np.testing.assert_allclose(je_turning, je + boost * jp, atol=1e-8 * grain)
    np.testing.assert_allclose(turning.momenta, rest.momenta + boost, atol=1e-8 * grain)
    np.testing.assert_allclose(np.sin(0.5 * (np.diff(turning.angles - rest.angles, axis=0))), 0, atol=1e-8 * grain)
    assert np.max(np.abs(je_turning - (je - boost * jp))) > 1  # the other sign is wrong


@BOTH
@pytest.mark.parametrize("shapes", [((2, 4), (2, 4)), ((5, 4), (5, 3)), ((5,), (5,))])
def test_shapes_that_are_no_rings_are_refused(shapes, kind, grain):
    with pytest.raises(ValueError, match="must have one shape"):
        kind(np.zeros(shapes[0]), np.zeros(shapes[1]), 0.05)


def test_angles_keep_their_precision_however_far_they_have_turned():
    """A fast ring turns 1,600 times; dropping whole turns leaves the relative angles exact."""
    angles, momenta = random_state(8, 8)
    slow, fast = Rings(angles, momenta, 0.05), Rings(angles, momenta + 2000.0, 0.05)
    for _ in range(10):
        slow.run(1, 10)
        fast.run(1, 10)
    # momenta of 2000 carry 2e-13, and 100 chaotic steps multiply it by less than 100
    difference = rotor.ring_bonds(fast.angles) - rotor.ring_bonds(slow.angles)
    np.testing.assert_allclose(np.sin(0.5 * difference), 0, atol=1e-10)


def test_the_kernel_is_right_on_a_processor_without_wide_registers():
    """The same test in a process that compiles for a plain processor (no AVX, no fused multiply-add)."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"{__file__}::test_sweep_is_velocity_verlet"],
        env=os.environ | {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_in_integers_the_momentum_of_a_ring_is_conserved_to_the_last_bit():
    angles, momenta = random_state(50, 32)
    rings = RotorRings(angles, momenta + 0.3, 0.1)
    before = rings.staggered.sum(axis=1, dtype=np.int64)
    rings.run(1, 20_000)
    np.testing.assert_array_equal(rings.staggered.sum(axis=1, dtype=np.int64), before)


@pytest.mark.parametrize("time_step", [0.01, 0.2])
def test_in_integers_reversed_rings_come_back_bit_by_bit(time_step):
    """A hundred thousand steps there and back; chaos would multiply any rounding error by more than e^1000."""
    rings = RotorRings(*random_state(20, 16), time_step)
    phases, staggered = rings.phases.copy(), rings.staggered.copy()
    rings.run(1, 100_000)
    assert np.mean(rings.phases == phases) < 0.01
    rings.phases -= rings.staggered  # one drift back, so that kicks and drifts follow in the order of the sweep
    rings.staggered *= -1
    rings.run(1, 100_000)
    rings.phases += -rings.staggered
    np.testing.assert_array_equal(rings.phases, phases)
    np.testing.assert_array_equal(rings.staggered, -staggered)


def test_in_integers_the_energy_does_not_drift():
    """The mean energy of 2^14 rotors over 2e5 steps, which rounding by dice of 1.5e-9/dt would not move either.

    The limit is what one part in a million of the forces, if it did not come from a potential, would do.
    """
    rings = RotorRings(*random_state(64, 256), 0.1)
    rings.run(1, 2000)  # the shadow energy leaves the start
    before = rings.energy().mean()
    rings.run(1, 200_000)
    assert rings.energy().mean() == pytest.approx(before, rel=3e-4)  # fluctuations of the shadow energy
