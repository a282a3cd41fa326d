"""The workflow as users run it, on the smoke preset: results, reruns, bits, failures."""

import json
import os
import re
import signal
import time

import pytest
import yaml

from tests.root import CONFIG, ROOT
from tests.workflow.conftest import N_TEMPERATURES, rule_texts
from thermochain.overview.verification import SIMULATIONS, damaged_files
from thermochain.rotors.green_kubo.study.correlation_files import load_correlations
from thermochain.rotors.macroscopic.study.form_robustness import FORM_ROBUSTNESS
from thermochain.rotors.macroscopic.study.paper_comparison import PAPER_COMPARISON
from thermochain.rotors.published_protocol.study.table import THERMALISATION
from thermochain.rotors.regimes.study.claims import REGIME_CLAIMS
from thermochain.rotors.relaxation.study.chains import QUANTITIES
from thermochain.rotors.relaxation.study.limit import LIMITS
from thermochain.runs.sources import imported_files, source_files

pytestmark = pytest.mark.workflow


def test_one_command_makes_every_figure_and_table(finished):
    results = finished.folder / "results"
    for study in ("ios", "ours"):
        for number in range(1, 14):
            for suffix in (".png", ".pdf", ".csv"):
                path = results / "figures" / study / f"figure_{number:02d}{suffix}"
                assert path.stat().st_size > 2000, path
    assert len(list((results / "figures/ours").glob("green_kubo_T*.png"))) == N_TEMPERATURES
    assert len(list((results / "tables/running_integrals").glob("T*.csv"))) == N_TEMPERATURES
    assert (results / "figures/ours/thermalisation.png").stat().st_size > 2000
    for picture in ("hydrodynamic_limit", "hydrodynamic_profiles", "hydrodynamic_energies"):
        for suffix in (".png", ".pdf", ".csv"):
            assert (results / "figures/macroscopic" / f"{picture}{suffix}").stat().st_size > 2000
    assert set(LIMITS.read(results / "tables/hydrodynamic_limit.csv")["quantity"]) == set(QUANTITIES)
    assert len(THERMALISATION.read(results / "tables/thermalisation.csv")) == 2  # one temperature, two starts
    for name in ("regime_maps", "conductivity_anatomy", "low_temperature"):
        for suffix in (".png", ".pdf"):
            assert (results / f"figures/macroscopic/{name}{suffix}").stat().st_size > 2000
    assert len(REGIME_CLAIMS.read(results / "tables/regime_claims.csv")) > 15
    assert len(FORM_ROBUSTNESS.read(results / "tables/form_robustness.csv")) > 40
    for name in ("profiles", "torque_sweep", "closure", "uphill", "negative_conductivity", "verdict"):
        assert (results / f"figures/ness/{name}.png").stat().st_size > 2000
    for name in ("figure_2", "waiting", "share", "redistribution"):
        assert (results / f"figures/exchange/billiard_{name}.png").stat().st_size > 2000
    story, explorer = ((results / f"{name}.html").read_text() for name in ("story", "explorer"))
    assert story.count('src="data:image/png;base64,') == 10
    assert 4 / 3 * len(story) < 2e6  # Chromium shows nothing beyond 2 MB where the report embeds it
    assert "nan" not in re.findall(r"[a-z]+", re.sub(r"base64,[^\"]*|<pre>.*?</pre>", "", story, flags=re.DOTALL))
    measured = json.loads((results / "coefficients/measured.json").read_text())
    assert json.dumps(measured["pp"]["parameters"]) in explorer
    assert not list((results / "checkpoints").rglob("*.npz"))  # finished runs leave none
    comparison = PAPER_COMPARISON.read(results / "tables/paper_comparison.csv")
    assert len(comparison) > 15
    assert comparison["published"].notna().all()


def test_the_terminal_shows_how_far_the_work_is(finished):
    assert "(100%) done" in finished.first_run.stdout
    assert "Simulating rotor rings: T = 0.3, M = 64, block 0" in finished.first_run.stdout


def test_simulations_log_progress_with_rate_and_time_left(finished):
    for log in (finished.folder / "results/logs/simulate_green_kubo").rglob("*.log"):
        text = log.read_text()
        assert "progress 100.0 %" in text
        assert "updates/s" in text
        assert "ETA" in text


def test_fit_comparison_is_printed(finished):
    text = (finished.folder / "results/logs/fit_coefficients.log").read_text()
    assert "published_error" in text
    assert text.count("pp") >= 3


def test_a_second_run_does_nothing(finished):
    assert finished.pending() == {}


def test_editing_a_kernel_reruns_the_simulations(finished):
    with finished.edited("src/thermochain/engine/simd.py", "LANES = 8\n", "LANES = 8  # edited\n"):
        jobs = finished.pending()
    assert jobs["simulate_green_kubo"] == N_TEMPERATURES
    assert jobs["estimate_onsager"] == 1


def test_editing_a_figure_reruns_only_that_figure_and_the_story_that_shows_it(finished):
    with finished.edited(
        "src/thermochain/rotors/macroscopic/figures/figure_05.py", '"""Figure 5:', '"""Edited Figure 5:'
    ):
        assert finished.pending() == {"figure_05": 2, "story": 1}


def test_editing_the_langevin_step_reruns_only_the_comparison_of_protocols(finished):
    with finished.edited(
        "src/thermochain/rotors/published_protocol/langevin_rings.py",
        "import numpy as np\n",
        "import numpy as np  # edited\n",
    ):
        jobs = finished.pending()
    tables = {"tabulate_published_protocol": 1, "draw_published_protocol": 1, "story": 1}
    assert jobs == {"simulate_published_protocol": 2} | tables


def test_editing_the_solver_reruns_no_simulation(finished):
    with finished.edited(
        "src/thermochain/rotors/macroscopic/first_integral.py", "_TOLERANCE = 1e-9", "_TOLERANCE = 1e-8"
    ):
        jobs = finished.pending()
    assert "simulate_green_kubo" not in jobs
    assert "estimate_onsager" not in jobs
    assert jobs["figure_03"] == 2
    assert jobs["compare_with_paper"] == 1


def test_editing_what_jobs_ask_batch_systems_for_reruns_nothing(finished):
    with finished.edited("src/thermochain/runs/batch_job.py", "_START_UP = 5 ", "_START_UP = 6 "):
        assert finished.pending() == {}


def test_touching_a_file_reruns_nothing(finished):
    os.utime(finished.folder / "src/thermochain/rotors/green_kubo/rings.py")
    assert finished.pending() == {}


def test_adding_a_temperature_simulates_only_that_one(finished):
    old, new = "temperatures: [0.3, 0.5, 0.8,", "temperatures: [0.3, 0.5, 0.65, 0.8,"
    with finished.edited("workflow/presets/smoke.yaml", old, new):
        jobs = finished.pending()
    assert jobs["simulate_green_kubo"] == 1
    assert jobs["draw_correlations"] == N_TEMPERATURES + 1  # their common table gets a row


def test_adding_a_block_simulates_only_the_new_blocks(finished):
    with finished.edited("workflow/presets/smoke.yaml", "blocks: 1", "blocks: 2"):
        assert finished.pending()["simulate_green_kubo"] == N_TEMPERATURES


def test_the_map_resolution_touches_maps_and_curves_only(finished):
    with finished.edited("workflow/presets/smoke.yaml", "map_points: 25", "map_points: 27"):
        jobs = set(finished.pending())
    curves = {"conductivity_anatomy", "low_temperature", "record_configuration", "story"}
    assert jobs == {f"figure_{n:02d}" for n in (4, 6, 7, 8, 9, 12)} | curves


def test_the_configuration_of_the_last_run_is_recorded(finished):
    record = yaml.safe_load((finished.folder / "results/configuration.yaml").read_text())
    assert record["green_kubo"]["schedule"][0]["n_rotors"] == 64  # of the preset
    assert record["seed"] == CONFIG["seed"]


def simulated(project, temperature):
    [path] = (project.folder / f"results/green_kubo/runs/T{temperature}").rglob("block0.npz")
    return path


@pytest.mark.parametrize("temperature", ["0.8", "1.5"])
def test_one_core_gives_the_same_bits_as_two(finished, make_project, temperature):
    there = simulated(finished, temperature)
    alone = make_project()
    target = there.relative_to(finished.folder)
    alone.snakemake(str(target), cores=1)
    assert (alone.folder / target).read_bytes() == there.read_bytes()
    record = json.loads((alone.folder / target).with_suffix(".json").read_text())
    assert record["content_sha256"] == json.loads(there.with_suffix(".json").read_text())["content_sha256"]
    assert record["parameters"]["temperature"] == float(temperature)


def test_every_stored_simulation_is_verified(finished):
    """Read off a whole run, so that a new kind cannot be forgotten."""
    folder = finished.folder / "results"
    stored = {path.relative_to(folder).parts[0] for path in folder.rglob("*.npz")}
    assert stored == set(SIMULATIONS)
    n_files, damaged = damaged_files(folder)
    assert damaged == {}
    assert n_files > 100


def test_a_truncated_result_stops_the_study_is_named_and_is_recomputed_once_deleted(finished, tmp_path):
    project = finished.with_results(tmp_path / "damaged")
    target = "results/green_kubo/tables/onsager.csv"
    path = simulated(project, "0.5")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    done = project.snakemake(target, "--forcerun", "estimate_onsager", "--show-failed-logs", check=False)
    assert done.returncode != 0
    assert f"{path.relative_to(project.folder)} cannot be trusted" in done.stdout
    path.unlink()
    project.snakemake(target)
    assert path.read_bytes() == whole


def test_a_killed_run_resumes(make_project):
    project = make_project()
    target = ["results/green_kubo/tables/onsager.csv", "--rerun-incomplete"]
    with (project.folder / "log.txt").open("w") as log:
        process = project.start(project.command(*target), stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + 300
        # two run at a time, so the third starts only after one of the first two is on record as finished
        while len(list(project.folder.glob("results/green_kubo/**/*.json"))) < 3 and time.monotonic() < deadline:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    before = {p: p.stat().st_mtime_ns for p in project.folder.glob("results/green_kubo/**/*.json")}
    assert 0 < len(before) < N_TEMPERATURES
    project.snakemake("--unlock")
    project.snakemake(*target)
    kept = [p for p, time_written in before.items() if p.stat().st_mtime_ns == time_written]
    assert kept  # at most the two in flight were begun again
    blocks = list(project.folder.glob("results/green_kubo/**/*.npz"))
    assert len(blocks) == N_TEMPERATURES
    for path in blocks:
        load_correlations(path)  # raises unless whole


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("green_kubo: {n_rotor: 64}", "green_kubo: unknown key 'n_rotor'; allowed are"),
        ("green_kubo: {temperatures: [0.3, -0.5, 1, 2]}", "green_kubo.temperatures[1] = -0.5: must be >= 0.05"),
    ],
)
def test_a_bad_configuration_stops_before_the_first_job_with_one_line(make_project, setting, message):
    project = make_project()
    (project.folder / "bad.yaml").write_text(setting)
    done = project.snakemake(preset="bad.yaml", check=False)
    assert done.returncode != 0
    lines = [line for line in done.stdout.splitlines() if not line.startswith("Config file")]
    assert len(lines) == 1
    assert message in lines[0]
    assert not (project.folder / "results").exists()


def test_every_rule_has_message_log_environment_and_script():
    """Read off the rules themselves, so that a new one cannot forget."""
    for path in (ROOT / "workflow/rules").glob("*.smk"):
        rules = re.split(r"\n(?:rule|checkpoint) ", path.read_text())[1:] + path.read_text().split("\n    rule:")[1:]
        for text in rules:
            for directive in ("message:", "log:", "conda:", "script:", "code=code("):
                assert directive in text, (path.name, text.split(":")[0], directive)
            assert '"../../environment.yml"' in text


def test_every_rule_depends_on_what_its_script_imports():
    """Read off the scripts; the parts of a rule made in a loop are found by name when it runs, and left out."""
    neutral = {"checks.py", "guard.py", "progress.py", "provenance.py", "job_log.py"}
    n_rules = 0
    for rule, text in rule_texts().items():
        script = re.search(r'script:\s*"../scripts/(\w+\.py)"', text)[1]
        modules = re.findall(r'"([\w.]+)"', re.search(r"code=code\((.*?)\)", text, re.DOTALL)[1])
        known = {path for module in modules for path in source_files(f"thermochain.{module}")}
        imported = {path for path in imported_files(ROOT / "workflow/scripts" / script) if path.name not in neutral}
        assert set(map(str, imported)) <= known, rule
        n_rules += 1
    assert n_rules > 50


def test_the_report_is_self_contained_and_captioned(finished):
    finished.snakemake("--report", "results/report.html")
    report = (finished.folder / "results/report.html").read_text()
    assert len(report) > 1_000_000
    for phrase in (
        "Figure 9",
        "uphill",
        "Gibbs",
        "figure_13.png",
        "green_kubo_T0.3.png",
        "story.html",
        "explorer.html",
    ):
        assert phrase in report, phrase
