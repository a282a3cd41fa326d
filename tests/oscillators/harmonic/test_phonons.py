"""Phonons of a ring: ballistic without noise, scattered by velocity flips."""

import numpy as np
import pytest
from scipy.linalg import expm

from thermochain.oscillators.harmonic.chain import harmonic_ring
from thermochain.oscillators.harmonic.phonons import (
    frequency,
    intensity,
    mean_square_distance,
    packet,
    phonons,
    state_of,
    wave_numbers,
)
from thermochain.oscillators.harmonic.study.phonon_tables import solve
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip

N = 24


def random_state(n=N):
    rng = np.random.default_rng(3)
    positions, momenta = rng.standard_normal((2, n))
    return positions - np.roll(positions, 1), momenta, positions


def moved(state, time, rate=0.0):
    chain = harmonic_ring(len(state) // 2, noise=velocity_flip, rate=rate)
    return expm(time * chain.mean_drift.toarray()) @ state


def test_phonons_are_those_of_the_slides_and_hold_the_energy():
    stretch, momentum, positions = random_state()
    k = wave_numbers(N)
    expected = frequency(k) * np.fft.fft(positions) + 1j * np.fft.fft(momentum)
    np.testing.assert_allclose(phonons(stretch, momentum), expected, atol=1e-12)
    energy = 0.5 * np.sum(stretch**2 + momentum**2)
    assert np.sum(np.abs(expected) ** 2) / (2 * N) == pytest.approx(energy, rel=1e-12)
    mean, heat = intensity(np.concatenate([stretch, momentum]), np.diag(np.arange(2.0 * N)))
    assert mean.sum() == pytest.approx(energy, rel=1e-12)
    assert heat.sum() == pytest.approx(0.5 * np.arange(2 * N).sum(), rel=1e-12)


def test_states_and_phonons_are_each_others_inverse():
    stretch, momentum, _ = random_state(25)
    np.testing.assert_allclose(state_of(phonons(stretch, momentum)), [stretch, momentum], atol=1e-12)


def test_without_noise_every_phonon_turns_and_keeps_its_energy():
    stretch, momentum, _ = random_state()
    late = moved(np.concatenate([stretch, momentum]), 7.3)
    turned = np.exp(-7.3j * frequency(wave_numbers(N))) * phonons(stretch, momentum)
    np.testing.assert_allclose(phonons(late[:N], late[N:]), turned, atol=1e-11)
    # negative control: with flips none does
    late = moved(np.concatenate([stretch, momentum]), 7.3, rate=0.05)
    assert np.min(np.abs(np.abs(phonons(late[:N], late[N:])) / np.abs(turned) - 1.0)) > 0.05


def group_velocity(k):
    """d omega/d(2 pi k) for 0 < k < 1: positive below 1/2, negative above."""
    return np.cos(np.pi * k)


@pytest.mark.parametrize("k", [0.1, 0.25, 0.8])
def test_a_packet_moves_with_the_group_velocity_and_dies_out_at_twice_the_flip_rate(k):
    n, time, rate = 200, 40.0, 0.02
    start = np.concatenate(state_of(packet(n, k=k, width=10.0, centre=100.0)))
    assert 0.5 * start @ start == pytest.approx(1.0, rel=1e-12)
    sites = np.arange(n)
    for noise in (0.0, rate):
        mean, _ = intensity(moved(start, time, noise), np.zeros((2 * n, 2 * n)))
        # the curvature of omega over the width of the packet, and gamma/omega with flips
        assert np.sum(sites * mean) / mean.sum() == pytest.approx(100.0 + group_velocity(k) * time, abs=0.3)
        assert mean.sum() == pytest.approx(np.exp(-2.0 * noise * time), rel=0.02)


def test_the_group_velocity_is_the_slope_of_the_frequency():
    k = np.linspace(0.05, 0.95, 19)
    slopes = (frequency(k + 1e-6) - frequency(k - 1e-6)) / (4e-6 * np.pi)
    np.testing.assert_allclose(group_velocity(k), slopes, atol=1e-9)


@pytest.fixture(scope="module")
def tables():
    settings = {
        "n": 32,
        "wave_number": 0.125,
        "packet_rate": 0.05,
        "rates": [0.1, 1.0],
        "last_time": 10.0,
        "n_times": 5,
    }
    return solve(settings)


def test_a_local_excess_spreads_by_the_law_exactly(tables):
    pulses = tables["pulses"]
    assert set(pulses["rate"]) == {0.0, 0.1, 1.0}
    # those of the steps, and of what the light cone leaks around a ring of 32
    np.testing.assert_allclose(pulses["mean_square"], pulses["law"], atol=1e-5)


def test_what_the_mean_loses_is_heat(tables):
    sums = tables["packets"].groupby(["rate", "time"])[["mechanical", "heat"]].sum()
    np.testing.assert_allclose(sums.sum(axis=1), 1.0, atol=1e-6)
    assert sums.loc[0.0]["heat"].abs().max() < 1e-9
    assert sums.loc[0.05]["heat"].iloc[-1] > 0.5


def test_the_spread_goes_from_ballistic_to_diffusive():
    assert mean_square_distance(0.01, 1.0) == pytest.approx(0.5e-4, rel=0.01)
    assert np.diff(mean_square_distance([50.0, 51.0], 0.5))[0] == pytest.approx(
        2.0 * 0.5, rel=1e-12
    )  # D_e = 1/(4 gamma)
    np.testing.assert_allclose(mean_square_distance([0.0, 2.0], 0.0), [0.0, 2.0])
