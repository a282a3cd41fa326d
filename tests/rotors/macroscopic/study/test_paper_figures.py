"""Tables behind the figures of the paper."""

import numpy as np
import pandas as pd
import pytest

import thermochain as tc
from tests.rotors.laws import with_errors
from thermochain.rotors.macroscopic.study import paper_figures, paper_panels

C = tc.published_coefficients()

# Held boundary values, the one that varies (with first and last value) and, on maps, the other axis, as
# read off the paper's captions and text; None where they vary.
CAPTIONS = {
    3: [
        ("T_left", (0.3, 1.0), {"T_right": 0.3, "p_left": 0, "p_right": 0}),
        ("p_right", (0, 2), {"T_left": 0.3, "T_right": 0.3, "p_left": 0}),
    ],
    4: [("p_right", (-2, 2), {"p_left": 0, "T_right": 1}), ("p_right", (-2, 2), {"p_left": 0, "T_right": 0.3})],
    5: [
        ("p_right", (0, 2), {"T_left": 0.5, "T_right": 0.3, "p_left": 0}),
        ("p_right", (-1, 1), {"T_left": 0.8, "T_right": 1, "p_left": -1}),
    ],
    6: [("p_right", (-3, 1), {"p_left": -1, "T_right": 1}), ("p_right", (-3, 1), {"p_left": -1, "T_right": 0.3})],
    7: [("p_right", (-2, 2), {"p_left": 0, "T_left": 1}), ("p_right", (-2, 2), {"p_left": 0, "T_left": 0.3})],
    8: [("T_left", (0.3, 1), {"p_left": 0, "p_right": p}) for p in (0, 0.5, 1, 2)],
    # the third panel is not the paper's
    9: [("p_right", ends, {"T_left": 0.3, "p_left": 0}) for ends in ((0, 2), (0.56, 0.7), (0.36, 0.46))],
    10: [("T_right", (0.3, 1), {"T_left": 0.3, "p_left": 0, "p_right": p}) for p in (0.1, 2)],
    11: [("T_right", (0.3, 1), {"T_left": 0.3, "p_left": 0, "p_right": p}) for p in (0.1, 0.6, 0.7, 0.8)],
    12: [("p_right", (-0.8, 0.5), {"p_left": -1, "T_right": 0.3})],
    13: [("T_left", (0.3, 1), {"T_right": 0.3, "p_left": -1, "p_right": p}) for p in (-3, -0.6)],
}


@pytest.mark.parametrize("number", sorted(CAPTIONS))
def test_panels_are_those_of_the_captions(number):
    table = paper_figures.tabulate(number, C, 11)
    table = table[table["mark"] == ""] if "mark" in table else table
    panels = [rows for _, rows in table.groupby("panel")]
    for rows, (varied, ends, held) in zip(panels, CAPTIONS[number], strict=True):
        assert (rows[varied].min(), rows[varied].max()) == ends
        for name, value in held.items():
            assert (rows[name] == value).all(), (number, name)


@pytest.mark.parametrize("number", sorted(paper_panels.FIGURES))
def test_every_figure_has_its_table(number):
    table = paper_figures.tabulate(number, C, 21)
    kind = paper_figures.kind_of(number)
    assert set(kind.columns) <= set(table.columns)
    assert not table[[c for c in table.columns if c != "mark"]].isna().any().any()
    assert table["panel"].nunique() == len(paper_panels.FIGURES[number])


def test_the_tables_of_one_set_are_those_of_all_thirteen_figures_in_their_kinds():
    tables = dict(paper_figures.figure_tables({}, profile_points=5, map_points=4, fit_range=(0.3, 1.5)))
    assert sorted(tables) == list(range(1, 14))
    assert tables[2].equals(paper_figures.onsager_figure_table({}, (0.3, 1.5)))
    for number, table in tables.items():
        assert set(paper_figures.kind_of(number).columns) <= set(table.columns)
    assert len(tables[10]) == 2 * 8 * 5  # panels, temperatures, points of a profile
    assert len(tables[7]) == 2 * 4 * 4


def test_tables_hold_the_states_they_name():
    table = paper_figures.tabulate(10, C, 21)
    row = table[(table["panel"] == 1) & (table["T_right"] == 0.7)].iloc[13]
    state = tc.solve_stationary(C, T_left=0.3, T_right=0.7, p_left=0.0, p_right=2.0, n_cells=20)
    assert row["temperature"] == pytest.approx(state.temperature[13], rel=1e-12)
    assert row["energy_current"] == pytest.approx(state.energy_current, rel=1e-12)
    maps = paper_figures.tabulate(6, C, 5)
    row = maps[(maps["panel"] == 1) & (maps["p_right"] == -3.0) & (maps["T_left"] == 1.0)].iloc[0]
    assert row["energy_current"] == pytest.approx(float(tc.energy_current(C, 1.0, 0.3, -1.0, -3.0)), rel=1e-12)


def test_every_curve_of_measured_coefficients_carries_its_error_and_of_published_ones_none():
    for number, columns in ((3, ["temperature", "momentum"]), (9, ["energy_current"]), (8, ["energy_drive"])):
        known, unknown = (paper_figures.tabulate(number, c, 11) for c in (with_errors(1e-3), C))
        for name in columns:
            np.testing.assert_allclose(known[name], unknown[name])
            assert (unknown[f"{name}_std"] == 0).all()
            free = known[name] != known.groupby("panel")[name].transform("first")
            assert (known.loc[free, f"{name}_std"] > 0).mean() > 0.4  # boundary values have none
    # between equal temperatures without forcing nothing is uncertain; the drive is p^2/2 there
    still = paper_figures.tabulate(8, with_errors(1e-3), 11)
    still = still[still["T_left"] == still["T_right"]]
    np.testing.assert_allclose(still["energy_drive_std"], 0.0, atol=1e-15)
    np.testing.assert_allclose(still["energy_drive"], 0.5 * still["p_right"] ** 2, atol=1e-14)


def test_marked_curves_of_figure_5_are_the_onsets():
    table = paper_figures.tabulate(5, C, 21)
    marked = table[table["mark"] != ""].groupby(["panel", "mark"]).first()
    assert marked.loc[(0, "flat_end"), "p_right"] == pytest.approx(0.6932, abs=1e-4)
    assert marked.loc[(0, "flat_end"), "energy_current"] == pytest.approx(0.0, abs=1e-10)
    assert marked.loc[(0, "uphill_from"), "p_right"] == pytest.approx(marked.loc[(0, "flat_end"), "p_right"], rel=1e-12)
    assert marked.loc[(1, "uphill_from"), "p_right"] == pytest.approx(-0.5778, abs=1e-4)
    assert marked.loc[(1, "uphill_to"), "energy_current"] == pytest.approx(0.0, abs=1e-10)


def test_figure_6_right_has_an_uphill_region():
    """The caption is right and the text wrong: for p_right < -1 energy flows to the hot bath."""
    assert float(tc.energy_current(C, 0.4, 0.3, -1.0, -3.0)) == pytest.approx(-6.1, abs=0.1)


def test_onsager_figure_shows_the_conductivities_of_remark_3_1_as_k_ee():
    table = paper_figures.onsager_figure_table({}, (0.3, 1.5))
    quoted = table[table["source"] == "paper"].set_index("temperature")["value"]
    assert quoted[0.3] == pytest.approx(31.55 * 0.09)
    assert quoted[1.0] == pytest.approx(0.57)
    curve = table[(table["source"] == "published") & (table["coefficient"] == "pp")]
    np.testing.assert_allclose(curve["value"], C.pp(curve["temperature"].to_numpy()))
    inside = curve["temperature"].between(0.3, 1.5)
    assert (curve["reliable"] == inside).all()


def test_estimates_outside_the_fit_are_marked():
    onsager = pd.DataFrame(
        {"temperature": [0.2, 0.3, 1.5, 2.0], "pp": 1.0, "ee": 2.0, "pp_error": 0.1, "ee_error": 0.3}
    )
    table = paper_figures.tabulate_estimates(onsager, (0.3, 1.5))
    assert table["reliable"].tolist() == [False, True, True, False] * 2
    assert table[table["coefficient"] == "ee"]["error"].tolist() == [0.3] * 4
