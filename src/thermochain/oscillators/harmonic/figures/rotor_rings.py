"""Rings of rotors with stretch flips in time: amplitudes of waves beside (16), and their scatter in one ring."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style

_PANELS = (
    ("p sin", "momentum, $\\sin 2\\pi x$"),
    ("e cos", "energy, $\\cos 2\\pi x$"),
    ("e cos 2", "energy, $\\cos 4\\pi x$"),
)


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Left three, amplitudes in time, bars of two standard errors; right, what one ring scatters, with n^-1/2."""
    figure = style.new_figure(10.4, 3.0)
    *axes, last = figure.subplots(1, 4)
    sizes = np.sort(table["n"].unique())
    for axis, (wave, title) in zip(axes, _PANELS, strict=True):
        rows = table[table["wave"] == wave]
        limit = rows[rows["n"] == sizes[0]]
        axis.plot(limit["time"], limit["limit"], color=style.BLACK, label="(16)")
        style.draw_band(axis, limit["time"], limit["limit"], limit["limit_std"], color=style.BLACK)
        for n in sizes:
            one = rows[rows["n"] == n]
            colour = style.family_colour(int(np.searchsorted(sizes, n)), range(len(sizes)))
            axis.errorbar(
                one["time"], one["mean"], 2.0 * one["std"], fmt="o", markersize=3, color=colour, label=f"$n={n}$"
            )
        axis.set(xlabel="time $t$", ylabel="amplitude", title=title)
    axes[0].legend()
    late = table[table["time"] == table["time"].max()]
    for (wave, title), colour in zip(_PANELS, (style.BLUE, style.ORANGE, style.GREEN), strict=True):
        rows = late[late["wave"] == wave].sort_values("n")
        last.plot(rows["n"], rows["scatter"], "o", color=colour, label=title)
        last.plot(sizes, rows["scatter"].iloc[-1] * np.sqrt(sizes[-1] / sizes), color=colour, zorder=0)
    last.set(xscale="log", yscale="log", xlabel="rotors $n$", ylabel="standard deviation", title="one ring, $n^{-1/2}$")
    last.set_xticks(sizes, [f"{n:g}" for n in sizes])
    last.set_yticks([0.05, 0.1, 0.2], ["0.05", "0.1", "0.2"])
    last.minorticks_off()
    last.set_ylim(top=0.8)
    last.legend(fontsize=7)
    return figure
