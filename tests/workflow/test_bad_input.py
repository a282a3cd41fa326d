"""A bad configuration, as a user of Snakemake or make meets it: one line, no job, no file touched."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.root import ROOT
from tests.workflow.conftest import SMOKE, told
from thermochain.overview.configuration.error import ConfigurationError
from thermochain.overview.folders import check_folders, check_project

pytestmark = pytest.mark.workflow


def listing(folder):
    """Every file and folder with its time and size; Snakemake's own folder and compiled Python are not counted."""
    paths = [p for p in folder.rglob("*") if not {".snakemake", "__pycache__"} & set(p.relative_to(folder).parts)]
    return {p.relative_to(folder): (p.stat().st_mtime_ns, p.stat().st_size) for p in paths if not p.is_dir()} | {
        p.relative_to(folder): None for p in paths if p.is_dir()
    }


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
        (
            "potential: nofile.py\n",
            ["potential = nofile.py: must be rotors or a Python file that is there", "correct the path"],
        ),
        ("billiard: {batches: 1}\nbilliard: {batches: 2}\n", ["line 2", "key billiard stands there already", "remove"]),
    ],
)
def test_snakemake_names_the_mistake_in_one_line_and_touches_nothing(project, preset, parts):
    (project.folder / "bad.yaml").write_text(preset)
    before = listing(project.folder)
    done = project.snakemake(preset="bad.yaml", check=False)
    assert done.returncode != 0
    [line] = told(done.stdout)
    assert line.startswith("configuration error: ")
    for part in parts:
        assert part in line, line
    assert listing(project.folder) == before


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b'seed: !!int "abc"\n', "line 1: seed = abc: is no int"),
        (b"seed: 2021-13-45\n", "line 1: seed = 2021-13-45: is no timestamp"),
        (b'seed: "\\U00110000"\n', "is no YAML"),
        (b"? " + b"1" * 5000 + b"\n: 1\n", "must have at most 300 digits"),
        (b"\x7fELF\x02\xff\x00", "line 1: the byte 0xff is no UTF-8"),
        (None, "cannot be read, Is a directory"),
    ],
)
def test_snakemake_alone_names_a_preset_that_it_cannot_read(project, content, part):
    """Without make: the profile of the project is read before the presets."""
    path = project.folder / "bad.yaml"
    path.mkdir() if content is None else path.write_bytes(content)
    done = project.snakemake(preset="bad.yaml", check=False)
    assert done.returncode != 0
    [line] = told(done.stdout)
    assert line.startswith("configuration error: bad.yaml")
    assert part in line


@pytest.mark.parametrize(
    ("seed", "part"),
    [
        ("2021\n\tx: 1", "correct that line"),
        ('!!int "abc"', "seed = abc: is no int"),
        ("2021-13-45", "is no timestamp"),
    ],
)
def test_a_broken_default_configuration_is_named_with_its_line(project, seed, part):
    path = project.folder / "config.yaml"
    path.write_text(path.read_text().replace("seed: 2021", f"seed: {seed}"))
    before = listing(project.folder)
    done = project.snakemake(preset=None, check=False)
    assert done.returncode != 0
    [line] = told(done.stdout)
    assert line.startswith(f"configuration error: {path}, line ")
    assert part in line
    assert listing(project.folder) == before


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_names_a_preset_that_cannot_be_read_before_snakemake_starts(project):
    """`make` looks at presets before it starts Snakemake."""
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
        of_check, of_make = done.stderr.splitlines()
        assert of_check.startswith(f"configuration error: workflow/presets/{name}.yaml, line 1: ")
        assert part in of_check
        assert of_make.startswith("make: ***")
        started = project.folder / "started"
        assert started.read_text() == "started python\n"  # and no Snakemake
        started.unlink()
        assert listing(project.folder) == before


@pytest.fixture
def make(tmp_path):
    """`make` in a folder with presets and an environment, whose programs note their arguments and do nothing."""
    shutil.copy2(ROOT / "Makefile", tmp_path)
    for name in ("requirements.lock", "workflow/presets/smoke.yaml", ".venv/.ready"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / ".venv/bin").mkdir()
    for name in ("python", "snakemake"):
        path = tmp_path / ".venv/bin" / name
        path.write_text(f'#!/bin/sh\nfor word in {name} "$@"; do printf "%s\\n" "$word" >> "$PWD/started"; done\n')
        path.chmod(0o755)

    def run(*arguments, **variables):
        (tmp_path / "started").unlink(missing_ok=True)
        mine = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        command = ["make", "--old-file=.venv/.ready", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=mine | variables, capture_output=True, text=True, check=False, timeout=60
        )
        started = tmp_path / "started"
        return done, started.read_text().splitlines() if started.exists() else []

    run.folder = tmp_path
    return run


with_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
TARGETS = ["figures", "validation", "estimate", "status", "verify", "unlock", "report", "clean-driven", "reference"]
TARGETS += ["figures-from-reference", "help"]
WRONG = {
    "CORES": ["0", "00", "-1", "abc", "", "1 2", "2.5", "2;touch owned", "$(shell touch owned)", "`touch owned`", "٣"],
    "PRESET": [
        "",
        "nosuch",
        "%",
        "smoke default",
        "../smoke",
        "smoke; touch owned",
        "$(shell touch owned)",
        "$$(touch owned)",
        "`touch owned`",
        '"; touch owned; "',
        "'; touch owned; '",
        "smoke|touch owned",
        "smoke&touch owned&",
    ],
}


@with_make
@pytest.mark.parametrize("in_environment", [False, True])
@pytest.mark.parametrize("variable", WRONG)
def test_make_refuses_a_wrong_value_in_one_line_and_executes_nothing_of_it(make, variable, in_environment):
    before = listing(make.folder)
    for k, value in enumerate(WRONG[variable]):
        target = TARGETS[k % len(TARGETS)]
        if in_environment:
            done, started = make(target, **{variable: value})
        else:
            done, started = make(target, f"{variable}={value}")
        assert done.returncode != 0, value
        assert f"{variable}={value} " in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert (done.stdout, started) == ("", [])
        assert listing(make.folder) == before, value


@with_make
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("cores", ["0", "-1", "abc"])
def test_every_target_refuses_a_number_of_cores_that_is_none(make, target, cores):
    done, started = make(target, f"CORES={cores}")
    assert done.returncode != 0
    assert f"CORES={cores} must be all or a whole number >= 1; pass CORES=2, say" in done.stderr
    assert (done.stdout, started) == ("", [])


@with_make
def test_make_passes_valid_values_on(make):
    _, started = make("figures", "PRESET=smoke", "CORES=12")
    assert started[-4:] == ["host", "reason", "--cores", "12"]
    assert "workflow/presets/smoke.yaml" in started
    _, started = make("verify", "RECOMPUTE=0")
    assert "--recompute" not in started
    _, started = make("verify", "RECOMPUTE=1", "CORES=3")
    assert started[started.index("--recompute") + 1 :] == [
        ".venv/bin/snakemake",
        *["--rerun-incomplete", "--show-failed-logs", "--quiet", "host", "reason", "--cores", "3"],
    ]
    _, started = make("clean-a'; touch owned; '")
    assert "a'; touch owned; '" in started
    assert not (make.folder / "owned").exists()


@with_make
def test_a_preset_that_is_called_default_is_refused(make):
    (make.folder / "workflow/presets/default.yaml").touch()
    done, started = make("figures")
    assert done.returncode != 0
    assert "default.yaml would not be used" in done.stderr
    assert "rename it" in done.stderr
    assert started == []


@with_make
@pytest.mark.parametrize("name", ["my cache", "cache", "a  b", "it's; touch owned", "$(shell touch owned)", "{x}"])
def test_a_cache_folder_of_any_name_is_made_and_used(make, name):
    done, _ = make("figures", f"CACHE={name}")
    assert done.returncode == 0, done.stderr
    [folder] = (make.folder / name).iterdir()
    assert folder.name.isdigit()
    assert {path.name for path in make.folder.iterdir()} == {
        *("Makefile", "requirements.lock", "workflow", ".venv", "started", name)
    }
    done, _ = make("figures", f"CACHE={make.folder / 'elsewhere' / name}")
    assert (make.folder / "elsewhere" / name / folder.name).is_dir()


def test_folders_that_cannot_be_written_are_named_with_their_remedy(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    check_folders(tmp_path)
    file = tmp_path / "file"
    file.touch()
    for variable, value in (("XDG_CACHE_HOME", str(file)), ("XDG_CACHE_HOME", ""), ("HOME", "/proc/none")):
        monkeypatch.setenv(variable, value)
        if variable == "XDG_CACHE_HOME" and not value:
            monkeypatch.setenv("HOME", str(file))
        with pytest.raises(ConfigurationError, match=r"cannot be written, .*; set XDG_CACHE_HOME to a folder of yours"):
            check_folders(tmp_path)


AS_NOBODY = """
import os, pwd, sys
sys.path.insert(0, sys.argv[1])
from thermochain.overview.configuration.first_check import check_command_line, named
named([])  # imports the rest of Python, which may lie in the home of the administrator
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
os.chdir(sys.argv[2])
check_command_line(sys.argv[3:])
"""
USE_ANOTHER = "work in a folder of your own, by snakemake --directory FOLDER, or copy the project"


def test_a_project_whose_path_holds_a_brace_is_refused_except_from_inside(tmp_path, monkeypatch):
    project = tmp_path / "{x}" / "project"
    project.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigurationError, match=r"project: .* contains a brace.*; work in the folder of the project"):
        check_project(project)
    monkeypatch.chdir(project)
    check_project(project)


@pytest.fixture
def open_folder():
    """A folder that everybody may enter, and in it `own`, into which everybody may write."""
    with tempfile.TemporaryDirectory() as name:
        own = Path(name) / "own"
        own.mkdir()
        for folder, mode in ((own, 0o777), (own.parent, 0o755)):
            folder.chmod(mode)
        yield own.parent


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator can act as another user")
@pytest.mark.parametrize(
    ("arguments", "home", "error"),
    [
        ([], "own", f"/usr belongs to root and cannot be written; {USE_ANOTHER}"),
        (["--directory", "/usr/new/deep"], "own", f"/usr belongs to root and cannot be written; {USE_ANOTHER}"),
        (["-n", "--directory", "own"], "own", None),
        (["-d", "own/new/deep"], "own", None),
        (["-d", "own"], "/proc", "/proc/.cache/snakemake, where Snakemake keeps notes, cannot be written, "),
        (["-d", "own"], None, None),  # the home that the list of users names is not there, or cannot be written
    ],
)
def test_another_user_works_in_a_folder_of_his_own_or_is_told_how(open_folder, arguments, home, error):
    """In a checkout that belongs to somebody else, with a home that is not there, and with neither."""
    environment = {name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_CACHE_HOME")}
    if home:
        environment["HOME"] = str(open_folder / home)
    words = [str(open_folder / word) if word.startswith("own") else word for word in arguments]
    command = [sys.executable, "-c", AS_NOBODY, str(ROOT / "src"), "/usr", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if home is None:
        error = "/.cache/snakemake, where Snakemake keeps notes, cannot be written, "
    assert (done.returncode == 0) == (error is None), done.stderr
    assert len(done.stderr.splitlines()) == (error is not None)
    assert (error or "") in done.stderr


def test_estimate_names_the_mistake_too(project):
    (project.folder / "bad.yaml").write_text("seed: 010\n")
    before = listing(project.folder)
    done = project.program("estimate", "--configfile", "bad.yaml", check=False, apart=True)
    assert done.returncode != 0
    assert done.stdout == ""
    assert told(done.stderr) == [
        "configuration error: bad.yaml, line 1: seed = 010: YAML reads this as octal, hexadecimal, binary or base 60; "
        "write a plain decimal number"
    ]
    assert listing(project.folder) == before


def test_results_of_an_older_version_are_pointed_out_before_a_run(project):
    """`make figures` and `make status` read the files of the configuration first; that is where it is said."""
    assert project.program("check_files", "config.yaml").stdout == ""
    (project.folder / "results/rotor_ness/n65/x").mkdir(parents=True)
    of_check = project.program("check_files", "config.yaml").stdout
    assert len(of_check.splitlines()) == 1
    assert "results/rotor_ness/n* belongs into results/driven/runs" in of_check


def test_the_listing_sees_a_file_that_is_touched(project):
    """Negative control of what the tests above compare."""
    before = listing(project.folder)
    (project.folder / SMOKE).touch()
    assert {path for path, seen in listing(project.folder).items() if before[path] != seen} == {Path(SMOKE)}
