"""Tables behind the figures, and the numbers that the paper quotes."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import thermochain as tc
from thermochain.rotors.macroscopic.regime_edges import NegativeConductivity
from thermochain.rotors.macroscopic.study import paper_figures, paper_panels
from thermochain.rotors.macroscopic.study.paper_comparison import (
    PAPER_COMPARISON,
    calculations,
    compare_with_paper,
    widest_edges,
)

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
    9: [("p_right", (0, 2), {"T_left": 0.3, "p_left": 0}), ("p_right", (0.56, 0.7), {"T_left": 0.3, "p_left": 0})],
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


# Independent values: roots of finite differences of the energy current on fine grids, to the digits given.
EXACT = {
    "kappa(0.3)": 31.358025,
    "kappa(1)": 0.576,
    "K^pp(0.3)": 7.900573,
    "K^pp(1)": 0.343810,
    "Figure 5 top": [0.693226],
    "Figure 5 bottom": [-0.183800, 0.577769],
    "Figures 6 right, 12": [-0.88374, 0.67736, -0.76383, 0.16454],
    "Figure 7 left": [1.49792, 1.75607],
    "Figures 7 right, 9": [0.58659, 0.68655],
    "Section 3.3, Figure 9 right": [0.66353],
    "Section 3.3, Figure 11": [0.62251],
    "Figure 8 bottom left": [0.60401, 0.48104],
}


def test_published_coefficients_give_the_exact_values():
    found = {}
    for calculation in calculations():
        for printed, value in zip(calculation.printed, calculation.compute(C), strict=True):
            found.setdefault(printed.place, []).append(value)
            if printed.name in EXACT:
                assert value == pytest.approx(EXACT[printed.name], abs=1e-6)
    for place, values in EXACT.items():
        if isinstance(values, list):
            # edges of extrema over temperature are found on a grid of 33 points and a parabola: 2e-5
            assert found[place] == pytest.approx(values, abs=3e-5), place


def test_response_thresholds_agree_with_brute_force():
    """The smallest p_right at which the current rises somewhere, and where it has no minimum, by dense grids."""
    T = np.linspace(0.3, 1.0, 4001)
    p = np.linspace(0.55, 0.75, 401)
    rises = np.diff(tc.energy_current(C, 0.3, T[None, :], 0.0, p[:, None]), axis=1) > 0
    step = p[1] - p[0]
    assert p[rises.any(axis=1)].min() == pytest.approx(0.58659, abs=step)
    assert p[rises.all(axis=1)].min() == pytest.approx(0.68655, abs=step)
    assert p[rises[:, 0]].min() == pytest.approx(0.66353, abs=step)


def test_the_paper_is_reproduced_as_far_as_it_can_be_read_off_its_plots():
    tolerance = {
        "Remark 3.1": 0.2,
        "(A.2), evaluated": 0.001,
        "Figure 5 top": 0.05,
        "Figure 5 bottom": 0.05,
        "Figure 7 left": 0.3,
        "Figures 7 right, 9": 0.05,
        "Section 3.3, Figure 9 right": 0.005,
        "Section 3.3, Figure 11": 0.1,
        "Figure 8 bottom left": 0.15,
        "Figures 6 right, 12": 0.5,
    }
    for calculation in calculations():
        for printed, value in zip(calculation.printed, calculation.compute(C), strict=True):
            if printed.place.startswith("Remark 3.1 ("):
                continue  # values of other authors
            assert value == pytest.approx(printed.value, abs=tolerance[printed.place]), printed.name


def with_errors(relative):
    """The published laws, called measured, with independent relative errors of their parameters."""
    pp, ee = (replace(law, covariance=np.diag((relative * law.parameters) ** 2)) for law in (C.pp, C.ee))
    return replace(C, name="measured", pp=pp, ee=ee)


def test_comparison_table_carries_errors_of_the_measured_coefficients():
    table = compare_with_paper(C, with_errors(1e-4), n_resamples=40, seed=0)
    assert set(PAPER_COMPARISON.columns) - set(table.columns) == {"form_change"}  # which other forms tell
    finite = table["measured_std"] > 0
    width = (table["measured_high"] - table["measured_low"])[finite] / table["measured_std"][finite]
    np.testing.assert_allclose(width, 2 * 1.96, rtol=0.35)  # 40 draws
    np.testing.assert_allclose(table["shift_over_std"][finite], 0.0, atol=1e-6)
    np.testing.assert_allclose(table["measured"], table["published"])
    assert np.all(table["resamples"] == 40)
    # where the propagation is elementary, the error is known: 40 draws give it to 11 %
    kappa = table[table["place"] == "Remark 3.1"]["measured_std"].to_numpy()
    expected = [float(with_errors(1e-4).onsager_ee_std(T)) / T**2 for T in (0.3, 1.0)]
    np.testing.assert_allclose(kappa, expected, rtol=0.45)
    double = compare_with_paper(C, with_errors(2e-4), n_resamples=40, seed=0)
    np.testing.assert_allclose(double["measured_std"], 2 * table["measured_std"], rtol=0.1)


def test_thresholds_that_leave_the_scanned_range_are_no_thresholds():
    found = NegativeConductivity(some=[(0.1, 0.2), (0.5, 3.0)], all=[])
    edges = widest_edges(found, (0.0, 3.0))
    assert edges[0] == 0.5  # of the widest interval
    assert np.isnan(edges[1:]).all()
