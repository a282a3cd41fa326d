"""Claims of the paper about the regimes, decided with both sets of coefficients."""

from dataclasses import replace

import numpy as np
import pytest

import thermochain as tc
from tests.rotors.laws import with_errors
from thermochain.rotors.regimes.study.claims import CLAIMS, Claim, claims, claims_page, decide_claims

C = tc.published_coefficients()


@pytest.fixture(scope="module")
def table():
    return decide_claims(C, with_errors(1e-4))


def test_claims_are_decided_with_both_sets_of_coefficients(table):
    assert list(table.columns) == list(CLAIMS.columns)
    np.testing.assert_allclose(table["measured"], table["published"], atol=1e-9)
    assert set(table["published_verdict"]) == {"stands", "fails"}
    assert claims_page(table).count("<tr>") == len(table) + 1


VERDICTS = {
    "The response to T_left at p_left = 0 is always normal": "stands",
    "At p_left = 0, p_right = 0.5 the response to T_right is still normal": "stands",
    "At p_left = 0, p_right = 2 the conductivity is negative at all T_left": "stands",
    "Above p_right of about 0.66 J^e increases with T_right": "stands",
    "Beyond the minimum the conductivity stays negative (caption; the text: at some larger T_right)": "fails",
    "Uphill diffusion may occur when p dp dT < 0 everywhere in the chain": "fails",
    "Negative conductivity occurs with both signs of p dp dT": "stands",
    "An inner maximum of the temperature plays a central role (taken as: it is necessary)": "fails",
}


@pytest.mark.parametrize("claim", VERDICTS)
def test_verdicts_with_the_published_coefficients(table, claim):
    [row] = table[table["claim"] == claim].to_dict("records")
    assert row["published_verdict"] == VERDICTS[claim]


def test_the_interval_of_the_global_minimum_stands_in_both_printed_digits(table):
    rows = table[table["claim"].str.startswith("Between 0.6 and 0.66")]
    np.testing.assert_allclose(rows["published"], [0.599676, 0.663528], atol=1e-6)
    assert set(rows["published_verdict"]) == {"stands"}


def test_the_maximum_that_the_paper_does_not_mention_has_its_independent_width(table):
    """0.68655 - 0.58659, from dense grids."""
    [width] = table[table["quantity"].str.startswith("width")]["published"]
    assert width == pytest.approx(0.09996, abs=3e-5)


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
