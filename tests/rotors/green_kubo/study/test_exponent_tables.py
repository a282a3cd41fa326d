"""Tables of the local exponents hold what the definitions say."""

import numpy as np
import pandas as pd
import pytest

import thermochain as tc
from thermochain.core.correlation import TimeCorrelations
from thermochain.rotors.green_kubo.figures import exponents as figure
from thermochain.rotors.green_kubo.study.exponent_tables import (
    TEMPERATURE_EXPONENTS,
    TIME_EXPONENTS,
    temperature_exponents_frame,
    time_exponents_frame,
)

C = tc.published_coefficients()


@pytest.fixture
def in_time():
    lags = 0.2 * np.arange(513)
    values = np.exp(-lags) * (1.0 + 0.01 * np.random.default_rng(0).standard_normal((8, 1)))
    return time_exponents_frame([TimeCorrelations(T, 64, lags, values, values, 0.0 * values) for T in (0.3, 0.7)])


@pytest.fixture
def in_temperature():
    T = np.array([0.2, 0.25, 0.3, 0.35, 0.5])
    frame = pd.DataFrame({"temperature": T})
    for key in ("pp", "ee"):
        value = 2.0 * getattr(C, key)(T)
        frame = frame.assign(**{key: value, f"{key}_std": 0.03 * value, f"{key}_systematic": 0.04 * value})
    return temperature_exponents_frame(frame)


def test_a_decaying_correlation_has_a_coefficient_that_settles(in_time):
    assert list(in_time.columns) == list(TIME_EXPONENTS.columns)
    assert len(in_time) == 2 * 2 * 7
    last = in_time.groupby(["temperature", "coefficient"]).last()
    assert (last["exponent"].abs() < 1e-6).all()


def test_twice_the_published_law_has_its_exponents(in_temperature):
    assert list(in_temperature.columns) == list(TEMPERATURE_EXPONENTS.columns)
    np.testing.assert_allclose(in_temperature["exponent"], in_temperature["published"], atol=1e-12)
    np.testing.assert_allclose(in_temperature["exponent_systematic"], 0.0, atol=1e-12)  # equal parts cancel
    assert (in_temperature["exponent_std"] > 0.0).all()
    assert in_temperature.groupby("coefficient")["slips"].count().to_dict() == {"ee": 0, "pp": 4}


def test_the_figure_has_a_curve_for_each_cold_temperature_and_both_coefficients(in_time, in_temperature):
    axes = figure.draw(in_time, in_temperature).axes
    assert [len(axis.containers) for axis in axes] == [1, 1, 2]  # of 0.3 and 0.7 the colder
