"""The vector sines against libm."""

import numpy as np
from numba import njit

from thermochain.engine.simd import LANES, PHASE_LANES, load, store
from thermochain.engine.sine import PHASES, in_all_lanes, sine_factors, sine_of_phases, sine_of_turns


@njit
def _apply(turns, out):
    for i in range(0, turns.size, LANES):
        store(out, i, sine_of_turns(load(turns, i)))


def sine(turns):
    padded = np.zeros(-(-turns.size // LANES) * LANES)
    padded[: turns.size] = turns
    out = np.empty_like(padded)
    _apply(padded, out)
    return out[: turns.size]


def test_sine_agrees_with_libm_to_a_third_of_a_trillionth():
    turns = np.linspace(-0.5, 0.5, 400_001)
    # interpolation at eight nodes errs by 2.4e-13; rounding, libm's argument 2 pi x included, is a thousand times less
    error = np.max(np.abs(sine(turns) - np.sin(2 * np.pi * turns)))
    assert error < 3e-13


def test_sine_vanishes_at_half_turns():
    """The force has no jump where the range reduction changes branch."""
    np.testing.assert_array_equal(sine(np.array([-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5])), 0.0)


def test_whole_turns_change_nothing():
    rng = np.random.default_rng(1)
    turns = rng.integers(-1023, 1024, 4096) / 2048  # exact in binary, shifted or not; half turns may round either way
    np.testing.assert_array_equal(sine(turns + rng.integers(-1000, 1000, turns.size)), sine(turns))


def test_sine_is_odd_to_the_last_bit():
    turns = np.random.default_rng(2).uniform(-3, 3, 4096)
    np.testing.assert_array_equal(sine(-turns), -sine(turns))


@njit
def _apply_phases(phases, factors, out):
    for i in range(0, phases.size, PHASE_LANES):
        store(out, i, sine_of_phases(load(phases, i), in_all_lanes(factors)))


def phase_sine(phases, strength=1.0):
    out = np.empty(phases.size, dtype=np.float32)
    _apply_phases(phases, sine_factors(strength), out)
    return out


def test_the_sine_of_phases_agrees_with_libm_to_half_a_millionth():
    phases = np.random.default_rng(3).integers(-(2**31), 2**31, 2**16, dtype=np.int32)
    exact = np.sin(2.0 * np.pi * phases / PHASES)
    # interpolation at five nodes errs by 2.9e-7, and each of the last four operations rounds by up to 6e-8
    assert np.max(np.abs(phase_sine(phases) - exact)) < 5.5e-7
    np.testing.assert_allclose(phase_sine(phases, 1e6), 1e6 * exact, atol=0.55)


def test_the_sine_of_phases_vanishes_at_half_turns_and_is_odd_to_the_last_bit():
    quarters = np.array([-(2**31), -(2**30), 0, 2**30] * 4, dtype=np.int32)
    np.testing.assert_allclose(phase_sine(quarters)[:4], [0.0, -1.0, 0.0, 1.0], atol=5.5e-7)
    assert phase_sine(quarters)[0] == phase_sine(quarters)[2] == 0.0
    phases = np.random.default_rng(4).integers(-(2**31) + 1, 2**31, 2**12, dtype=np.int32)
    np.testing.assert_array_equal(phase_sine(-phases), -phase_sine(phases))
