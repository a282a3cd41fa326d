"""Figures 3, 5, 10 and 13: families of profiles T(x) and p(x), one curve for each value of one boundary value."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from thermochain.core import style

_MARKERS = {"flat_end": "^", "uphill_from": "^", "uphill_to": "v"}
_MEANINGS = {"flat_end": "flat end", "uphill_from": "$J^e=0$", "uphill_to": "$J^e=0$"}


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """One row for each panel: temperatures on the left, momenta on the right, the varied value as colour."""
    panels = [rows for _, rows in table.groupby("panel")]
    figure = style.new_figure(7.2, 2.7 * len(panels))
    axes = figure.subplots(len(panels), 2, squeeze=False)
    for (left, right), rows in zip(axes, panels, strict=True):
        draw_family(left, rows, "temperature")
        draw_family(right, rows, "momentum")
        if right.get_legend_handles_labels()[1]:
            right.legend(loc="upper left")
        left.set_ylabel(style.TEMPERATURE)
        right.set_ylabel(style.MOMENTUM)
        title = panel_title(rows)
        for axis in (left, right):
            axis.set(xlabel=style.POSITION, xlim=(-1, 1), title=title)
        add_colour_bar(figure, [left, right], rows)
    return figure


def draw_family(axis: Axes, rows: pd.DataFrame, quantity: str) -> None:
    """Draw the curves of one panel; the curves that the figure singles out are black and carry triangles."""
    varied = rows["varied"].iloc[0]
    plain = rows[rows["mark"].isna() | (rows["mark"] == "")]
    values = plain[varied].unique()
    for value, curve in plain.groupby(varied):
        colour = style.family_colour(value, values)
        axis.plot(curve["x"], curve[quantity], color=colour)
        style.draw_band(axis, curve["x"], curve[quantity], curve[f"{quantity}_std"], color=colour)
    for (value, mark), curve in rows.drop(plain.index).groupby([varied, "mark"]):
        filled = mark == "flat_end"
        style.draw_band(axis, curve["x"], curve[quantity], curve[f"{quantity}_std"], color=style.BLACK)
        axis.plot(
            curve["x"],
            curve[quantity],
            color=style.BLACK,
            linewidth=1.4,
            linestyle="-" if filled else "--",
            marker=_MARKERS[mark],
            markevery=[len(curve) // 4, 3 * len(curve) // 4],
            markersize=6,
            markerfacecolor=style.BLACK if filled else "white",
            label=f"${style.equation(varied, round(value, 3))}$ ({_MEANINGS[mark]})",
        )


def panel_title(rows: pd.DataFrame) -> str:
    """Title of a panel: the boundary values that it holds fixed."""
    varied = rows["varied"].iloc[0]
    return style.boundary_title([n for n in style.SYMBOLS if n != varied], rows.iloc[0])


def add_colour_bar(figure: Figure, axes: list[Axes], rows: pd.DataFrame) -> None:
    """Add the colour scale of the varied boundary value beside the axes."""
    varied = rows["varied"].iloc[0]
    values = rows[varied].to_numpy()
    colours = ScalarMappable(Normalize(np.min(values), np.max(values)), style.FAMILY)
    figure.colorbar(colours, ax=axes, label=f"${style.SYMBOLS[varied]}$", aspect=25, pad=0.01)
