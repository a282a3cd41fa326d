"""The limit (16) of rotors with flips: its conservation laws, a case in closed form, its laws, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from thermochain.oscillators.harmonic.rotor_laws import RotorLaws, fit_laws, momentum_tail, rotor_energy
from thermochain.oscillators.harmonic.rotor_limit import solve_rotor_ring

X = np.arange(32) / 32
W = 2 * np.pi
LAWS = RotorLaws(np.array([-2.6, -1.3, -0.7]), np.array([-2.9, 0.3, -0.5]), 0.2, 0.5)
TENTHS = st.integers(-10, 10).map(lambda n: 0.1 * n)


@settings(max_examples=25, deadline=None)
@given(first=TENTHS, second=TENTHS, warm=TENTHS)
def test_momentum_and_energy_are_kept_and_mechanical_energy_becomes_heat(first, second, warm):
    p = 0.3 * first * np.sin(W * X) + 0.15 * second * np.cos(2 * W * X)
    T = 0.32 + 0.08 * warm * np.cos(W * X)
    late_p, late_e = solve_rotor_ring(LAWS, p, T, [0.0, 0.01, 0.05])
    np.testing.assert_allclose(late_p.mean(axis=1), p.mean(), atol=1e-12)
    np.testing.assert_allclose(late_e.mean(axis=1), np.mean(0.5 * p**2 + rotor_energy(T)), rtol=1e-10)
    assert np.all(np.diff(np.mean(late_p**2, axis=1)) <= 1e-12)


@settings(max_examples=25, deadline=None)
@given(D=st.floats(0.05, 1.0), amplitude=TENTHS, time=st.floats(0.001, 0.05))
def test_a_wave_decays_exponentially_where_the_diffusivity_is_the_same_everywhere(D, amplitude, time):
    laws = RotorLaws(np.array([np.log(D), 1.0, 0.0]), LAWS.ee, 0.2, 0.5)
    p, _ = solve_rotor_ring(laws, 0.4 * amplitude * np.sin(W * X), 0.3 + 0.05 * np.cos(W * X), [0.0, time])
    np.testing.assert_allclose(p[-1], 0.4 * amplitude * np.exp(-D * W**2 * time) * np.sin(W * X), atol=1e-7)


@pytest.mark.parametrize("temperature", [0.1, 0.3, 1.0, 5.0])
def test_the_energy_of_a_rotor_is_that_of_its_gibbs_state(temperature):
    def average(function):
        return quad(lambda r: function(r) * np.exp(-(1 - np.cos(r)) / temperature), -np.pi, np.pi, limit=200)[0]

    potential = average(lambda r: 1 - np.cos(r)) / average(lambda r: 1.0)
    assert rotor_energy(np.array(temperature)) == pytest.approx(0.5 * temperature + potential, rel=1e-9)


def test_laws_go_through_the_integrals_less_what_is_lost_beyond_them():
    """Where D_p does not depend on T, momentum does not couple to heat, and nothing is lost."""
    T = np.array([0.2, 0.3, 0.4, 0.5])
    ee = np.exp(-2.9 + 0.3 * np.log(T))
    flat = fit_laws(T, 0.4 * T, ee, 10.0)
    np.testing.assert_allclose(flat.diffusivities(T), [np.full(4, 0.4), ee / T**2], rtol=1e-9)
    steep = 0.1 + 0.0 * T
    tail = momentum_tail(fit_laws(T, steep, ee, 1e12), T)
    D_p, kappa = steep / T, ee / T**2
    c_v = (rotor_energy(T * 1.001) - rotor_energy(T * 0.999)) / (0.002 * T)
    expected = (D_p / T) ** 2 * T**3 / (2 * np.sqrt(np.pi) * c_v * (D_p + kappa / c_v) ** 1.5)
    np.testing.assert_allclose(tail, expected, rtol=1e-4)
    corrected = np.exp(np.polynomial.polynomial.polyval(np.log(T), fit_laws(T, steep, ee, 100.0).pp))
    np.testing.assert_allclose(corrected, steep - expected / 10.0, rtol=2e-3)  # a parabola through the tail


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fit_laws([0.2, 0.3, 0.3], np.ones(3), np.ones(3), 10.0), "three different ones"),
        (lambda: fit_laws([0.2, 0.3, 0.4], np.array([1, -1, 1.0]), np.ones(3), 10.0), "pp=.* must be finite and > 0"),
        (lambda: fit_laws([0.2, 0.3, 0.4], np.ones(3), np.array([1, np.nan, 1]), 10.0), "ee=.* must be finite"),
        (lambda: fit_laws([0.2, 0.3, 0.4], np.ones(3), np.ones(3), 0.0), "maximum_lag=0.0 must be"),
        (lambda: solve_rotor_ring(LAWS, 0 * X, 0.1 + 0 * X, [0.0, 0.1]), "the coldest temperature=0.1 must lie in"),
        (lambda: solve_rotor_ring(LAWS, np.sin(W * X), 0.3 + 0 * X, [0.0, 0.1]), "momentum.2=1.3 must lie in"),
    ],
)
def test_what_the_laws_do_not_cover_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()
