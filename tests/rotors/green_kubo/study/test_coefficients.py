"""Measured coefficients: fitted from a table, stored, loaded."""

import numpy as np
import pandas as pd
import pytest

import thermochain as tc
from thermochain.rotors.green_kubo.study.coefficients import (
    compare_with_published,
    fit_measured,
    fit_published_form,
    load_coefficients,
    save_coefficients,
)
from thermochain.rotors.onsager import ActivatedLaw
from thermochain.runs.storage import CorruptResult

PUBLISHED = tc.published_coefficients()


ACTIVATED = ActivatedLaw(np.array([-2.1, 0.6, 1.7, -1.0]), np.zeros((4, 4)))


@pytest.fixture(params=[PUBLISHED.pp], ids=["published"])
def onsager(request):
    """A table of estimates whose K^pp follows one of two laws."""
    T = np.array([0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8, 1.0, 1.25, 1.5, 2.0])
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"temperature": T})
    for key, law in (("pp", request.param), ("ee", PUBLISHED.ee)):
        exact = law(T)
        relative = 0.01 if key == "pp" else 0.003  # different, so that mixing them up would show
        frame[f"{key}_std"] = relative * exact
        frame[f"{key}_systematic"] = 0.1 * relative * exact
        frame[key] = exact * (1 + relative * rng.standard_normal(T.size))
    return frame


def test_fitted_form_uses_the_range_and_agrees_with_its_source(onsager):
    spoiled = onsager.copy()
    spoiled.loc[spoiled["temperature"] < 0.3, "pp"] *= 10  # outside the range: must not matter
    fitted = fit_published_form(spoiled, (0.3, 1.5))
    T = np.linspace(0.3, 1.5, 30)
    for key in ("pp", "ee"):
        law, truth = getattr(fitted, key), getattr(PUBLISHED, key)
        assert np.all(np.abs(law(T) - truth(T)) < 4 * law.std(T))
    table = compare_with_published(fitted)
    assert list(table["parameter"]) == list("abcabc")
    assert np.all(np.abs(table["fitted"] - table["published"]) < 4 * table["fitted_error"])


@pytest.mark.parametrize("onsager", [ACTIVATED], ids=["activated"], indirect=True)
def test_measured_law_covers_the_whole_range_and_states_its_limits(onsager):
    measured = fit_measured(onsager)
    assert measured.measured_range == (0.25, 2.0)
    T = np.geomspace(0.25, 2.0, 200)
    assert np.all(np.diff(measured.onsager_pp(T)) < 0)
    for key in ("pp", "ee"):
        law = getattr(measured, key)
        pulls = (law(onsager["temperature"].to_numpy()) - onsager[key]) / onsager[f"{key}_std"]
        assert np.mean(pulls**2) < 2.5
        relative = law.std(1.0) / law(1.0)
        expected = 0.01 if key == "pp" else 0.003
        assert 0.3 * expected < relative < expected  # several points share the work
    assert measured.is_extrapolated(0.2)
    with pytest.raises(ValueError, match="'measured' coefficients"):
        measured.onsager_pp(0.1)


def test_coefficients_come_back_from_their_file(onsager, tmp_path):
    for original in (fit_measured(onsager), fit_published_form(onsager, (0.3, 1.5))):
        path = tmp_path / f"{original.name}.json"
        save_coefficients(path, original)
        back = load_coefficients(path)
        T = np.array([0.3, 0.77, 1.4])
        np.testing.assert_array_equal(back.onsager_pp(T), original.onsager_pp(T))
        np.testing.assert_array_equal(back.onsager_ee_std(T), original.onsager_ee_std(T))
        assert (back.name, back.measured_range, back.admissible_range) == (
            original.name,
            original.measured_range,
            original.admissible_range,
        )


def test_altered_coefficients_are_refused(onsager, tmp_path):
    path = tmp_path / "measured.json"
    save_coefficients(path, fit_measured(onsager))
    path.write_text(path.read_text().replace('"admissible_range": [\n    0.1', '"admissible_range": [\n    0.2'))
    with pytest.raises(CorruptResult, match="it has been altered"):
        load_coefficients(path)


@pytest.mark.parametrize("content", ["", "{", '{"format": "other/1"}', '{"format": "thermochain-coefficients/1"}'])
def test_files_that_hold_no_coefficients_are_refused(tmp_path, content):
    path = tmp_path / "measured.json"
    path.write_text(content)
    with pytest.raises(CorruptResult, match=r"measured\.json holds no transport coefficients"):
        load_coefficients(path)


def test_a_missing_file_is_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_coefficients(tmp_path / "none.json")
