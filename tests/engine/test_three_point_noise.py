"""Random numbers made in registers: the published generator, and the moments of a normal number up to the fifth."""

import numpy as np
import pytest
from numba import njit
from scipy import stats

from tests.engine.streams import three_point
from thermochain.engine.simd import PHASE_LANES, store
from thermochain.engine.three_point_noise import draw, load_words, random_words, store_words


@njit
def _draws(words, out):
    for v in range(words.shape[0]):
        streams = load_words(words, v)
        for t in range(out.shape[0]):
            sign, streams = draw(streams)
            store(out, PHASE_LANES * (t * words.shape[0] + v), sign)
        store_words(words, v, streams)


def draws(n_draws, n_vectors=4, seed=1):
    words = random_words(n_vectors, np.random.default_rng(seed))
    out = np.empty((n_draws, n_vectors, PHASE_LANES), dtype=np.int32)
    _draws(words, out)
    return out, words


def test_the_bits_are_those_of_xoshiro128():
    expected = three_point(random_words(4, np.random.default_rng(1)), 300)
    np.testing.assert_array_equal(draws(300)[0], expected)


def test_the_streams_go_on_where_they_stopped():
    both, first = draws(300)[0], draws(100)
    later = np.empty((200, 4, PHASE_LANES), dtype=np.int32)
    _draws(first[1], later)
    np.testing.assert_array_equal(np.concatenate([first[0], later]), both)


def test_one_in_six_is_low_and_one_in_six_is_high():
    found, _ = draws(100_000)
    counts = [np.sum(found == value) for value in (-1, 0, 1)]
    assert stats.chisquare(counts, np.array([1, 4, 1]) / 6 * found.size).pvalue > 1e-5


@pytest.mark.parametrize("power", range(1, 6))
def test_moments_up_to_the_fifth_are_those_of_a_normal_number(power):
    values = 3.0**0.5 * np.array([-1.0, 0.0, 1.0])
    moment = np.sum(np.array([1, 4, 1]) / 6 * values**power)
    assert moment == pytest.approx(stats.norm.moment(power), abs=1e-14)


def test_numbers_of_a_stream_and_of_its_neighbours_are_independent():
    """Correlations of six million pairs, in time and between lanes, within 4.5 errors of zero."""
    found = draws(100_000)[0].astype(float)
    for first, second in ((found[1:], found[:-1]), (found[:-7], found[7:]), (found[..., 1:], found[..., :-1])):
        product = (3.0 * first * second).ravel()
        assert abs(product.mean()) < 4.5 / product.size**0.5
        squares = ((3.0 * first**2 - 1.0) * (3.0 * second**2 - 1.0)).ravel()
        assert abs(squares.mean()) < 4.5 * 2.0 / squares.size**0.5
