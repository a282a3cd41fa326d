"""The distance of a noisy mean profile from a known one has no bias, and its error covers."""

import numpy as np
import pytest
from scipy import stats

from thermochain.rotors.relaxation.profile_distance import profile_distance

SETS, BATCHES, SIZE, CELLS = 400, 32, 16, 8


def noisy_sets(offset, seed):
    """Batches of chains about `offset` with noise of variance 1, correlated among cells; (BATCHES, SETS, CELLS)."""
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal((BATCHES, SETS, SIZE, CELLS + 1))
    chains = (noise[..., 1:] + noise[..., :-1]) / np.sqrt(2.0)
    return chains.mean(axis=2) + offset


@pytest.mark.parametrize("size", [0.0, 0.02, 0.1])
def test_squares_are_unbiased_and_their_errors_cover(size):
    """Noise alone is 0.044 = 1/sqrt(512); without its subtraction the squares would be far off."""
    offset = size * np.sqrt(2.0) * np.cos(np.pi * (np.arange(CELLS) + 0.5) / CELLS)
    found = profile_distance(noisy_sets(offset, 1), np.zeros((SETS, CELLS)), SIZE)
    pull = (found.square.mean() - size**2) / (found.square.std() / np.sqrt(SETS))
    assert abs(pull) < 3.5
    raw = found.square.mean() + 1.0 / (BATCHES * SIZE)
    assert (raw - size**2) / (found.square.std() / np.sqrt(SETS)) > 8  # the negative control
    # the squares are nearly normal where the offset rules, skewed where it does not: the intervals lose a few per cent
    within = np.abs(found.square - size**2) < 2.0 * found.square_std
    assert 0.88 < within.mean() < 0.99


def test_a_single_chain_is_as_far_as_its_noise_and_the_offset():
    found = profile_distance(noisy_sets(0.5, 2), np.zeros((SETS, CELLS)), SIZE)
    expected = 1.0 + 0.25
    error = found.chain_square.std() / np.sqrt(SETS)
    assert abs(found.chain_square.mean() - expected) < 3.5 * error
    assert found.chain_square_std.mean() == pytest.approx(found.chain_square.std(), rel=0.15)


def test_the_distance_is_the_root_of_the_square_with_its_error():
    found = profile_distance(noisy_sets(0.1, 3), np.zeros((SETS, CELLS)), SIZE)
    assert np.all(found.distance >= 0)
    assert np.all(np.isfinite(found.distance_std) & (found.distance_std > 0))
    spread = found.distance.std()
    assert found.distance_std.mean() == pytest.approx(spread, rel=0.15)
    assert stats.norm.cdf(abs(found.distance.mean() - 0.1) / spread) < 0.9


def test_two_batches_are_refused():
    with pytest.raises(ValueError, match="batches: 2 of them must be >= 3"):
        profile_distance(np.zeros((2, 4)), np.zeros(4), 8)
