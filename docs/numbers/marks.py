"""Marks by which a page says which of its numbers come from tables of the repository.

A number in the text is followed by ``<!--=name-->``.  A table stands between ``<!-- table: name -->`` and
``<!-- end -->``.  A page that has marks has a module of its name in this folder, whose function ``numbers()`` gives
the text that belongs to every name.
"""

import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from textwrap import indent

from docs.numbers.tables import ROOT

FOLDER = Path(__file__).parent
_NUMBER = r"[-+]?\d[\d.]*(?:e-?\d+)?(?:\(\d+\))*"
_MARK = re.compile(rf"(?P<text>{_NUMBER})?<!--=(?P<name>\w+)-->")
_TABLE = re.compile(
    r"^(?P<indent> *)<!-- table: (?P<name>\w+) -->\n(?P<text>.*?)^ *<!-- end -->", re.DOTALL | re.MULTILINE
)


def page_of(name: str) -> Path:
    """The page that the module `name` belongs to."""
    return ROOT / "README.md" if name == "readme" else ROOT / f"docs/{name}.md"


def pages() -> dict[str, Path]:
    """Module name -> page, of all pages that have one."""
    helpers = {"__init__", "__main__", "marks", "tables"}
    return {path.stem: page_of(path.stem) for path in sorted(FOLDER.glob("*.py")) if path.stem not in helpers}


def numbers_of(name: str) -> dict[str, str]:
    """Name -> text, of all numbers and tables of a page."""
    found: dict[str, str] = import_module(f"docs.numbers.{name}").numbers()
    return found


def without_marked(text: str) -> str:
    """The text of a page less its marked numbers and tables."""
    return _MARK.sub("", _TABLE.sub("", text))


def rewritten(text: str, numbers: Mapping[str, str]) -> str:
    """The text of a page with its numbers as they are now.

    Raises
    ------
    ValueError
        Naming a mark without a number, a number without a mark, or a number that has no form of one.
    """
    used = set()

    def number(match: re.Match[str]) -> str:
        name = match["name"]
        used.add(name)
        if match["text"] is None:
            raise ValueError(f"the mark {name!r} must follow a number; write one before it")
        if name not in numbers:
            raise ValueError(f"the mark {name!r} has no number in the module of the page; add one or remove the mark")
        if not re.fullmatch(_NUMBER, numbers[name]):
            raise ValueError(f"{name}={numbers[name]!r} must have the form of a number, such as -1.25(3); correct it")
        return f"{numbers[name]}<!--={name}-->"

    def table(match: re.Match[str]) -> str:
        name = match["name"]
        used.add(name)
        if name not in numbers:
            raise ValueError(f"the table {name!r} is not in the module of the page; add it or remove its marks")
        return indent(f"<!-- table: {name} -->\n{numbers[name]}\n<!-- end -->", match["indent"])

    text = _MARK.sub(number, _TABLE.sub(table, text))
    unused = sorted(set(numbers) - used)
    if unused:
        raise ValueError(f"the numbers {', '.join(unused)} have no mark in the page; add one or remove them")
    return text
