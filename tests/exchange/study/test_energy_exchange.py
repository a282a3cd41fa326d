"""Energy exchange in one call: theory and simulation agree, and bad arguments are named."""

import numpy as np
import pytest

import thermochain as tc
from thermochain.exchange.chain import PRINTED_NOISE

GOOD = {"rate": "sum_sqrt", "n_cells": 3, "particles_per_cell": 60, "T_left": 1.0, "T_right": 2.0}


@pytest.fixture(scope="module")
def exchange():
    return tc.EnergyExchange(**GOOD)


@pytest.fixture(scope="module")
def run(exchange):
    return exchange.simulate(n_events=6_000_000, seed=3)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"particles_per_cell": 0.5}, "particles_per_cell=0.5 must be >= 1; 1 lets cells exchange all their energy"),
        ({"particles_per_cell": -3}, "particles_per_cell=-3 must be a finite number > 0"),
        ({"T_left": -1.0}, "T_left=-1.0 must be a finite number > 0"),
        ({"T_right": 0}, "T_right=0 must be a finite number > 0"),
        ({"n_cells": 2.5}, "n_cells=2.5 must be an integer >= 1"),
        ({"rate": "fast"}, "rate='fast' must be one of"),
        ({"rate": lambda a, b: np.nan * a}, r"rate\(.*\) = nan must be a finite number > 0; correct the rate function"),
        ({"rate": lambda a, b: -a * b}, r"rate\(.*\) = -.* must be a finite number > 0; correct the rate function"),
    ],
)
def test_bad_arguments_are_named(change, message):
    with pytest.raises(ValueError, match=message):
        tc.EnergyExchange(**(GOOD | change))


def test_bad_arguments_of_the_methods_are_named(exchange):
    with pytest.raises(ValueError, match="time_scale='slower' must be 'fast'"):
        exchange.simulate(n_events=1000, seed=1, time_scale="slower")
    with pytest.raises(ValueError, match="n_events=3 must be an integer >= 16"):
        exchange.simulate(n_events=3, seed=1)
    with pytest.raises(ValueError, match="must be n_cells=3 finite energies > 0"):
        exchange.mesoscopic(times=[1.0], start=[1.0, -2.0, 1.0], n_paths=2, seed=1)
    with pytest.raises(ValueError, match="time_step=-1 must be a finite number > 0"):
        exchange.mesoscopic(times=[1.0], start=[1.0, 2.0, 1.0], n_paths=2, seed=1, time_step=-1)


def test_stationary_averages_are_those_of_the_theory(exchange, run):
    state = exchange.equilibrium()
    means, errors = run.energies
    # the limit is off by 1/M, one part in sixty
    assert np.all(np.abs(means - state.energies) < 3 * errors + state.energies / 60)
    for (value, error), theory in (
        (run.conductivity, state.conductivity),
        (run.entropy_production, state.entropy_production),
    ):
        assert abs(value - theory) < 3 * error + theory / 60
    assert run.quiet_current[0] == pytest.approx(run.current[0], abs=3 * run.current[1])


def test_covariance_decides_for_the_coefficients_of_lemma_6_4(exchange, run):
    values, errors = (60 * np.diag(array) for array in run.covariance)
    right = np.diag(exchange.linear_noise_covariance())
    printed = np.diag(exchange.linear_noise_covariance(PRINTED_NOISE))
    # corrections of 1/M: one part in thirty, since they are quadratic
    assert np.all(np.abs(values - right) < 3 * errors + right / 30)
    assert np.all(values - printed > 8 * errors)


def test_slow_time_runs_m_times_slower(exchange):
    fast, slow = (exchange.simulate(n_events=20_000, seed=5, time_scale=scale) for scale in ("fast", "slow"))
    assert slow.time == pytest.approx(60 * fast.time)
    np.testing.assert_allclose(slow.samples, fast.samples)  # the same random numbers, the same events


def test_mesoscopic_paths_have_the_mean_and_covariance_of_the_central_limit(exchange):
    arguments = {"times": [0.5, 1.5], "start": [1.0, 1.0, 1.0]}
    paths = exchange.mesoscopic(**arguments, n_paths=20_000, seed=2)
    mean, covariance = exchange.linear_noise_in_time(**arguments)
    np.testing.assert_allclose(exchange.limit(**arguments), mean, rtol=1e-7)
    assert paths.shape == (2, 20_000, 3)
    # 1/M in the mean, one part in sixty of the covariance's own size, beside four standard errors of 1 % each
    np.testing.assert_allclose(paths.mean(axis=1), mean, rtol=0.01)
    for at, expected in zip(paths, covariance, strict=True):
        np.testing.assert_allclose(60 * np.var(at, axis=0), np.diag(expected), rtol=0.06)


def test_a_user_function_is_compiled_and_used():
    twice = tc.EnergyExchange(**(GOOD | {"rate": lambda a, b: 2.0 * np.sqrt(a + b)}))
    once = tc.EnergyExchange(**GOOD)
    np.testing.assert_allclose(twice.equilibrium().energies, once.equilibrium().energies, rtol=1e-9)
    np.testing.assert_allclose(twice.linear_noise_covariance(), once.linear_noise_covariance(), rtol=1e-6)
    assert twice.equilibrium().conductivity == pytest.approx(2 * once.equilibrium().conductivity)
