"""What Olla prints about harmonic chains and does not hold: tests for lines of docs/errata_olla.md."""

import numpy as np
import pytest

from tests.oscillators.harmonic.mean_rates import mean_rates
from thermochain.oscillators.harmonic.bonds import bending
from thermochain.oscillators.harmonic.chain import harmonic_ring, open_harmonic_chain
from thermochain.oscillators.harmonic.moment_equations import MomentEquations
from thermochain.oscillators.harmonic.stretch_flip import stretch_flip
from thermochain.oscillators.harmonic.velocity_exchange import velocity_exchange

X = 2 * np.pi * np.arange(64) / 64


def slope(values, order=1):
    """Derivative of a periodic function on X, exact for the waves used here."""
    return np.fft.ifft((1j * np.fft.fftfreq(X.size, 1 / X.size)) ** order * np.fft.fft(values)).real


def test_both_torques_of_30_enter_the_energy_current_with_the_other_sign():
    """Exact moments of a momentum-conserving chain between unequal baths and forces, friction 1."""
    n, T_left, T_right, left, right = 6, 1.0, 1.6, 0.7, -0.4
    chain = open_harmonic_chain(
        n, noise=stretch_flip, rate=0.5, T_left=T_left, T_right=T_right, force_left=left, force_right=right
    )
    moments = MomentEquations(chain).stationary()
    second = moments.covariance + np.outer(moments.mean, moments.mean)
    current = np.array([-second[n + i, i] for i in range(n)])  # j^e_{i,i+1} = -p_i r_{i+1}
    np.testing.assert_allclose(current, current[0], rtol=1e-10)
    (p_left, p_right), (square_left, square_right) = moments.momentum[[0, -1]], np.diagonal(second)[[n, -1]]
    bath_left, bath_right = T_left - square_left, square_right - T_right
    assert current[0] == pytest.approx(bath_left + left * p_left, rel=1e-10)
    assert current[0] == pytest.approx(bath_right - right * p_right, rel=1e-10)
    for printed in (bath_left - left * p_left, bath_right + right * p_right):
        assert abs(printed - current[0]) > 0.1
    # with the other sign of the torques the print of J^e holds, but that of J^p does not
    assert left - p_left == pytest.approx(p_right - right, rel=1e-10)
    assert abs((-left - p_left) - (p_right + right)) > 0.1


def test_the_printed_bending_of_26_does_not_keep_the_momentum():
    corrected = bending(12, True).toarray()
    printed = -2.0 * np.eye(12) + np.eye(12, k=1) - np.eye(12, k=-1)
    printed[0, -1], printed[-1, 0] = -1.0, 1.0
    moved = np.ones(12)  # a shift of all positions, which may bend nothing
    np.testing.assert_allclose(corrected @ moved, 0.0, atol=1e-14)
    np.testing.assert_allclose(printed @ moved, -2.0)


def test_the_temperature_of_26_lacks_the_energy_of_bending():
    """Of (27), dk = -p'', dp = k'' + g p'', dT = D T'' + g p'^2, the energy T + p^2/2 + k^2/2 is kept."""
    g, D = 0.7, 3.0
    k, p, T = np.sin(X) + 0.3 * np.cos(2 * X), np.cos(X) + 0.6 * np.sin(X), 2.0 + 0.1 * np.cos(3 * X)
    dk, dp, dT = -slope(p, 2), slope(k, 2) + g * slope(p, 2), D * slope(T, 2) + g * slope(p) ** 2
    assert np.mean(dT + p * dp + k * dk) == pytest.approx(0.0, abs=1e-12)
    assert abs(np.mean(dT + p * dp)) > 0.1  # as printed
    assert abs(np.mean(dT + p * dp - k * dk)) > 0.1  # no other sign of the missing term


def test_the_temperature_of_21_is_twice_the_kinetic_energy():
    """(22) keeps T + r^2/2, so p^2 and r^2 each have the mean T; with T = p^2/2 the energy would be 2 T + r^2/2."""
    g = 0.6
    r, T = np.sin(X) + 0.3 * np.cos(2 * X), 2.0 + 0.1 * np.cos(3 * X)
    dr, dT = slope(r, 2) / (2 * g), slope(r) ** 2 / (2 * g) + slope(T, 2) / (4 * g)
    assert np.mean(dT + r * dr) == pytest.approx(0.0, abs=1e-12)
    assert abs(np.mean(2 * dT + r * dr)) > 0.1


def test_the_last_term_of_38_follows_from_22_and_37():
    """J = -T'/(4 g) - r r'/(2 g), which (22) says, along the profile (37): the same at every x, with tau^2/(4 g)."""
    g, tau, T_left, T_right = 0.8, 1.3, 1.0, 1.7
    x = np.linspace(0.0, 1.0, 11)
    T_slope = tau**2 * (1 - 2 * x) + T_right - T_left
    current = -T_slope / (4 * g) - tau * x * tau / (2 * g)
    np.testing.assert_allclose(current, -(T_right - T_left + tau**2) / (4 * g), rtol=1e-12)
    assert abs(current[0] + (T_right - T_left) / (4 * g) + tau**2 / (2 * g)) > 0.3


def test_the_pinning_force_of_39_must_pull_back():
    """Near a minimum of U, U'' > 0: with the printed +U' a lone oscillator runs away and p^2/2 + U grows."""
    curvature = 1.5
    for sign, stays in ((-1.0, True), (1.0, False)):
        rates = np.linalg.eigvals(np.array([[0.0, 1.0], [sign * curvature, 0.0]]))
        assert bool(np.all(np.abs(rates.real) < 1e-12)) == stays
        q, p = 0.3, 0.4
        growth = p * sign * curvature * q + curvature * q * p  # d(p^2/2 + U)/dt
        assert (abs(growth) < 1e-15) == stays


def test_the_energy_of_a_phonon_is_scattered_at_twice_the_rate_of_its_amplitude():
    """2 gamma (1 - cos k), with which speeds 2 sin k carry 2/gamma; with half of it they would carry 4/gamma."""
    n, rate = 64, 0.05
    ring = harmonic_ring(n, noise=velocity_exchange, rate=rate, bond=bending)
    for mode in (6, 16, 28):
        k = 2 * np.pi * mode / n
        amplitude = -mean_rates(ring, mode).real
        np.testing.assert_allclose(2 * amplitude, 2 * rate * (1 - np.cos(k)), rtol=1e-9)
    k = 2 * np.pi * (np.arange(400) + 0.5) / 400
    scattering = 2 * rate * (1 - np.cos(k))
    assert np.mean(4 * np.sin(k) ** 2 / scattering) == pytest.approx(2 / rate, rel=1e-12)
