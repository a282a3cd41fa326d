"""The numbers of the paper with laws of other forms."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import thermochain as tc
from thermochain.rotors.macroscopic.study.form_robustness import (
    FORM_ROBUSTNESS,
    form_robustness,
    largest_changes,
    other_forms,
    robustness_page,
)
from thermochain.rotors.macroscopic.study.paper_comparison import calculations

C = tc.published_coefficients()


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
