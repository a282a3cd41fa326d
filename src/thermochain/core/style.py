"""The style that all figures share: sizes, fonts, colours, symbols."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import wraps

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure, FigureBase
from matplotlib.ticker import Locator, NullLocator

SYMBOLS = {
    "T_left": r"T_{\mathrm{L}}",
    "T_right": r"T_{\mathrm{R}}",
    "p_left": r"p_{\mathrm{L}}",
    "p_right": r"p_{\mathrm{R}}",
}
ENERGY_CURRENT = r"energy current $J^e$"
TEMPERATURE = r"temperature $T_{\mathrm{ss}}$"
MOMENTUM = r"momentum $p_{\mathrm{ss}}$"
POSITION = r"position $x$"

# Dark blue to dark red like the families of curves in the paper.  Lightness rises monotonically, so that the order
# remains visible in greyscale print and with colour blindness, and no curve is too light for white paper.
FAMILY = LinearSegmentedColormap.from_list(
    "family", ["#000078", "#1200a0", "#3400a8", "#5600a4", "#7c008c", "#9e0a60", "#b41a1e"]
)
BLUE, ORANGE, GREEN, VIOLET, GREY, BLACK = "#0072b2", "#d55e00", "#009e73", "#7b1fa2", "#666666", "#111111"

_BAND = 0.25  # opacity of error bands
_BELOW_CURVES = 1  # order of drawing; curves have 2
_POINTS = {"linestyle": "none", "markersize": 4, "capsize": 2, "linewidth": 0.8}

_STYLE = {
    "figure.dpi": 100,
    "savefig.dpi": 200,
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.titlesize": 9,
    "axes.labelsize": 9,
    "legend.fontsize": 8,
    "legend.frameon": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.7,
    "lines.linewidth": 1.1,
    "xtick.direction": "out",
    "ytick.direction": "out",
    "xtick.major.width": 0.7,
    "ytick.major.width": 0.7,
    "mathtext.fontset": "dejavusans",
    "hatch.linewidth": 0.5,
    "pdf.fonttype": 42,
}


def in_style() -> AbstractContextManager:
    """Context in which figures are drawn and saved in the common style; the caller's settings are kept."""
    return mpl.rc_context(_STYLE)


def styled(draw: Callable[..., Figure]) -> Callable[..., Figure]:
    """Drawing function that runs in the common style and fixes the layout, so that every save is the same."""

    @wraps(draw)
    def wrapper(*args, **kwargs) -> Figure:
        with in_style():
            figure = draw(*args, **kwargs)
            figure.get_layout_engine().execute(figure)
            figure.set_layout_engine("none")
            return figure

    return wrapper


def new_figure(width: float, height: float) -> Figure:
    """Empty figure of the given size in inches, with a layout that avoids overlaps, outside the state of pyplot."""
    return Figure(figsize=(width, height), layout="constrained")


def draw_band(axis: Axes, x, value, std, *, color) -> None:
    """Draw a band of two standard errors on either side of a curve, unless all errors are zero (unknown).

    It lies below all curves of the panel, so that it hides none.
    """
    std = np.asarray(std)
    if np.any(std > 0):
        low, high = value - 2.0 * std, value + 2.0 * std
        axis.fill_between(x, low, high, color=color, alpha=_BAND, linewidth=0, zorder=_BELOW_CURVES)


def draw_points(axis: Axes, x, value, error, *, marker: str, color, **look) -> None:
    """Draw points with error bars; `look` is what differs from the usual look of points, and their label."""
    axis.errorbar(x, value, error, marker=marker, color=color, **(_POINTS | look))


def write_numbers(axis: Axis, ticks: Locator) -> None:
    """Write plain numbers at the ticks of a locator, and draw no others."""
    axis.set_major_locator(ticks)
    axis.set_major_formatter("{x:g}")
    axis.set_minor_locator(NullLocator())


def add_legend_of_drawn(figure: FigureBase, handles: Sequence[Artist], n_columns: int) -> None:
    """Add below the panels a legend of those handles whose label some artist in the panels of the figure carries.

    It has rows of equal length, of at most `n_columns` entries.
    """
    drawn = {item.get_label() for axis in figure.axes for item in (*axis.get_children(), *axis.containers)}
    shown = [handle for handle in handles if handle.get_label() in drawn]
    if shown:
        n_rows = -(-len(shown) // n_columns)
        figure.legend(handles=shown, loc="outside lower center", ncols=-(-len(shown) // n_rows))


def family_colour(value: float, values: np.ndarray):
    """Colour of one curve of a family, dark blue for the smallest value and dark red for the largest."""
    low, high = float(np.min(values)), float(np.max(values))
    return FAMILY(0.5 if high == low else (value - low) / (high - low))


def equation(name: str, value: float) -> str:
    """Text of the equation "name = value" in TeX, without dollar signs."""
    return rf"{SYMBOLS[name]}={value:g}"


def boundary_title(names: list[str], row) -> str:
    """Title of a panel: the boundary values that are fixed in it."""
    return "$" + r",\ ".join(equation(name, row[name]) for name in names) + "$"
