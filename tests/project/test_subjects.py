"""A subject has one name: that of its section, package, rules, schema, page and part of the report."""

import ast
import re

import pytest

from tests.root import CONFIG, ROOT
from thermochain.overview.subjects import HOMES

SOURCES = sorted((ROOT / "src/thermochain").rglob("*.py"))


def test_every_section_of_the_configuration_is_a_subject():
    assert next(iter(CONFIG)) == "seed"
    assert set(CONFIG) == {"seed", "potential", *HOMES}


@pytest.mark.parametrize("subject", HOMES)
def test_a_subject_has_one_name_everywhere(subject):
    home = ROOT / "src" / HOMES[subject].replace(".", "/")
    assert home.name == subject
    assert (home / "study/configuration.py").is_file()
    for name in (f"workflow/rules/{subject}.smk", f"workflow/schemas/{subject}.yaml", f"docs/{subject}.md"):
        assert (ROOT / name).is_file(), name
    assert list((ROOT / "workflow/report" / subject).glob("*.rst"))


def test_no_other_folder_of_the_report_and_no_other_file_of_rules_bears_the_name_of_a_subject():
    beside = {"common", "configuration", "simulations", "pictures", "every_rule", "record", "scheduling", "progress"}
    beside |= {"pages", "precision", "blocks"}
    assert {path.stem for path in (ROOT / "workflow/rules").glob("*.smk")} <= beside | set(HOMES)
    folders = {path.name for path in (ROOT / "workflow/report").iterdir() if path.is_dir()}
    assert folders <= {"pages", *HOMES}


def test_no_private_name_is_imported_from_another_module():
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                private = [alias.name for alias in node.names if alias.name.startswith("_") and alias.name[1] != "_"]
                found += [(path.relative_to(ROOT), name) for name in private]
    assert found == []


def test_no_module_is_longer_than_one_can_read_at_a_sitting():
    long = {str(path.relative_to(ROOT)) for path in SOURCES if len(path.read_text().splitlines()) > 370}
    assert long == set()


def test_rules_declare_neither_sources_nor_environments_and_scripts_read_no_configuration():
    """Both are found elsewhere: sources from the imports of scripts, the environment once for all rules."""
    for path in (ROOT / "workflow/rules").glob("*.smk"):
        assert not re.search(r"^\s+conda:|^\s+code=code\(", path.read_text(), re.MULTILINE), path.name
    for path in (ROOT / "workflow/scripts").glob("*.py"):
        assert "snakemake.config" not in path.read_text(), path.name
