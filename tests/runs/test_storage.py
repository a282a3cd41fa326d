"""Files are whole or absent, and say where they come from."""

import errno
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thermochain.core.correlation import TimeCorrelations
from thermochain.rotors.green_kubo.study.correlation_files import load_correlations
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.runs import provenance
from thermochain.runs.files import remove_unfinished, replacing, save_text
from thermochain.runs.provenance import content_hash
from thermochain.runs.storage import CorruptResult, load_result, save_result
from thermochain.runs.table import Table

RUN = GreenKuboRun(
    temperature=0.3,
    n_rotors=64,
    time_step=0.05,
    sampling_interval=0.2,
    duration=20,
    maximum_lag=10,
    n_replicas=64,
    seed=1,
)


def made_up(seed=0):
    values = np.random.default_rng(seed).normal(size=(3, 4, 51))
    return TimeCorrelations(0.3, 64, 0.2 * np.arange(51), *values)


def save_correlations(path, correlations, wall_time):
    """Store correlations as the simulation of RUN does."""
    arrays = {name: np.asarray(value) for name, value in vars(correlations).items()}
    save_result(path, RUN, arrays, wall_time)


@pytest.fixture
def stored(tmp_path):
    path = tmp_path / f"{RUN.path}.npz"
    save_correlations(path, made_up(), wall_time=1.25)
    return path, made_up()


def test_correlations_come_back_bit_for_bit(stored):
    path, data = stored
    back = load_correlations(path)
    assert (back.temperature, back.n_rotors) == (0.3, 64)
    for name in ("lag_times", "pp", "ee", "pe"):
        np.testing.assert_array_equal(getattr(back, name), getattr(data, name))


def test_a_result_comes_back_with_its_run(stored):
    path, data = stored
    run, arrays = load_result(path, GreenKuboRun)
    assert run == RUN
    np.testing.assert_array_equal(arrays["pp"], data.pp)


def test_provenance_lies_beside_the_result(stored):
    path, _ = stored
    record = json.loads(path.with_suffix(".json").read_text())
    assert GreenKuboRun(**record["parameters"]) == RUN
    assert {"python", "numpy", "numba", "thermochain"} <= set(record["versions"])
    assert record["wall_time_s"] == 1.25
    assert len(record["content_sha256"]) == 64


def test_equal_results_are_equal_files(stored, tmp_path):
    path, data = stored
    other = tmp_path / "elsewhere" / f"{RUN.path}.npz"
    save_correlations(other, data, wall_time=9.0)
    assert other.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    "damage",
    ["truncated", "altered", "empty", "no provenance", "provenance cut", "provenance no record", "parameters altered"],
)
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
    elif damage == "parameters altered":
        record = path.with_suffix(".json")
        record.write_text(record.read_text().replace('"n_replicas": 64', '"n_replicas": 128'))
    elif damage == "provenance no record":
        path.with_suffix(".json").write_text("[]")
    elif damage == "no provenance":
        path.with_suffix(".json").unlink()
    else:
        path.with_suffix(".json").write_text('{"content')
    with pytest.raises(CorruptResult, match=r"block0.npz cannot be trusted.*delete it and run again"):
        load_correlations(path)


@pytest.mark.filterwarnings("ignore::UserWarning")  # of readers of damaged headers
def test_no_flipped_bit_goes_unnoticed(tmp_path):
    """Of a simulation, its provenance and a table: every one is refused, or changes nothing that is read.

    The second are those of dates and flags in the archive, the case of an exponent and what columns are said to mean.
    """
    simulation, table = tmp_path / f"{RUN.path}.npz", tmp_path / "t.csv"
    times = np.arange(3.0)
    save_correlations(simulation, TimeCorrelations(0.3, 64, times, *np.ones((3, 2, 3))), wall_time=1.0)
    kind = Table("example/1", a="a number")
    kind.write(table, pd.DataFrame({"a": [1.5, 2.5e-7]}))

    def read():
        return {name: np.array(value) for name, value in vars(load_correlations(simulation)).items()} | {
            "table": kind.read(table).to_numpy()
        }

    expected = read()
    rng = np.random.default_rng(0)
    for path, n_flips, least in (
        (simulation, 800, 0.5),
        (simulation.with_suffix(".json"), 300, 0.95),
        (table, 300, 0.7),
    ):
        content = path.read_bytes()
        refused = 0
        for bit in rng.choice(8 * len(content), n_flips, replace=False):
            flipped = bytearray(content)
            flipped[bit // 8] ^= 1 << bit % 8
            path.write_bytes(flipped)
            try:
                found = read()
            except CorruptResult as error:
                refused += 1
                assert "delete it and run again" in str(error) or "older version" in str(error)  # noqa: PT017
            else:
                for name, value in expected.items():
                    np.testing.assert_array_equal(found[name], value)
        path.write_bytes(content)
        assert refused > least * n_flips  # so the check does not pass because nothing is read


def test_the_simulation_of_another_tuple_is_refused_though_it_is_whole(stored):
    path, _ = stored
    other = replace(RUN, temperature=0.5)
    there = path.parents[2] / f"{other.path}.npz"
    there.parent.mkdir(parents=True)
    for suffix in (".npz", ".json"):
        shutil.copy(path.with_suffix(suffix), there.with_suffix(suffix))
    with pytest.raises(CorruptResult, match=r"it holds the simulation T0\.3/"):
        load_correlations(there)


def test_content_hash_sees_parameters_names_types_shapes_and_values():
    arrays = {"a": np.arange(6.0), "b": np.zeros(2)}
    variants = [
        ({"T": 1}, arrays),
        ({"T": 2}, arrays),
        ({"T": 1}, {"a": np.arange(6.0), "c": np.zeros(2)}),
        ({"T": 1}, arrays | {"a": np.arange(6)}),
        ({"T": 1}, arrays | {"a": np.arange(6.0).reshape(2, 3)}),
        ({"T": 1}, arrays | {"a": np.arange(6.0) + 1e-15}),
        ({"T": 1}, arrays | {"a": np.arange(6.0)[::-1]}),
    ]
    hashes = [content_hash(*variant) for variant in variants]
    assert len(set(hashes)) == len(hashes)
    assert content_hash({"T": 1}, dict(reversed(arrays.items()))) == hashes[0]


def test_provenance_notices_an_edited_kernel(tmp_path, monkeypatch):
    package = tmp_path / "package"
    (package / "dynamics").mkdir(parents=True)
    kernel = package / "dynamics/kernel.py"
    kernel.write_text("fast = 1\n")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], check=True)
    monkeypatch.setattr(provenance, "_PACKAGE_ROOT", package)
    clean = provenance.source_state()
    assert len(clean) == 40
    kernel.write_text("fast = 2\n")
    assert provenance.source_state() == clean + "+changes"
    monkeypatch.setattr(provenance, "_PACKAGE_ROOT", Path(tmp_path.anchor))
    assert provenance.source_state() is None


def repository(folder):
    """A commit of everything in the folder that git does not ignore; returns its name."""
    git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], check=True)
    return subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()


def package_in(folder):
    (folder / "package").mkdir(parents=True)
    (folder / "package/kernel.py").write_text("fast = 1\n")
    return folder / "package"


def test_the_commit_of_a_repository_around_that_does_not_hold_the_source_is_not_recorded(tmp_path, monkeypatch):
    """A source tree that was unpacked in an ignored, or a new, folder of another repository."""
    (tmp_path / ".gitignore").write_text("unpacked/\n")
    monkeypatch.setattr(provenance, "_PACKAGE_ROOT", package_in(tmp_path / "unpacked"))
    outer = repository(tmp_path)
    assert provenance.source_state() is None
    monkeypatch.setattr(provenance, "_PACKAGE_ROOT", package_in(tmp_path / "new"))
    assert provenance.source_state() is None
    inner = repository(tmp_path / "unpacked")
    monkeypatch.setattr(provenance, "_PACKAGE_ROOT", tmp_path / "unpacked/package")
    assert provenance.source_state() == inner != outer


@pytest.mark.parametrize("variable", ["GIT_DIR", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"])
def test_variables_of_git_that_name_another_repository_are_not_heeded(tmp_path, monkeypatch, variable):
    package_in(tmp_path / "other")
    repository(tmp_path / "other")
    monkeypatch.setattr(provenance, "_PACKAGE_ROOT", package_in(tmp_path / "own"))
    ends = {"GIT_INDEX_FILE": "/index", "GIT_OBJECT_DIRECTORY": "/objects"}
    monkeypatch.setenv(variable, f"{tmp_path / 'other'}/.git{ends.get(variable, '')}")
    assert provenance.source_state() is None
    monkeypatch.delenv(variable)
    (tmp_path / "own/README").write_text("own")
    own = repository(tmp_path / "own")
    monkeypatch.setenv(variable, f"{tmp_path / 'other'}/.git{ends.get(variable, '')}")
    assert provenance.source_state() == own


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


WRITING = """
import sys
from thermochain.runs.files import replacing
with replacing(sys.argv[1]) as temporary:
    temporary.write_text("half")
    print(temporary, flush=True)
    input()
"""


def test_what_a_killed_writer_has_left_is_removed_and_nothing_else(tmp_path):
    folder = tmp_path / "results/driven/figures"
    folder.mkdir(parents=True)
    own = ["notes.unfinished.png", ".figure.png", ".figure.abc.unfinished.png", ".figure_02.k3x9_0ab.png"]
    for name in own:
        (folder / name).touch()
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITING, str(folder / name)], stdin=-1, stdout=-1, text=True)
        for name in ("figure_02.png", "figure_02.png", "README")
    ]
    killed, living, third = (Path(writer.stdout.readline().strip()) for writer in writers)
    assert remove_unfinished(tmp_path) == []  # all three are being written
    for writer in (writers[0], writers[2]):
        writer.kill()
        writer.communicate()
    assert set(remove_unfinished(tmp_path)) == {killed, third}
    assert not killed.exists()
    assert living.exists()
    assert writers[1].communicate("\n")[0] == ""
    assert {path.name for path in folder.iterdir()} == {*own, "figure_02.png"}
    assert (folder / "figure_02.png").read_text() == "half"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_named_with_file_and_remedy_and_other_faults_stay_what_they_are(tmp_path, monkeypatch, code):
    def failing(number):
        def fsync(_):
            raise OSError(number, os.strerror(number))

        return fsync

    path = tmp_path / "new folder/table.csv"
    monkeypatch.setattr("os.fsync", failing(code))
    with pytest.raises(
        OSError, match=r"table\.csv cannot be written, \S+ MiB are free on its disk; make room.*run again"
    ):
        save_text(path, "text")
    monkeypatch.setattr("os.fsync", failing(errno.EIO))
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        save_text(path, "text")
    assert not list(path.parent.iterdir())
