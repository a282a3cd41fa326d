"""Comparison of a run with the reference: identical, shifted, redrawn."""

import numpy as np
import pandas as pd
import pytest

from tests.root import ROOT
from thermochain.overview.reference import VALUE_DIGITS, Shipped, error_columns, rounded, shipped_files
from thermochain.overview.reference_check import (
    FALSE_ALARMS,
    check_message,
    check_tables,
    compare,
    key_columns,
    rows_in_common,
    threshold,
)
from thermochain.runs.table import Table, read_any_table

REFERENCE = ROOT / "workflow/reference"
N_BATCHES = 10  # behind each error: the fewest of any study, which DEGREES_OF_FREEDOM stands for


def run_of(rng, truth, spread):
    """A table of means over batches, with the errors that the batches show."""
    batches = truth + spread * rng.standard_normal((N_BATCHES, truth.size))
    error = batches.std(axis=0, ddof=1) / np.sqrt(N_BATCHES)
    return pd.DataFrame({"row": np.arange(truth.size), "value": batches.mean(axis=0), "value_std": error})


@pytest.fixture
def runs():
    rng = np.random.default_rng(1)
    truth = rng.uniform(1.0, 2.0, 50)
    return [run_of(rng, truth, 0.1) for _ in range(2)]


def test_errors_are_found_by_the_names_of_their_columns():
    columns = ["x", "simulated", "std", "pp", "pp_std", "pp_systematic", "pp_error", "J", "J_std", "J_systematic"]
    assert error_columns(columns) == {"simulated": ["std"], "pp": ["pp_error"], "J": ["J_std", "J_systematic"]}


def test_a_run_agrees_with_itself_rounded(runs):
    check = compare("t", rounded(runs[0], exact=False), runs[0], exact=False, share=FALSE_ALARMS)
    assert check.passed
    assert check.n_values == 50
    assert check.largest < 0.1  # rounding is far below every error


def test_a_value_shifted_by_ten_sigma_is_named(runs):
    old, new = runs
    new.loc[7, "value"] = old["value"][7] + 10.0 * np.hypot(old["value_std"][7], new["value_std"][7])
    check = compare("t", old, new, exact=False, share=FALSE_ALARMS)
    assert not check.passed
    assert check.complaint == "value in row 7 (row = 7) is off by 10.0 sigma"


def test_a_table_that_is_off_as_a_whole_is_named_though_no_value_stands_out(runs):
    old = runs[0]
    new = old.assign(value=old["value"] + 4.0 * np.sqrt(2.0) * old["value_std"])
    check = compare("t", old, new, exact=False, share=FALSE_ALARMS)
    assert check.largest < threshold(FALSE_ALARMS / 2.0, 50)
    assert check.complaint.startswith("all over the table")


@pytest.mark.parametrize("correlated", [False, True])
def test_independent_runs_raise_false_alarms_no_more_often_than_stated(correlated):
    """500 pairs at a rate of 5 %: 25 alarms at most are expected, 40 are 3 standard deviations above."""
    rng, rate = np.random.default_rng(2), 0.05
    truth = np.ones(1) if correlated else rng.uniform(1.0, 2.0, 40)
    alarms = 0
    for _ in range(500):
        old, new = (run_of(rng, truth, 0.3) for _ in range(2))
        if correlated:  # one noise for all rows
            old, new = (frame.loc[np.zeros(40, dtype=int)].reset_index(drop=True) for frame in (old, new))
        alarms += not compare("t", old, new, exact=False, share=rate).passed
    assert alarms <= 40
    assert alarms > 0  # they are not so rare that nothing could be found


def cases_of(rng, cases):
    """A table of several cases, whose means differ by far more than the errors."""
    frames = []
    for case, mean in cases.items():
        frame = run_of(rng, np.full(5, mean), 0.01).drop(columns="row")
        frames.append(frame.assign(case=case, x=np.linspace(0, 1, 5) / 3.0, exact=mean))
    return pd.concat(frames, ignore_index=True)[["case", "x", "exact", "value", "value_std"]]


def test_rows_are_matched_by_their_key_whatever_their_order():
    rng, cases = np.random.default_rng(3), {"constant": 1.0, "periodic": 2.0, "none": 3.0}
    old = rounded(cases_of(rng, cases), exact=False)
    new = cases_of(rng, dict(reversed(cases.items())))
    shuffled = new.sample(frac=1.0, random_state=4).reset_index(drop=True)
    assert key_columns(old) == ["case", "x"]
    checks = [compare("t", old, frame, exact=False, share=FALSE_ALARMS) for frame in (new, shuffled)]
    assert checks[0].passed
    assert checks[0] == checks[1]
    new.loc[new["case"] == "none", "value"] += 1.0
    assert "case = none" in compare("t", old, new, exact=False, share=FALSE_ALARMS).complaint


def test_runs_of_two_configurations_are_compared_in_the_rows_that_both_have(runs, tmp_path):
    """Both directions; a value that is off is still named, and without this another number of rows is."""
    table = Table("kind/1", **dict.fromkeys(runs[0], "meaning"))
    old, new = (runs[0][:40], runs[1][10:])
    folders = [tmp_path / name for name in ("reference", "results")]
    for folder, frame in zip(folders, (old, new), strict=True):
        table.write(folder / "t.csv", frame)
    files = {"t.csv": Shipped("rule", False), "of_one_only.csv": Shipped("rule", False)}
    table.write(folders[0] / "of_one_only.csv", old)
    [check] = check_tables(*folders, files, in_common=True)
    assert check.passed, check.complaint
    assert check.n_values == 30
    assert not check_tables(*folders, files)[1].passed
    swapped = rows_in_common(new, old)
    assert [list(frame.row) for frame in swapped] == [list(range(10, 40))] * 2
    table.write(folders[1] / "t.csv", new.assign(value=new.value + 10.0 * new.value_std))
    [check] = check_tables(*folders, files, in_common=True)
    assert not check.passed


def test_rows_whose_key_is_measured_are_compared_in_their_order(runs):
    old, new = (run.drop(columns="row").assign(bin=run["value"]) for run in runs)
    old, new = (frame[["bin", "value", "value_std"]] for frame in (old, new))
    assert compare("t", old, new, exact=False, share=FALSE_ALARMS).n_values == 50


@pytest.mark.parametrize("name", [name for name in shipped_files(REFERENCE) if name.endswith(".csv")])
def test_a_shipped_table_agrees_with_itself_in_any_order(name):
    _, table = read_any_table(REFERENCE / name)
    key = key_columns(table)
    assert not table.duplicated(key).any()
    shuffled = table.sample(frac=1.0, random_state=5).reset_index(drop=True)
    check = compare(name, table, shuffled, exact=True, share=FALSE_ALARMS)
    assert check.passed, check.complaint


def test_exact_values_are_compared_to_rounding():
    old = pd.DataFrame({"n": [1, 2], "value": [1.23456789, -0.5]})
    assert compare("t", rounded(old, exact=True), old, exact=True, share=0.01).passed
    shifted = old.assign(value=old["value"] * (1.0 + 3.0 * 10.0 ** (1 - VALUE_DIGITS)))
    assert (
        compare("t", rounded(old, exact=True), shifted, exact=True, share=0.01).complaint
        == "value in row 0 (n = 1) differs"
    )
    assert compare("t", old, shifted, exact=False, share=0.01).n_other == 2  # random, without errors: only counted


def test_tables_that_are_missing_empty_or_of_another_size_are_named(runs, tmp_path):
    old, new = runs
    folders = [tmp_path / name for name in ("reference", "results")]
    first, second = (Table(kind, **dict.fromkeys(old, "meaning")) for kind in ("kind/1", "kind/2"))
    for folder, frame in zip(folders, (old, new.assign(value=np.nan)), strict=True):
        first.write(folder / "lost.csv", frame)
    first.write(folders[0] / "gone.csv", old)
    for folder, frame in zip(folders, (old, new[:40]), strict=True):
        first.write(folder / "short.csv", frame)
    first.write(folders[0] / "newer.csv", old)
    second.write(folders[1] / "newer.csv", old)
    first.write(folders[0] / "same.csv", old)
    first.write(folders[1] / "same.csv", new)
    names = ("gone.csv", "lost.csv", "newer.csv", "same.csv", "short.csv")
    checks = check_tables(*folders, dict.fromkeys(names, Shipped("rule", False)))
    assert [check.complaint for check in checks] == [
        "missing",
        "value is hardly ever a finite number any more",
        "table kind/2 instead of kind/1",
        "",
        "40 rows of 3 columns instead of 50 of 3",
    ]
    text = check_message(checks)
    assert "3 of 4 tables disagree with the reference" in text
    assert "1 of 5 tables are not there yet, such as gone.csv: make status" in text
    assert "less than 1%" in text
    others = {name: Shipped("rule", False, "validation") for name in ("gone.csv", "same.csv")}
    assert [check.name for check in check_tables(*folders, others)] == ["same.csv"]
