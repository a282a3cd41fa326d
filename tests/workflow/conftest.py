"""A copy of the project in which the smoke preset has been run once."""

import atexit
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from functools import cache

import pytest

from tests.root import ROOT
from tests.workflow.warm_python import WarmPython
from workflow.rulegraph import TARGETS as ALL
from workflow.rulegraph import rules_of

SMOKE = "workflow/presets/smoke.yaml"
N_TEMPERATURES = 5  # of the smoke preset
CHAIN = "results/driven/runs/n17/TL0.3_TR0.3_tauL0_tauR1_gamma1/dt0.1_t1024_R16_seed2021/block0.npz"
TARGETS = ["results/coefficients/measured.json", CHAIN]


def told(output):
    """Lines of an output of Snakemake, but for those that say which files it reads."""
    return [line for line in output.splitlines() if not line.startswith(("Config file", "Using workflow specific"))]


def planned_jobs(output):
    """Rule -> number of its jobs, in the output of a dry run."""
    table = re.search(r"^Job stats:\n.*?\n-+ .*?\n(.*?)^total", output, re.MULTILINE | re.DOTALL)
    rows = table.group(1).split("\n") if table else []
    jobs = {name: int(count) for name, count in (row.split() for row in rows if row.strip())}
    jobs.pop("all", None)
    return jobs


@cache
def warm_python():
    """The process from which the Python programs of all tests start."""
    python = WarmPython()
    atexit.register(python.close)
    return python


class Project:
    """A working copy with its own package source and results."""

    def __init__(self, folder):
        self.folder = folder

    @classmethod
    def of_the_source(cls, folder):
        """A fresh copy of the project, without results."""
        project = cls(folder)
        for name in ("Snakefile", "config.yaml", "environment.yml", "profiles", "workflow", "src"):
            source = ROOT / name
            copy = shutil.copytree if source.is_dir() else shutil.copy2
            copy(source, folder / name)
        return project

    def with_results(self, folder):
        """A copy of this project, results and memory of what was run included."""
        shutil.copytree(self.folder, folder)
        return Project(folder)

    def command(self, *arguments, preset=SMOKE, cores=2):
        configuration = ["--configfile", preset] if preset else []
        return [sys.executable, "-m", "snakemake", *arguments, "--cores", str(cores), *configuration]

    @property
    def environment(self):
        return os.environ | {"PYTHONPATH": str(self.folder / "src")}

    def start(self, command, **settings):
        """A process in this folder; unless `settings` say otherwise, its output and errors go to one pipe as text."""
        usual = {"env": self.environment, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.Popen(command, cwd=self.folder, **(usual | settings))

    def run(self, command, *, check=True, **settings):
        """The same, to its end; with `check` it must succeed."""
        with self.start(command, stdin=subprocess.DEVNULL, **settings) as process:
            output, errors = process.communicate()
        assert not check or process.returncode == 0, output[-6000:]
        return subprocess.CompletedProcess(command, process.returncode, output, errors)

    def python(self, *arguments, check=True, apart=False):
        """The same for a Python program, which starts in half of the time (see `WarmPython`)."""
        done = warm_python().run(arguments, folder=self.folder, environment=self.environment, apart=apart)
        assert not check or done.returncode == 0, done.stdout[-6000:]
        return done

    def program(self, name, *arguments, **settings):
        """Run one of the programs in workflow/."""
        return self.python(f"workflow/{name}.py", *arguments, **settings)

    def snakemake(self, *arguments, preset=SMOKE, cores=2, check=True):
        _, *command = self.command(*arguments, preset=preset, cores=cores)
        return self.python(*command, check=check)

    def pending(self, *arguments, preset=SMOKE):
        """Rule -> number of jobs that a run would execute now."""
        return planned_jobs(self.snakemake("--dry-run", *arguments, preset=preset).stdout)

    @contextmanager
    def edited(self, name, old, new):
        """The file `name` with `old` replaced by `new`, restored afterwards."""
        path = self.folder / name
        before = path.read_text()
        assert old in before
        path.write_text(before.replace(old, new))
        try:
            yield
        finally:
            path.write_text(before)


@pytest.fixture
def make_project(tmp_path):
    return lambda: Project.of_the_source(tmp_path)


# prints, as JSON, what Snakemake knows of every rule
DESCRIBE = """
import json, sys
sys.path.insert(0, "workflow")
from planned import study_rules, subject_of, workflow_of
with study_rules() as study:
    print(json.dumps({
        rule.name: {
            "script": str(rule.script or ""),
            "home": str(rule.basedir),
            "message": rule.message or "",
            "output": [str(path) for path in rule.output],
            "log": [str(path) for path in rule.log],
            "code": [str(path) for path in getattr(rule.input, "code", [])],
            "kind": dict(rule.params.items()).get("kind", ""),
            "module": dict(rule.params.items()).get("module", ""),
            "given": sorted({*rule.input.keys(), *rule.params.keys()} - {"code", "module"}),
            "tables": [name for name, path in rule.output.items() if str(path).endswith(".csv")],
            "pictures": [home for home, _ in dict(rule.params.items()).get("pictures", {}).values()],
            "group": rule._group if isinstance(rule._group, str) else "",
            "resources": list(rule.resources),
            "subject": subject_of(rule),
        }
        for rule in workflow_of(study).rules
    }))
"""


def pytest_collection_modifyitems(items):
    """Tests of the whole study are marked, so that they can run beside the others."""
    for item in items:
        if "finished" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.whole_study)


@pytest.fixture(scope="session")
def rules(tmp_path_factory):
    """Name -> what Snakemake knows of every rule but the targets (see DESCRIBE)."""
    project = Project.of_the_source(tmp_path_factory.mktemp("described"))
    done = project.run([sys.executable, "-c", DESCRIBE], stderr=subprocess.DEVNULL)
    return {name: rule for name, rule in json.loads(done.stdout.splitlines()[-1]).items() if rule["script"]}


@pytest.fixture(scope="session")
def graph(tmp_path_factory):
    """Names of the rules, and pairs of those of which one uses what the other makes."""
    return rules_of(*ALL, folder=Project.of_the_source(tmp_path_factory.mktemp("rules")).folder)


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """Equilibrium blocks, their table, the coefficients fitted to it, and a driven chain."""
    project = Project.of_the_source(tmp_path_factory.mktemp("undisturbed"))
    project.snakemake(*TARGETS)
    return project


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    project = Project.of_the_source(tmp_path_factory.mktemp("smoke"))
    project.first_run = project.snakemake()
    return project
