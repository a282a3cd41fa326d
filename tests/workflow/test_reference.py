"""Reference results of the smoke preset: shipped from a run, redrawn without simulations, compared with a run."""

import base64
import json

import numpy as np
import pytest
from matplotlib.image import imread

from tests.workflow.conftest import SMOKE
from thermochain.overview.reference import PROVENANCE, shipped_files
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER

pytestmark = pytest.mark.workflow


@pytest.fixture(scope="module")
def shipped(finished, tmp_path_factory):
    project = finished.with_results(tmp_path_factory.mktemp("reference") / "project")
    project.program("reference", "ship", "--configfile", SMOKE)
    return project


def pictures(folder):
    return {path.relative_to(folder): path for path in folder.rglob("*.png")}


def test_every_figure_is_redrawn_from_the_reference_alone(shipped, tmp_path):
    """Those of the run but for rounding: five dots of a thousand may change, by which frame and text move a hair."""
    results = shipped.folder / "results"
    drawn = tmp_path / "drawn"
    # a run beside it is about to write one of them
    mark = base64.urlsafe_b64encode(b"results/networks/figures/scan.png").decode()
    (shipped.folder / ".snakemake/incomplete").mkdir(exist_ok=True)
    being_written = shipped.folder / ".snakemake/incomplete" / mark
    being_written.touch()
    away = results.rename(tmp_path / "away")
    try:
        shipped.program("reference", "draw", "--drawn", str(drawn), "--cores", "2")
    finally:
        away.rename(results)
        being_written.unlink()
    there, again = pictures(results), pictures(drawn)
    assert set(again) == set(there)
    assert not list(drawn.rglob("*.npz"))
    for name, path in again.items():
        new, old = imread(path), imread(there[name])
        assert new.shape == old.shape, name
        assert np.mean(np.abs(new - old) > 0.1) < 5e-3, name
    assert (drawn / "evolution/figures/film.gif").stat().st_size > 2000


def test_the_reference_says_what_it_came_from(shipped):
    record = json.loads((shipped.folder / "workflow/reference" / PROVENANCE).read_text())
    assert record["seed"] == 2021
    assert {"python", "numpy", "numba"} <= set(record["versions"])
    assert record["files"]["green_kubo/tables/onsager.csv"]["exact"] is False
    assert record["files"]["harmonic/figures/limits.csv"]["exact"] is True


def test_the_reference_of_another_preset_has_only_what_that_of_the_default_preset_has_not(shipped):
    path = shipped.folder / "results/green_kubo/tables/onsager.csv"
    before = path.read_bytes()
    onsager = ONSAGER.read(path)
    ONSAGER.write(path, onsager.assign(ee=1.01 * onsager.ee))
    other = shipped.folder / "workflow/reference_paper"
    try:
        shipped.program("reference", "--reference", str(other), "ship", "--configfile", SMOKE)
    finally:
        path.write_bytes(before)
    assert [name for name in shipped_files(other) if name.endswith(".csv")] == ["green_kubo/tables/onsager.csv"]


def test_the_run_that_it_was_made_from_agrees_and_an_altered_one_is_named(shipped):
    agreed = shipped.program("reference", "check").stdout
    assert "tables agree with the reference" in agreed
    assert "another configuration" not in agreed
    with shipped.edited("results/configuration.yaml", "map_points: 25", "map_points: 27"):
        told = shipped.program("reference", "check").stdout
    assert told.startswith(
        "This run has another configuration than the reference, in macroscopic: rows that both have are compared."
    )
    path = shipped.folder / "results/green_kubo/tables/onsager.csv"
    before = path.read_bytes()
    onsager = ONSAGER.read(path)
    onsager.loc[2, "ee"] += 10.0 * np.sqrt(2.0) * onsager.loc[2, "ee_error"]
    ONSAGER.write(path, onsager)
    try:
        done = shipped.program("reference", "check", check=False)
    finally:
        path.write_bytes(before)
    assert done.returncode == 1
    assert "green_kubo/tables/onsager.csv: ee in row 2" in done.stdout
    assert "is off by 10.0 sigma" in done.stdout
    assert "1 of " in done.stdout


def test_a_figure_that_has_no_reference_is_named(shipped):
    record = shipped.folder / "workflow/reference" / PROVENANCE
    before = record.read_text()
    lacking = "published_protocol/tables/thermalisation.csv"
    record.write_text(before.replace(f'"{lacking}"', '"elsewhere.csv"'))
    try:
        done = shipped.program("reference", "draw", check=False)
    finally:
        record.write_text(before)
    assert done.returncode != 0
    assert f"the reference lacks 1 file(s), such as {lacking}" in done.stdout
