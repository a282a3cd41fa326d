"""Figures 3, 5, 10 and 13: families of profiles T(x) and p(x), one curve for each value of one boundary value."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure, FigureBase
from matplotlib.lines import Line2D
from matplotlib.patheffects import Normal, Stroke

from thermochain.core import style

_FULL = {"linestyle": "-", "markerfacecolor": style.BLACK}
_OPEN = {"linestyle": "--", "markerfacecolor": "white"}
# Mark of a curve -> its line and symbol, parts of the curve at which the symbol stands, and meaning.
_MARKS = {
    "flat_end": (_FULL | {"marker": "^"}, (0.25, 0.75), "flat at the hotter end"),
    "uphill_from": (_OPEN | {"marker": "^"}, (0.35, 0.85), "uphill diffusion begins"),
    "uphill_to": (_OPEN | {"marker": "v"}, (0.3, 0.8), "uphill diffusion ends"),
}
_MARKED = {"color": style.BLACK, "linewidth": 1.4, "markersize": 6}
_OUTLINED = [Stroke(linewidth=2.4, foreground="white"), Normal()]
_ABOVE_CURVES = 3  # order of drawing; curves have 2


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """One row for each panel: temperatures on the left, momenta on the right, the varied value as colour."""
    panels = [rows for _, rows in table.groupby("panel")]
    figure = style.new_figure(7.2, 2.9 * len(panels))
    for part, rows in zip(np.atleast_1d(figure.subfigures(len(panels), 1)), panels, strict=True):
        left, right = part.subplots(1, 2)
        draw_family(left, rows, "temperature")
        draw_family(right, rows, "momentum")
        left.set_ylabel(style.TEMPERATURE)
        right.set_ylabel(style.MOMENTUM)
        for axis in (left, right):
            axis.set(xlabel=style.POSITION, xlim=(-1, 1), title=panel_title(rows))
        add_colour_bar(part, [left, right], rows)
        style.add_legend_of_drawn(part, _entries(rows), 3)
    return figure


def draw_family(axis: Axes, rows: pd.DataFrame, quantity: str) -> None:
    """Draw the curves of one panel; the curves that the figure singles out are black and carry triangles."""
    varied = rows["varied"].iloc[0]
    plain = rows[rows["mark"].isna() | (rows["mark"] == "")]
    values = plain[varied].unique()
    for value, curve in plain.groupby(varied):
        _draw_curve(axis, curve, quantity, color=style.family_colour(value, values))
    for (_, mark), curve in rows.drop(plain.index).groupby([varied, "mark"]):
        _draw_marked(axis, curve, quantity, mark)
    if np.ptp(rows[quantity]) == 0:  # an axis that follows the data would show their rounding
        axis.set_ylim(rows[quantity].iloc[0] - 1, rows[quantity].iloc[0] + 1)


def _draw_marked(axis: Axes, curve: pd.DataFrame, quantity: str, mark: str) -> None:
    """Draw a curve that the figure singles out, and above all lines its triangles."""
    look, places, _ = _MARKS[mark]
    line = _MARKED | {"linestyle": look["linestyle"], "path_effects": _OUTLINED}
    _draw_curve(axis, curve, quantity, **line, zorder=_ABOVE_CURVES)
    at = [int(place * len(curve)) for place in places]
    x, y = curve["x"].iloc[at], curve[quantity].iloc[at]
    axis.plot(x, y, **_MARKED | look | {"linestyle": ""}, zorder=_ABOVE_CURVES + 1, label=_meaning(curve))


def _meaning(curve: pd.DataFrame) -> str:
    """Text of the legend for a curve that the figure singles out: its boundary value and the meaning of its mark."""
    varied, mark = curve["varied"].iloc[0], curve["mark"].iloc[0]
    return f"${style.equation(varied, round(curve[varied].iloc[0], 3))}$: {_MARKS[mark][-1]}"


def _entries(rows: pd.DataFrame) -> list[Line2D]:
    """Entries of the legend for the curves that the figure singles out."""
    marked = rows[rows["mark"].isin(_MARKS)].groupby([rows["varied"].iloc[0], "mark"])
    return [Line2D([], [], **_MARKED | _MARKS[mark][0], label=_meaning(curve)) for (_, mark), curve in marked]


def _draw_curve(axis: Axes, curve: pd.DataFrame, quantity: str, *, color, **options) -> None:
    """Draw one profile with its band of errors."""
    axis.plot(curve["x"], curve[quantity], color=color, **options)
    style.draw_band(axis, curve["x"], curve[quantity], curve[f"{quantity}_std"], color=color)


def panel_title(rows: pd.DataFrame) -> str:
    """Title of a panel: the boundary values that it holds fixed."""
    shown = {rows[name].iloc[0] for name in ("varied", "across") if name in rows}
    return style.boundary_title([name for name in style.SYMBOLS if name not in shown], rows.iloc[0])


def add_colour_bar(figure: FigureBase, axes: list[Axes], rows: pd.DataFrame) -> None:
    """Add the colour scale of the varied boundary value beside the axes."""
    varied = rows["varied"].iloc[0]
    values = rows[varied].to_numpy()
    colours = ScalarMappable(Normalize(np.min(values), np.max(values)), style.FAMILY)
    figure.colorbar(colours, ax=axes, label=f"${style.SYMBOLS[varied]}$", aspect=25, pad=0.01)
