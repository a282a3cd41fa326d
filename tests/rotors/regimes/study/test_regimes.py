"""Tables of regimes, claims, anatomy, low temperatures and forms."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import thermochain as tc
from thermochain.rotors.macroscopic.first_integral import response_excess
from thermochain.rotors.macroscopic.study.form_robustness import (
    FORM_ROBUSTNESS,
    form_robustness,
    largest_changes,
    other_forms,
    robustness_page,
)
from thermochain.rotors.macroscopic.study.paper_comparison import calculations
from thermochain.rotors.macroscopic.study.paper_panels import NAMES
from thermochain.rotors.regimes.study import conductivity_anatomy as anatomy
from thermochain.rotors.regimes.study import low_temperature
from thermochain.rotors.regimes.study import maps as regime_maps
from thermochain.rotors.regimes.study.claims import CLAIMS, Claim, claims, claims_page, decide_claims

C = tc.published_coefficients()


def measured(relative=1e-3):
    """The published laws, called measured, with independent relative errors of their parameters."""
    laws = {key: getattr(C, key) for key in ("pp", "ee")}
    laws = {k: replace(law, covariance=np.diag((relative * law.parameters) ** 2)) for k, law in laws.items()}
    return replace(C, name="measured", **laws)


@pytest.fixture(scope="module")
def boundaries():
    return regime_maps.tabulate_boundaries([C, measured()], 21)


def boundary_values(plane, rows):
    values = plane.fixed | {plane.across: rows["across"].to_numpy(), plane.up: rows["up"].to_numpy()}
    return [values[name] for name in NAMES]


def test_borders_are_roots_of_the_current_and_of_its_derivatives(boundaries):
    assert set(boundaries.columns) == set(regime_maps.BOUNDARIES.columns)
    assert set(boundaries["boundary"]) == {"current", "response_left", "response_right"}
    for (panel, name), rows in boundaries.groupby(["panel", "boundary"]):
        values = boundary_values(regime_maps.PLANES[panel], rows)
        if name == "current":
            zero = tc.energy_current(C, *values)
        else:
            zero = tc.energy_current_slope(C, *values, side=name.removeprefix("response_"))
        # currents and slopes are of order 1 to 30
        np.testing.assert_allclose(zero, 0.0, atol=1e-10)


def test_borders_move_by_their_shift_when_the_coefficients_do(boundaries):
    """One law one standard error off, the other exact: the shifted line is where the new root is, to second order."""
    c = measured()
    only = replace(c, ee=replace(c.ee, covariance=np.zeros((3, 3))))
    only = replace(only, pp=replace(only.pp, covariance=np.diag([0.0, 0.0, only.pp.covariance[2, 2]])))
    [(plus, _)] = only.principal_variations()
    rows = regime_maps.tabulate_boundaries([only], 21)
    rows = rows[(rows["panel"] == 0) & (rows["boundary"] == "response_right") & (rows["up"] > 0.5)]
    values = dict(zip(NAMES, boundary_values(regime_maps.PLANES[0], rows), strict=True))
    before = response_excess(plus, **values, side="right")
    signs = []
    for sign in (1, -1):
        moved = values | {
            "p_right": values["p_right"] + sign * rows["across_shift"],
            "T_right": np.minimum(values["T_right"] + sign * rows["up_shift"], 1.0),
        }
        signs.append(np.abs(response_excess(plus, **moved, side="right") / before))
    assert np.all(np.minimum(*signs) < 0.1)


def test_published_borders_carry_no_error_and_measured_ones_do(boundaries):
    published = boundaries[boundaries["coefficients"] == "published"]
    assert (published[["across_shift", "up_shift"]] == 0).all().all()
    shift = boundaries[boundaries["coefficients"] == "measured"]
    moving = np.hypot(shift["across_shift"], shift["up_shift"]) > 0
    assert moving.mean() > 0.9  # the corner of equal temperatures and no forcing is sure


def test_fields_have_the_sign_of_what_they_mark():
    fields = regime_maps.tabulate_fields([C], 9)
    assert set(fields.columns) == set(regime_maps.FIELDS.columns)
    values = [fields[name] for name in NAMES]
    je = tc.energy_current(C, *values)
    clear = fields["uphill"].abs() > 1e-12
    uphill = (fields["T_right"] - fields["T_left"]) * je > 0
    assert (uphill == (fields["uphill"] > 0))[clear].all()
    assert (fields["response_right"] > 0).sum() > 20
    assert not ((fields["response_right"] > 0) & (fields["response_left"] > 0)).any()


@pytest.fixture(scope="module")
def table():
    return decide_claims(C, measured(1e-4))


def test_claims_are_decided_with_both_sets_of_coefficients(table):
    assert list(table.columns) == list(CLAIMS.columns)
    np.testing.assert_allclose(table["measured"], table["published"], atol=1e-9)
    assert set(table["published_verdict"]) == {"stands", "fails"}
    assert claims_page(table).count("<tr>") == len(table) + 1


VERDICTS = {
    "The response to T_left at p_left = 0 is always normal": "stands",
    "At p_left = 0, p_right = 0.5 the response to T_right is still normal": "stands",
    "At p_left = 0, p_right = 2 the conductivity is negative at all T_left": "stands",
    "Beyond that minimum the conductivity stays negative (no maximum is mentioned)": "fails",
    "Uphill diffusion may occur when p dp dT < 0 everywhere in the chain": "fails",
    "Negative conductivity occurs with both signs of p dp dT": "stands",
    "An inner maximum of the temperature plays a central role (taken as: it is necessary)": "fails",
}


@pytest.mark.parametrize("claim", VERDICTS)
def test_verdicts_with_the_published_coefficients(table, claim):
    [row] = table[table["claim"] == claim].to_dict("records")
    assert row["published_verdict"] == VERDICTS[claim]


def test_the_window_between_minimum_and_maximum_has_its_independent_width(table):
    """0.66353 - 0.58659 and 0.68655 - 0.58659, from dense grids."""
    widths = table[table["quantity"].str.startswith("width")]["published"].to_numpy()
    np.testing.assert_allclose(widths, [0.07694, 0.09996], atol=3e-5)


def test_a_verdict_is_open_within_two_standard_errors_of_a_limit():
    claim = Claim("", "", "", 0.5, 0.7, lambda c: 0.0)
    assert [claim.verdict(v, 0.01) for v in (0.6, 0.51, 0.485, 0.4, 0.71, np.nan)] == [
        "stands",
        "open",
        "open",
        "fails",
        "open",
        "fails",
    ]
    assert claim.stands_if == "0.5 to 0.7"
    assert replace(claim, low=-np.inf).stands_if == "at most 0.7"
    assert len({(c.text, c.quantity) for c in claims()}) == len(claims())


def test_the_anatomy_adds_up():
    profiles = anatomy.tabulate_profiles([C, measured()], 11)
    assert set(anatomy.PROFILES.columns) == set(profiles.columns)
    total = profiles["mechanical_current"] + profiles["heat_current"]
    np.testing.assert_allclose(total, profiles["energy_current"], atol=1e-14)
    response = anatomy.tabulate_response([C, measured()], 11)
    assert set(anatomy.RESPONSE.columns) == set(response.columns)
    np.testing.assert_allclose(response["drive"] * response["conductance"], response["current"], rtol=1e-13)
    for _, rows in response.groupby("coefficients"):
        assert (np.diff(rows["current"]) < 0).all()  # negative conductivity: the current weakens throughout
        assert (np.diff(rows["drive"]) > 0).all()
    known = response["coefficients"] == "measured"
    assert (response.loc[~known, "current_std"] == 0).all()
    assert (response.loc[known & (response["T_right"] > 0.3), "current_std"] > 0).all()


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


@pytest.fixture(scope="module")
def onsager():
    """Points on the published laws, with errors of a per cent."""
    T = np.array([0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0, 1.25, 1.5])
    frame = pd.DataFrame({"temperature": T})
    for key in ("pp", "ee"):
        value = getattr(C, key)(T)
        frame = frame.assign(**{key: value, f"{key}_std": 0.01 * value, f"{key}_systematic": 0.0 * value})
    return frame


@pytest.fixture(scope="module")
def comparison():
    flat = [(p.name, p.place, v) for k in calculations() for p, v in zip(k.printed, k.compute(C), strict=True)]
    return pd.DataFrame(flat, columns=["quantity", "place", "measured"]).assign(measured_std=0.01)


def test_a_form_that_holds_the_law_changes_nothing_and_one_that_does_not_does(onsager, comparison):
    forms = other_forms(onsager, replace(C, name="measured"), (0.3, 1.5))
    assert list(forms) == [
        "(A.2), refitted",
        "activated, crossover",
        "log-polynomial, degree 3",
        "log-polynomial, degree 5",
    ]
    some = {name: forms[name] for name in ("(A.2), refitted", "log-polynomial, degree 3")}
    table = form_robustness(some, comparison)
    assert set(table.columns) == set(FORM_ROBUSTNESS.columns)
    change = {form: rows["change"].abs().to_numpy() for form, rows in table.groupby("form")}
    assert np.nanmax(change["(A.2), refitted"]) < 1e-5  # (A.2) made the points; fits converge to 1e-10
    assert np.nanmax(change["log-polynomial, degree 3"]) > 1e-3
    np.testing.assert_array_equal(largest_changes(table, len(comparison)), change["log-polynomial, degree 3"])
    assert robustness_page(table, comparison).count("<tr>") == len(comparison) + 1


def test_forms_that_cannot_be_fitted_or_used_are_left_out_or_empty(onsager, comparison):
    few = onsager.iloc[[0, 3, 5, 7, 9]]
    assert list(other_forms(few, C, (0.3, 1.5))) == [
        "(A.2), refitted",
        "activated, crossover",
        "log-polynomial, degree 3",
    ]
    negative = replace(C, name="negative", pp=C.pp.with_parameters([-9.0, 2.11, 0.95]))
    table = form_robustness({"negative": negative}, comparison)
    needs_states = table["place"].str.startswith("Figure")
    assert table.loc[needs_states, "value"].isna().all()
    nothing = largest_changes(table[table["describes"]].iloc[:0], len(comparison))
    assert np.isnan(nothing).all()
