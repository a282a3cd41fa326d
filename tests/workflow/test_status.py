"""`make status` and `make clean-<subject>` on the smoke preset."""

import os
import pty
import sys

import pytest

from tests.workflow.conftest import N_TEMPERATURES, SMOKE

pytestmark = pytest.mark.workflow


@pytest.fixture
def project(finished, tmp_path):
    return finished.with_results(tmp_path / "project")


def rows(project):
    """(subject, sweep) -> done, pending, failed, of `make figures`; and its totals."""
    text = project.program("status", "--configfile", SMOKE).stdout
    head, *table, totals = text.split("\n\n")[0].splitlines()
    width = head.index("  done") - head.index("sweep")
    found = {}
    for line in table:
        subject, rest = line.split(maxsplit=1)
        found[subject, rest[:width].strip()] = tuple(map(int, rest[width:].split()[:3]))
    return found, totals


def test_status_counts_what_is_done_pending_and_failed(project):
    done, totals = rows(project)
    assert done["green_kubo", "green kubo, temperature = 0.5"] == (1, 0, 0)
    assert "0 pending, 0 failed; core time left: nothing" in totals

    results = project.folder / "results"
    [block] = (results / "green_kubo/runs/T0.5").rglob("block0.npz")
    block.unlink()
    (results / "green_kubo/tables/onsager.csv").unlink()
    [log] = (results / "logs/simulate_green_kubo/T0.5").rglob("block0.log")
    log.write_text("2026-01-01 00:00:00,000 ERROR failed\nTraceback\n")
    left, totals = rows(project)
    assert left["green_kubo", "green kubo, temperature = 0.5"] == (0, 0, 1)
    assert left["green_kubo", "green kubo, temperature = 0.8"] == (1, 0, 0)
    assert "1 failed; core time left: " in totals
    assert not block.exists()  # nothing ran


def answered(project, subject, answer):
    """Output of the program when a person at a terminal types `answer`."""
    ours, theirs = pty.openpty()
    process = project.start([sys.executable, "workflow/clean.py", subject, "--configfile", SMOKE], stdin=theirs)
    os.close(theirs)
    os.write(ours, f"{answer}\n".encode())
    output, _ = process.communicate(timeout=300)
    os.close(ours)
    return output


def test_clean_asks_and_deletes_one_subject_only(project):
    results = project.folder / "results"
    everything = {path for path in results.rglob("*") if path.is_file()}

    def left():
        return {path for path in results.rglob("*") if path.is_file()}

    unknown = project.program("clean", "greenkubo", check=False)
    assert unknown.returncode != 0
    assert len(unknown.stdout.splitlines()) == 1
    assert "subject greenkubo is not known; use one of: anharmonic bias billiard " in unknown.stdout
    refused = project.program("clean", "green_kubo", check=False)
    assert refused.returncode != 0
    assert "nothing deleted: there is no terminal to ask at; YES=1" in refused.stdout
    assert "nothing deleted" in answered(project, "green_kubo", "n")
    assert left() == everything

    output = answered(project, "green_kubo", "y")
    assert "[y/N]" in output
    gone = everything - left()
    assert f"{len(gone)} files" in output
    assert sum(path.suffix == ".npz" for path in gone) == N_TEMPERATURES
    assert not (results / "green_kubo").exists()
    assert not (results / "coefficients").exists()  # they are made of its simulations
    assert not (results / "logs/simulate_green_kubo").exists()
    assert (results / "driven/tables/states.csv").exists()

    own = results / "driven/notes.txt"  # no rule makes it
    own.touch()
    assert list((results / "driven").rglob("*.npz"))
    project.program("clean", "driven", "--configfile", SMOKE, "--yes")
    assert [path for path in (results / "driven").rglob("*") if path.is_file()] == [own]
    assert list((results / "billiard/runs").rglob("*.npz"))
