"""Tables behind the figures, and the numbers that the paper quotes."""

import numpy as np
import pytest

import thermochain as tc
from thermochain.study import paper_figures
from thermochain.study.paper_comparison import PAPER_COMPARISON_COLUMNS, calculations, compare_with_paper

C = tc.published_coefficients()


@pytest.mark.parametrize("number", sorted(paper_figures.FIGURES))
def test_every_figure_has_its_table(number):
    table = paper_figures.tabulate(number, C, profile_points=21, map_points=7)
    kind = paper_figures.kind_of(number)
    assert set(paper_figures.COLUMNS[kind]) <= set(table.columns)
    assert not table[[c for c in table.columns if c != "mark"]].isna().any().any()
    assert table["panel"].nunique() == len(paper_figures.FIGURES[number])


def test_tables_hold_the_states_they_name():
    table = paper_figures.tabulate(10, C, profile_points=21, map_points=7)
    row = table[(table["panel"] == 1) & (table["T_right"] == 0.7)].iloc[13]
    state = tc.solve_stationary(C, T_left=0.3, T_right=0.7, p_left=0.0, p_right=2.0, n_cells=20)
    assert row["temperature"] == pytest.approx(state.temperature[13], rel=1e-12)
    assert row["energy_current"] == pytest.approx(state.energy_current, rel=1e-12)
    maps = paper_figures.tabulate(6, C, profile_points=21, map_points=5)
    row = maps[(maps["panel"] == 1) & (maps["p_right"] == -3.0) & (maps["T_left"] == 1.0)].iloc[0]
    assert row["energy_current"] == pytest.approx(float(tc.energy_current(C, 1.0, 0.3, -1.0, -3.0)), rel=1e-12)


def test_marked_curves_of_figure_5_are_the_onsets():
    table = paper_figures.tabulate(5, C, profile_points=21, map_points=7)
    marked = table[table["mark"] != ""].groupby(["panel", "mark"]).first()
    assert marked.loc[(0, "flat_end"), "p_right"] == pytest.approx(0.6932, abs=1e-4)
    assert marked.loc[(0, "flat_end"), "energy_current"] == pytest.approx(0.0, abs=1e-10)
    assert marked.loc[(1, "uphill_from"), "p_right"] == pytest.approx(-0.5778, abs=1e-4)
    assert marked.loc[(1, "uphill_to"), "energy_current"] == pytest.approx(0.0, abs=1e-10)


def test_figure_6_right_has_an_uphill_region():
    """The caption is right and the text wrong: for p_right < -1 energy flows to the hot bath."""
    assert float(tc.energy_current(C, 0.4, 0.3, -1.0, -3.0)) == pytest.approx(-6.1, abs=0.1)


def test_published_numbers_are_reproduced_as_far_as_they_are_stated():
    tolerance = {  # half a unit of the last printed digit, or the width of "approximately" where it is read off a plot
        "Remark 3.1": 0.2,
        "(A.2), evaluated": 0.001,
        "Section 3.3, Figure 9 right": 0.005,
        "Section 3.3, Figure 11": 0.1,
        "Figure 5 top": 0.05,
        "Figure 5 bottom": 0.05,
        "Figure 7 left": 0.3,
        "Figures 7 right, 9": 0.05,
        "Figure 8 bottom left": 0.15,
        "Figures 6 right, 12": 0.5,
    }
    for calculation in calculations():
        for printed, value in zip(calculation.printed, calculation.compute(C), strict=True):
            if printed.place.startswith("Remark 3.1 ("):
                continue  # values of other authors
            assert value == pytest.approx(printed.value, abs=tolerance[printed.place]), printed.name


def test_comparison_table_carries_errors_of_the_measured_coefficients():
    fitted = tc.TransportCoefficients(
        "measured", C.pp.with_parameters(C.pp.parameters), C.ee, C.measured_range, C.admissible_range
    )
    certain = type(fitted)(
        "measured",
        type(C.pp)(C.pp.parameters, 1e-6 * C.pp.covariance),
        type(C.ee)(C.ee.parameters, 1e-6 * C.ee.covariance),
        C.measured_range,
        C.admissible_range,
    )
    table = compare_with_paper(C, certain, n_resamples=6, seed=0)
    assert list(table.columns) == list(PAPER_COMPARISON_COLUMNS)
    np.testing.assert_allclose(table["measured"], table["published"])
    assert np.all(table["measured_std"] > 0)
    assert np.all(table["measured_std"] < 0.05 * np.maximum(1, np.abs(table["measured"])))
    assert np.all(table["resamples"] == 6)
