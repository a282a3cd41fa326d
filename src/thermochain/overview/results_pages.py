"""The pages of results that a reader opens in a browser."""

from pathlib import Path

PAGES = ("results/story.html", "results/explorer.html", "results/report.html")


def pages_to_open() -> str:
    """One line with the pages that are there; empty if there is none."""
    there = [page for page in PAGES if Path(page).is_file()]
    return f"Open in a browser: {', '.join(there)}" if there else ""
