"""The profiles for batch systems that cannot be had here: a make-believe qsub, and a dry run for Kubernetes."""

import importlib.util
import os

import pytest
import yaml

from tests.root import ROOT

pytestmark = pytest.mark.workflow

QSUB = """#!/bin/sh
# writes down its arguments, starts the script that is the last of them, and prints a number for it
echo "$*" >> {folder}/submissions
number=$(wc -l < {folder}/submissions)
for script; do :; done
(
  if {node}; then sh "$script" > /dev/null 2>&1; echo $? > {folder}/code.$number
  else echo 271 > {folder}/code.$number; fi
) < /dev/null > /dev/null 2>&1 &
echo $number
"""
QSTAT = """#!/bin/sh
# the two lines of "qstat -x -f NUMBER" that matter
for number; do :; done
if test -e {folder}/code.$number
then printf '    job_state = F\\n    Exit_status = %s\\n' "$(cat {folder}/code.$number)"
else printf '    job_state = R\\n'; fi
"""
BLOCK = "results/green_kubo/runs/T1.2/M64_dt0.1_h0.4_t1600_lag400_R256_seed2021/block0.npz"


class FakeBatchSystem:
    """Commands qsub, qstat and qdel in a folder; jobs for which the shell's condition `node` fails are killed."""

    def __init__(self, folder, node):
        self.folder = folder
        for name, text in {"qsub": QSUB, "qstat": QSTAT, "qdel": "#!/bin/sh\n"}.items():
            command = folder / name
            command.write_text(text.replace("{folder}", str(folder)).replace("{node}", node))
            command.chmod(0o755)

    @property
    def submissions(self):
        return (self.folder / "submissions").read_text().splitlines()

    def run(self, project, *arguments):
        command = project.command(
            *arguments,
            *("--workflow-profile", "workflow/profiles/cluster-generic"),
            *("--latency-wait", "5", "--seconds-between-status-checks", "1"),
            cores=1,
        )
        environment = project.environment | {"PATH": f"{self.folder}:{os.environ['PATH']}"}
        return project.run(command, check=False, env=environment)


@pytest.fixture
def commands(tmp_path_factory):
    return tmp_path_factory.mktemp("batch")


def test_a_job_that_the_batch_system_kills_gets_more_time_and_the_same_bits(make_project, commands, undisturbed):
    pytest.importorskip("snakemake_executor_plugin_cluster_generic")
    project, batch = make_project(), FakeBatchSystem(commands, node="test $number -gt 1")
    done = batch.run(project, BLOCK)
    assert done.returncode == 0, done.stdout[-6000:]
    first, second = batch.submissions
    wanted = "-V -j oe -N thermochain -l select=1:ncpus=1:mem=759mb -l walltime="
    assert first.startswith(wanted + "360 ")
    assert second.startswith(wanted + "720 ")
    assert (project.folder / BLOCK).read_bytes() == (undisturbed.folder / BLOCK).read_bytes()


def test_every_picture_shares_its_job_and_every_simulation_states_its_time_and_memory(rules):
    simulations = {name for name in rules if name.startswith("simulate_")}
    assert {"simulate_green_kubo", "simulate_driven"} <= simulations
    for name in simulations:
        assert {"runtime", "mem_mb"} <= set(rules[name]["resources"]), name
    for name, rule in rules.items():
        assert (rule["group"] == "pictures") == any(path.endswith((".png", ".gif")) for path in rule["output"]), name


@pytest.mark.parametrize("profile", ["slurm", "cluster-generic", "kubernetes"])
def test_the_profiles_know_the_groups_of_the_rules_and_no_rule_by_name(profile):
    settings = yaml.safe_load((ROOT / f"workflow/profiles/{profile}/config.yaml").read_text())
    assert set(settings["group-components"]) == {"simulations", "pictures"}
    assert not {"groups", "set-resources"} & set(settings)


def test_the_profile_for_kubernetes_plans_every_job(make_project):
    for module in ("snakemake_executor_plugin_kubernetes", "snakemake_storage_plugin_fs"):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{module} is not installed: python -m pip install .[kubernetes]")
    project = make_project()
    profile = ("--workflow-profile", "workflow/profiles/kubernetes", "--default-storage-prefix", str(project.folder))
    planned = project.pending(*profile)
    assert planned == project.pending()
    assert planned["simulate_green_kubo"] == 5
