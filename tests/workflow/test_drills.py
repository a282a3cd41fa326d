"""Failure drills: after each fault a rerun completes, and the results are those of an undisturbed run, bit for bit."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from tests.root import ROOT
from tests.workflow.conftest import CHAIN, N_TEMPERATURES, SMOKE, TARGETS
from thermochain.overview.verification import damaged_files

pytestmark = pytest.mark.workflow

PATIENCE = 300.0  # seconds until a job must have begun, on a busy machine


@pytest.fixture
def project(undisturbed, tmp_path):
    return undisturbed.with_results(tmp_path / "project")


def block(project, temperature):
    [path] = (project.folder / f"results/green_kubo/runs/T{temperature}").rglob("block0.npz")
    return path


def take_back(project, *blocks):
    """Forget these blocks and what is made of them."""
    for path in blocks:
        shutil.rmtree(path.parents[1])
    shutil.rmtree(project.folder / "results/green_kubo/tables")
    shutil.rmtree(project.folder / "results/coefficients")


def results(project):
    """Relative path -> hash of every simulation, table and coefficient file."""
    folder = project.folder / "results"
    kinds = {".npz", ".csv"}
    paths = [p for p in folder.rglob("*") if p.suffix in kinds or p.parent.name == "coefficients"]
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}


def assert_completes(project, undisturbed, *options):
    project.snakemake(*TARGETS, *options)
    assert results(project) == results(undisturbed)
    assert damaged_files(project.folder / "results")[1] == {}


@contextmanager
def running(project, *arguments):
    """Snakemake and its jobs, in a process group of their own."""
    with (project.folder / "output.txt").open("w") as output:
        command = project.command(*TARGETS, *arguments)
        process = project.start(command, stdout=output, stderr=output, start_new_session=True)
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def jobs_of(process):
    """The processes of jobs that Snakemake runs, forks of the one with the libraries."""
    servers = (child for child in psutil.Process(process.pid).children() if "forkserver" in str(child.cmdline()))
    return [job for server in servers for job in server.children()]


def simulating(project, process):
    """The process of the job that simulates rings, suspended while it does."""
    logs = project.folder / "results/logs/simulate_green_kubo"
    shutil.rmtree(logs, ignore_errors=True)  # of the undisturbed run
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(psutil.NoSuchProcess):
            for job in jobs_of(process):
                job.suspend()  # looked at while it stands still, since it takes a tenth of a second
                written = [Path(file.path) for file in job.open_files()]
                if any(path.is_relative_to(logs) and "simulating" in path.read_text() for path in written):
                    return job
                job.resume()
        time.sleep(0.002)
    raise AssertionError("no simulation has begun: " + (project.folder / "output.txt").read_text()[-3000:])


def test_a_killed_job_fails_leaves_nothing_and_is_run_again(project, undisturbed):
    path = block(project, "0.3")
    take_back(project, path)
    left = project.folder / "results/driven/.figure_02.k3x9_0ab.unfinished.png"  # by a job that was killed before
    left.touch()
    with running(project) as process:
        simulating(project, process).kill()
        assert process.wait(PATIENCE) != 0
    assert "Error in rule simulate_green_kubo" in (project.folder / "output.txt").read_text()
    assert not list(path.parent.glob("*"))
    assert not left.exists()
    assert_completes(project, undisturbed)


@pytest.mark.parametrize("whom", ["with its jobs", "alone"])
def test_a_killed_snakemake_leaves_a_lock_and_is_continued_once_unlocked(project, undisturbed, whom):
    """Killed alone it leaves a job, which is still there when the rerun begins; both write the same file, whole."""
    path = block(project, "0.3")
    take_back(project, path)
    with running(project) as process:
        job = simulating(project, process)
        if whom == "alone":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        refused = project.snakemake(*TARGETS, check=False)
        assert refused.returncode != 0
        assert "cannot be locked" in refused.stdout
        assert "--unlock" in refused.stdout
        project.snakemake("--unlock")
        if whom == "alone":
            job.resume()
        assert_completes(project, undisturbed, "--rerun-incomplete")
    psutil.wait_procs([job], PATIENCE)
    assert results(project) == results(undisturbed)


def test_a_second_snakemake_in_the_folder_is_refused_and_does_not_harm_the_first(project, undisturbed):
    take_back(project, block(project, "0.3"))
    with running(project) as first:
        job = simulating(project, first)
        second = project.snakemake(*TARGETS, check=False)
        assert second.returncode != 0
        assert "cannot be locked" in second.stdout
        assert "other Snakemake process" in second.stdout
        told = project.program("at_work", check=False)  # without which `make unlock` would let a second one in
        assert told.returncode != 0
        assert f"(process {first.pid})" in told.stdout
        job.resume()
        assert first.wait(PATIENCE) == 0
    assert project.program("at_work").stdout == ""
    assert_completes(project, undisturbed)


@contextmanager
def small_disk(folder, size):
    """A file system of this size in place of `folder`; only the administrator can mount one."""
    folder.mkdir(parents=True)
    options = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    done = subprocess.run(options, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a small file system cannot be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_named_with_file_and_remedy_and_nothing_half_written_is_kept(project, undisturbed):
    path = block(project, "0.5")  # 0.8 MB
    take_back(project, path)
    with small_disk(path.parents[1], "256k"):
        done = project.snakemake(*TARGETS, "--show-failed-logs", check=False)
        assert done.returncode != 0
        [line] = {line for line in done.stdout.splitlines() if line.startswith("OSError")}
        name = path.relative_to(project.folder)
        assert re.search(rf"{name} cannot be written, \S+ MiB are free on its disk; make room.*run again", line)
        assert not [p for p in path.parents[1].rglob("*") if p.is_file()]
        subprocess.run(["mount", "-o", "remount,size=16m", str(path.parents[1])], check=True)
        assert_completes(project, undisturbed)


def set_clock(*paths, year):
    at = time.mktime((year, 1, 1, 0, 0, 0, 0, 0, 0))
    for path in paths:
        os.utime(path, (at, at))


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("folder", ["results", "src"])
def test_files_from_a_clock_that_was_ahead_stay_good(project, folder):
    set_clock(*files(project.folder / folder), year=2100)
    assert project.pending(*TARGETS) == {}


def test_an_edit_dated_before_the_results_is_found_once_both_are_dated_anew(project):
    """Snakemake compares contents only of what is younger than the results: the remedy is `touch`, results first."""
    with project.edited("src/thermochain/engine/simd.py", "LANES = 8\n", "LANES = 8  # edited\n"):
        set_clock(project.folder / "src/thermochain/engine/simd.py", year=2001)
        assert project.pending(*TARGETS) == {}
        now = time.time()
        for folder, at in (("results", now - 1.0), ("src", now)):
            for path in files(project.folder / folder):
                os.utime(path, (at, at))
        assert project.pending(*TARGETS)["simulate_green_kubo"] == N_TEMPERATURES


def test_results_from_a_clock_that_was_behind_are_made_again_the_same(project, undisturbed):
    path = block(project, "1.5")
    set_clock(path, path.with_suffix(".json"), year=2001)
    assert project.pending(*TARGETS)["simulate_green_kubo"] == 1
    assert_completes(project, undisturbed)


def truncate(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip_a_bit(path):
    content = bytearray(path.read_bytes())
    content[2 * len(content) // 3] ^= 0x10
    path.write_bytes(content)


def make(project, *arguments):
    """`make` with this interpreter in place of the project's own environment."""
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy2(ROOT / name, project.folder)
    (project.folder / "ready").touch()
    settings = [f"BIN={Path(sys.executable).parent}", "READY=ready", f"PRESET={Path(SMOKE).stem}", "CORES=2"]
    return project.run(["make", *arguments, *settings], check=False)


def test_damaged_results_are_listed_and_recomputed_on_request_and_no_others(project, undisturbed):
    whole = make(project, "verify")
    assert whole.returncode == 0, whole.stdout
    assert re.search(r"\d\d stored files read, 0 damaged", whole.stdout)
    chain, tables = project.folder / CHAIN, project.folder / "results/green_kubo/tables"
    truncate(block(project, "0.8"))
    flip_a_bit(block(project, "1.2"))
    flip_a_bit(chain.with_suffix(".json"))
    truncate(tables / "fit_comparison.csv")
    flip_a_bit(tables / "running_integrals/T0.5.csv")
    flip_a_bit(project.folder / "results/coefficients/fitted.json")
    damaged = [block(project, "0.8"), block(project, "1.2"), chain, tables / "fit_comparison.csv"]
    damaged += [tables / "running_integrals/T0.5.csv", project.folder / "results/coefficients/fitted.json"]
    before = {p: p.stat().st_mtime_ns for p in files(project.folder / "results/green_kubo") if p.suffix == ".npz"}

    listed = make(project, "verify")
    assert listed.returncode != 0
    lines = [line for line in listed.stdout.splitlines() if line.startswith("results/")]
    assert {line.split()[0] for line in lines} == {str(p.relative_to(project.folder)) for p in damaged}
    assert all("delete" in line for line in lines)
    assert "6 damaged\nmake verify RECOMPUTE=1" in listed.stdout

    mine = project.folder / "results/coefficients/mine.json"
    mine.write_text("{}")
    recomputed = make(project, "verify", "RECOMPUTE=1")
    assert mine.read_text() == "{}"
    mine.unlink()
    assert recomputed.returncode == 0, recomputed.stdout[-4000:]
    assert results(project) == results(undisturbed)
    anew = {p for p, written in before.items() if p.stat().st_mtime_ns != written}
    assert anew == {block(project, "0.8"), block(project, "1.2")}
    assert_completes(project, undisturbed)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("power = splat(np.float32(0.0))", "power = splat(np.float32(np.nan))", "currents is not finite in"),
        ("before + (closing_kick - left_kick)", "before + closing_kick", "energy drift"),
    ],
    ids=["a number that is none", "energy that is not conserved"],
)
def test_a_kernel_gone_wrong_stops_its_job_with_tuple_and_seed(project, undisturbed, old, new, message):
    path = block(project, "1.5")
    take_back(project, path)
    with project.edited("src/thermochain/rotors/green_kubo/rotor_rings.py", old, new):
        done = project.snakemake(str(path.relative_to(project.folder)), "--show-failed-logs", check=False)
    assert done.returncode != 0
    assert re.search(rf"FloatingPointError: {message} .*T1\.5/M64_.*_seed2021/block0 \(seeds \d+, ", done.stdout)
    assert not list(path.parent.glob("*"))
    assert_completes(project, undisturbed)
