"""The Einstein form of K^pp (IOS after 2.17): the mean square of the momentum carried in a time t grows as 2 K^pp t."""

import numpy as np
import pytest

import thermochain as tc
from thermochain.rotors.green_kubo.gibbs import sample_rings
from thermochain.rotors.green_kubo.rotor_rings import RotorRings

TEMPERATURE, N_ROTORS, N_REPLICAS, N_BATCHES = 2.0, 64, 2048, 32
TIME_STEP, INTERVAL, TIME = 0.05, 0.2, 40.0
N_ORIGINS = 6  # intervals of length TIME, one after the other


@pytest.fixture(scope="module")
def carried():
    """Momentum and energy carried through all bonds in a time TIME, shape (N_ORIGINS, n_replicas) each."""
    rng = np.random.default_rng(11)
    rings = RotorRings(*sample_rings(N_ROTORS, N_REPLICAS, TEMPERATURE, rng), TIME_STEP)
    n_samples = round(TIME / INTERVAL)
    parts = [rings.run(n_samples, round(INTERVAL / TIME_STEP)) for _ in range(N_ORIGINS)]
    return [INTERVAL * np.array([part[k].sum(axis=0) for part in parts]) for k in (0, 1)]


def einstein(carried):
    """<(int_0^t J)^2>/(2 M t) in each batch; 2 M t is the 4 N t of the paper, where the chain has 2N + 1 rotors."""
    return (carried**2).mean(axis=0).reshape(N_BATCHES, -1).mean(axis=1) / (2 * N_ROTORS * TIME)


def weighted_integral(correlations, values):
    """int_0^t (1 - s/t) C(s) ds in each batch, what the Einstein form is at a finite time."""
    lags = correlations.lag_times
    until = lags <= TIME + 1e-9
    weight = np.maximum(1 - lags[until] / TIME, 0)
    return np.trapezoid(weight * values[:, until], lags[until], axis=1)


@pytest.fixture(scope="module")
def correlations():
    """Correlations of other rings."""
    return tc.simulate_green_kubo(
        temperature=TEMPERATURE,
        n_rotors=N_ROTORS,
        duration=400,
        maximum_lag=40,
        n_replicas=512,
        time_step=0.05,
        seed=12,
    )


def difference(batches, others):
    """Difference of the means over its standard error."""
    error = np.hypot(*(b.std(ddof=1) / np.sqrt(b.size) for b in (batches, others)))
    return (batches.mean() - others.mean()) / error


@pytest.mark.parametrize("current", ["pp", "ee"])
def test_the_einstein_form_agrees_with_the_green_kubo_integral(carried, correlations, current):
    measured = einstein(carried[["pp", "ee"].index(current)])
    expected = weighted_integral(correlations, getattr(correlations, current))
    assert abs(difference(measured, expected)) < 4
    assert np.all(measured > 0)
    # control: the factor 2, or 4 N in place of 2 N, is not a matter of noise
    assert abs(difference(0.5 * measured, expected)) > 8
    assert abs(difference(2.0 * measured, expected)) > 8
