"""One two-temperature problem at five levels: profiles, currents and costs."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_MARKERS = {"billiard": "o", "jump process": "s", "mesoscopic equation": "D", "discrete heat equation": "x"}
_COLOURS = {
    "billiard": style.BLACK,
    "jump process": style.BLUE,
    "mesoscopic equation": style.ORANGE,
    "discrete heat equation": style.GREEN,
    "continuum": style.VIOLET,
}


@style.styled
def draw(levels: pd.DataFrame) -> Figure:
    """Mean energies against position, currents, and seconds; `levels` is the table of this name."""
    figure = style.new_figure(7.6, 3.0)
    left, middle, right = figure.subplots(1, 3, width_ratios=[1.25, 1.0, 0.9])
    _draw_profiles(left, levels)
    first = levels.drop_duplicates("level").reset_index(drop=True)
    _draw_currents(middle, first)
    _draw_costs(right, first)
    return figure


def _draw_profiles(axis: Axes, levels: pd.DataFrame) -> None:
    names = list(levels["level"].unique())
    for k, name in enumerate(names):
        rows = levels[levels["level"] == name]
        if name not in _MARKERS:
            axis.plot(rows["position"], rows["energy"], color=_COLOURS[name], label=name, zorder=1)
            continue
        shifted = rows["position"] + 0.012 * (k - 1)  # points of different levels lie side by side
        options = {"fmt": _MARKERS[name], "color": _COLOURS[name], "markersize": 4.5, "capsize": 2, "linewidth": 0.9}
        axis.errorbar(shifted, rows["energy"], rows["energy_std"], label=name, **options)
    axis.set(xlabel="position $k/(N+1)$", ylabel=r"mean energy $\langle E_k\rangle$")
    axis.legend(loc="lower right", handletextpad=0.3, fontsize=7, borderaxespad=0.0)


def _draw_currents(axis: Axes, first: pd.DataFrame) -> None:
    rows = np.arange(len(first))
    for k, r in enumerate(first.itertuples()):
        colour = _COLOURS[r.level]
        current = 1000.0 * r.current
        axis.errorbar(
            r.flux_factor * current,
            k,
            xerr=1000.0 * r.flux_factor * r.current_std,
            fmt="o",
            color=colour,
            markersize=5,
            capsize=2,
        )
        if r.flux_factor != 1.0:
            axis.plot(current, k, marker="o", color=colour, markersize=5, markerfacecolor="white", linestyle="none")
    axis.axvline(1000.0 * first["current"].iloc[0], color=style.GREY, linewidth=0.7)
    axis.set_yticks(rows, first["level"])
    axis.set_ylim(len(first) - 0.5, -0.5)
    axis.set(xlabel="energy current $10^3 J$")


def _draw_costs(axis: Axes, first: pd.DataFrame) -> None:
    rows = np.arange(len(first))
    axis.barh(rows, first["seconds"].clip(lower=1e-6), color=[_COLOURS[name] for name in first["level"]], height=0.55)
    axis.set_xscale("log")
    axis.set_yticks(rows, [])
    axis.set_ylim(len(first) - 0.5, -0.5)
    axis.set(xlabel="processor time in s")
