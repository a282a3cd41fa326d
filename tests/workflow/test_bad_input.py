"""A bad configuration, as a user of Snakemake or make meets it: one line, no job, no file touched."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.root import ROOT
from tests.workflow.conftest import SMOKE

pytestmark = pytest.mark.workflow


def listing(folder):
    """Every file and folder with its time and size; Snakemake's own folder and compiled Python are not counted."""
    paths = [p for p in folder.rglob("*") if not {".snakemake", "__pycache__"} & set(p.relative_to(folder).parts)]
    return {p.relative_to(folder): (p.stat().st_mtime_ns, p.stat().st_size) for p in paths if not p.is_dir()} | {
        p.relative_to(folder): None for p in paths if p.is_dir()
    }


def only_line(output):
    """The one line that is not Snakemake saying which files it reads."""
    [line] = [line for line in output.splitlines() if not line.startswith("Config file")]
    return line


@pytest.fixture
def project(make_project):
    project = make_project()
    old = project.folder / "results/green_kubo/tables/onsager.csv"  # of an earlier study
    old.parent.mkdir(parents=True)
    old.write_text("kept\n")
    return project


@pytest.mark.parametrize(
    ("preset", "parts"),
    [
        ("driven: {uphill: {torques: []}}\n", ["driven.uphill.torques = []", "at least 1", "add 1"]),
        ("green_kubo: {blocks: 100000}\n", ["green_kubo: blocks=100000", "at most 10000", "take fewer"]),
        ("billiard: {batches: 1}\nbilliard: {batches: 2}\n", ["line 2", "key billiard stands there already", "remove"]),
    ],
)
def test_snakemake_names_the_mistake_in_one_line_and_touches_nothing(project, preset, parts):
    (project.folder / "bad.yaml").write_text(preset)
    before = listing(project.folder)
    done = project.snakemake(preset="bad.yaml", check=False)
    assert done.returncode != 0
    line = only_line(done.stdout)
    assert line.startswith("configuration error: ")
    for part in parts:
        assert part in line, line
    assert listing(project.folder) == before


def test_a_broken_default_configuration_is_named_with_its_line(project):
    path = project.folder / "config.yaml"
    path.write_text(path.read_text().replace("seed: 2021", "seed: 2021\n\tx: 1"))
    before = listing(project.folder)
    done = project.snakemake(preset=None, check=False)
    assert done.returncode != 0
    line = only_line(done.stdout)
    assert line.startswith(f"configuration error: {path}, line ")
    assert "correct that line" in line
    assert listing(project.folder) == before


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_names_what_snakemake_answers_with_a_traceback(project):
    """Snakemake reads presets before any code of this project runs, so `make` looks at them first."""
    shutil.copy2(ROOT / "Makefile", project.folder)
    environment = project.folder / ".venv"
    (environment / "bin").mkdir(parents=True)
    for name in ("python", "snakemake"):
        (environment / "bin" / name).write_text(
            f'#!/bin/sh\necho started {name} >> started\nexec "{sys.executable}" "$@"\n'
        )
        (environment / "bin" / name).chmod(0o755)
    (environment / ".ready").touch()
    # the tests themselves may run under make, of which this make must know nothing
    variables = {name: value for name, value in project.environment.items() if not name.startswith(("MAKE", "MFLAGS"))}
    for name, content, part in (
        ("bytes", b"seed: \xff\n", "no UTF-8; save the file as UTF-8"),
        ("deep", b"seed: " + b"[" * 5000, "nested more than 12 levels deep"),
    ):
        (project.folder / f"workflow/presets/{name}.yaml").write_bytes(content)
        before = listing(project.folder)
        command = ["make", "--old-file=.venv/.ready", "figures", f"PRESET={name}"]
        done = project.run(command, check=False, env=variables, stderr=subprocess.PIPE)
        assert done.returncode != 0
        assert done.stdout == ""
        told, of_make = done.stderr.splitlines()
        assert told.startswith(f"configuration error: workflow/presets/{name}.yaml, line 1: ")
        assert part in told
        assert of_make.startswith("make: ***")
        started = project.folder / "started"
        assert started.read_text() == "started python\n"  # and no Snakemake
        started.unlink()
        assert listing(project.folder) == before


def test_estimate_names_the_mistake_too(project):
    (project.folder / "bad.yaml").write_text("seed: 010\n")
    before = listing(project.folder)
    done = project.program("estimate", "--configfile", "bad.yaml", check=False, stderr=subprocess.PIPE)
    assert done.returncode != 0
    assert done.stdout == ""
    assert only_line(done.stderr) == (
        "configuration error: bad.yaml, line 1: seed = 010: YAML reads this as octal, hexadecimal, binary or base 60; "
        "write a plain decimal number"
    )
    assert listing(project.folder) == before


def test_results_of_an_older_version_are_pointed_out_before_a_run(project):
    """`make figures` and `make status` read the files of the configuration first; that is where it is said."""
    assert project.program("check_files", "config.yaml").stdout == ""
    (project.folder / "results/rotor_ness/n65/x").mkdir(parents=True)
    told = project.program("check_files", "config.yaml").stdout
    assert len(told.splitlines()) == 1
    assert "results/rotor_ness/n* belongs into results/driven/runs" in told


def test_the_listing_sees_a_file_that_is_touched(project):
    """Negative control of what the tests above compare."""
    before = listing(project.folder)
    (project.folder / SMOKE).touch()
    assert {path for path, seen in listing(project.folder).items() if before[path] != seen} == {Path(SMOKE)}
