"""The strangest networks that were found, and their dependence on the bounds of the search."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.oscillators.networks.figures.graphs import draw_network, legend_handles

_COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.VIOLET)
_MARKERS = ("o", "D", "^", "v")


@style.styled
def draw(search: pd.DataFrame, masses: pd.DataFrame, springs: pd.DataFrame, examples: pd.DataFrame) -> Figure:
    """Above: networks found; below: circulation against the bound on the strengths, pumping against the lift.

    `search` has the columns kind, graph, limit and flux; `masses` and `springs` are those of the networks to be drawn;
    `examples` has kind, title, limit and flux of the paper's examples, in the same units.
    """
    names = list(masses["example"].unique())
    figure = style.new_figure(9.6, 5.8)
    grid = figure.add_gridspec(2, 2 * len(names), height_ratios=[1.0, 1.15])
    for k, name in enumerate(names):
        axis = figure.add_subplot(grid[0, 2 * k : 2 * k + 2])
        draw_network(axis, masses[masses["example"] == name], springs[springs["example"] == name])
    half = len(names)
    left, right = figure.add_subplot(grid[1, :half]), figure.add_subplot(grid[1, half:])
    _draw_curves(left, search, examples, "circulation")
    left.set(xscale="log", xlabel=r"largest strength $k_{\max}$", ylabel=r"heat that circulates over $\Delta T$")
    _draw_curves(right, search, examples, "pump")
    right.set(xlabel=r"lift $(T_3-T_4)/\Delta T$", ylabel=r"heat that is pumped over $\Delta T$")
    figure.legend(handles=legend_handles(), loc="outside lower center", ncols=3)
    return figure


def _draw_curves(axis: Axes, search: pd.DataFrame, examples: pd.DataFrame, kind: str) -> None:
    some = search[search["kind"] == kind]
    for n, (graph, rows) in enumerate(some.groupby("graph", sort=False)):
        options = {"color": _COLOURS[n], "marker": _MARKERS[n], "markersize": 4}
        axis.plot(rows["limit"], rows["flux"].clip(lower=0.0), label=f"best found: {graph}", **options)
    for marker, row in zip("x+1", examples[examples["kind"] == kind].itertuples(), strict=False):
        axis.plot(row.limit, row.flux, marker, color=style.BLACK, markersize=7, label=row.title, linestyle="none")
    axis.axhline(0.0, color=style.GREY, linewidth=0.6, zorder=0)
    axis.legend(loc="best")
