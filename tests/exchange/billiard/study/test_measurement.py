"""The study of the billiard: its simulations, its tables, and the configurations it refuses."""

from copy import deepcopy

import numpy as np
import pytest

from tests.root import CONFIG
from thermochain.exchange.billiard.geometry import BilliardTable
from thermochain.exchange.billiard.statistics import SHARE_CORRELATION, colliding_energy
from thermochain.exchange.billiard.study import tables
from thermochain.exchange.billiard.study.configuration import N_DRAWN, billiard_runs, check
from thermochain.exchange.billiard.study.drawing import DISKS, disk_frame, wall_frame
from thermochain.exchange.billiard.study.measurement import TABLES, make_tables
from thermochain.exchange.billiard.study.simulation import simulate
from thermochain.runs.storage import load_result, save_result

SMALL = {
    "n_particles": [1, 3],
    "n_exchanges": 80,
    "batches": 4,
    "precise": {"n_particles": [1], "n_exchanges": 1600},
    "laws": {"n_particles": [3], "n_exchanges": 1200},
    "waiting": {"n_particles": [2], "energy_ratios": [0.1, 1], "n_samples": 60},
    "chain": {"n_particles": 2, "n_cells": 1, "T_left": 1, "T_right": 3, "n_exchanges": 2000},
}
SMALL_CONFIG = CONFIG | {"billiard": CONFIG["billiard"] | SMALL, "seed": 11}
RUNS = billiard_runs(SMALL_CONFIG)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Files of all simulations, by what they are for."""
    folder = tmp_path_factory.mktemp("runs")
    found = {purpose: [folder / f"{run.path}.npz" for run in runs] for purpose, runs in RUNS.items()}
    for purpose, runs in RUNS.items():
        for run, path in zip(runs, found[purpose], strict=True):
            save_result(path, run, simulate(run), 1.0)
    return found


@pytest.fixture(scope="module")
def laws(files):
    """Run and records of the comparison with the laws."""
    [path] = files["laws"]
    return load_result(path, type(RUNS["laws"][0]))


@pytest.fixture(scope="module")
def frames(files):
    return make_tables(**files)


def test_every_number_of_disks_gets_the_largest_of_its_efforts(files, frames):
    runs = RUNS["collisions"] + RUNS["laws"]
    assert [(run.least_particles, run.most_particles, run.n_exchanges) for run in runs] == [
        (1, 1, 80),
        (3, 3, 80),
        (3, 3, 1200),
    ]
    results = [
        load_result(path, type(run)) for run, path in zip(runs, files["collisions"] + files["laws"], strict=True)
    ]
    assert {m: records.shape for m, records in tables.records_of(results).items()} == {1: (4, 20, 8), 3: (4, 300, 8)}
    assert frames["frequency"]["n_exchanges"].tolist() == [1600, 1200]


def test_figure_2_has_the_exact_energy_of_colliding_disks(frames):
    frame = frames["frequency"]
    assert list(frame) == list(tables.FREQUENCY.columns)
    # 1200 collisions, 5 standard errors; with one disk a cell, the two hold all the energy
    row = frame.iloc[1]
    assert row["energy"] == pytest.approx(colliding_energy(3), abs=3 * row["energy_std"])
    assert frame.iloc[0]["energy"] == pytest.approx(1.0, rel=1e-10)
    assert (frame["frequency"] > 10 * 0.1 * frame["frequency_std"]).all()


def test_the_frequency_of_single_disks_is_that_of_the_flux(frames):
    row = frames["frequency"].iloc[0]
    assert abs(row["frequency"] - row["frequency_exact"]) < 4 * row["frequency_std"]
    assert row["frequency_std"] < 0.04 * row["frequency"]
    assert np.isnan(frames["frequency"].iloc[1]["frequency_exact"])


def test_laws_prefer_the_exact_ones_to_the_stated_ones(laws):
    fits, histograms, memory = tables.law_frames([laws])
    by_law = fits.set_index(["quantity", "law"])["distance"]
    assert by_law["share", "exact"] < by_law["share", "Beta(1, 2)"]
    assert list(fits[list(tables.LAWS.columns)]) == list(tables.LAWS.columns)
    densities = histograms.groupby("quantity")["density"].mean()
    np.testing.assert_allclose(densities, 1.0, rtol=1e-12)
    np.testing.assert_allclose(histograms[histograms["quantity"] == "share"]["exact"].mean(), 1.0, rtol=1e-6)
    assert set(tables.MEMORY.columns) <= set(memory)
    value, error = tables.share_correlations(tables.records_of([laws]))[3]
    # four batches know their error to a factor of two; 0.03 is that of 1200 pairs
    assert value == pytest.approx(SHARE_CORRELATION, abs=3 * max(error, 0.03))


def test_waiting_table_and_page_hold_every_case(frames):
    frame = frames["waiting"]
    assert frame[["n_particles", "energy_ratio"]].to_numpy().tolist() == [[2, 0.1], [2, 1.0]]
    assert set(frame) == set(tables.WAITING.columns)
    assert frames["page"].count("<tr>") == 1 + len(frames["laws"]) + len(frame) + 1


def test_every_table_has_its_columns(frames):
    assert set(frames) == {*TABLES, "page"}
    assert all(set(kind.columns) <= set(frames[name]) for name, kind in TABLES.items())


def test_the_same_current_passes_every_barrier_of_a_driven_chain(frames):
    frame = frames["chain"].set_index(["what", "number"])
    energy, left, right = (frame.loc[key] for key in (("energy", 1), ("current", 0), ("current", 1)))
    assert 0 < energy["value"] < 3
    assert left["value"] < 0
    assert left["value"] == pytest.approx(right["value"], abs=3 * np.hypot(left["std"], right["std"]))


def test_mean_energy_of_a_cell_is_weighted_with_time():
    # cell 1 has energy 2 for a time 1 and 5 for a time 3
    rows = [[0, 0, 9, 1, 0, 0, 0, 0], [1, 1, 2, 9, 0, 0, 0, 0], [4, 0, 9, 5, 0, 0, 0, 0], [4.5, 1, 1, 9, 0, 0, 0, 0]]
    frame = tables.chain_frame(np.array([rows[:3] + rows[1:2], rows[:3] + rows[1:2]], dtype=float)[:, :3])
    assert frame.loc[0, "value"] == pytest.approx((2 * 1 + 5 * 3) / 4)


def test_simulations_are_reproducible_and_survive_the_disk(files):
    for run, path in zip(RUNS["waiting"], files["waiting"], strict=True):
        stored_run, arrays = load_result(path, type(run))
        assert stored_run == run
        np.testing.assert_array_equal(simulate(run)["times"], arrays["times"])


def test_drawing_has_all_walls_and_disks():
    table = BilliardTable(2, N_DRAWN, **CONFIG["billiard"]["table"])
    walls, disks = wall_frame(table), disk_frame(table, np.random.default_rng(0))
    assert walls["piece"].nunique() == 2 * 2 + 2 * 3
    assert list(disks) == list(DISKS.columns)
    assert len(disks) == 6
    middle = walls[(walls["x"] == 0.5 * table.width) & (walls["y"].abs() < table.half_hole * 0.999)]
    assert middle.empty  # the hole


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"table": {"sagitta": 0.9}}, r"table, with n_particles=1: sagitta=0.9 leaves a throat"),
        ({"n_exchanges": 39}, "n_exchanges=39 in batches=10"),
        ({"laws": {"n_exchanges": 30}}, "laws.n_exchanges=30"),
        ({"chain": {"n_exchanges": 100}}, "chain.n_exchanges=100 is too few"),
    ],
)
def test_bad_parameters_are_named_with_a_remedy(change, message):
    config = deepcopy(CONFIG)
    for key, value in change.items():
        section = config["billiard"]
        section[key] = section[key] | value if isinstance(value, dict) else value
    with pytest.raises(ValueError, match=message):
        check(config)
