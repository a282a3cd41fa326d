"""Whatever is stored is found and read back; what is damaged is named, and nothing else is touched."""

import os
import shutil

import numpy as np
import pandas as pd
import pytest

from thermochain.overview.verification import bears_mark, damaged_files, remove_stored, stored_files, stored_runs
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.runs.storage import save_result
from thermochain.runs.table import Table, read_any_table

RUNS = [GreenKuboRun(T, 64, 0.1, 0.4, 20, 8, 64, seed=1, block=block) for T in (0.3, 0.5) for block in (0, 1)]


@pytest.fixture
def results(tmp_path):
    """Four blocks of rings and two tables."""
    folder = tmp_path / "results"
    for run in RUNS:
        save_result(tmp_path / run.file, run, {"pp": np.arange(3.0)}, wall_time=1.0)
    for name in ("green_kubo/tables/onsager.csv", "driven/figures/profiles.csv"):
        Table("example/1", a="a number").write(folder / name, pd.DataFrame({"a": [1.5]}))
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
        assert bears_mark(path)
        remove_stored(path)
    assert damaged_files(results) == (3, {})
    assert not paths[0].with_suffix(".json").exists()


def test_the_temporary_files_of_a_job_that_is_writing_are_passed_over(results):
    """A parameter may stand at the beginning of a name, where a pattern also matches the dot of a temporary file."""
    folder = (results.parent / RUNS[0].file).parent
    for name in (".block0.abc.npz", ".block7.xyz.json"):
        (folder / name).touch()
    assert len(stored_runs(results, GreenKuboRun)) == len(RUNS)


FOREIGN = {
    "my_notes.csv": "T,comment\n0.3,good\n",
    "coefficients/mine.json": '{"a": 1}',
    "green_kubo/notes.json": "[1, 2]",
    "green_kubo/runs/notes.npz": "not an array",
    "site/_static/data.csv": "a,b\n",
    "site/searchindex.json": "{}",
    "from_reference/green_kubo/tables/mine.csv": "",
    "driven/figures/profiles.old.csv": "a\n1\n",
}


def put(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def test_files_of_the_user_are_neither_read_nor_counted(results):
    put(results, FOREIGN)
    block = results.parent / RUNS[0].file
    for name in ("block0 copy.npz", "block00.npz", "block0.old.npz", "blockx.json"):  # beside a run, and none itself
        (block.parent / name).write_text("mine")
    assert damaged_files(results) == (6, {})


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "# table", "\n# table: example/1\n"])
def test_a_file_of_the_user_where_a_rule_writes_is_named_and_bears_no_mark(results, text):
    path = results / "driven/figures/profiles.csv"
    path.write_text(text)
    assert damaged_files(results) == (5, {})
    n_files, damaged = damaged_files(results, made={path})
    assert (n_files, set(damaged)) == (6, {path})
    assert not bears_mark(path)


def test_an_emptied_file_where_a_rule_writes_is_damaged_and_may_be_deleted(results):
    path = results / "driven/figures/profiles.csv"
    path.write_text("")
    assert set(damaged_files(results, made={path})[1]) == {path}
    assert bears_mark(path)


def test_arrays_without_their_provenance_bear_no_mark(results):
    path = results.parent / RUNS[0].file
    assert bears_mark(path)
    path.with_suffix(".json").unlink()
    assert set(damaged_files(results)[1]) == {path}
    assert not bears_mark(path)


def test_linked_folders_are_followed_and_a_circle_of_links_ends(results, tmp_path):
    shutil.move(results / "green_kubo", tmp_path / "moved")
    (results / "green_kubo").symlink_to(tmp_path / "moved")
    (tmp_path / "moved/back").symlink_to(results)
    (results / "self").symlink_to(results)
    (results / "lost").symlink_to(tmp_path / "nowhere")
    path = results.parent / RUNS[0].file
    path.write_bytes(path.read_bytes()[:50])
    table = results / "green_kubo/tables/onsager.csv"
    table.write_text(table.read_text().replace("1.5", "1.6"))
    n_files, damaged = damaged_files(results)
    assert (n_files, set(damaged)) == (6, {path, table})


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(results, monkeypatch):
    """As the administrator, who runs many tests, everything can be read; so the disk fails."""
    table, other = results / "driven/figures/profiles.csv", results / "green_kubo/tables/onsager.csv"
    other.write_text(other.read_text().replace("1.5", "1.6"))

    def failing(path):
        if path == table:
            raise PermissionError(13, "Permission denied", str(path))
        return read_any_table(path)

    monkeypatch.setattr("thermochain.overview.verification.read_any_table", failing)
    n_files, damaged = damaged_files(results)
    assert (n_files, set(damaged)) == (6, {table, other})
    assert "cannot be read: [Errno 13] Permission denied" in damaged[table]


def shared(path, folder, name):
    """Move a file as Snakemake's cache does, and link to it."""
    folder.mkdir(exist_ok=True)
    shutil.move(path, folder / name)
    path.symlink_to(folder / name)
    return folder / name


def test_deleting_reaches_through_to_shared_results_and_to_nothing_else(results, tmp_path):
    path, archived = (results.parent / run.file for run in RUNS[:2])
    key = "a" * 64
    targets = [
        shared(path, tmp_path / "cache", f"{key}_arrays.npz"),
        shared(path.with_suffix(".json"), tmp_path / "cache", f"{key}_provenance.json"),
    ]
    assert remove_stored(path) == [path, path.with_suffix(".json")]
    assert not any(os.path.lexists(file) for file in (*targets, path, path.with_suffix(".json")))
    kept = shared(archived, tmp_path / "archive", "block1.npz")  # by the user, with a link of his own
    remove_stored(archived)
    assert kept.exists()
    assert not os.path.lexists(archived)
