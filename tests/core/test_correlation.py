"""FFT correlations against the definition."""

import numpy as np
import pytest

from thermochain.core.correlation import TimeCorrelations, correlate_currents, merge


def direct(first, second, n_lags):
    n_samples = first.shape[0]
    return np.array([np.mean(first[: n_samples - k] * second[k:]) for k in range(n_lags)])


@pytest.mark.parametrize(("n_samples", "n_lags"), [(40, 1), (40, 17), (40, 40), (64, 33)])
def test_correlations_are_averages_over_all_origins_and_replicas(n_samples, n_lags):
    rng = np.random.default_rng(0)
    jp, je = rng.normal(size=(2, n_samples, 5))
    pp, ee, pe = correlate_currents(jp, je, n_rotors=3, n_lags=n_lags)
    np.testing.assert_allclose(pp, direct(jp, jp, n_lags) / 3, atol=1e-12)
    np.testing.assert_allclose(ee, direct(je, je, n_lags) / 3, atol=1e-12)
    symmetrised = 0.5 * (direct(jp, je, n_lags) + direct(je, jp, n_lags))
    np.testing.assert_allclose(pe, symmetrised / 3, atol=1e-12)


def made_up(temperature=1.0, n_batches=2, n_lags=4):
    values = np.random.default_rng(n_batches).normal(size=(n_batches, n_lags))
    return TimeCorrelations(temperature, 8, 0.2 * np.arange(n_lags), values, 2 * values, 0 * values)


def test_merging_keeps_every_batch():
    merged = merge([made_up(), made_up(n_batches=3)])
    assert merged.n_batches == 5
    assert merged.spacing == pytest.approx(0.2)


@pytest.mark.parametrize("other", [made_up(temperature=1.1), made_up(n_lags=5)])
def test_merging_different_states_is_refused(other):
    with pytest.raises(ValueError, match="cannot merge"):
        merge([made_up(), other])


def test_mismatched_shapes_are_refused():
    with pytest.raises(ValueError, match="ee has shape"):
        TimeCorrelations(1.0, 8, np.arange(4.0), np.ones((2, 4)), np.ones((2, 5)), np.ones((2, 4)))


@pytest.mark.parametrize("lags", [np.arange(4.0)[::-1], np.arange(4.0) ** 2, np.zeros(4), np.ones((2, 4)), np.ones(1)])
def test_lags_must_be_equidistant_from_zero(lags):
    with pytest.raises(ValueError, match="must be 0, h, 2h"):
        TimeCorrelations(1.0, 8, lags, np.ones((2, 4)), np.ones((2, 4)), np.ones((2, 4)))


def test_values_must_be_finite():
    with pytest.raises(ValueError, match="ee must be finite"):
        TimeCorrelations(1.0, 8, np.arange(4.0), np.ones((2, 4)), np.full((2, 4), np.nan), np.ones((2, 4)))


def test_a_run_is_not_counted_twice():
    with pytest.raises(ValueError, match="part 1 repeats an earlier one"):
        merge([made_up(), made_up()])
