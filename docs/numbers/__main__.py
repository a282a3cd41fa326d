"""Write the numbers of all pages anew: ``make docs-numbers``; with ``--check`` only name the pages that differ."""

import sys

from docs.numbers.marks import numbers_of, pages, rewritten
from docs.numbers.tables import ROOT

CHECK = "--check" in sys.argv
differ, wrong = [], []
for name, page in pages().items():
    old, shown = page.read_text(encoding="utf-8"), page.relative_to(ROOT)
    try:
        new = rewritten(old, numbers_of(name))
    except ValueError as error:
        wrong.append(f"{shown}: {error}")
        continue
    if new != old:
        differ.append(str(shown))
        if not CHECK:
            page.write_text(new, encoding="utf-8")
if differ:
    print("\n".join(differ))
if wrong:
    sys.exit("\n".join(wrong))
if CHECK and differ:
    sys.exit("these pages quote other numbers than the tables; run: make docs-numbers")
