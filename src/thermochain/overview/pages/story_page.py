"""The story as one self-contained web page, which contains its figures and loads nothing."""

import base64
import re
from collections.abc import Iterator, Mapping
from html import escape
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

from thermochain.overview.pages.story import Panel, Section, Story
from thermochain.overview.pages.story_provenance import Origin, Simulations
from thermochain.runs.pages import with_error

_TITLE = "Heat and momentum in a driven rotor chain"
_FAR = 3.0  # number of standard errors from which a shift is marked
_COLOURS = 256
_SHORT = 16  # number of digits of a hash that are shown
_COMMIT = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{28}\b")
_UP = re.compile(r"(?<=[A-Za-zκ\)])\^(pp|ee|pe|[pe2])")
_DOWN = re.compile(r"(?<=[TpJ])_(max|L|R|i)\b")
_SYMBOLS = {
    r"([Tp])_left\b": r"\1_L",
    r"([Tp])_right\b": r"\1_R",
    r"(\bd?)Je\b": r"\1J^e",
    r"\bkappa\b": "κ",
}


def story_page(
    story: Story, comparison: pd.DataFrame, figures: Mapping[str, str | Path], origin: Origin, style: str
) -> str:
    """The page, complete.

    Parameters
    ----------
    story
        Texts, with numbers filled in.
    comparison
        The table of numbers that the paper quotes (`paper_comparison`).
    figures
        PNG files by the names that the panels use.
    origin
        Provenance of the numbers.
    style
        CSS.
    """
    order = iter(range(1, 1 + len(figures)))
    body = [
        _header(story.lead),
        _brief(story.brief),
        *(_section(section, figures, order) for section in story.sections),
        _comparison(comparison),
        _origin(origin),
    ]
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_TITLE}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>",
            *body,
            "</main>\n</body>\n</html>\n",
        ]
    )


def typeset(text: str) -> str:
    """Text as HTML: escaped, K^pp and T_L with superscripts and subscripts, minus signs before numbers."""
    text = _DOWN.sub(r"<sub>\1</sub>", _UP.sub(r"<sup>\1</sup>", escape(text, quote=False)))
    return re.sub(r"(?<![\w.])-(?=\d)", "\N{MINUS SIGN}", text)


def _header(lead: str) -> str:
    """The title, the lead and the links to the other pages."""
    return (
        '<header>\n<p class="kicker">thermochain &middot; the story of this run</p>\n'
        f'<h1>{_TITLE}</h1>\n<p class="lead">{typeset(lead)}</p>\n'
        '<nav class="links" aria-label="Other pages"><a href="explorer.html">Explore it yourself</a>'
        '<a href="report.html">The full report</a></nav>\n</header>'
    )


def _brief(brief: tuple[str, ...]) -> str:
    """The results in brief, as a list."""
    items = "\n".join(f"<li>{typeset(item)}</li>" for item in brief)
    return f'<div class="brief"><p class="kicker">In brief</p><ul>\n{items}\n</ul></div>'


def _section(section: Section, figures: Mapping[str, str | Path], order: Iterator[int]) -> str:
    """A section with its figures, numbered by `order`."""
    panels = "\n".join(_panel(next(order), panel, figures[panel.figure]) for panel in section.panels)
    return f"<section>\n<h2>{escape(section.title)}</h2>\n<p>{typeset(section.text)}</p>\n{panels}\n</section>"


def _panel(order: int, panel: Panel, picture: str | Path) -> str:
    """A figure with its question, its picture and its answer."""
    question = typeset(panel.question)
    explore = f'<a href="explorer.html#{escape(panel.state)}">See it in the explorer.</a> ' if panel.state else ""
    return (
        f'<figure id="figure-{order}">\n<h3><span class="order">{order}</span><span>{question}</span></h3>\n'
        f'<div class="picture"><img alt="{escape(panel.question)}" src="{_embedded(picture)}"></div>\n'
        f"<figcaption>{typeset(panel.answer)} {explore}"
        f'<span class="see">In the report: {escape(panel.see)}.</span></figcaption>\n</figure>'
    )


def _embedded(picture: str | Path) -> str:
    """A PNG as an address of data, in 256 colours.

    256 colours suffice for drawings and reduce them to a third: the report of Snakemake shows this page as an address
    of data, and browsers refuse addresses beyond 2 MB.
    """
    small = BytesIO()
    with Image.open(picture) as image:
        image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(small.getvalue()).decode()}"


def _comparison(comparison: pd.DataFrame) -> str:
    """The section that compares the numbers in the paper with those of the published and measured coefficients."""
    headers = ["Quantity", "Place", "Printed", "Published coefficients", "Measured coefficients", "Shift"]
    head = "".join(f"<th>{header}</th>" for header in headers)
    rows = "\n".join(_compared(row) for row in comparison.itertuples())
    return (
        '<section id="comparison">\n<h2>The numbers of the paper</h2>\n'
        "<p>The numbers that the text of the paper quotes: as printed, mostly read off a plot by its authors; "
        "recomputed exactly with the published coefficients; and with the measured ones. Errors are one standard "
        "error, statistical and systematic. The shift is the difference of the last two over that error, marked from "
        f'{_FAR:g} on.</p>\n<div class="scroll"><table class="comparison"><thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div>\n</section>"
    )


def _compared(row) -> str:
    """One row of the comparison."""
    quantity = row.quantity
    for words, symbol in _SYMBOLS.items():
        quantity = re.sub(words, symbol, quantity)
    numbers = (
        _signed(f"{row.paper:g}"),
        _signed(f"{row.published:.4g}"),
        _signed(with_error(row.measured, row.measured_std)),
        _shift(row.shift_over_std),
    )
    cells = "".join(f'<td class="number">{number}</td>' for number in numbers)
    return f"<tr><td>{typeset(quantity)}</td><td>{escape(row.place)}</td>{cells}</tr>"


def _signed(number: str) -> str:
    """A number with a true minus sign; a dash where there is none."""
    return "\N{EN DASH}" if number == "-" else number.replace("-", "\N{MINUS SIGN}")


def _shift(sigmas: float) -> str:
    """A shift in standard errors, marked where it is large; a dash where there is none."""
    if not np.isfinite(sigmas):
        return "\N{EN DASH}"
    text = _signed(f"{sigmas:+.1f} σ")
    return f'<span class="far">{text}</span>' if abs(sigmas) >= _FAR else text


def _origin(origin: Origin) -> str:
    """The section about provenance: source, versions, simulations, hashes and configuration."""
    facts = {
        "Page made by": f"<code>{escape(origin.source)}</code>" if origin.source else "no git checkout",
        "Versions": escape(", ".join(f"{name} {version}" for name, version in origin.versions.items())),
        "Seed": str(origin.seed),
        **{kind: _simulations(simulations) for kind, simulations in origin.simulations.items()},
    }
    entries = "\n".join(f"<dt>{escape(name)}</dt><dd>{fact}</dd>" for name, fact in facts.items())
    hashes = "\n".join(
        f"<tr><td><code>{escape(n)}</code></td><td>{_hash(h)}</td></tr>" for n, h in origin.files.items()
    )
    return (
        '<section id="provenance">\n<h2>Provenance</h2>\n'
        "<p>Every number above was filled in from the tables of one run, and what is said about a number follows from "
        f"it. Parameters, versions and a content hash lie beside every simulation.</p>\n<dl>\n{entries}\n</dl>\n"
        "<details><summary>Files behind this page, SHA-256</summary>"
        f'<div class="scroll"><table class="hashes">{hashes}</table></div></details>\n'
        "<details><summary>Configuration</summary>"
        f"<pre>{escape(origin.configuration)}</pre></details>\n</section>"
    )


def _simulations(simulations: Simulations) -> str:
    """Number, hours, commits and content of one kind of simulation."""
    short = [_COMMIT.sub(lambda commit: commit[1], source) for source in simulations.sources]
    commits = ", ".join(f"<code>{escape(source)}</code>" for source in short)
    return (
        f"{simulations.number} records, {simulations.hours:.2g} hours of computing, run by {commits}; "
        f"content {_hash(simulations.content)}"
    )


def _hash(digest: str) -> str:
    """The first digits of a hash, with all of them on hovering."""
    return f'<code title="{digest}">{digest[:_SHORT]}</code>'
