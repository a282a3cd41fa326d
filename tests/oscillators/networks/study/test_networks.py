"""The study of oscillator networks: the paper's examples, where strangeness ends, and the search."""

import itertools
import json

import numpy as np
import pandas as pd
import pytest
from scipy.linalg import solve_continuous_lyapunov

from tests.oscillators.made import made
from tests.root import ROOT
from thermochain.oscillators.networks.anharmonic_network import NetworkAverages
from thermochain.oscillators.networks.study import anharmonic_tables, example_tables, single_spring_tables
from thermochain.oscillators.networks.study.anharmonic_simulation import simulate_run
from thermochain.oscillators.networks.study.examples import EXAMPLES, STRANGE, triangle
from thermochain.oscillators.networks.study.run import AnharmonicRun, SingleSpringsRun
from thermochain.runs.storage import CorruptResult, load_result, save_result

RUN = AnharmonicRun(
    example=1, largest_strength=0.02, n_strengths=3, time_step=0.05, duration=40.0, n_replicas=256, seed=5
)


@pytest.fixture(scope="module")
def averages():
    with np.errstate(under="ignore"):
        return simulate_run(RUN)


@pytest.fixture(scope="module")
def comparison():
    return example_tables.comparison_frame()


@pytest.mark.parametrize("example", ["1", "3", "4"])
def test_examples_1_3_and_4_come_out_as_printed(comparison, example):
    rows = comparison[(comparison["example"] == example) & comparison["printed"].notna()]
    assert len(rows) >= 3
    assert rows["agrees"].all()


def test_example_2_has_all_printed_digits_with_the_springs_of_its_sentence(comparison):
    """U_1 > U_2 > U_3 > U_1: 0.290 from the hot to the cold bath, 0.008 on and back, each rounded as printed."""
    rows = comparison[(comparison["example"] == "2") & comparison["printed"].notna()].set_index("quantity")
    assert set(rows.index) == {"flux 1->2", "flux 2->3", "flux 3->1"}
    assert (rows["exact"].round(3) == rows["printed"]).all()
    np.testing.assert_allclose(rows.loc[["flux 1->2", "flux 2->3"], "exact"], [0.28979, 0.00806], atol=5e-6)
    assert EXAMPLES["2"].network.steady_state().circulation.masses == (1, 2, 3)


def test_example_2_as_captioned_has_no_printed_digit_and_no_circulation(comparison):
    rows = comparison[(comparison["example"] == "2 as captioned") & comparison["printed"].notna()]
    assert len(rows) == 3
    assert not rows["agrees"].any()
    assert EXAMPLES["2 as captioned"].network.steady_state().circulation.masses == ()


def _bare_fluxes(k_12, k_13, k_23):
    """phi_12, phi_23 and phi_31 of the triangle by SciPy's Lyapunov solver, with nothing of the package."""
    stiffness = np.array(
        [[1 + k_12 + k_13, -k_12, -k_13], [-k_12, 1 + k_12 + k_23, -k_23], [-k_13, -k_23, 1 + k_13 + k_23]]
    )
    drift = np.block([[-np.diag([1.0, 1.0, 0.0]), -stiffness], [np.eye(3), np.zeros((3, 3))]])
    q = solve_continuous_lyapunov(drift, -np.diag([4.0, 2.0, 0.0, 0.0, 0.0, 0.0]))
    return k_12 * q[1, 3], k_23 * q[2, 4], k_13 * q[0, 5]


def test_no_other_triangle_has_the_printed_fluxes_of_example_2_but_its_mirror_image():
    strengths = [1, 2, 5, 8, 10, 15, 20, 25, 30, 40]
    hits = []
    for springs in itertools.product(strengths, repeat=3):
        # the direct flux and that through mass 3, which has no bath, in either role and direction
        channels = sorted(abs(flux) for flux in _bare_fluxes(*springs)[:2])
        if [round(flux, 3) for flux in channels] == [0.008, 0.290]:
            hits.append(springs)
    assert hits == [(20, 10, 20), (20, 20, 10)]


def test_heat_circulates_in_example_2_while_its_weak_spring_is_between_8_and_18():
    scan = example_tables.scan_frame(60.0, 60)
    cycles = {k: triangle(k).network.steady_state().circulation.masses for k in (8.2, 8.4, 17.6, 17.8, 60.0)}
    assert cycles == {8.2: (), 8.4: (1, 2, 3), 17.6: (1, 2, 3), 17.8: (), 60.0: ()}
    ends = scan.loc[scan["flux_23"].abs() < 1e-9, "strength"]
    np.testing.assert_allclose(ends, [8.306, 17.681], atol=1e-3)
    assert (scan["flux_12"] > 0.0).all()


def test_triangle_in_a_chain_circulates_and_the_variant_of_example_4_pumps_while_it_gives():
    assert EXAMPLES["2 in a chain"].network.steady_state().circulation.masses == (2, 4, 3)
    state = EXAMPLES["4 giving"].network.steady_state()
    assert state.flux(5, 6) < 0.0 < min(state.flux(4, 6), state.flux(6, 3))
    assert EXAMPLES["4 giving"].temperature[4] < EXAMPLES["4 giving"].temperature[3]


def test_every_direction_called_strange_is_there_without_anharmonicity():
    for name, strange in STRANGE.values():
        state = EXAMPLES[name].network.steady_state()
        assert all(state.flux(i, j) > 0.0 for i, j in strange["fluxes"])
        if "kinetic" in strange:
            colder, hotter = strange["kinetic"]
            assert state.kinetic_temperature(colder) < state.kinetic_temperature(hotter)


def test_tables_say_the_exact_values_at_zero_and_the_noise_elsewhere(averages):
    table = anharmonic_tables.flux_frame(RUN, averages)
    start = table[table["epsilon"] == 0.0].set_index("quantity")
    assert start.loc["flux 2->3", "value"] == pytest.approx(1.0734, abs=1e-4)
    assert (start["value_std"] == 0.0).all()
    assert (table.loc[table["epsilon"] > 0.0, "value_std"] > 0.0).all()
    assert set(table.loc[table["decides"], "quantity"]) == {"flux 2->3", "kinetic temperature 3 - 2"}


def test_the_end_of_a_strange_direction_is_found_with_its_error(averages):
    row = anharmonic_tables.persistence(RUN, averages)
    # 0.00790(4) in the default preset; cubics through three strengths only
    assert row["ends_at"] == pytest.approx(0.0079, abs=0.0008)
    assert 0.0 < row["ends_at_std"] < 0.0008
    assert row["certain_to"] == 0.005


def test_what_never_ends_has_no_end(averages):
    forever = NetworkAverages(
        averages.fluxes[:1].repeat(4, 0), averages.kinetic_temperatures[:1].repeat(4, 0), averages.pushes
    )
    row = anharmonic_tables.persistence(RUN, forever)
    assert np.isnan(row["ends_at"])
    assert np.isnan(row["ends_at_std"])
    assert row["certain_to"] == 0.02


def test_stored_averages_come_back_and_altered_ones_are_refused(averages, tmp_path):
    path = tmp_path / f"{RUN.path}.npz"
    path.parent.mkdir(parents=True)
    save_result(path, RUN, vars(averages), 1.0)
    run, arrays = load_result(path, AnharmonicRun)
    back = NetworkAverages(**arrays)
    assert run == RUN == AnharmonicRun.from_wildcards({name: str(value) for name, value in vars(RUN).items()})
    np.testing.assert_array_equal(back.fluxes, averages.fluxes)
    record = json.loads(path.with_suffix(".json").read_text())
    assert record["parameters"]["example"] == 1
    path.write_bytes(path.read_bytes()[:-50])
    with pytest.raises(CorruptResult, match="cannot be trusted"):
        load_result(path, AnharmonicRun)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"example": 5}, "example=5 must be one of 1, 2, 3, 4"),
        ({"time_step": 0.4, "duration": 32.0}, "time_step=0.4 must be at most 0.2.* in example 1, whose highest"),
        ({"n_replicas": 100}, "n_replicas=100 must be a multiple of a register for each batch"),
        ({"duration": 41.0}, "duration=41 must be a multiple of 80 steps"),
        ({"largest_strength": -1.0}, "largest_strength=-1.0 must be a finite number > 0"),
    ],
)
def test_bad_parameters_are_named(change, message):
    with pytest.raises(ValueError, match=message):
        AnharmonicRun(**(vars(RUN) | change))


def test_baths_add_up_to_the_fluxes_of_every_example(comparison):
    summed = example_tables.baths_frame().groupby(["example", "quantity"])["value"].sum()
    expected = comparison.set_index(["example", "quantity"])["exact"]
    common = summed.index.intersection(expected.index)
    assert len(common) > 40  # all but fluxes that are printed against their direction
    np.testing.assert_allclose(summed[common], expected[common], atol=1e-10)


def test_the_table_of_free_examples_has_the_pinned_values_beside_them(comparison):
    free = example_tables.free_frame().set_index(["example", "quantity"])
    expected = comparison.set_index(["example", "quantity"])["exact"]
    common = free.index.intersection(expected.index)
    np.testing.assert_allclose(free.loc[common, "pinned"], expected[common], atol=1e-10)
    assert free.loc[("3", "diffusivity of the translation"), "free"] == pytest.approx(4.0 / 9.0)
    assert free.loc[("4", "flux 5->6"), "free"] < 0.5 * free.loc[("4", "flux 5->6"), "pinned"]


def test_single_quartic_springs_leave_the_direction_of_example_1_up_to_the_stated_strength(tmp_path):
    run = SingleSpringsRun(example=1, strength=0.002, time_step=0.05, duration=40.0, n_replicas=256, seed=5)
    table = single_spring_tables.single_springs_frame(made([run], tmp_path))
    assert list(table.columns) == list(single_spring_tables.SINGLE_SPRINGS.columns)
    assert list(table["spring"].unique()) == ["1-2", "2-3", "3-4"]
    assert (table["value"] > 2.0 * table["value_std"]).all()
    first = table["harmonic"] + table["epsilon"] * table["slope"]
    # second order: 18 % of a change of one half, as the simulations of the default preset have it
    assert (np.abs(table["value"] - first) < 4.0 * table["value_std"] + 0.1 * table["harmonic"]).all()
    [end] = single_spring_tables.largest_certain_epsilon(table).values()
    falls = table[(table["quantity"] == "kinetic temperature 3 - 2") & (table["slope"] < 0.0)]
    assert end == pytest.approx(falls["harmonic"].iloc[0] / -falls["slope"].sum())


def test_graph_tables_point_along_the_fluxes():
    masses, springs = example_tables.graph_frames(EXAMPLES)
    assert (springs["flux"] >= 0.0).all()
    assert set(masses["example"]) == set(EXAMPLES)
    assert springs.groupby("example")["circulates"].sum().to_dict() == {
        "1": 0, "2": 3, "2 as captioned": 0, "2 in a chain": 3, "3": 3, "4": 0, "4 giving": 0
    }  # fmt: skip


def test_pages_hold_what_is_printed(comparison):
    text = example_tables.comparison_page(comparison)
    assert text.count("<tr>") == 1 + comparison["printed"].notna().sum()
    assert isinstance(comparison, pd.DataFrame)


def test_every_picture_and_the_page_have_a_caption():
    for name in ("examples", "graphs", "scan", "anharmonic", "single_springs", "free", "search"):
        assert (ROOT / f"workflow/report/networks/{name}.rst").stat().st_size > 100
