"""Profiles of the longest closed chain at some times, over the solutions of the macroscopic equations."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from thermochain.core import style

QUANTITIES = {"momentum": "momentum $p$", "energy": "energy $e$", "temperature": "temperature $T$"}


@style.styled
def draw(profiles: pd.DataFrame) -> Figure:
    """One panel for each quantity; points with errors are the chain, lines the equations.

    `profiles` has the columns source (chain, measured, published), time, x, and each quantity with its error.
    """
    figure = style.new_figure(7.6, 3.2)
    times = np.sort(profiles["time"].unique())
    colours = {time: style.family_colour(k, np.arange(times.size)) for k, time in enumerate(times)}
    for axis, (quantity, label) in zip(figure.subplots(1, len(QUANTITIES)), QUANTITIES.items(), strict=True):
        for time, colour in colours.items():
            _draw_time(axis, profiles[profiles["time"] == time], quantity, colour)
        axis.set(xlabel=style.POSITION, ylabel=label, xlim=(-1, 1))
    handles = [
        Line2D([], [], color=colour, marker="o", markersize=3, label=f"$t={t:g}$") for t, colour in colours.items()
    ]
    if "published" in set(profiles["source"]):  # not with another potential
        handles.append(Line2D([], [], color=style.BLACK, linestyle=":", label="published coefficients"))
    figure.legend(handles=handles, loc="outside lower center", ncols=len(handles))
    return figure


def _draw_time(axis: Axes, rows: pd.DataFrame, quantity: str, colour) -> None:
    for source, line in (("measured", "-"), ("published", ":")):
        curve = rows[rows["source"] == source]
        axis.plot(curve["x"], curve[quantity], line, color=colour, linewidth=1.0)
    chain = rows[rows["source"] == "chain"]
    look = {"marker": "o", "markersize": 2.5, "capsize": 0, "color": colour}
    style.draw_points(axis, chain["x"], chain[quantity], chain[f"{quantity}_std"], **look)
