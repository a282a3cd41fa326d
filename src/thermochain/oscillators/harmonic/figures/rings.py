"""Rings that start in local equilibrium: their exact moments beside (16) and (27) in time, and the errors."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_CURVES = {
    16: ("(16), stretch flips", "o", style.BLUE),
    22: ("(22), velocity flips", "x", style.GREEN),
    27: ("(27), bending", "s", style.ORANGE),
}


@style.styled
def draw(table: pd.DataFrame, errors: pd.DataFrame) -> Figure:
    """Left and middle, temperatures of the longest ring; right, the largest error of any time against the size."""
    figure = style.new_figure(9.0, 3.4)
    left, middle, right = figure.subplots(1, 3)
    for axis, equation in ((left, 16), (middle, 27)):
        _draw_profiles(axis, table[table["equation"] == equation], printed=equation == 27)
        axis.set(xlabel="position $x$", ylabel="temperature $T$", title=f"exact, and {_CURVES[equation][0]}")
    left.legend(title="time $t$", loc="upper center")
    for equation, (label, marker, colour) in _CURVES.items():
        largest = errors[errors["equation"] == equation].groupby("n").max()
        right.plot(largest.index, largest["temperature_error"], marker + "-", color=colour, label=label)
    right.plot(largest.index, largest["printed_error"], "s--", color=style.GREY, label="(27) as printed")
    sizes = largest.index.to_numpy()
    right.plot(sizes, largest["temperature_error"].iloc[0] * sizes[0] / sizes, ":", color=style.BLACK, label="$1/n$")
    right.set(xscale="log", yscale="log", xlabel="masses $n$", ylabel="largest error of $T$", title="approach")
    right.set_xticks(sizes, [f"{n:g}" for n in sizes])
    right.minorticks_off()
    right.set_ylim(top=10.0 * largest["printed_error"].max())
    right.legend(loc="upper right")
    return figure


def _draw_profiles(axis: Axes, table: pd.DataFrame, *, printed: bool) -> None:
    longest, times = table["n"].max(), np.sort(table["time"].unique())
    shown = times[[0, 1, -1]]
    for number, time in enumerate(shown):
        colour = style.family_colour(number, range(len(shown)))
        now = table[table["time"] == time]
        chain = now[(now["n"] == longest) & (now["quantity"] == "temperature")]
        limit = now[(now["n"] == 0) & (now["quantity"] == "temperature")]
        axis.plot(limit["x"], limit["value"], color=colour, label=f"{time:g}")
        axis.plot(chain["x"], chain["value"], "o", markersize=2.5, color=colour)
        if printed:
            other = now[(now["n"] == 0) & (now["quantity"] == "printed")]
            axis.plot(other["x"], other["value"], "--", color=colour)
