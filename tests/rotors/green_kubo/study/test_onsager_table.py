"""From stored correlations to tables."""

import numpy as np
import pytest

from thermochain.core.correlation import TimeCorrelations
from thermochain.core.running_integral import RunningIntegral
from thermochain.rotors.green_kubo.estimate import estimate_onsager
from thermochain.rotors.green_kubo.study.onsager_table import (
    ONSAGER,
    RUNNING,
    onsager_frame,
    onsager_page,
    running_frame,
)
from thermochain.runs.pages import page, with_error


@pytest.fixture
def correlations():
    rng = np.random.default_rng(0)
    lags = 0.2 * np.arange(501)
    values = np.exp(-lags) + 0.02 * rng.standard_normal((3, 12, lags.size))
    return TimeCorrelations(0.7, 64, lags, values[0], values[1], values[2] - np.exp(-lags))


def test_running_table_holds_means_and_standard_errors_at_thinned_lags(correlations):
    frame = running_frame(correlations)
    assert set(RUNNING.columns) == set(frame.columns)
    rows = np.rint(frame["time"].to_numpy() / 0.2).astype(int)
    assert rows[0] == 0
    assert rows[-1] == 500
    assert np.all(np.diff(rows)[:20] == 1)  # every lag at first
    assert np.max(np.diff(rows) / rows[1:]) <= 1.0
    assert np.max(np.diff(rows)[-20:] / rows[-20:]) < 0.02  # a per cent of the time later
    for pair in ("pp", "ee", "pe"):
        batches = getattr(correlations, pair)
        np.testing.assert_allclose(frame[f"C_{pair}"], batches.mean(axis=0)[rows])
        np.testing.assert_allclose(frame[f"C_{pair}_std"], batches.std(axis=0, ddof=1)[rows] / np.sqrt(12))
        running = RunningIntegral.of(batches, 0.2)
        np.testing.assert_allclose(frame[f"K_{pair}"], running.mean[rows])
        np.testing.assert_allclose(frame[f"K_{pair}_std"], running.std[rows])


def test_onsager_table_holds_the_estimates_sorted_by_temperature(correlations):
    hot = estimate_onsager(correlations)
    cold = estimate_onsager(TimeCorrelations(0.3, 64, *list(vars(correlations).values())[2:]))
    frame = onsager_frame([hot, cold])
    assert set(ONSAGER.columns) == set(frame.columns)
    assert frame["temperature"].tolist() == [0.3, 0.7]
    row = frame.iloc[1]
    assert row["pp_error"] == pytest.approx(np.hypot(hot.pp_std, hot.pp_systematic))
    assert row["ee_error"] == pytest.approx(np.hypot(hot.ee_std, hot.ee_systematic))
    text = onsager_page(frame)
    assert with_error(hot.pp, hot.pp_std, hot.pp_systematic) in text


def test_numbers_are_written_with_two_digits_of_their_smallest_error():
    assert with_error(15.273, 0.31) == "15.27 \u00b1 0.31"
    assert with_error(0.33534, 0.0046, 0.0287) == "0.3353 \u00b1 0.0046 \u00b1 0.0287"
    assert with_error(195.5, 14.0) == "196 \u00b1 14"
    assert with_error(0.123456, 0.0) == "0.1235"
    assert with_error(float("nan"), 0.1) == "-"


def test_pages_escape_their_content():
    assert "&lt;b&gt;" in page("t", ["h"], [["<b>"]])
