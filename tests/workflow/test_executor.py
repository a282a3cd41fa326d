"""Jobs are processes forked from one that has imported the libraries, and end as jobs of the executor `local` do."""

import json
import os
import signal

import pytest

from tests.root import ROOT
from tests.workflow.conftest import warm_python

pytestmark = pytest.mark.workflow

# short jobs, several of which end at the same time
SNAKEFILE = """
rule all:
    input: expand("{k}.json", k=range(24))

rule tell:
    output: "{k}.json"
    log: "{k}.log"
    params: kind=lambda wildcards: f"kind {wildcards.k}"
    script: "tell.py"
"""
TELL = """
import json, os, sys
from pathlib import Path
Path(snakemake.log[0]).write_text("told")
told = {
    "parent": os.getppid(), "threads": os.environ["OPENBLAS_NUM_THREADS"], "main": __name__, "rule": snakemake.rule,
    "k": snakemake.wildcards.k, "kind": snakemake.params.kind, "log": str(snakemake.log), "folder": os.getcwd(),
    "libraries": "scipy.optimize" in sys.modules, "project": "thermochain" in sys.modules,
}
FAULTS
Path(snakemake.output[0]).write_text(json.dumps(told))
"""


@pytest.fixture
def run(tmp_path):
    """A function that runs the rules above, jobs with faults by their numbers; the finished process."""

    def with_faults(faults, *options):
        (tmp_path / "Snakefile").write_text(SNAKEFILE)
        lines = [f"if snakemake.wildcards.k == '{k}': {fault}" for k, fault in faults.items()]
        (tmp_path / "tell.py").write_text(TELL.replace("FAULTS", "\n".join(lines)))
        arguments = ["-m", "snakemake", "--executor", "thermochain", "--cores", "8", *options]
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        return warm_python().run(arguments, folder=tmp_path, environment=environment)

    return with_faults


def told(folder):
    return [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"), key=lambda path: int(path.stem))]


def test_jobs_share_a_process_with_the_libraries_and_see_what_snakemake_tells_them(run, tmp_path):
    done = run({})
    assert done.returncode == 0, done.stdout
    jobs = told(tmp_path)
    assert [job["k"] for job in jobs] == [str(k) for k in range(24)]
    assert len({job["parent"] for job in jobs}) == 1
    for job in jobs:
        expected = {"kind": f"kind {job['k']}", "log": f"{job['k']}.log", "rule": "tell", "main": "__main__"}
        expected |= {"threads": "1", "folder": str(tmp_path), "libraries": True, "project": False}
        assert job == job | expected


def test_few_jobs_import_what_they_need_themselves(run, tmp_path):
    done = run({}, "0.json", "1.json")
    assert done.returncode == 0, done.stdout
    assert [job["libraries"] for job in told(tmp_path)] == [False, False]


FAULTS = {  # number of a job -> what it does, and what is said of that
    3: ("raise ValueError('no such kind')", "ValueError: no such kind"),
    7: ("sys.exit('a message of its own')", "a message of its own"),
    11: ("os.kill(os.getpid(), 9)", f"rule tell: signal {int(signal.SIGKILL)} has ended the job"),
}


def test_jobs_that_fail_say_why_and_the_others_end_if_they_may(run, tmp_path):
    done = run({k: fault for k, (fault, _) in FAULTS.items()}, "--keep-going")
    assert done.returncode != 0
    assert done.stdout.count("Error in rule tell") == len(FAULTS)
    for _, message in FAULTS.values():
        assert message in done.stdout
    assert [int(job["k"]) for job in told(tmp_path)] == [k for k in range(24) if k not in FAULTS]


def test_other_scripts_are_left_to_the_executor_local(run, tmp_path):
    (tmp_path / "other.smk").write_text('rule:\n    output: "a.txt"\n    shell: "echo $PPID > {output}"\n')
    done = run({}, "--snakefile", "other.smk")
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "a.txt").exists()
