"""Figures on disk: a PNG for screens and reports, a PDF for print, a GIF for films, all reproducible."""

from collections.abc import Callable, Mapping
from pathlib import Path

import matplotlib as mpl
from fontTools.subset import Options
from matplotlib.animation import PillowWriter
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure

from thermochain.core.style import in_style
from thermochain.runs.files import replacing

_FRAMES_A_SECOND, _LAST_FRAMES, _FILM_DPI = 10, 6, 100
# Dates and versions are omitted, because they would make equal pictures differ.
_METADATA = {".png": {"Software": None}, ".pdf": {"CreationDate": None, "Producer": None, "Creator": None}}
# Matplotlib lays text out itself, so a PDF needs no tables of ligatures and kerning, which take long to read.
Options._drop_tables_default = [*Options._drop_tables_default, "GSUB", "GPOS", "GDEF"]
_WRITERS: dict[str, Callable[[Figure, Path, Mapping], None]] = {
    ".png": lambda figure, path, metadata: FigureCanvasAgg(figure).print_png(path, metadata=metadata),
    ".pdf": lambda figure, path, metadata: FigureCanvasPdf(figure).print_pdf(path, metadata=metadata),
}


def save_figure(path: str | Path | None, figure: Figure) -> None:
    """Write a figure as PNG or PDF, by the suffix of `path`, atomically; nothing is written if `path` is None."""
    if path is None:
        return
    suffix, dpi = Path(path).suffix, figure.dpi
    with replacing(path) as temporary, in_style():
        figure.dpi = mpl.rcParams["savefig.dpi"]
        # Figure.savefig draws twice, the first time for the layout, which is fixed already
        _WRITERS[suffix](figure, temporary, _METADATA[suffix])
    figure.dpi = dpi


def save_pictures(output: Mapping[str, str | None], figures: Mapping[str, Figure]) -> None:
    """Write every figure to the outputs `name_png` and `name_pdf` of a rule."""
    for name, figure in figures.items():
        for suffix in ("png", "pdf"):
            save_figure(output[f"{name}_{suffix}"], figure)


def save_film(path: str | Path, figure: Figure, show: Callable[[int], None], n_frames: int) -> None:
    """Write a film as GIF, atomically; `show(number)` draws a frame into `figure`, and the last one is shown longer."""
    writer = PillowWriter(fps=_FRAMES_A_SECOND)
    with replacing(path) as temporary, in_style(), writer.saving(figure, str(temporary), dpi=_FILM_DPI):
        for number in range(n_frames):
            show(number)
            writer.grab_frame()
        for _ in range(_LAST_FRAMES):
            writer.grab_frame()
