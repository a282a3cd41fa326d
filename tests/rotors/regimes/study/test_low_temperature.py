"""Tables of the low temperature limit."""

import numpy as np
import pytest

import thermochain as tc
from thermochain.rotors.regimes.study import low_temperature

C = tc.published_coefficients()


def test_chains_are_continued_with_the_peak_they_have():
    profiles = low_temperature.tabulate_profiles([C], 21)
    assert set(low_temperature.PROFILES.columns) == set(profiles.columns)
    peaks = profiles.groupby("scale")["temperature"].max()
    np.testing.assert_allclose(peaks, peaks.iloc[0], rtol=1e-11)
    assert peaks.index.min() == pytest.approx(1.0)
    at_ends = profiles[profiles["x"].abs() == 1.0]
    np.testing.assert_allclose(at_ends["temperature"], at_ends["end_temperature"], rtol=1e-12)


def test_power_laws_below_one_stop_short_of_their_last_lambda():
    ends = low_temperature.tabulate_continuations(31)
    stopping = ends[ends["exponent"] < 1]
    assert (stopping["scale"] < stopping["last_scale"]).all()
    assert stopping.groupby("exponent").last()["last_scale"].to_dict() == pytest.approx({0.5: np.sqrt(5.0), 0.75: 3.0})
    assert ends.loc[ends["exponent"] >= 1, "last_scale"].isna().all()
