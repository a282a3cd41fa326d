"""Figures on disk: a PNG for screens and reports, a PDF for print, both reproducible."""

from pathlib import Path

from matplotlib.figure import Figure

from thermochain.figures.style import in_style
from thermochain.study.files import replacing

# Dates and versions in the files would make equal pictures differ.
_METADATA = {".png": {"Software": None}, ".pdf": {"CreationDate": None, "Producer": None, "Creator": None}}


def save_figure(path: str | Path, figure: Figure) -> None:
    """Write a figure as PNG or PDF, by the suffix of `path`, atomically."""
    with replacing(path) as temporary, in_style():
        figure.savefig(temporary, metadata=_METADATA[Path(path).suffix])
