"""FFT correlations against the definition."""

import numpy as np
import pytest

from thermochain.core.correlation import TimeCorrelations, correlate_currents, merge
from thermochain.rotors.green_kubo.estimate import estimate_onsager


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


def currents(n_replicas=16, n_samples=400):
    return np.random.default_rng(3).normal(size=(2, n_replicas, n_samples))


def test_correlations_of_own_series_are_those_of_the_batches():
    jp, je = currents()
    found = TimeCorrelations.from_series(jp, je, interval=0.5, temperature=0.7, n_rotors=3, n_batches=8, maximum_lag=20)
    assert (found.n_batches, found.spacing, found.lag_times[-1]) == (8, 0.5, 20.0)
    for k in range(8):
        expected = correlate_currents(jp[2 * k : 2 * k + 2].T, je[2 * k : 2 * k + 2].T, 3, 41)
        np.testing.assert_allclose([found.pp[k], found.ee[k], found.pe[k]], expected, atol=1e-14)


def test_either_current_may_be_left_out():
    jp, je = currents()
    both = TimeCorrelations.from_series(jp, je, interval=0.5)
    momentum, energy = (
        TimeCorrelations.from_series(**{name: one}, interval=0.5) for name, one in (("momentum", jp), ("energy", je))
    )
    np.testing.assert_allclose(momentum.pp, both.pp, atol=1e-14)
    np.testing.assert_allclose(energy.ee, both.ee, atol=1e-14)
    assert (momentum.pairs, energy.pairs) == (("pp",), ("ee",))
    assert momentum.ee is None
    assert momentum.pe is None
    together = estimate_onsager(both)
    for alone, pair, other in ((momentum, "pp", "ee"), (energy, "ee", "pp")):
        estimate = estimate_onsager(alone)
        assert getattr(estimate, pair) == pytest.approx(getattr(together, pair), rel=1e-9)
        assert np.isnan(getattr(estimate, other))
        assert not getattr(estimate, f"{other}_settled")


def test_own_series_of_different_currents_are_not_merged():
    jp, je = currents()
    with pytest.raises(ValueError, match="with the same currents"):
        merge(
            [
                TimeCorrelations.from_series(momentum=jp, interval=0.5),
                TimeCorrelations.from_series(energy=je, interval=0.5),
            ]
        )
    parts = [TimeCorrelations.from_series(energy=current, interval=0.5) for current in (jp, je)]
    assert merge(parts).n_batches == 32
    assert merge(parts).pp is None


def test_components_are_averaged_and_one_trajectory_is_cut():
    jp, _ = currents()
    whole = TimeCorrelations.from_series(momentum=jp.ravel(), interval=0.5, n_batches=16)
    np.testing.assert_allclose(whole.pp, TimeCorrelations.from_series(momentum=jp, interval=0.5).pp, atol=1e-14)
    three = TimeCorrelations.from_series(momentum=np.stack([jp, jp, -jp]), interval=0.5)
    np.testing.assert_allclose(three.pp, whole.pp, atol=1e-14)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({}, "momentum and energy are both None"),
        ({"momentum": np.ma.masked_greater(np.ones((16, 99)), 0.5)}, "must have no masked elements"),
        ({"energy": np.full((16, 99), np.nan)}, "energy is nan at component 0"),
        ({"momentum": np.ones((16, 99)), "energy": np.ones((16, 98))}, "have the shapes"),
        ({"momentum": np.ones(99)}, "momentum has 1 replica of 99 samples"),
        ({"momentum": np.ones((16, 99)), "n_batches": 1}, "n_batches=1 must be an integer >= 4"),
        ({"momentum": np.ones((16, 99)), "maximum_lag": 100.0}, "maximum_lag=100 must lie in"),
        ({"momentum": 1e200 * np.ones((16, 99))}, "beyond the largest number"),
    ],
)
def test_own_series_that_cannot_be_correlated_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        TimeCorrelations.from_series(**wrong, interval=0.5)


def test_one_mixed_correlation_needs_both_currents():
    with pytest.raises(ValueError, match="pass pp, ee or all three"):
        TimeCorrelations(1.0, 8, np.arange(4.0), np.ones((2, 4)), None, np.ones((2, 4)))
