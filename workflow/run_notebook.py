"""Run docs/notebook.ipynb and keep its outputs: ``make notebook``."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

NOTEBOOK = Path(__file__).parents[1] / "docs/notebook.ipynb"


def executed() -> NotebookNode:
    """The executed notebook, without times of execution."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return NotebookClient(notebook, timeout=300, record_timing=False).execute()


if __name__ == "__main__":
    fresh = executed()
    fresh.metadata["language_info"] = {"name": "python"}
    nbformat.write(fresh, NOTEBOOK)
