"""Numbers that the pages quote are those of the tables, and whatever a page names exists."""

import re

import pandas as pd
import pytest

from docs.numbers.marks import numbers_of, pages, rewritten, without_marked
from docs.numbers.tables import digits, markdown, row, with_error
from tests.root import ROOT

NAMES = sorted(pages())
SOURCES = {".py", ".smk", ".yaml", ".rst", ".js", ".txt", ".c"}
NAMED_FILE = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|smk|yaml|c|sh|lock))`")
VALUE_WITH_ERROR = re.compile(r"(?<!\w)\d[\d.]*(?:e-?\d+)?(?:\([\d.]+\)| \+- \d)")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
MARKED = re.compile(r"(?<!`)<!--=\w+-->|<!-- table: \w+ -->")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_quotes_the_reference_tables(name):
    """After a new reference run `make docs-numbers`."""
    text = pages()[name].read_text(encoding="utf-8")
    assert rewritten(text, numbers_of(name)) == text


def test_every_page_with_marks_is_written_by_a_module():
    marked = {path.stem for path in (ROOT / "docs").glob("*.md") if MARKED.search(path.read_text(encoding="utf-8"))}
    assert marked == set(NAMES) - {"readme"}
    assert len(marked) > 10


def unmarked_values(text):
    """Values with an error, as in 0.316(4) or 0.316 +- 0.004, that a page has outside of marks and marked tables."""
    return VALUE_WITH_ERROR.findall(without_marked(text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_page_quotes_a_value_with_an_error_by_hand(page):
    """Such a number comes from a run: mark it, or keep a table of it (`benchmarks/kept.py`)."""
    assert unmarked_values(page.read_text(encoding="utf-8")) == []


def test_a_value_with_an_error_is_seen_outside_of_marks_and_tables_only():
    text = "K = 0.316(4)<!--=pp-->, -1.25(3)(1)<!--=two-->, f(2), (A.2), T(0.25), [0.90].\n"
    text += "- list\n\n  <!-- table: cells -->\n  | 0.5(1) | 3 +- 1 |\n  <!-- end -->\n"
    assert unmarked_values(text) == []
    for wrong in ("0.316(4)", "2(1)", "1.7e10(4)", "6.77(4)(1)e5", "3.13 +- 0.05", "| 12 +- 3 |", "15.9(1.3)"):
        assert len(unmarked_values(f"{text} and {wrong}.")) == 1, wrong


def test_a_number_that_has_drifted_is_noticed():
    text, numbers = "K = 0.316(4)<!--=pp--> at T = 1.", {"pp": "0.317(4)"}
    assert rewritten(text, numbers) == "K = 0.317(4)<!--=pp--> at T = 1."


def test_a_table_keeps_the_indent_of_its_list():
    text = "- here:\n\n  <!-- table: cells -->\n  old\n  <!-- end -->\n"
    assert rewritten(text, {"cells": "| a |\n| --- |"}) == text.replace("old", "| a |\n  | --- |")


@pytest.mark.parametrize(
    ("text", "numbers", "message"),
    [
        ("1.0<!--=a-->", {}, "'a' has no number"),
        ("1.0", {"a": "1.0"}, "the numbers a have no mark"),
        ("about <!--=a-->", {"a": "1.0"}, "must follow a number"),
        ("1.0<!--=a-->", {"a": "none"}, "form of a number"),
        ("<!-- table: t -->\n<!-- end -->", {}, "'t' is not in the module"),
    ],
)
def test_marks_and_numbers_belong_together(text, numbers, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        rewritten(text, numbers)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((0.316374, 0.00418), "0.316(4)"),
        ((14.3893, 0.151, 0.113), "14.39(15)(11)"),
        ((2277.4, 104.0), "2280(100)"),
        ((185.266, 7.55), "185(8)"),
        ((1.0, 0.0297), "1.00(3)"),
        ((0.5, 0.0096), "0.500(10)"),
        ((-1.5, 0.0999), "-1.50(10)"),
    ],
)
def test_errors_stand_in_units_of_the_last_digit(numbers, text):
    assert with_error(*numbers) == text


def test_digits_are_significant_ones():
    assert [digits(x, 3) for x in (9.996, 1234567.0, 0.00012345, 0.0)] == ["10.0", "1.23e6", "1.23e-4", "0"]


def test_a_row_is_the_only_one():
    frame = pd.DataFrame({"T": [0.1 + 0.2, 1.0], "name": ["a", "b"]})
    assert row(frame, T=0.3, name="a")["T"] == pytest.approx(0.3)
    with pytest.raises(ValueError, match="0 rows"):
        row(frame, T=2.0)


def test_a_markdown_table_has_a_head():
    assert markdown(["a", "b"], [("1", 2)]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"


def test_every_file_that_a_page_names_exists():
    """Paths of the package may leave out src/thermochain."""
    named = 0
    for page in PAGES:
        for path in NAMED_FILE.findall(page.read_text(encoding="utf-8")):
            if not path.startswith("results/"):
                assert any((root / path).exists() for root in (ROOT, ROOT / "src/thermochain")), (page.name, path)
                named += 1
    assert named > 40


def test_every_page_that_the_project_names_exists():
    folders = ("src", "workflow", "tests", "benchmarks")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in SOURCES]
    for path in [ROOT / "config.yaml", ROOT / "pyproject.toml", ROOT / "Makefile", *files]:
        for page in re.findall(r"docs/(\w[\w-]*\.md)", path.read_text(encoding="utf-8")):
            assert (ROOT / "docs" / page).exists(), (path.relative_to(ROOT), page)
