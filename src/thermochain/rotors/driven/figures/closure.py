"""Profiles of driven chains of growing length, compared with macroscopic profiles, and their difference against 1/n."""

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogFormatterSciNotation, NullFormatter, NullLocator

from thermochain.core import style
from thermochain.rotors.driven.figures import marks

_LABELS = {
    "temperature": r"temperature $\mathrm{Var}\,p_i$, $T_{\mathrm{ss}}$",
    "momentum": r"momentum $\langle p_i\rangle$, $p_{\mathrm{ss}}$",
}
_GAPS = {
    "temperature": r"rms of $\mathrm{Var}\,p_i-T_{\mathrm{ss}}$",
    "momentum": r"rms of $\langle p_i\rangle-p_{\mathrm{ss}}$",
}
_SOURCES = {  # source of the gaps -> words, colour, marker
    "published": ("published", style.ORANGE, "s"),
    "measured": ("measured", style.BLUE, "o"),
    "measured with contacts": ("measured, bulk values", style.GREEN, "D"),
}
_SHOWN = 24  # approximate number of sites of each chain that are drawn


@style.styled
def draw(curves: pd.DataFrame, gaps: pd.DataFrame) -> Figure:
    """Figure of temperatures (above) and momenta (below): profiles on the left, gaps against 1/n on the right.

    `curves` has the columns source (chain, published, measured, measured with contacts), n_rotors, x and both fields;
    `gaps` field, source, n_rotors, gap with its error, and the exponent of all lengths with its error.
    """
    figure = style.new_figure(9.6, 6.4)
    axes = figure.subplots(2, 2, width_ratios=(1.25, 1.0))
    for (left, right), field in zip(axes, _LABELS, strict=True):
        _draw_profiles(left, curves, field)
        _draw_gaps(right, gaps[gaps["field"] == field])
        left.set(xlabel=style.POSITION, ylabel=_LABELS[field], xlim=(-1, 1), xticks=np.linspace(-1, 1, 5))
        right.set(xlabel=r"inverse length $1/n$", ylabel=_GAPS[field])
    axes[0, 0].set_title(style.boundary_title(list(style.SYMBOLS), curves.iloc[0]))
    axes[1, 0].plot([], [], color=style.GREY, linewidth=0.8, label="measured, between the values that the bulk sees")
    marks.legend_below(figure, *_columns(axes[1, 0].get_legend_handles_labels()[0], len(marks.lengths(curves))))
    return figure


def _columns(handles: list[Artist], n_sizes: int) -> list[list[Artist]]:
    """Columns of the legend: chain lengths, then equations."""
    return [handles[:n_sizes], handles[n_sizes:]]


def _draw_profiles(axis: Axes, curves: pd.DataFrame, field: str) -> None:
    sizes = marks.lengths(curves)
    for k, n in enumerate(sizes):
        colour = style.family_colour(len(sizes) - k, range(len(sizes) + 1))
        of_size = curves[curves["n_rotors"] == n]
        chain, solution = (of_size[of_size["source"] == source] for source in ("chain", "measured with contacts"))
        shown = chain.iloc[:: max(1, len(chain) // _SHOWN)]
        options = {"linestyle": "none", "markersize": 3.2, "color": colour, "label": f"$n={n}$"}
        axis.plot(shown["x"], shown[field], marker=marks.MARKERS[k], **options)
        axis.plot(solution["x"], solution[field], color=colour, linewidth=0.8)
    for source, line, label in (("measured", "-", marks.MEASURED), ("published", "--", marks.PUBLISHED)):
        rows = curves[(curves["source"] == source) & (curves["n_rotors"] == 0)]
        if not rows.empty:
            axis.plot(rows["x"], rows[field], color=style.BLACK, linestyle=line, label=label)


def _draw_gaps(axis: Axes, gaps: pd.DataFrame) -> None:
    for source, (words, colour, marker) in _SOURCES.items():
        of_source = gaps[gaps["source"] == source]
        if of_source.empty:
            continue
        rows = of_source[of_source["gap"] > 0]
        look = {"color": colour, "marker": marker, "markersize": 4.5, "linestyle": "-"}
        exponent = marks.exponent_label(of_source.iloc[0])
        bars = marks.lower_bars(rows["gap"], rows["gap_std"]), rows["gap_std"]
        label = f"{words}\n{exponent or 'within noise'}"
        style.draw_points(axis, 1.0 / rows["n_rotors"], rows["gap"], bars, label=label, **look)
    _draw_guide(axis, gaps)
    axis.set(xscale="log", yscale="log")
    sizes = marks.lengths(gaps)
    axis.set_xticks([1.0 / n for n in sizes], [f"1/{n}" for n in sizes])
    axis.xaxis.set_minor_locator(NullLocator())
    axis.yaxis.set_major_formatter(LogFormatterSciNotation())
    axis.yaxis.set_minor_formatter(NullFormatter())
    axis.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), title=r"gap $\propto n^{-b}$")


def _draw_guide(axis: Axes, gaps: pd.DataFrame) -> None:
    """A line of slope 1 above the points."""
    x = 1.0 / np.array([gaps["n_rotors"].max(), gaps["n_rotors"].min()])
    axis.plot(x, 1.3 * gaps["gap"].max() * x / x[1], color=style.GREY, linestyle=":", linewidth=0.9)
    axis.annotate(r"$\propto 1/n$  ", (x[1], 1.3 * gaps["gap"].max()), ha="right", va="bottom", color=style.GREY)
