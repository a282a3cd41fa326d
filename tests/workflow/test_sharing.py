"""What a simulation that was run once saves: between presets in one checkout, and between checkouts by --cache."""

import re

import pytest

from tests.root import ROOT
from tests.workflow.conftest import SMOKE, Project
from thermochain.overview.verification import _SHARED_NAME
from thermochain.rotors.green_kubo.study.correlation_files import load_correlations

pytestmark = pytest.mark.workflow

TARGETS = [f"results/green_kubo/runs/T{T}/M64_dt0.1_h0.4_t1600_lag400_R256_seed2021/block0.npz" for T in ("0.8", "1.5")]


def test_every_simulation_can_be_shared():
    """The one loop that makes the rules of all simulations says so, and so does every rule beside it that simulates."""
    for path in (ROOT / "workflow/rules").glob("*.smk"):
        text = path.read_text()
        n_simulations = len(re.findall(r"rule simulate_\w+:|f\"simulate_\{", text))
        assert text.count("cache: SHARED") >= n_simulations, path.name
    assert "cache: SHARED" in (ROOT / "workflow/rules/simulations.smk").read_text()


@pytest.fixture
def checkouts(tmp_path, monkeypatch):
    """Two checkouts and one folder of shared results."""
    shared = tmp_path / "shared"
    shared.mkdir()
    monkeypatch.setenv("SNAKEMAKE_OUTPUT_CACHE", str(shared))
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        folder.mkdir()
    return *map(Project.of_the_source, folders), shared


def simulated(project):
    """Logs with something in them: a simulation wrote it, while Snakemake makes empty ones for what it takes over."""
    logs = (project.folder / "results/logs/simulate_green_kubo").rglob("*.log")
    return [log for log in logs if log.stat().st_size > 0]


def test_another_checkout_gets_the_simulations_unless_a_kernel_was_edited(checkouts):
    first, second, shared = checkouts
    first.snakemake(*TARGETS, "--cache")
    assert len(simulated(first)) == 2
    assert len(list(shared.glob("*.npz"))) == 2
    # by these names `make verify RECOMPUTE=1` knows what it may delete behind a link
    assert all(_SHARED_NAME.fullmatch(path.name) for path in shared.iterdir())

    second.snakemake(*TARGETS, "--cache")
    assert simulated(second) == []
    for target in TARGETS:
        for path in (target, target.replace(".npz", ".json")):
            assert (second.folder / path).read_bytes() == (first.folder / path).read_bytes()
        load_correlations(second.folder / target)  # of this temperature, and intact

    (second.folder / TARGETS[0]).unlink()
    with second.edited("src/thermochain/engine/simd.py", "LANES = 8\n", "LANES = 8  # edited\n"):
        second.snakemake(TARGETS[0], "--cache")
    assert len(simulated(second)) == 1  # another key
    assert len(list(shared.glob("*.npz"))) == 3
    assert (first.folder / TARGETS[0]).exists()  # and the first checkout keeps what it had


def test_without_cache_nothing_is_shared_and_nothing_is_said_about_it(checkouts):
    first, _, shared = checkouts
    done = first.snakemake("--dry-run", *TARGETS)
    assert "eligible for caching" not in done.stdout
    assert not list(shared.iterdir())


def test_presets_share_the_simulations_that_they_have_in_common(finished):
    """Of another preset's six temperatures two are new; then the first preset has nothing to simulate again."""
    text = (finished.folder / SMOKE).read_text()
    other = finished.folder / "other.yaml"
    other.write_text(text.replace("[0.3, 0.5, 0.8, 1.2, 1.5]", "[0.3, 0.5, 0.65, 0.9, 1.2, 1.5]"))
    try:
        jobs = finished.pending(preset="other.yaml")
        assert {name: n for name, n in jobs.items() if name.startswith("simulate_")} == {"simulate_green_kubo": 2}
    finally:
        other.unlink()
    assert finished.pending() == {}
