"""Every line of an erratum page says how it was read, what shows it, and the one test that holds it."""

import re

import pytest

from tests.root import ROOT

PAGES = sorted((ROOT / "docs").glob("errata_*.md"))
LINE = re.compile(r"^\*\*(\d+)\. .*?(?=^\*\*\d+\. |^## |^What follows|\Z)", re.DOTALL | re.MULTILINE)
PARTS = ("*Reading*: ", "*Evidence*: ", "*Test*: ")
NAMED = re.compile(r"`(test_\w+)`")


def lines(text):
    return [match.group(0) for match in LINE.finditer(text)]


def existing_tests():
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    return {name for source in sources for name in re.findall(r"^def (test_\w+)\(", source, re.MULTILINE)}


def test_there_is_a_page_for_each_of_the_five_papers():
    assert len(PAGES) == 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_erratum_has_its_reading_its_evidence_and_one_test(page):
    found = lines(page.read_text(encoding="utf-8"))
    assert [int(re.match(r"\*\*(\d+)", line)[1]) for line in found] == list(range(1, len(found) + 1))
    for line in found:
        assert [line.count(part) for part in PARTS] == [1, 1, 1], line
        assert len(NAMED.findall(line)) == 1, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_test_that_an_erratum_page_names_exists(page):
    assert set(NAMED.findall(page.read_text(encoding="utf-8"))) <= existing_tests()


def test_a_line_without_evidence_is_noticed():
    [line] = lines("**1. Here** it says so.\n*Reading*: kind.\n*Test*: `test_x`.\n")
    assert [line.count(part) for part in PARTS] == [1, 0, 1]
