"""Rings of energies in time beside the heat equation that is their limit: profiles, distance, scatter."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

LABELS = {
    "product": r"(43), $\sigma^2=E_1E_2$",
    "geodesic": "(43) with (51)",
    "constant": "(52), rate 1",
    "sum_sqrt": r"(52), rate $\sqrt{E_1+E_2}$",
}
COLOURS = dict(zip(LABELS, (style.BLUE, style.ORANGE, style.GREEN, style.VIOLET), strict=True))
MARKERS = dict(zip(LABELS, "oD^v", strict=True))


@style.styled
def draw(heat: pd.DataFrame, errors: pd.DataFrame) -> Figure:
    """Profiles of (51) and of (52) at three times; at the last time the wave's distance to its limit, and scatter."""
    figure = style.new_figure(7.6, 5.6)
    axes = figure.subplots(2, 2)
    for axis, process in zip(axes[0], ("geodesic", "sum_sqrt"), strict=True):
        _draw_profiles(axis, heat[heat["process"] == process], LABELS[process])
    last = errors[errors["time"] == errors["time"].max()]
    _draw_errors(axes[1, 0], last)
    for process, rows in last.groupby("process", sort=False):
        axes[1, 1].plot(rows["n_cells"], rows["scatter"], MARKERS[process], color=COLOURS[process], markersize=4)
    n = np.array([last["n_cells"].min(), last["n_cells"].max()])
    axes[1, 1].plot(n, 1.5 * n**-0.5, color=style.GREY, linewidth=0.8, label=r"$\propto N^{-1/2}$")
    axes[1, 1].set(yscale="log", ylabel="scatter of one ring's wave", ylim=(0.1, 1.0))
    sizes_axis(axes[1, 1], last["n_cells"])
    axes[1, 1].legend(loc="lower left")
    return figure


def _draw_profiles(axis: Axes, rows: pd.DataFrame, title: str) -> None:
    """Limit and rings of the least and the most cells, at the first and the last time."""
    rows = rows[rows["time"].isin([rows["time"].min(), rows["time"].max()])]
    for time, line in rows[rows["n_cells"] == 0].groupby("time"):
        axis.plot(line["x"], line["energy"], color=style.BLACK, linewidth=0.9)
        axis.text(1.02, line["energy"].iloc[-1], f"$t={time:g}$", fontsize=8, va="center")
    sizes = np.sort(rows["n_cells"].unique())[1:]
    for n, colour in ((sizes[0], style.BLUE), (sizes[-1], style.ORANGE)):
        ring = rows[rows["n_cells"] == n]
        axis.errorbar(ring["x"], ring["energy"], ring["std"], fmt="o", color=colour, markersize=3)
        axis.containers[-1].set_label(f"$N={n:g}$")
    axis.set(xlabel="$x=i/N$", ylabel=r"mean energy $\langle E_i\rangle$", title=title, xlim=(-0.05, 1.2))
    axis.legend(loc="upper center", handletextpad=0.2)


def _draw_errors(axis: Axes, rows: pd.DataFrame) -> None:
    for process, line in rows.groupby("process", sort=False):
        colour = COLOURS[process]
        marker = {"fmt": MARKERS[process], "color": colour, "markersize": 4, "capsize": 2, "linewidth": 0.8}
        axis.errorbar(line["n_cells"], line["distance"].abs(), line["distance_std"], label=LABELS[process], **marker)
        axis.plot(line["n_cells"], line["printed"].abs(), MARKERS[process] + ":", color=colour, markersize=4)
        axis.lines[-1].set(markerfacecolor="none", linewidth=0.8)
    n = np.array([rows["n_cells"].min(), rows["n_cells"].max()])
    axis.plot(n, 0.15 / n, color=style.GREY, linewidth=0.8, label=r"$\propto N^{-1}$, $\propto N^{-2}$")
    axis.plot(n, 0.55 / n**2.0, color=style.GREY, linewidth=0.8)
    axis.set(yscale="log", ylabel="distance of the wave to its limit", ylim=(1e-6, 2))
    sizes_axis(axis, rows["n_cells"])
    axis.legend(loc="lower left", handletextpad=0.3)


def sizes_axis(axis: Axes, sizes: pd.Series) -> None:
    """Make the horizontal axis one of sizes, logarithmic, with a number at every power of two among them."""
    ticks = [n for n in np.unique(sizes) if np.log2(n).is_integer()]
    axis.set(xscale="log", xlabel="cells $N$")
    axis.set_xticks(ticks, labels=[f"{n:g}" for n in ticks])
    axis.set_xticks([], minor=True)
