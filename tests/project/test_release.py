"""What others find and install the project by: metadata, source archive, image, and the files of a public host."""

import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib

import pytest
import yaml

from tests.root import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
MAKEFILE = (ROOT / "Makefile").read_text()
HOST = (".ci/", ".github/", ".snakemake-workflow-catalog.yml")  # what serves a host of the repository, not its user


def plain(text):
    return " ".join(text.split())


def test_citation_and_codemeta_say_what_pyproject_says():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    codemeta = json.loads((ROOT / "codemeta.json").read_text())
    assert citation["title"] == codemeta["name"] == PROJECT["name"]
    assert citation["version"] == codemeta["version"] == PROJECT["version"]
    assert plain(citation["abstract"]) == codemeta["description"] == PROJECT["description"]
    assert citation["license"] == PROJECT["license"]
    assert codemeta["license"] == f"https://spdx.org/licenses/{PROJECT['license']}"
    assert citation["authors"] == PROJECT["authors"]
    assert [author["name"] for author in codemeta["author"]] == [author["name"] for author in PROJECT["authors"]]
    assert citation["keywords"] == codemeta["keywords"] == PROJECT["keywords"]
    assert codemeta["runtimePlatform"] == f"Python {PROJECT['requires-python']}"
    names = [re.match(r"[\w-]+", requirement).group() for requirement in PROJECT["dependencies"]]
    assert codemeta["softwareRequirements"] == names
    [paper] = citation["references"]
    assert codemeta["referencePublication"]["name"] == paper["title"]
    assert codemeta["referencePublication"]["@id"].endswith(paper["doi"])
    assert paper["doi"] in (ROOT / "docs/references.md").read_text()


def test_the_version_is_stated_once_and_has_its_changes():
    import thermochain

    assert thermochain.__version__ == PROJECT["version"]
    stated = [path for path in (ROOT / "src").rglob("*.py") if f'"{PROJECT["version"]}"' in path.read_text()]
    assert stated == []
    changelog = (ROOT / "CHANGELOG.md").read_text()
    assert f"## [{PROJECT['version']}]" in changelog or "## [Unreleased]" in changelog


def test_the_source_archive_is_the_checkout_without_what_serves_a_host(tmp_path):
    """Its tests then find what they read, and the study can be run from it."""
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listing.returncode or not listing.stdout:
        pytest.skip("not a git checkout")
    files = listing.stdout.splitlines()
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, tmp_path / name)
    (tmp_path / "results/a_result.csv").touch()  # what a run leaves behind does not get in
    code = "from setuptools.build_meta import build_sdist; build_sdist('dist')"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True)
    [path] = (tmp_path / "dist").iterdir()
    with tarfile.open(path) as archive:
        packed = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
    made = {name for name in packed if name in ("PKG-INFO", "setup.cfg") or ".egg-info/" in name}
    assert packed - made == {name for name in files if not name.startswith(HOST)}


def test_the_image_ends_in_the_figures_and_copies_what_is_there():
    lines = (ROOT / "workflow/Containerfile").read_text().replace("\\\n", " ").splitlines()
    steps = [plain(line) for line in lines if line and not line.startswith("#")]
    assert steps[-1].startswith("RUN make figures-from-reference")
    for step in steps:
        if step.startswith("COPY "):
            *sources, _ = step.split()[1:]
            assert all((ROOT / source).exists() for source in sources), step


WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))


@pytest.mark.skipif(not WORKFLOWS, reason="the source archive leaves out what serves a host")
def test_the_host_runs_every_python_that_is_supported_and_only_targets_that_exist():
    jobs = yaml.safe_load(WORKFLOWS[0].read_text())["jobs"]
    supported = [text.rpartition(" ")[2] for text in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", text)]
    assert jobs["test"]["strategy"]["matrix"]["python"] == supported
    commands = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    targets = [command.split()[1] for command in commands if command.startswith("make ")]
    assert {"install", "lint", "test", "docs", "report", "test-minimum", "test-wheel"} <= set(targets)
    for target in targets:
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


@pytest.mark.skipif(not FORMS, reason="the source archive leaves out what serves a host")
def test_every_form_for_issues_asks_for_something():
    for path in FORMS:
        form = yaml.safe_load(path.read_text())
        if path.stem != "config":
            assert {"name", "description", "body"} <= set(form), path.name
            labels = [field["attributes"]["label"] for field in form["body"]]
            assert len(set(labels)) == len(labels) >= 1, path.name
