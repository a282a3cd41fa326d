"""The table of the errors of (3.1)."""

import numpy as np
import pytest
from scipy.optimize import brentq

import thermochain as tc
from tests.rotors.laws import power_laws, with_errors
from thermochain.rotors.regimes.study.isolines import ISOLINES, LINES, isoline_frame, isoline_page

C = tc.published_coefficients()


@pytest.fixture(scope="module")
def table():
    return isoline_frame(C, with_errors(1e-4))


def error(table, figure, quantity):
    [row] = table[(table["figure"] == figure) & (table["quantity"] == quantity)].to_dict("records")
    return row["published"]


def test_the_isolines_of_the_paper_are_approximated_to_a_hundredth_but_near_a_vertex(table):
    assert list(table.columns) == list(ISOLINES.columns)
    assert error(table, "Figure 4 right", "p_right") == pytest.approx(0.0117, abs=1e-4)
    assert error(table, "Figure 6 left", "p_right") == pytest.approx(0.0527, abs=1e-4)  # p_right = 0.14 at T_left = 0.7
    assert error(table, "Figure 6 left", "T_left") < 0.005  # the same line, seen along the other axis
    assert isoline_page(table).count("<tr>") == len(table) + 1


def test_errors_are_those_of_lines_found_as_roots_of_the_current():
    """Figure 4 right without the first integral: p_right from a root of J^e, and from (3.1) as printed."""
    worst = 0.0
    for T_left in np.linspace(0.31, 1.0, 70):
        exact = brentq(lambda p, T=T_left: float(tc.energy_current(C, T, 0.3, 0.0, p)), 1e-3, 2.5, xtol=1e-12)
        middle = 0.5 * (T_left + 0.3)
        alpha = C.momentum_diffusivity(middle) / C.thermal_conductivity(middle)
        worst = max(worst, abs(np.sqrt(2.0 * (T_left - 0.3) / alpha) - exact))
    assert LINES[0].differences(C)[0] == pytest.approx(worst, abs=1e-9)


def test_where_the_midpoint_rule_is_exact_no_error_is_left():
    linear = power_laws(0.7, -2.0, 1.3, -1.0)  # kappa/D is linear in T
    for line in LINES:
        # a square root of a difference that vanishes keeps half of the digits
        np.testing.assert_allclose(line.differences(linear), 0.0, atol=1e-6)
