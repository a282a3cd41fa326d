"""Figures 9 and 12: the energy current against one boundary value, one curve for each value of another."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from thermochain.core import style
from thermochain.rotors.macroscopic.figures.profiles import add_colour_bar, panel_title

_DOT = {"linestyle": "", "marker": "o", "markersize": 3.5, "color": style.BLACK}
_MINIMUM = Line2D([], [], label="minimum", **_DOT)
_MAXIMUM = Line2D([], [], label="maximum", markerfacecolor="white", **_DOT)


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """The first panel, and further panels, which zoom in, above each other on its right; dots are extrema."""
    panels = [rows for _, rows in table.groupby("panel")]
    n_zooms = len(panels) - 1
    figure = style.new_figure(7.2 if n_zooms else 4.6, max(3.6, 2.7 * n_zooms))
    grid = figure.add_gridspec(max(n_zooms, 1), 2 if n_zooms else 1)
    cells = [grid[:, 0], *(grid[row, 1] for row in range(n_zooms))]
    for cell, rows in zip(cells, panels, strict=True):
        _draw_panel(figure, figure.add_subplot(cell), rows)
    style.add_legend_of_drawn(figure, [_MINIMUM, _MAXIMUM], 2)
    return figure


def _draw_panel(figure: Figure, axis: Axes, rows: pd.DataFrame) -> None:
    across, varied = rows["across"].iloc[0], rows["varied"].iloc[0]
    values = rows[varied].unique()
    for value, curve in rows.groupby(varied):
        colour = style.family_colour(value, values)
        axis.plot(curve[across], curve["energy_current"], color=colour)
        style.draw_band(axis, curve[across], curve["energy_current"], curve["energy_current_std"], color=colour)
        _mark_extrema(axis, curve[across].to_numpy(), curve["energy_current"].to_numpy(), colour)
    axis.set(
        xlabel=f"${style.SYMBOLS[across]}$",
        ylabel=style.ENERGY_CURRENT,
        title=panel_title(rows),
        xlim=(rows[across].min(), rows[across].max()),
    )
    add_colour_bar(figure, [axis], rows)


def _mark_extrema(axis: Axes, x: NDArray, y: NDArray, colour) -> None:
    """Mark the extrema of y(x) inside its range by dots, filled where y is smallest and open where it is largest."""
    slope = np.sign(np.diff(y))
    for k in np.flatnonzero(slope[:-1] * slope[1:] < 0) + 1:
        kind, face = (_MINIMUM, colour) if slope[k] > 0 else (_MAXIMUM, "white")
        axis.plot(x[k], y[k], **_DOT | {"color": colour}, markerfacecolor=face, zorder=5, label=kind.get_label())
