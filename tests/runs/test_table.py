"""Tables explain their columns, and are read back only if they are whole."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thermochain.runs.storage import CorruptResult
from thermochain.runs.table import Table, read_any_table

EXAMPLE = Table("example/2", a="a label", b="a number")


def test_tables_explain_their_columns_and_read_back(tmp_path):
    path = tmp_path / "t.csv"
    EXAMPLE.write(path, pd.DataFrame({"b": [0.1, 1 / 3], "a": ["x, y", "#z"], "unwanted": [0, 0]}))
    lines = path.read_text().splitlines()
    assert lines[0].startswith("# table: example/2 sha256: ")
    assert lines[1:4] == ["# a: a label", "# b: a number", "a,b"]
    assert list(pd.read_csv(path, comment="#").columns) == ["a", "b"]
    assert EXAMPLE.read(path)["b"].tolist() == pytest.approx([0.1, 1 / 3], rel=1e-9)
    with pytest.raises(CorruptResult, match="and not with '# table: example/3'"):
        Table("example/3", **EXAMPLE.columns).read(path)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(-(10**6), 10**6), st.floats(-1e6, 1e6, width=32)), min_size=1, max_size=5))
def test_numbers_come_back_to_ten_digits(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "numbers.csv"
    table = Table("numbers/1", n="an integer", x="a number")
    frame = pd.DataFrame(rows, columns=["n", "x"])
    table.write(path, frame)
    pd.testing.assert_frame_equal(table.read(path), frame, rtol=1e-9, check_dtype=False)


def test_a_table_of_any_kind_comes_back_with_its_kind_and_the_meaning_of_its_columns(tmp_path):
    path = tmp_path / "t.csv"
    EXAMPLE.write(path, pd.DataFrame({"a": ["x"], "b": [1.5]}))
    table, frame = read_any_table(path)
    assert table == EXAMPLE
    assert frame.to_dict("records") == [{"a": "x", "b": 1.5}]
    path.write_text("a,b\nx,1.5\n")
    with pytest.raises(CorruptResult, match="does not begin as a table does"):
        read_any_table(path)


def test_columns_may_have_any_name_and_none_comes_twice():
    table = Table("example/1", kind="what", self="who", **{"from": "where"})
    assert table.kind == "example/1"
    assert list(table.columns) == ["kind", "self", "from"]
    with pytest.raises(TypeError, match="a"):
        Table("example/1", **EXAMPLE.columns, a="another meaning")


def test_rows_are_values_in_the_order_of_the_columns_or_by_name():
    by_place, by_name = EXAMPLE.frame([("x", 1.5)]), EXAMPLE.frame([{"b": 1.5, "a": "x"}])
    pd.testing.assert_frame_equal(by_place, by_name)
    assert list(EXAMPLE.frame([])) == ["a", "b"]
    with pytest.raises(ValueError, match="columns"):
        EXAMPLE.frame([("x", 1.5, 2.0)])


def test_a_frame_that_lacks_a_column_is_refused(tmp_path):
    with pytest.raises(KeyError, match="b"):
        EXAMPLE.write(tmp_path / "t.csv", pd.DataFrame({"a": ["x"]}))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("damage", ["last row gone", "cut", "altered"])
def test_damaged_tables_are_named_and_refused(tmp_path, damage):
    path, table = tmp_path / "t.csv", Table("example/1", a="a number")
    table.write(path, pd.DataFrame({"a": [1.5, 2.5, 3.5]}))
    text = path.read_text()
    path.write_text({"last row gone": text[:-4], "cut": text[:-2], "altered": text.replace("2.5", "2.6")}[damage])
    for read in (table.read, read_any_table):
        with pytest.raises(CorruptResult, match=r"t\.csv is truncated or altered; delete it and run again"):
            read(path)
