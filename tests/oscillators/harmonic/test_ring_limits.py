"""Limits of rings in time: their conservation laws, closed forms of one wave, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from thermochain.oscillators.harmonic.ring_limits import RingLimit, bending_limit, flip_limit, solve_ring

X = np.arange(16) / 16
W = 2 * np.pi
RATES = st.floats(0.1, 4.0)
AMPLITUDES = st.lists(st.integers(-10, 10).map(lambda n: 0.1 * n), min_size=4, max_size=4)


def waves(amplitudes):
    """A profile of waves 1 and 2."""
    return sum(a * np.sin(W * (1 + i // 2) * X + 0.5 * np.pi * (i % 2)) for i, a in enumerate(amplitudes))


@settings(max_examples=40, deadline=None)
@given(rate=RATES, first=AMPLITUDES, second=AMPLITUDES, bends=st.booleans())
def test_the_energy_and_the_means_are_kept_and_the_mean_temperature_never_falls(rate, first, second, bends):
    limit = bending_limit(rate) if bends else flip_limit(rate)
    means = np.array([waves(first), 0.3 + waves(second)])[: len(limit.coupling)]
    values = solve_ring(limit, means, 1.5 + 0.1 * waves(second), [0.0, 0.005, 0.02]).at(X)
    energy = np.mean(values[:, -1] + 0.5 * np.sum(values[:, :-1] ** 2, axis=1), axis=-1)
    np.testing.assert_allclose(energy, energy[0], rtol=1e-8)  # that of the steps in time, which add up to some 1e-9
    np.testing.assert_allclose(values[:, :-1].mean(axis=-1), [means.mean(axis=-1)] * 3, atol=1e-12)
    assert np.all(np.diff(values[:, -1].mean(axis=-1)) > -1e-9)


@settings(max_examples=20, deadline=None)
@given(rate=RATES, amplitude=st.integers(-20, 20).map(lambda n: 0.1 * n), time=st.floats(1e-4, 0.05))
def test_one_wave_of_the_momentum_heats_as_its_closed_form_says(rate, amplitude, time):
    """(16): the decays 2 D_p of the heat and 4 D_e of its wave are equal, so that wave is of the form t e^{-t}."""
    limit = flip_limit(rate)
    D = limit.coupling[0, 0]
    start = amplitude * np.cos(W * X)
    p, T = solve_ring(limit, start[None], np.full(16, 3.0), [0.0, time]).at(X)[-1]
    decay = np.exp(-2 * D * W**2 * time)
    np.testing.assert_allclose(p, start * np.sqrt(decay), atol=1e-8)
    standing = 0.25 * amplitude**2 * (1 - decay)
    second = 0.5 * D * W**2 * amplitude**2 * time * decay
    np.testing.assert_allclose(T, 3.0 + standing - second * np.cos(2 * W * X), atol=1e-8)


def test_bending_and_momentum_beat_as_the_beam_does():
    limit = bending_limit(0.7)
    assert limit.coupling.tolist() == [[0.0, 1.0], [-1.0, 0.7]]
    start = np.array([0.4 * np.cos(W * X), np.sin(W * X)])
    values = solve_ring(limit, start, np.full(16, 2.0), [0.0, 0.03]).at(X)[-1]
    np.testing.assert_allclose(values[:2], expm(-0.03 * W**2 * limit.coupling) @ start, atol=1e-8)


def test_the_energy_obeys_the_second_line_of_16():
    """de/dt = ((D_p - D_e) (p^2/2)' + D_e e')' with e = p^2/2 + T, while (22) and (17) are written for T."""
    limit = flip_limit(0.8)
    D_p, D_e, step = limit.coupling[0, 0], limit.diffusivity, 1e-5
    fine = np.arange(64) / 64
    values = solve_ring(limit, waves([0.5, 0.3, 0.2, 0.1])[None], 2.0 + 0.3 * waves([1, 0, 0, 1]), step * np.arange(3))
    p, T = values.at(fine).transpose(1, 0, 2)
    e = 0.5 * p**2 + T
    factor = (1j * W * np.fft.rfftfreq(64, 1 / 64)) ** 2
    right = np.fft.irfft(factor * np.fft.rfft((D_p - D_e) * 0.5 * p[1] ** 2 + D_e * e[1]))
    np.testing.assert_allclose((e[2] - e[0]) / (2 * step), right, atol=2e-4 * np.max(np.abs(right)))  # of step^2
    wrong = np.fft.irfft(factor * np.fft.rfft(D_e * e[1]))
    assert np.max(np.abs(wrong - right)) > 0.1 * np.max(np.abs(right))


def test_the_printed_equation_of_bending_differs_in_the_temperature_alone():
    right, printed = bending_limit(0.5), bending_limit(0.5, as_printed=True)
    assert np.array_equal(right.coupling, printed.coupling)
    assert (right.diffusivity, printed.diffusivity) == (4.25, 2.0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"means": np.zeros((2, 16))}, r"means has the shape \(2, 16\)"),
        ({"means": np.full((1, 16), np.nan)}, "means must be finite"),
        ({"means": np.cos(4 * W * X)[None]}, "means has a wave of 4 nodes or less of its 16; pass more nodes"),
        ({"temperature": np.cos(W * X)}, "temperature must be finite and > 0"),
        ({"temperature": np.full(16, np.inf)}, "temperature must be finite and > 0"),
        ({"temperature": 2.0 + (-1.0) ** np.arange(16)}, "temperature has a wave of 2 nodes or less"),
        ({"temperature": ["hot"] * 16}, "temperature=.* must be real numbers"),
        ({"times": [0.1, 0.2]}, "times=.* must increase from 0"),
        ({"times": [0.0, 0.2, 0.1]}, "times=.* must increase from 0"),
        ({"times": []}, "times=.* must increase from 0"),
    ],
)
def test_profiles_that_cannot_be_followed_are_refused_by_name(change, message):
    arguments = {"means": np.cos(W * X)[None], "temperature": np.full(16, 1.0), "times": [0.0, 0.01]}
    solve_ring(flip_limit(1.0), **arguments)
    with pytest.raises(ValueError, match=message):
        solve_ring(flip_limit(1.0), **(arguments | change))


@pytest.mark.parametrize("law", [flip_limit, bending_limit])
@pytest.mark.parametrize("rate", [0.0, -1.0, np.nan, np.inf, "fast", True])
def test_a_rate_that_is_none_is_refused(law, rate):
    with pytest.raises(ValueError, match=r"rate=.* must be a finite number > 0"):
        law(rate)


def test_coefficients_cannot_be_written_to():
    limit = RingLimit(np.eye(1), 1.0)
    with pytest.raises(ValueError, match="read-only"):
        limit.coupling[0, 0] = 2.0
