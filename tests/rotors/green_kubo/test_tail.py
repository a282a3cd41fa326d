"""Shapes and amplitude of the slow tails."""

import numpy as np
import pytest

from thermochain.core.extrapolation import INVERSE_TIME
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.tail import (
    mode_coupling_amplitude,
    next_order_density,
    ring_return_density,
    ring_tails,
)


@pytest.mark.parametrize("n_rotors", [8, 64, 512])
def test_return_density_is_the_sum_over_waves_at_all_times(n_rotors):
    diffusivity = 0.8
    age = np.array([0.005, 0.02, 0.049, 0.051, 0.2, 1.0, 30.0])
    times = age * n_rotors**2 / diffusivity
    n = np.arange(-400, 401)
    exact = np.exp(-diffusivity * np.multiply.outer(times, (2 * np.pi * n / n_rotors) ** 2)).sum(axis=1) / n_rotors
    np.testing.assert_allclose(ring_return_density(times, diffusivity, n_rotors), exact, rtol=1e-12)


def test_return_density_is_gaussian_on_a_long_ring_and_uniform_at_late_times():
    times = np.array([1.0, 10.0, 100.0])
    np.testing.assert_allclose(ring_return_density(times, 2.0, 10**6), (8 * np.pi * times) ** -0.5, rtol=1e-12)
    np.testing.assert_allclose(ring_return_density(1e6 * times, 2.0, 64), 1 / 64, rtol=1e-12)


def test_next_order_is_that_of_two_waves_and_of_one_over_time_on_a_long_ring():
    diffusivity, M = 0.8, 64
    age = np.array([0.005, 0.049, 0.051, 0.2, 0.3])
    times = age * M**2 / diffusivity
    n = np.arange(-200, 201)
    decays = np.exp(-np.multiply.outer(age, (2 * np.pi * n) ** 2))
    pairs = np.array([np.sum(np.outer(decay, decay)) - 1.0 for decay in decays]) / M**2
    np.testing.assert_allclose(next_order_density(times, diffusivity, M), 4 * np.pi * diffusivity * pairs, rtol=1e-10)
    long = np.array([1.0, 10.0, 100.0])
    np.testing.assert_allclose(next_order_density(long, diffusivity, 10**6), 1 / long, rtol=1e-8)  # 4 pi D t/M^2


@pytest.mark.parametrize(("longest_lag", "lives"), [(400.0, True), (40000.0, False)])
def test_the_next_order_is_one_over_time_where_no_wave_lives_long_enough(longest_lag, lives):
    """D (2 pi/M)^2 t_max/4 is 0.9 and 90."""
    tails = ring_tails(64, longest_lag, 0.9, 1.2, 0.06)
    assert (tails.next_order is not INVERSE_TIME) == lives


def test_amplitude_is_that_of_products_of_modes_counted_one_by_one():
    """Gaussian fields on a ring, J^p = -D' sum_x dT(x) (grad p)(x): K_M(t) from the sum over waves of <J J>."""
    T, M, D, slope, kappa = 0.8, 64, 0.7, -1.3, 0.9
    heat = float(rotor.specific_heat(T))
    both = D + kappa / heat
    k = 2 * np.pi * np.arange(1, M) / M
    wave = np.minimum(k, 2 * np.pi - k)  # the hydrodynamic wave number of each mode
    # <J J>/M of products dT_k (grad p)_-k: variances T^2/c_v and k^2 T, relaxation rate both k^2, sign of a gradient
    # squared
    times = np.array([300.0, 500.0, 900.0])
    left = slope**2 * (T**2 / heat) * T * wave**2
    beyond = np.array([np.sum(left / (both * wave**2) * np.exp(-both * wave**2 * t)) / M for t in times])
    amplitude = mode_coupling_amplitude(T, D, slope, kappa)
    term = ring_tails(M, 1e3, both, amplitude, 0.2 * amplitude).momentum
    shape = term.shape(times)
    # all modes but k = 0, whose place on the ring is the offset 1/M
    np.testing.assert_allclose(beyond, term.amplitude * (shape - 1 / M), rtol=1e-9)
    assert (term.amplitude, term.std) == (amplitude, 0.2 * amplitude)


def test_amplitude_at_temperature_one():
    """From round values of the coefficients: 1.2, the published scale of the tail (0.35 t^-1/2)."""
    amplitude = mode_coupling_amplitude(1.0, 0.32, -1.11, 0.56)
    both = 0.32 + 0.56 / float(rotor.specific_heat(1.0))
    assert amplitude == pytest.approx(1.5, rel=0.35)
    assert amplitude / np.sqrt(4 * np.pi * both) == pytest.approx(0.4, rel=0.35)
