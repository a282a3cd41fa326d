"""The study on a real Slurm cluster, started here for the purpose: few submissions, the same bits, nodes that die."""

import contextlib
import importlib.util
import json
import os
import re
import signal
import time

import pandas as pd
import psutil
import pytest

from tests.workflow import slurm_cluster
from tests.workflow.conftest import N_TEMPERATURES
from thermochain.runs.table import read_any_table

pytestmark = [pytest.mark.workflow, pytest.mark.slurm]

PROFILE = (
    *("--workflow-profile", "workflow/profiles/slurm", "--slurm-no-account", "--latency-wait", "5"),
    # the profile's own are made for queues of hours
    *("--slurm-init-seconds-before-status-checks", "2", "--seconds-between-status-checks", "2"),
)
TABLES = ("results/green_kubo/tables/onsager.csv", "results/green_kubo/tables/fit_comparison.csv")
PICTURES = [f"results/green_kubo/figures/correlations_T{temperature}.png" for temperature in (0.3, 0.5, 0.8, 1.2, 1.5)]
WHOLE_STUDY = "SLURM_WHOLE_STUDY"
TIMED_TABLE = "results/exchange/figures/levels.csv"  # in its column seconds
TELL_TIMES = {TIMED_TABLE.replace("csv", "png"), TIMED_TABLE.replace("csv", "pdf"), "results/story.html"}
OF_THE_TIME = {"wall_time_s", "record_sha256"}  # entries of provenance that no two runs share


@pytest.fixture(scope="module")
def cluster():
    reason = slurm_cluster.reason_to_skip()
    if importlib.util.find_spec("snakemake_executor_plugin_slurm") is None:
        reason = "snakemake-executor-plugin-slurm is not installed"
    if reason:
        pytest.skip(reason)
    with slurm_cluster.SlurmCluster() as cluster:
        yield cluster


class Submitted:
    """A project whose jobs go to the cluster."""

    def __init__(self, project, cluster):
        self.project, self.cluster = project, cluster

    def start(self, *targets):
        command = self.project.command(*targets, *PROFILE, cores=1)
        environment = self.project.environment | self.cluster.environment
        return self.project.start(command, env=environment)

    def run(self, *targets):
        """Submissions of a run that succeeds, each as the arguments of sbatch, and what the run printed."""
        before = len(self.cluster.submissions.read_text().splitlines())
        run = self.start(*targets)
        output, _ = run.communicate()
        assert run.returncode == 0, output[-6000:]
        return self.cluster.submissions.read_text().splitlines()[before:], output


@pytest.fixture
def submitted(make_project, cluster):
    return Submitted(make_project(), cluster)


@pytest.fixture
def local(undisturbed, tmp_path_factory):
    """The same tables and pictures, made without a cluster."""
    project = undisturbed.with_results(tmp_path_factory.mktemp("local") / "project")
    project.snakemake(*TABLES, *PICTURES)
    return project


def contents(folder):
    """Path -> bytes of every result; of provenance, what does not tell the time."""
    files = {}
    for path in sorted((folder / "results").rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_dir() or name.startswith("results/logs/"):
            continue
        files[name] = path.read_bytes()
        if path.suffix == ".json" and b'"wall_time_s"' in files[name]:
            record = json.loads(files[name])
            files[name] = json.dumps({key: record[key] for key in record.keys() - OF_THE_TIME}, sort_keys=True).encode()
    return files


def different(one, other):
    """Names of the results of `one` that `other` lacks or has with other bytes."""
    return [name for name, content in one.items() if other.get(name) != content]


def test_slurm_gives_the_bits_of_a_local_run_in_half_of_the_submissions(submitted, local):
    submissions, output = submitted.run(*TABLES, *PICTURES)
    there = contents(submitted.project.folder)
    assert sum(name.startswith("results/green_kubo/runs/") for name in there) == 2 * N_TEMPERATURES
    assert {*TABLES, *PICTURES} <= set(there)
    assert different(there, contents(local.folder)) == []
    n_jobs = N_TEMPERATURES + 5  # blocks, the estimate, the fit, its other forms, the exponents, and the pictures
    assert re.search(rf"100 % of the core time, {n_jobs} of {n_jobs} jobs", output)
    assert len(submissions) == 6  # one for all blocks, five single jobs
    # five minutes for each start, one for each of these small simulations, one after the other on one core
    [rings] = [line for line in submissions if "rule_simulations" in line]
    assert "-t 30 " in rings
    assert "--mem 768 " in rings
    assert "--cpus-per-task=1 " in rings


def test_results_that_differ_would_be_seen(undisturbed):
    results = contents(undisturbed.folder)
    [block] = [name for name in results if "green_kubo/runs/T0.3/" in name and name.endswith(".npz")]
    assert different(results | {block: results[block][:-1] + b"?"}, results) == [block]


def test_a_slurm_that_the_machine_has_already_is_left_alone(monkeypatch, tmp_path):
    theirs = tmp_path / "slurm.conf"
    monkeypatch.setattr(slurm_cluster, "CONFIGURATION", theirs)
    monkeypatch.setattr(slurm_cluster, "TOOLS", ())
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert slurm_cluster.reason_to_skip() is None
    theirs.touch()
    assert "which is left alone" in slurm_cluster.reason_to_skip()


def node_failure(cluster):
    """The node loses power: its daemon, its jobs and everything that they started die at once."""
    steps = [process for process in psutil.process_iter(["name"]) if process.info["name"].startswith("slurmstepd")]
    victims = set()
    for step in steps:
        with contextlib.suppress(psutil.NoSuchProcess):
            victims |= {step, *step.children(recursive=True)}
    cluster.processes["slurmd"].kill()
    for process in victims:
        with contextlib.suppress(psutil.NoSuchProcess):  # some end with those before
            process.send_signal(signal.SIGKILL)
    cluster.stop("slurmd")
    assert victims


def wait_for(condition, seconds=300):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_job_whose_node_dies_is_done_again_with_the_same_bits(submitted, cluster, undisturbed):
    folder = submitted.project.folder
    [block] = (undisturbed.folder / "results/green_kubo/runs/T0.3").rglob("block0.npz")
    target = block.relative_to(undisturbed.folder)
    run = submitted.start(str(target))
    try:
        wait_for(lambda: any((folder / "results/logs/simulate_green_kubo").rglob("*.log")))
        assert not (folder / target).exists()
        node_failure(cluster)
        cluster.start("slurmd")
        output, _ = run.communicate()
    finally:
        run.kill()
    assert run.returncode == 0, output[-6000:]
    assert (folder / target).read_bytes() == block.read_bytes()
    assert cluster.tool("scontrol", "show", "job").count("Restarts=1") == 1


@pytest.mark.skipif(not os.environ.get(WHOLE_STUDY), reason=f"takes many minutes; set {WHOLE_STUDY}=1 to run it")
def test_the_whole_study_on_slurm_is_the_local_one(submitted, finished):
    submissions, output = submitted.run()
    local, there = contents(finished.folder), contents(submitted.project.folder)
    assert set(different(local, there)) <= {TIMED_TABLE, *TELL_TIMES}
    assert set(there) == set(local)
    tables = [read_any_table(project.folder / TIMED_TABLE)[1] for project in (finished, submitted.project)]
    pd.testing.assert_frame_equal(*(table.drop(columns="seconds") for table in tables))
    n_jobs = int(re.search(r"(\d+) of \1 jobs", output).group(1))
    assert len(submissions) < 0.7 * n_jobs
