"""Snakemake looks for new jobs at a rate that does not grow with the number of jobs that have ended."""

import subprocess
import sys

import pytest

from tests.root import ROOT

# with one core, "late" is ready and waits while "slow" runs, after twelve jobs have ended
WORKFLOW = """
rule all:
    input: "slow", "late"

rule quick:
    output: "{number}.quick"
    priority: 2
    shell: "touch {output}"

rule slow:
    input: expand("{number}.quick", number=range(12))
    output: "slow"
    priority: 1
    shell: "sleep 4; touch {output}"

rule late:
    input: expand("{number}.quick", number=range(12))
    output: "late"
    shell: "touch {output}"
"""


def looks_during_the_slow_job(folder, rules):
    (folder / "Snakefile").write_text(rules + WORKFLOW)
    command = [sys.executable, "-m", "snakemake", "--cores", "1", "--verbose", "--scheduler", "greedy"]
    finished = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    _, _, rest = finished.stderr.partition("rule slow:")
    during, _, _ = rest.partition("Finished job")
    return during.count("Ready jobs")


@pytest.mark.workflow
def test_four_seconds_bring_some_four_looks_for_new_jobs_however_many_have_ended(tmp_path):
    looks = looks_during_the_slow_job(tmp_path, f'include: "{ROOT}/workflow/rules/scheduling.smk"\n')
    assert 1 <= looks <= 8
