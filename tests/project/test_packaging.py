"""The three lists of dependencies agree, and the project carries nothing of the machine it was made on."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.root import ROOT

CONDA_NAMES = {"snakemake": "snakemake-minimal", "matplotlib": "matplotlib-base"}


def parse(requirement):
    name, version = re.fullmatch(r"([A-Za-z0-9_.-]+)(?:\[\w+\])?(.*)", requirement.strip()).groups()
    return name.lower().replace("_", "-"), version


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


@pytest.fixture(scope="module")
def locked():
    pairs = [parse(requirement) for requirement, *_ in locked_lines()]
    assert all(version.startswith("==") for _, version in pairs), "the lock holds exact versions"
    return {name: version[2:] for name, version in pairs}


def locked_lines():
    """Requirement and options of each package in the lock."""
    text = (ROOT / "requirements.lock").read_text().replace("\\\n", " ")
    return [line.split() for line in text.splitlines()]


def wanted(project):
    extras = project["optional-dependencies"]
    requirements = project["dependencies"] + extras["dev"] + extras["cluster"] + extras["docs"]
    return dict(parse(r) for r in requirements)


def as_tuple(version):
    return tuple(int(part) for part in re.findall(r"\d+", version))


def test_lock_satisfies_pyproject(project, locked):
    for name, bound in wanted(project).items():
        assert bound.startswith(">=")
        assert as_tuple(locked[name]) >= as_tuple(bound[2:]), name


def exact(bound):
    """The version of a lower bound, with the three numbers that releases have."""
    return ".".join((bound.removeprefix(">=") + ".0.0").split(".")[:3])


def test_the_minimum_versions_that_are_tested_are_those_that_are_stated(project):
    """`make test-minimum` installs what pyproject.toml, the Snakefile and the README promise."""
    lines = (ROOT / "requirements-minimum.txt").read_text().splitlines()
    tested = dict(map(parse, lines))
    tools = {name: bound for name, bound in wanted(project).items() if name in ("pytest", "hypothesis", "setuptools")}
    stated = dict(map(parse, project["dependencies"])) | tools
    assert tested == {name: f"=={exact(bound)}" for name, bound in stated.items()}
    snakemake = tested["snakemake"].removeprefix("==")
    assert f'min_version("{snakemake}")' in (ROOT / "Snakefile").read_text()
    assert f"Snakemake {snakemake}" in (ROOT / "README.md").read_text()


def test_every_archive_of_the_lock_has_a_hash_and_nothing_says_where_it_comes_from():
    for requirement, *options in locked_lines():
        assert options, requirement
        for option in options:
            assert re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", option), requirement


def test_environment_lists_the_same_packages_at_the_same_versions(project, locked):
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    listed = dict(entry.split("=", 1) for entry in environment["dependencies"])
    python = listed.pop("python")
    assert python in project["requires-python"]
    expected = {CONDA_NAMES.get(name, name): locked[name] for name in wanted(project)}
    assert listed == expected


def test_the_optional_tools_are_pinned_and_kept_out_of_the_locked_environment(project, locked):
    """Who wants them installs them apart; nobody else gets them, and their versions do not float."""
    extras = project["optional-dependencies"]
    for name, version in (parse(r) for r in extras["crosscheck"] + extras["kubernetes"]):
        assert re.fullmatch(r"==\d+(\.\d+)+", version)
        assert name not in locked
        assert name not in (ROOT / "environment.yml").read_text()
    known = {"dev", "docs", "cluster", "crosscheck", "kubernetes"}
    assert set(extras) == known, "a new extra: lock it, or test it here"


def tracked_files():
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listing.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listing.stdout.splitlines()]


def test_no_index_address_and_no_home_directory_is_committed():
    pattern = re.compile(r"(--(extra-)?index-url|/simple/|/root/|/home/\w)")
    for path in tracked_files():
        if path.suffix in {".png", ".pdf"} or path == Path(__file__):
            continue
        assert not pattern.search(path.read_text(encoding="utf-8")), path


def test_public_names_exist_and_are_documented():
    import thermochain

    for name in thermochain.__all__:
        thing = getattr(thermochain, name)
        assert name == "__version__" or thing.__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = thermochain.nonsense


def test_importing_the_package_stays_cheap():
    """Jobs import what they need: the package itself pulls in none of the heavy libraries."""
    code = "import sys, thermochain; print([m for m in ('numba', 'pandas', 'matplotlib', 'scipy') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
