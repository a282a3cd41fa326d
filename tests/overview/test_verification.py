"""Whatever is stored is found and read back; what is damaged is named, and nothing else is touched."""

import numpy as np
import pandas as pd
import pytest

from thermochain.overview.verification import damaged_files, remove_damaged, stored_files, stored_runs
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.runs.storage import save_result
from thermochain.runs.table import Table

RUNS = [GreenKuboRun(T, 64, 0.1, 0.4, 20, 8, 64, seed=1, block=block) for T in (0.3, 0.5) for block in (0, 1)]


@pytest.fixture
def results(tmp_path):
    """Four blocks of rings and two tables."""
    folder = tmp_path / "results"
    for run in RUNS:
        save_result(tmp_path / run.file, run, {"pp": np.arange(3.0)}, wall_time=1.0)
    for name in ("green_kubo/tables/onsager.csv", "driven/figures/profiles.csv"):
        Table("example/1", {"a": "a number"}).write(folder / name, pd.DataFrame({"a": [1.5]}))
    return folder


def test_every_simulation_and_every_table_is_found_and_whole(results):
    assert {path for path, _ in stored_files(results)} == {
        *(results.parent / run.file for run in RUNS),
        results / "green_kubo/tables/onsager.csv",
        results / "driven/figures/profiles.csv",
    }
    assert damaged_files(results) == (6, {})


def test_damaged_files_are_named_and_removed_and_no_others(results):
    paths = [results.parent / run.file for run in RUNS]
    paths[0].write_bytes(paths[0].read_bytes()[:100])
    paths[1].unlink()  # its provenance is left
    table = results / "driven/figures/profiles.csv"
    table.write_text(table.read_text().replace("1.5", "1.6"))
    n_files, damaged = damaged_files(results)
    assert n_files == 6
    assert set(damaged) == {*paths[:2], table}
    assert all("delete it and run again" in text for text in damaged.values())
    for path in damaged:
        remove_damaged(path)
    assert damaged_files(results) == (3, {})
    assert not paths[0].with_suffix(".json").exists()


def test_the_temporary_files_of_a_job_that_is_writing_are_passed_over(results):
    """A parameter may stand at the beginning of a name, where a pattern also matches the dot of a temporary file."""
    folder = (results.parent / RUNS[0].file).parent
    for name in (".block0.abc.npz", ".block7.xyz.json"):
        (folder / name).touch()
    assert len(stored_runs(results, GreenKuboRun)) == len(RUNS)

    class Flat(GreenKuboRun):
        PATTERN = "{temperature}"

    (results / "green_kubo/runs/.0.3.abc.npz").touch()
    (results / "green_kubo/runs/0.3.npz").touch()
    assert stored_runs(results, Flat) == [results / "green_kubo/runs/0.3.npz"]
