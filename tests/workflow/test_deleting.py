"""What the programs delete: files that rules make and that bear the mark of the project, and no others."""

import importlib
import os
import re
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from tests.root import ROOT
from thermochain.overview.job_times import mean_seconds
from thermochain.rotors.driven.study.run import DrivenRun
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.runs.checkpoint import Checkpoint
from thermochain.runs.storage import load_result, save_result
from thermochain.runs.table import Table

RUNS = [GreenKuboRun(0.3, 64, 0.1, 0.4, 20, 8, 64, seed=1, block=block) for block in (0, 1)]
TABLE = Path("results/green_kubo/tables/onsager.csv")
LOCK = Path(".snakemake/locks/0.output.lock")
NOTES_DOWN = [sys.executable, "-c", "import pathlib, sys; pathlib.Path('made').write_text(' '.join(sys.argv[1:]))"]
FOREIGN = {
    "my_notes.csv": "T,comment\n",
    "coefficients/mine.json": '{"a": 1}',
    "green_kubo/notes.json": "[]",
    "green_kubo/runs/notes.npz": "mine",
    "site/index.html": "<html>",
    "site/_downloads/data.csv": "a,b\n",
    "checkpoints/green_kubo/mine.npz": "mine",
}


@pytest.fixture
def program(monkeypatch):
    """A program of the workflow, imported as it imports the others."""
    monkeypatch.syspath_prepend(str(ROOT / "workflow"))
    return importlib.import_module


def written(path):
    Table("example/1", a="a number").write(path, pd.DataFrame({"a": [1.5]}))


@pytest.fixture
def made(tmp_path, monkeypatch):
    """The working folder, with files of the study and of the user; returns what the rules make."""
    monkeypatch.chdir(tmp_path)
    for run in RUNS:
        save_result(run.file, run, {"pp": np.arange(3.0)}, wall_time=1.0)
    written(TABLE)
    written(Path("results/from_reference/green_kubo/tables/onsager.csv"))
    for name, text in FOREIGN.items():
        path = Path("results", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return {TABLE, *(Path(run.file).with_suffix(suffix) for run in RUNS for suffix in (".npz", ".json"))}


def damage(*paths):
    for path in map(Path, paths):
        path.write_bytes(path.read_bytes()[:-9])


def files():
    return {path for path in Path("results").rglob("*") if os.path.lexists(path) and not path.is_dir()}


def assert_foreign_files_are_whole():
    assert {name: Path("results", name).read_text() for name in FOREIGN} == FOREIGN


def test_damaged_files_that_rules_make_are_deleted_and_made_again_and_no_others(program, made, capsys):
    reference = Path("results/from_reference/green_kubo/tables/onsager.csv")
    damage(RUNS[0].file, TABLE, reference)
    before = files()
    assert not program("verify").recompute(made, NOTES_DOWN)
    gone = {Path(RUNS[0].file), Path(RUNS[0].file).with_suffix(".json"), TABLE}
    assert before - files() == gone
    assert set(map(Path, Path("made").read_text().split())) == gone
    output = capsys.readouterr().out
    assert f"{reference} stays: no rule of this preset makes it; delete it yourself" in output
    assert output.index("4 stored files read, 3 damaged") < output.index("stays")  # listed first
    assert_foreign_files_are_whole()
    assert not LOCK.exists()


def test_a_file_of_the_user_where_a_rule_writes_stays_and_is_named(program, made, capsys):
    TABLE.write_text("T,K\n1,2\n")
    assert not program("verify").recompute(made, NOTES_DOWN)
    assert TABLE.read_text() == "T,K\n1,2\n"
    assert f"{TABLE} stays: it does not begin as a file of this project does" in capsys.readouterr().out
    assert not Path("made").exists()


def test_without_damage_nothing_is_deleted_and_nothing_run(program, made):
    before = files()
    assert program("verify").recompute(made, NOTES_DOWN)
    assert files() == before
    assert not Path("made").exists()


@pytest.mark.parametrize("lock", ["0.output.lock", "3.input.lock"])
def test_while_a_run_holds_the_lock_nothing_is_read_or_deleted(program, made, lock, capsys):
    damage(TABLE)
    LOCK.parent.mkdir(parents=True)
    LOCK.with_name(lock).touch()
    with pytest.raises(SystemExit, match="nothing deleted: a run is at work here"):
        program("verify").recompute(made, NOTES_DOWN)
    assert capsys.readouterr().out == ""
    assert TABLE.exists()
    assert LOCK.with_name(lock).exists()


def test_while_files_are_deleted_the_folder_is_locked_for_snakemake_and_for_others(program, made):
    at_work = program("at_work")
    with at_work.locked(made):
        assert set(LOCK.read_text().split()) == set(map(str, made))
        with pytest.raises(SystemExit, match="nothing deleted"), at_work.locked(made):
            pass
        assert LOCK.exists()
    assert not LOCK.exists()


def test_damage_is_followed_into_the_folder_of_shared_results(program, made):
    """Else the same damaged file would be linked again."""
    key, shared = "0123456789abcdef" * 4, Path("cache").absolute()
    shared.mkdir()
    for path, name in (
        (Path(RUNS[1].file), "arrays.npz"),
        (Path(RUNS[1].file).with_suffix(".json"), "provenance.json"),
    ):
        shutil.move(path, shared / f"{key}_{name}")
        path.symlink_to(shared / f"{key}_{name}")
    load_result(RUNS[1].file, GreenKuboRun)
    damage(shared / f"{key}_arrays.npz")
    assert program("verify").recompute(made, NOTES_DOWN)
    assert list(shared.iterdir()) == []
    assert Path("made").read_text().split() == [RUNS[1].file, RUNS[1].file.replace(".npz", ".json")]


def test_a_file_that_cannot_be_deleted_does_not_stop_the_others(program, made, monkeypatch, capsys):
    damage(RUNS[0].file, TABLE)
    verify, unlink = program("verify"), Path.unlink

    def failing(path, **options):
        if path == Path(RUNS[0].file):
            raise PermissionError(13, "Permission denied", str(path))
        unlink(path, **options)

    monkeypatch.setattr(Path, "unlink", failing)
    assert not verify.recompute(made, NOTES_DOWN)
    assert Path("made").read_text() == str(TABLE)
    assert f"{RUNS[0].file} stays: it cannot be deleted, [Errno 13]" in capsys.readouterr().out


RULES = [
    SimpleNamespace(
        output=[re.compile(r"results/green_kubo/runs/T[0-9.]+/M[^/]+/block[0-9]+\.(npz|json)\Z")],
        log=[re.compile(r"results/logs/simulate_green_kubo/.*\.log\Z")],
    ),
    SimpleNamespace(output=[re.compile(f"{TABLE}\\Z"), re.compile(r"results/green_kubo/figures/a\.png\Z")], log=[]),
]


def cleaned(program):
    clean = program("clean")
    found, foreign = clean.files_of("green_kubo", RULES)
    return clean.delete(found), foreign


def test_clean_deletes_what_rules_make_also_in_a_folder_that_was_moved(program, made):
    shutil.move("results/green_kubo", "moved")
    Path("results/green_kubo").symlink_to(Path("moved").absolute())
    Path("moved/figures").mkdir()
    Path("moved/figures/a.png").touch()
    assert cleaned(program) == ([], [])
    assert {path for path in Path("moved").rglob("*") if path.is_file()} == {
        Path("moved/notes.json"),
        Path("moved/runs/notes.npz"),
    }
    assert Path("results/green_kubo").is_symlink()
    assert_foreign_files_are_whole()


def test_clean_leaves_files_without_the_mark_and_names_them(program, made):
    TABLE.write_text("T,K\n")
    Path(RUNS[0].file).with_suffix(".json").write_text("{}")
    assert cleaned(program) == ([], [Path(RUNS[0].file).with_suffix(".json"), Path(RUNS[0].file), TABLE])
    assert TABLE.exists()
    assert Path(RUNS[0].file).exists()
    assert not Path(RUNS[1].file).exists()


def test_clean_deletes_checkpoints_of_the_subject_and_no_file_beside_them(program, made):
    path = Path("results/checkpoints/green_kubo/block0.npz")
    Checkpoint(path, "a run", DrivenRun.SIMULATION).save({}, np.random.Generator(np.random.SFC64(1)))
    cleaned(program)
    assert not path.exists()
    assert_foreign_files_are_whole()


def test_clean_says_what_links_pointed_to(program, made):
    target = Path("archive.npz").absolute()
    shutil.move(RUNS[0].file, target)
    Path(RUNS[0].file).symlink_to(target)
    found, _ = program("clean").files_of("green_kubo", RULES)
    assert program("clean").shared_in(found) == f"; what links pointed to stays, in {target.parent}"
    program("clean").delete(found)
    assert target.exists()


@pytest.mark.parametrize(
    "record", ["", "{", '{"rule": "a"}', "[]", "5", "null", '{"rule": "a", "starttime": "x", "endtime": 2}', "\udcff"]
)
def test_a_damaged_record_of_snakemake_is_passed_over(tmp_path, monkeypatch, record):
    monkeypatch.chdir(tmp_path)
    folder = Path(".snakemake/metadata")
    (folder / "@folder").mkdir(parents=True)
    (folder / "damaged").write_bytes(record.encode("utf-8", "surrogateescape"))
    (folder / "@folder/whole").write_text('{"rule": "draw", "starttime": 1.0, "endtime": 3601.0}')
    assert mean_seconds() == {"draw": 3600.0}
