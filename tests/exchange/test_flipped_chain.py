"""Weakly coupled oscillators with velocity flips: exact moments, and their Ginzburg-Landau limit."""

import numpy as np
import pytest

from thermochain.exchange.flipped_chain import conductivity, mean_energies, mobility
from thermochain.exchange.flipped_pairs import pair_energies


@pytest.mark.parametrize("flip_rate", [0.3, 1.0, 2.0])
def test_mobility_of_flipped_oscillators_is_one_over_four_gamma(flip_rate):
    assert mobility(flip_rate) == pytest.approx(1 / (4 * flip_rate), rel=1e-12)


def test_simulated_pairs_have_the_exact_mean_energies():
    times = np.array([0.5, 5.0, 40.0])
    energies = pair_energies((1.5, 0.5), times, 0.3, 0.7, 20_000, np.random.default_rng(1))
    exact = mean_energies((1.5, 0.5), times, 0.3, 0.7)
    errors = energies.std(axis=1) / np.sqrt(20_000)
    assert np.all(np.abs(energies.mean(axis=1) - exact) < 3 * errors)


def test_pairs_conserve_their_energy_but_for_the_spring():
    energies = pair_energies((1.5, 0.5), np.array([1e3]), 1e-6, 1.0, 50, np.random.default_rng(1))
    np.testing.assert_allclose(energies.sum(axis=2), 2.0, atol=1e-4)  # delta (q_2 - q_1)^2/2 < 1e-5


def test_mean_energies_approach_the_limit_linearly_in_the_coupling():
    time, gaps = 1.0, []
    for delta in (0.02, 0.01):
        exact = mean_energies((1.5, 0.5), np.array([time / delta**2]), delta, 1.0)[0]
        gaps.append(exact[0] - exact[1] - np.exp(-2 * mobility(1.0) * time))
    assert gaps[0] / gaps[1] == pytest.approx(2.0, rel=0.03)  # the next order is delta^2


def test_conductivity_scales_as_the_square_of_the_coupling():
    gaps = []
    for delta in (0.02, 0.01):
        kappa = conductivity(16, delta, 1.0, 1.0, 2.0)
        gaps.append(mobility(1.0) - kappa / delta**2)
    assert gaps[1] < 0.02 * mobility(1.0)
    assert gaps[0] / gaps[1] == pytest.approx(2.0, rel=0.05)  # linear in delta
