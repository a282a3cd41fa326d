"""Write the numbers of all pages anew: ``make docs-numbers``; with ``--check`` only name the pages that differ."""

import sys

from docs.numbers.marks import numbers_of, pages, rewritten
from docs.numbers.tables import ROOT

differ = []
for name, page in pages().items():
    old = page.read_text(encoding="utf-8")
    try:
        new = rewritten(old, numbers_of(name))
    except ValueError as error:
        sys.exit(f"{page.relative_to(ROOT)}: {error}")
    if new != old:
        differ.append(str(page.relative_to(ROOT)))
        if "--check" not in sys.argv:
            page.write_text(new, encoding="utf-8")
if differ:
    print("\n".join(differ))
    if "--check" in sys.argv:
        sys.exit("these pages quote other numbers than the reference tables; run: make docs-numbers")
