"""Tables as small self-contained web pages, for the report."""

from collections.abc import Iterable
from html import escape

import numpy as np

_STYLE = """
body { font-family: sans-serif; margin: 1.5rem; color: #111; }
table { border-collapse: collapse; }
th, td { padding: 0.3rem 0.8rem; text-align: left; border-bottom: 1px solid #ccc; }
th { border-bottom: 2px solid #111; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
"""


def page(title: str, headers: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """An HTML document with one table; cells that begin with a digit or a sign are set as numbers."""
    head = "".join(f"<th>{escape(h)}</th>" for h in headers)
    body = "\n".join("<tr>" + "".join(_cell(c) for c in row) + "</tr>" for row in rows)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n"
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></body></html>\n"
    )


def _cell(text: str) -> str:
    numeric = text[:1].isdigit() or (text[:1] in "-\u2212" and text[1:2].isdigit())
    return f'<td class="number">{escape(text)}</td>' if numeric else f"<td>{escape(text)}</td>"


def with_error(value: float, *errors: float) -> str:
    """Text of a value and its errors, with two digits of the smallest error; "-" if the value is nan."""
    if not np.isfinite(value):
        return "-"
    known = [e for e in errors if np.isfinite(e) and e > 0]
    if not known:
        return f"{value:.4g}"
    decimals = max(0, 1 - int(np.floor(np.log10(min(known)))))
    return " \u00b1 ".join(f"{x:.{decimals}f}" for x in (value, *known))
