"""The ledger: ratios within rounds, one job counted once, and a table that names every peer."""

import json

import numpy as np
import pytest

from benchmarks.entry import Entry, compared
from benchmarks.ledger import table, whole_job
from benchmarks.pairing import Spread


def test_ratios_are_formed_within_rounds():
    rate, peer = np.array([1.0, 2.0, 4.0]), np.array([0.5, 1.0, 2.0])  # the machine drifts, the ratio does not
    [entry] = compared("kernels", "sweep", "1e9 updates/s", rate, 0.5, {"peer": peer})
    assert entry.ratio == Spread(2.0, 2.0, 2.0)
    assert entry.value.median == 4.0


def test_a_job_with_several_outputs_counts_once(tmp_path):
    # two outputs of one job are recorded one after the other
    records = [("simulate", 0.0, 60.0), ("simulate", 0.0, 60.01), ("draw", 60.0, 90.0)]
    for k, (rule, start, end) in enumerate(records):
        record = {"rule": rule, "log": [f"logs/{rule}.log"], "starttime": start, "endtime": end}
        (tmp_path / str(k)).write_text(json.dumps(record))
    found = {entry.what: entry.value.median for entry in whole_job(tmp_path)}
    assert found == {
        "all 2 jobs of the last run": pytest.approx(1.5, abs=1e-3),
        "of them simulate": pytest.approx(1.0, abs=1e-3),
        "of them draw": pytest.approx(0.5),
    }
    assert whole_job(tmp_path / "never run") == []


def test_the_table_has_a_row_an_entry_and_names_the_peer():
    spread = Spread(3.0, 2.0, 4.0)
    text = table(
        [Entry("solvers", "states", spread, "1e3 states/s", spread, "solve_bvp"), Entry("a", "b", spread, "s")]
    )
    assert text.splitlines()[2:] == [
        "| solvers | states | 3 (2 .. 4) | 1e3 states/s | 3 (2 .. 4) | solve_bvp |",
        "| a | b | 3 (2 .. 4) | s |  |  |",
    ]
