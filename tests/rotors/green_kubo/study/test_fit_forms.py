"""Forms compared on tables with a known law."""

import numpy as np
import pandas as pd
import pytest

import thermochain as tc
from thermochain.rotors.green_kubo.study.activation_table import activation_frame, activation_page, transmission_frame
from thermochain.rotors.green_kubo.study.coefficients import fit_measured, fit_published_form
from thermochain.rotors.green_kubo.study.fit_forms import USED, compare_forms, fit_forms_page, residuals
from thermochain.rotors.onsager import ActivatedLaw

NONE = np.zeros((4, 4))
PP = ActivatedLaw(np.array([-2.1, 0.6, 1.7, -1.0]), NONE)
EE = ActivatedLaw(np.array([-0.65, 0.0, 0.5, -0.65]), NONE)
PAPER = (0.3, 1.5)


def table(temperatures, pp=PP, ee=EE):
    rng = np.random.default_rng(0)
    T = np.array(temperatures)
    frame = pd.DataFrame({"temperature": T})
    for key, law in (("pp", pp), ("ee", ee)):
        exact = law(T)
        frame[f"{key}_std"], frame[f"{key}_systematic"] = 0.01 * exact, 0.01 * exact
        frame[key] = exact * (1 + 0.01 * rng.standard_normal(T.size) + 0.01 * rng.standard_normal())
    return frame


@pytest.fixture(scope="module")
def onsager():
    return table([0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0])


@pytest.fixture(scope="module")
def compared(onsager):
    return compare_forms(onsager, PAPER)


def test_the_table_holds_every_form_for_both_coefficients_and_ranges(compared):
    counts = compared.groupby(["coefficient", "low", "high"]).size()
    assert list(counts.index) == [("ee", 0.2, 3.0), ("ee", 0.3, 1.5), ("pp", 0.2, 3.0), ("pp", 0.3, 1.5)]
    assert set(counts) == {9}
    assert compared.notna().all().all()
    assert (compared["used"] == (compared["form"] == USED)).all()
    assert (compared.groupby(["coefficient", "low"])["behind"].min() == 0).all()


def test_the_published_form_is_refuted_where_it_is_not_the_law_and_the_law_itself_is_not(compared):
    wide = compared[(compared["coefficient"] == "pp") & (compared["low"] == 0.2)].set_index("form")
    for name in ("(A.2), published", "(A.2), refitted"):
        for suffix in ("", "_independent"):
            assert wide.loc[name, f"p_value{suffix}"] < 1e-6
            assert wide.loc[name, f"behind{suffix}"] > 5
    truth = "activated, crossover"
    assert wide.loc[truth, "p_value"] > 0.01
    assert wide.loc[truth, "behind"] < 0.2
    assert wide.loc["log-polynomial, degree 5", "log_likelihood"] < wide.loc[truth, "log_likelihood"]


def test_the_published_form_is_not_refuted_where_it_is_the_law():
    """The negative control: the same test passes (A.2) on its own data, and gives the others away."""
    published = tc.published_coefficients()
    frame = table([0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0, 1.25, 1.5], published.pp, published.ee)
    found = compare_forms(frame, PAPER).set_index(["coefficient", "form"])
    assert found.loc[("pp", "(A.2), refitted"), "p_value"] > 0.01
    assert found.loc[("pp", "(A.2), published"), "p_value"] > 0.01
    assert found.loc[("pp", "activated"), "p_value"] < 1e-3
    assert found.loc[("pp", "(A.2), published"), "behind"] == 0  # nothing predicts better than the truth


def test_the_deviation_is_that_of_the_worst_point(onsager):
    spoiled = onsager.copy()
    at = spoiled["temperature"] == 0.7
    spoiled.loc[at, "pp"] *= 1.3
    rows = compare_forms(spoiled, PAPER).set_index(["coefficient", "low", "form"])
    row = rows.loc[("pp", 0.3, USED)]
    assert row["deviation_at"] == 0.7
    assert 0.15 < row["deviation"] < 0.3  # the law follows a part of it


def test_lower_bounds_are_named_and_left_out_of_every_fit(onsager, compared):
    extended = pd.concat([table([0.1]), onsager], ignore_index=True)
    extended.loc[0, "pp"] *= 100
    extended.loc[0, "pp_systematic"] = 0.6 * extended.loc[0, "pp"]
    found = compare_forms(extended, PAPER)
    wide = found[(found["coefficient"] == "pp") & (found["low"] == 0.1)]
    assert set(wide["left_out"]) == {"0.1"}
    assert set(wide["n_points"]) == {15}
    np.testing.assert_allclose(
        wide["log_likelihood"].to_numpy(),
        compared[(compared["coefficient"] == "pp") & (compared["low"] == 0.2)]["log_likelihood"].to_numpy(),
    )
    assert set(found[(found["coefficient"] == "ee") & (found["low"] == 0.1)]["left_out"]) == {"none"}
    measured = fit_measured(extended)
    np.testing.assert_array_equal(measured.pp.parameters, fit_measured(onsager).pp.parameters)
    assert measured.measured_range == (0.2, 3.0)  # where both are measured
    assert measured.is_extrapolated(0.15)
    with pytest.raises(ValueError, match="admissible"):
        measured.onsager_pp(0.1)
    assert 0.1 not in set(residuals(extended, measured, measured)[lambda r: r["coefficient"] == "pp"]["temperature"])
    assert 0.1 not in set(transmission_frame(extended)["temperature"])


def test_few_temperatures_are_scored_with_the_forms_that_they_can_bear():
    found = compare_forms(table([0.3, 0.5, 0.8, 1.2, 1.5]), PAPER)
    assert found["n_parameters"].max() == 3
    assert set(found["coefficient"]) == {"pp", "ee"}


def test_residuals_are_ratios_to_the_laws(onsager):
    fitted, measured = fit_published_form(onsager, PAPER), fit_measured(onsager)
    rows = residuals(onsager, fitted, measured).set_index(["coefficient", "form", "temperature"])
    assert rows.loc[("pp", "measured", 0.2), "ratio"] == pytest.approx(
        onsager["pp"].iloc[0] / float(measured.onsager_pp(0.2))
    )
    assert not rows.loc[("pp", "fitted", 0.2), "fitted"]
    assert rows.loc[("pp", "measured", 0.2), "fitted"]


def test_the_barrier_of_the_table_is_the_laws_and_its_rows_say_what_they_hold(onsager):
    slips = ActivatedLaw(np.array([-1.5, 2.0, 2.0]), np.zeros((3, 3)))
    found = activation_frame(table([0.2, 0.25, 0.3, 0.35, 0.4, 1.0, 1.5], slips))
    assert list(found["n_points"]) == [3, 4, 5, 4, 5]
    assert (np.abs(found["sigmas"]) < 4).all()
    held = found[found["power_error"] == 0]
    assert (held["power"] == 2).all()
    assert (held["barrier_error"] < 0.1).all()
    assert activation_frame(table([0.3, 0.5, 0.8])).empty


def test_pages_show_a_row_a_form_and_a_barrier(onsager, compared):
    page = fit_forms_page(compared)
    assert page.count("<tr>") == len(compared) + 1
    assert f"{USED} (used)" in page
    barriers = activation_frame(onsager)
    assert activation_page(barriers).count("<tr>") == len(barriers) + 1
