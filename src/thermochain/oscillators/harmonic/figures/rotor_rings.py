"""Rings of rotors with stretch flips in time: amplitudes of waves beside (16), and their scatter in one ring."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

# Name of a wave in the table, and title of its panel.
_PANELS = (
    ("p sin", "momentum, $\\sin 2\\pi x$"),
    ("e cos", "energy, $\\cos 2\\pi x$"),
    ("e cos 2", "energy, $\\cos 4\\pi x$"),
)


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Three panels of amplitudes in time, with bars of two standard errors, and one of the scatter of a single ring."""
    figure = style.new_figure(10.4, 3.0)
    *axes, last = figure.subplots(1, 4)
    for axis, (wave, title) in zip(axes, _PANELS, strict=True):
        _draw_wave(axis, table[table["wave"] == wave])
        axis.set(xlabel="time $t$", ylabel="amplitude", title=title)
    axes[0].legend()
    _draw_scatter(last, table)
    return figure


def _draw_wave(axis: Axes, rows: pd.DataFrame) -> None:
    """Draw the amplitude of one wave in rings of all sizes, and the limit (16) with its band of errors."""
    sizes = np.sort(rows["n"].unique())
    limit = rows[rows["n"] == sizes[0]]
    axis.plot(limit["time"], limit["limit"], color=style.BLACK, label="(16)")
    style.draw_band(axis, limit["time"], limit["limit"], limit["limit_std"], color=style.BLACK)
    for k, n in enumerate(sizes):
        one = rows[rows["n"] == n]
        colour = style.family_colour(k, range(len(sizes)))
        axis.errorbar(one["time"], one["mean"], 2.0 * one["std"], fmt="o", markersize=3, color=colour, label=f"$n={n}$")


def _draw_scatter(axis: Axes, table: pd.DataFrame) -> None:
    """Draw the scatter of the last amplitudes in a single ring against its size, with lines n^-1/2."""
    sizes = np.sort(table["n"].unique())
    late = table[table["time"] == table["time"].max()]
    for (wave, title), colour in zip(_PANELS, (style.BLUE, style.ORANGE, style.GREEN), strict=True):
        rows = late[late["wave"] == wave].sort_values("n")
        axis.plot(rows["n"], rows["scatter"], "o", color=colour, label=title)
        axis.plot(sizes, rows["scatter"].iloc[-1] * np.sqrt(sizes[-1] / sizes), color=colour, zorder=0)
    axis.set(xscale="log", yscale="log", xlabel="rotors $n$", ylabel="standard deviation", title="one ring, $n^{-1/2}$")
    axis.set_xticks(sizes, [f"{n:g}" for n in sizes])
    axis.set_yticks([0.05, 0.1, 0.2], ["0.05", "0.1", "0.2"])
    axis.minorticks_off()
    axis.set_ylim(top=0.8)
    axis.legend(fontsize=7)
