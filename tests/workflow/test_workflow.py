"""The workflow as users run it, on the smoke preset: results, reruns, bits, failures."""

import json
import os
import re
import signal
import time
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
import yaml

from tests.root import CONFIG
from tests.workflow.conftest import N_TEMPERATURES, told
from thermochain.overview.subjects import HOMES
from thermochain.overview.verification import damaged_files, stored_files
from thermochain.rotors.green_kubo.study.correlation_files import load_correlations
from thermochain.runs.sources import NEUTRAL, imported_files, source_files
from thermochain.runs.table import read_any_table

pytestmark = pytest.mark.workflow

# pictures of every subject of `make figures`, without suffix
PICTURES = {
    "green_kubo": ["fit_residuals", "activation"],
    "published_protocol": ["thermalisation", "langevin_times"],
    "regimes": ["maps", "conductivity_anatomy", "low_temperature"],
    "evolution": ["profiles", "entropy_production", "mechanical_energy"],
    "driven": ["profiles", "torque_sweep", "closure", "uphill", "negative_conductivity", "maximum", "verdict"],
    "relaxation": ["limit", "profiles", "energies"],
    "billiard": ["figure_2", "waiting", "share", "redistribution"],
}


def test_one_command_makes_every_figure_and_table(finished):
    results = finished.folder / "results"

    def table(name):
        return read_any_table(results / f"{name}.csv")[1]

    for coefficients in ("published", "measured"):
        for number in range(1, 14):
            for suffix in (".png", ".pdf", ".csv"):
                path = results / f"macroscopic/figures/{coefficients}/figure_{number:02d}{suffix}"
                assert path.stat().st_size > 2000, path
    for subject, names in PICTURES.items():
        for name in names:
            for suffix in (".png", ".pdf"):
                assert (results / f"{subject}/figures/{name}{suffix}").stat().st_size > 2000, (subject, name)
    assert len(list((results / "green_kubo/figures").glob("correlations_T*.png"))) == N_TEMPERATURES
    assert len(list((results / "green_kubo/tables/running_integrals").glob("T*.csv"))) == N_TEMPERATURES
    assert table("relaxation/tables/limits")["quantity"].nunique() > 1
    assert len(table("published_protocol/tables/thermalisation")) == 2  # one temperature, two starts
    assert table("published_protocol/tables/langevin_times")["n_replicas"].tolist() == [
        128,
        128,
        128,
    ]  # two blocks of 64
    assert len(table("regimes/tables/claims")) > 15
    assert len(table("macroscopic/tables/form_robustness")) > 40
    story, explorer = ((results / f"{name}.html").read_text() for name in ("story", "explorer"))
    assert story.count('src="data:image/png;base64,') == 10
    assert 4 / 3 * len(story) < 2e6  # Chromium shows nothing beyond 2 MB where the report embeds it
    assert "nan" not in re.findall(r"[a-z]+", re.sub(r"base64,[^\"]*|<pre>.*?</pre>", "", story, flags=re.DOTALL))
    measured = json.loads((results / "coefficients/measured.json").read_text())
    assert json.dumps(measured["pp"]["parameters"]) in explorer
    assert not list((results / "checkpoints").rglob("*.npz"))  # finished runs leave none
    comparison = table("macroscopic/tables/paper_comparison")
    assert len(comparison) > 15
    assert comparison["published"].notna().all()


def test_every_result_lies_in_the_folder_of_its_subject(finished):
    """Beside them: the coefficients, two pages, the configuration, and what Snakemake and jobs note down."""
    shared = {"coefficients", "logs", "checkpoints", "story.html", "explorer.html", "configuration.yaml", "README.md"}
    results = finished.folder / "results"
    assert {path.name for path in results.iterdir()} <= shared | set(HOMES)
    for subject in set(HOMES) & {path.name for path in results.iterdir()}:
        assert {path.name for path in (results / subject).iterdir()} <= {"runs", "tables", "figures"}, subject


def test_a_run_says_how_far_it_is_and_ends_with_the_pages_to_open(finished):
    *lines, last, pages = told(finished.first_run.stdout)
    assert re.fullmatch(r"..:..:.. 100 % of the core time, (\d+) of \1 jobs", last)
    assert pages == "Open in a browser: results/story.html, results/explorer.html"
    progress = [line for line in lines if re.match(r"..:..:.. \d+ % of the core time, \d+ of \d+ jobs", line)]
    assert progress
    assert not any("Simulating" in line for line in lines)  # no lines for single jobs


def test_the_papers_figures_with_published_coefficients_come_first_and_the_run_says_where(finished):
    """They wait for no simulation, and come before the greater part of them: two jobs of priority at two cores."""
    lines = told(finished.first_run.stdout)
    published, measured = (
        lines.index(f"The paper's figures with {name} coefficients are in results/macroscopic/figures/{name}")
        for name in ("published", "measured")
    )
    assert published < measured
    counts = [found for line in lines[:published] if (found := re.search(r" (\d+) of (\d+) jobs", line))]
    assert all(int(done) < int(jobs) / 2 for done, jobs in (found.groups() for found in counts))


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


def test_editing_a_kernel_reruns_the_simulations_that_import_it(finished, rules):
    kernel = "src/thermochain/engine/simd.py"
    with finished.edited(kernel, "LANES = 8\n", "LANES = 8  # edited\n"):
        jobs = finished.pending()
    assert jobs["simulate_green_kubo"] == N_TEMPERATURES
    assert jobs["estimate_onsager"] == 1
    for name, rule in rules.items():
        if name.startswith("simulate_") and rule["subject"] in HOMES and jobs_of(finished, name):
            assert (jobs.get(name, 0) == jobs_of(finished, name)) == (kernel in rule["code"]), name


def jobs_of(project, rule):
    """Number of jobs of a rule that has been run: their logs."""
    return len([log for log in (project.folder / "results/logs" / rule).rglob("*.log") if log.stat().st_size > 0])


def test_editing_a_figure_redraws_only_its_subject_and_the_story_that_shows_it(finished):
    figure = "src/thermochain/rotors/macroscopic/figures/figure_11.py"
    with finished.edited(figure, '"""Figure 11', '"""Edited Figure 11'):
        assert finished.pending() == {"draw_macroscopic": 2, "tell_story": 1}


def test_editing_the_langevin_step_reruns_only_the_comparison_of_protocols(finished):
    [module] = (finished.folder / "src/thermochain/rotors").rglob("langevin_rings.py")
    name = str(module.relative_to(finished.folder))
    with finished.edited(name, "import numpy as np\n", "import numpy as np  # edited\n"):
        jobs = finished.pending()
    tables = {"tabulate_published_protocol": 1, "draw_published_protocol": 1, "tell_story": 1}
    assert jobs == {"simulate_published_protocol": 6} | tables


def test_editing_the_solver_reruns_no_simulation(finished):
    with finished.edited(
        "src/thermochain/rotors/macroscopic/first_integral.py", "_TOLERANCE = 1e-9", "_TOLERANCE = 1e-8"
    ):
        jobs = finished.pending()
    assert "simulate_green_kubo" not in jobs
    assert "estimate_onsager" not in jobs
    assert jobs["tabulate_macroscopic"] == 2
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
    assert jobs["draw_green_kubo"] == 1


def test_adding_a_block_simulates_only_the_new_blocks(finished):
    with finished.edited("workflow/presets/smoke.yaml", "blocks: 1", "blocks: 2"):
        assert finished.pending()["simulate_green_kubo"] == N_TEMPERATURES


def test_the_map_resolution_touches_maps_and_curves_only(finished):
    with finished.edited("workflow/presets/smoke.yaml", "map_points: 25", "map_points: 27"):
        jobs = set(finished.pending())
    figures = {"tabulate_macroscopic", "draw_macroscopic", "tabulate_regimes", "draw_regimes"}
    assert jobs == figures | {"record_configuration", "tell_story"}


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
    assert set(folder.rglob("*.npz")) <= {path for path, _ in stored_files(folder)}
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
        while len(list(project.folder.glob("results/green_kubo/**/block*.json"))) < 3 and time.monotonic() < deadline:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    before = {p: p.stat().st_mtime_ns for p in project.folder.glob("results/green_kubo/**/block*.json")}
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
    [line] = told(done.stdout)
    assert message in line
    assert not (project.folder / "results").exists()


def test_every_rule_has_a_message_and_a_log_and_says_its_subject(rules):
    """Read off the rules themselves, so that a new one cannot forget."""
    for name, rule in rules.items():
        assert rule["message"], name
        assert rule["log"], name
        assert rule["subject"] in {*HOMES, "pages", "record"}, name
        for path in rule["output"]:
            place = path.removeprefix("results/").partition("/")[0]
            assert place in {rule["subject"], "coefficients"} or rule["subject"] in {"pages", "record"}, (name, path)


def test_every_rule_depends_on_the_sources_of_its_script(rules):
    """Each module that the script imports or loads by name, and each that these import, is an input of the rule."""
    for name, rule in rules.items():
        modules = {*rule["pictures"], rule["module"]} - {""}
        if rule["kind"]:
            modules.add(rule["kind"].partition(":")[0])
        needed = {path for module in modules for path in source_files(module)}
        for path in imported_files(Path(rule["home"]) / rule["script"]):
            needed |= set(source_files("thermochain." + ".".join(below_the_package(path).with_suffix("").parts)))
        missing = {below_the_package(path) for path in needed} - {below_the_package(path) for path in rule["code"]}
        assert {path.as_posix() for path in missing} <= NEUTRAL, name
    assert len(rules) > 50


def test_a_module_that_a_rule_names_takes_what_the_rule_gives_it_and_knows_its_tables(rules):
    named = {name: rule for name, rule in rules.items() if rule["module"]}
    for name, rule in named.items():
        module = import_module(rule["module"])
        signature(module.make_tables).bind(**dict.fromkeys(rule["given"]))
        assert set(rule["tables"]) <= set(getattr(module, "TABLES", {})), name
    assert len(named) > 20


def below_the_package(path):
    """Path of a source below src/thermochain."""
    parts = Path(path).parts
    return Path(*parts[parts.index("thermochain") + 1 :])


def test_the_report_is_self_contained_and_captioned(finished):
    finished.snakemake("--report", "results/report.html")
    report = (finished.folder / "results/report.html").read_text()
    assert len(report) > 1_000_000
    for phrase in (
        "Figure 9",
        "uphill",
        "Gibbs",
        "figure_13.png",
        "correlations_T0.3.png",
        "story.html",
        "explorer.html",
    ):
        assert phrase in report, phrase
