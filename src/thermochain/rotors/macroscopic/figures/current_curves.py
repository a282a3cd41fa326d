"""Figures 9 and 12: the energy current against one boundary value, one curve for each value of another."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from thermochain.core import style
from thermochain.rotors.macroscopic.figures.profiles import add_colour_bar


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Panels side by side; filled dots are minima inside the range, open dots are maxima."""
    panels = [rows for _, rows in table.groupby("panel")]
    figure = style.new_figure(4.0 * len(panels), 3.3)
    axes = figure.subplots(1, len(panels), squeeze=False)[0]
    for axis, rows in zip(axes, panels, strict=True):
        across, varied = rows["across"].iloc[0], rows["varied"].iloc[0]
        values = rows[varied].unique()
        for value, curve in rows.groupby(varied):
            colour = style.family_colour(value, values)
            axis.plot(curve[across], curve["energy_current"], color=colour)
            style.draw_band(axis, curve[across], curve["energy_current"], curve["energy_current_std"], color=colour)
            _mark_extrema(axis, curve[across].to_numpy(), curve["energy_current"].to_numpy(), colour)
        held = [name for name in style.SYMBOLS if name not in (across, varied)]
        axis.set(
            xlabel=f"${style.SYMBOLS[across]}$",
            ylabel=style.ENERGY_CURRENT,
            title=style.boundary_title(held, rows.iloc[0]),
            xlim=(rows[across].min(), rows[across].max()),
        )
        add_colour_bar(figure, [axis], rows)
    figure.legend(
        handles=[
            Line2D([], [], linestyle="", marker="o", markersize=3.5, color=style.BLACK, label="minimum"),
            Line2D([], [], linestyle="", marker="o", markersize=3.5, color=style.BLACK, label="maximum", mfc="white"),
        ],
        loc="outside lower center",
        ncols=2,
    )
    return figure


def _mark_extrema(axis: Axes, x: NDArray, y: NDArray, colour) -> None:
    """Mark the extrema of y(x) inside its range by dots, filled where y is smallest and open where it is largest."""
    slope = np.sign(np.diff(y))
    for k in np.flatnonzero(slope[:-1] * slope[1:] < 0) + 1:
        face = colour if slope[k] > 0 else "white"
        axis.plot(x[k], y[k], "o", markersize=3.5, color=colour, markerfacecolor=face, zorder=5)
