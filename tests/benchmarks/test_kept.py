"""Tables that benchmarks keep for the pages."""

import numpy as np
import pandas as pd
import pytest

from benchmarks import kept
from benchmarks.cold import TIMES, local_exponents
from thermochain.runs.table import read_any_table


def test_a_kept_table_says_when_and_where_it_was_measured(tmp_path):
    table = kept.kept_table("thing/1", {"value": "a number"})
    path = kept.keep(table, pd.DataFrame({"value": [1.5, 2.5]}), tmp_path)
    assert path.name == "thing.csv"
    found = table.read(path)
    assert list(found.value) == [1.5, 2.5]
    assert set(found.measured) == {kept.today()}
    assert set(found.machine) == {kept.machine()}


def test_every_table_that_is_kept_is_intact_and_of_one_day():
    paths = sorted(kept.TABLES.glob("*.csv"))
    assert len(paths) >= 6
    for path in paths:
        kind, frame = read_any_table(path)  # raises if the file was altered by hand
        assert kind.kind.startswith(f"{path.stem}/")
        assert frame.measured.nunique() == 1, path.name


def test_local_exponents_of_a_power_are_that_power():
    times = np.geomspace(1.0, 2e5, 4000)
    columns = {"time": times, "K_pp": times, "K_ee": 3.0 * times**0.5}
    running = pd.DataFrame(columns | {f"K_{pair}_std": 0.01 * columns[f"K_{pair}"] for pair in ("pp", "ee")})
    found = local_exponents(running, 0.1)
    for pair, power in (("pp", 1.0), ("ee", 0.5)):
        rows = found[found.coefficient == pair]
        assert list(rows.time) == list(TIMES)
        assert rows.exponent.to_numpy() == pytest.approx(power, abs=1e-5)
        assert rows.exponent_std.to_numpy() == pytest.approx(0.01 / np.log(2.0), rel=1e-5)
