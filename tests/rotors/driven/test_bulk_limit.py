"""Factors of chains of several lengths are extrapolated to the infinite chain with honest errors."""

import numpy as np
import pytest

import thermochain as tc
from tests.root import ROOT
from thermochain.rotors.driven.bulk_fit import BulkFit
from thermochain.rotors.driven.bulk_limit import limit_by_bulk
from thermochain.rotors.macroscopic.stationary import Boundary

LAWS = tc.published_coefficients()
MEASURED = tc.load_coefficients(ROOT / "workflow/reference/coefficients/measured.json")
BATHS = Boundary(0.5, 0.4, 0.0, 1.0)


def made_up_fits(rng, slope, limit=(0.1, -0.05), std=0.01):
    fits = {}
    for n in (65, 129, 257):
        shift = np.array(slope) * 2.0 / (n - 1)
        parameters = np.concatenate([np.zeros(4), limit + shift + std * rng.standard_normal(2)])
        fits[n] = BulkFit(parameters, np.diag([1.0, 1, 1, 1, std**2, std**2]), np.zeros(4), np.ones(4))
    return fits


def test_factors_are_extrapolated_with_the_error_that_they_have():
    rng = np.random.default_rng(5)
    scores = []
    for _ in range(300):
        limit = limit_by_bulk(BATHS, made_up_fits(rng, slope=rng.normal(0, 5, 2)), LAWS)
        scores.append((limit.log_factors - [0.1, -0.05]) / limit.log_factors_std)
    # slopes of 5 sites are within the prior of 10, so scores have at most unit variance, and not much less
    spread = np.std(scores)
    assert 0.75 < spread < 1.05
    assert abs(np.mean(scores)) < 4 / np.sqrt(600)


def test_limit_does_not_follow_the_largest_chain_blindly():
    """Negative control: with a slope of 6 sites the longest chain alone is off by several of its errors."""
    fits = made_up_fits(np.random.default_rng(6), slope=(6.0, 6.0), std=0.005)
    limit = limit_by_bulk(BATHS, fits, LAWS)
    assert abs(fits[257].parameters[4] - 0.1) > 4 * 0.005
    assert np.all(np.abs(limit.log_factors - [0.1, -0.05]) < 4 * limit.log_factors_std)


def test_one_size_cannot_be_extrapolated():
    fits = made_up_fits(np.random.default_rng(0), (0, 0))
    with pytest.raises(ValueError, match="needs at least two"):
        limit_by_bulk(BATHS, {65: fits[65]}, LAWS)


def test_the_change_with_other_shapes_is_the_systematic_error_and_there_is_none_without_them():
    fits = made_up_fits(np.random.default_rng(0), (0, 0))
    alone, compared = limit_by_bulk(BATHS, fits, LAWS), limit_by_bulk(BATHS, fits, LAWS, (fits, MEASURED))
    assert np.array_equal(alone.systematic, np.zeros(4))
    other = limit_by_bulk(BATHS, fits, MEASURED)
    np.testing.assert_allclose(compared.systematic, np.abs(other.values - alone.values))
    assert (compared.systematic > 0).all()
    np.testing.assert_array_equal(compared.values, alone.values)
