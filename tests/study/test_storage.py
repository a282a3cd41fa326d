"""Files are whole or absent, and say where they come from."""

import json

import numpy as np
import pandas as pd
import pytest

from thermochain.estimators.correlation import TimeCorrelations
from thermochain.study.storage import CorruptResult, load_correlations, replacing, save_correlations, save_text
from thermochain.study.tables import read_table, write_table


@pytest.fixture
def stored(tmp_path):
    rng = np.random.default_rng(0)
    data = TimeCorrelations(0.3, 64, 0.2 * np.arange(50), *rng.normal(size=(3, 4, 50)))
    path = tmp_path / "deep" / "block0.npz"
    save_correlations(path, data, {"temperature": 0.3, "block": 0}, wall_time=1.25)
    return path, data


def test_correlations_come_back_bit_for_bit(stored):
    path, data = stored
    back = load_correlations(path)
    assert (back.temperature, back.n_rotors) == (0.3, 64)
    for name in ("lag_times", "pp", "ee", "pe"):
        np.testing.assert_array_equal(getattr(back, name), getattr(data, name))


def test_provenance_lies_beside_the_result(stored):
    path, _ = stored
    record = json.loads(path.with_suffix(".json").read_text())
    assert record["parameters"] == {"temperature": 0.3, "block": 0}
    assert {"python", "numpy", "numba", "thermochain"} <= set(record["versions"])
    assert record["wall_time_s"] == 1.25
    assert len(record["content_sha256"]) == 64


def test_equal_results_are_equal_files(stored, tmp_path):
    path, data = stored
    other = tmp_path / "other.npz"
    save_correlations(other, data, {"temperature": 0.3, "block": 0}, wall_time=9.0)
    assert other.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("damage", ["truncated", "altered", "empty", "no provenance", "provenance cut"])
def test_damaged_results_are_named_and_refused(stored, damage):
    path, _ = stored
    content = path.read_bytes()
    if damage == "truncated":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "altered":
        with np.load(path) as arrays:
            changed = dict(arrays)
        changed["pp"][1, 7] += 1e-15
        np.savez(path, **changed)
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "no provenance":
        path.with_suffix(".json").unlink()
    else:
        path.with_suffix(".json").write_text('{"content')
    with pytest.raises(CorruptResult, match=r"block0.npz cannot be trusted.*delete it and run again"):
        load_correlations(path)


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path):
    path = tmp_path / "table.csv"
    save_text(path, "old")

    def fail():
        with replacing(path) as temporary:
            temporary.write_text("half of the new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["table.csv"]


def test_tables_explain_their_columns_and_read_back(tmp_path):
    path = tmp_path / "t.csv"
    frame = pd.DataFrame({"b": [0.1, 1 / 3], "a": ["x, y", "#z"], "unwanted": [0, 0]})
    write_table(path, frame, "example/2", {"a": "a label", "b": "a number"})
    lines = path.read_text().splitlines()
    assert lines[:4] == ["# table: example/2", "# a: a label", "# b: a number", "a,b"]
    assert read_table(path, "example/2")["b"].tolist() == pytest.approx([0.1, 1 / 3], rel=1e-9)
    with pytest.raises(CorruptResult, match="and not with '# table: example/3'"):
        read_table(path, "example/3")
