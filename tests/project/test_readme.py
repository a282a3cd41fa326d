"""What the README shows works."""

import re
import shlex
import tomllib

import pytest

from tests.root import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_runs(capsys):
    [example] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(example.strip().splitlines()) <= 20
    exec(compile(example, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "highest temperature 0.688, J^p = -4.321\n" in printed
    assert "K^pp(1) = 0." in printed
    assert re.search(r"N j\^e = 0\.\d+ \+- 0\.0\d+, N = 16: uphill", printed)


def test_the_readme_is_one_page():
    assert len(README.splitlines()) <= 90


def test_links_lead_somewhere():
    pages = [ROOT / "README.md", ROOT / "results/README.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)


def test_make_targets_and_presets_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^)make ([a-z-]+)", README, re.MULTILINE)
    assert len(named) > 8
    for target in named:
        target = re.sub(r"^clean-[a-z]+$", "clean-%", target)  # of one subject
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for preset in re.findall(r"PRESET=([a-z]+)", README):
        assert preset == "yours" or (ROOT / f"workflow/presets/{preset}.yaml").exists()


PAGES = [ROOT / "README.md", ROOT / "environment.yml", *(ROOT / "docs").glob("*.md")]
INSTALLS = sorted({line for page in PAGES for line in re.findall(r"pip install ([^`\n]+)", page.read_text("utf-8"))})


@pytest.mark.parametrize("arguments", INSTALLS)
def test_what_pages_say_to_install_is_this_project_from_its_folder_with_extras_that_it_has(arguments):
    """No index has the project, and pip passes over an extra that there is not with a mere warning."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    words = shlex.split(arguments)
    for option in ("-r", "--requirement", "-c", "--constraint"):
        while option in words:
            place = words.index(option)
            assert (ROOT / words[place + 1]).is_file(), arguments
            del words[place : place + 2]
    for word in words:
        if not word.startswith("-"):
            extra = re.fullmatch(r"\.(?:\[([a-z,]+)\])?", word)[1]
            assert set(extra.split(",") if extra else ()) <= set(extras), arguments


def test_there_are_installations_to_look_at():
    assert any(".[cluster]" in arguments for arguments in INSTALLS)
    assert any(".[kubernetes]" in arguments for arguments in INSTALLS)


def test_named_tests_exist():
    """Documents that point to tests point to real ones."""
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    for page in (ROOT / "docs").glob("*.md"):
        for name in re.findall(r"`(test_\w+)`", page.read_text(encoding="utf-8")):
            assert f"def {name}(" in tests, (page.name, name)
