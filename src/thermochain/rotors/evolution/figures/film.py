"""The evolution as a film: momentum and temperature of the driven and of the closed chain, frame by frame."""

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.rotors.evolution.figures.profiles import QUANTITIES, TITLES

_COLOURS = {"momentum": style.BLUE, "temperature": style.ORANGE}
_PANELS = [(case, quantity) for case in TITLES for quantity in _COLOURS]


def film(table: pd.DataFrame) -> tuple[Figure, Callable[[int], None], int]:
    """A figure, the function that draws frame number k into it, and the number of frames."""
    figure = _draw_first(table)
    frames = dict(iter(table.groupby(["case", "frame"])))

    def show(number: int) -> None:
        for axis, (case, quantity) in zip(figure.axes, _PANELS, strict=True):
            rows = frames[case, number]
            axis.lines[0].set_ydata(rows[quantity])
            if quantity == "temperature":
                axis.title.set_text(f"$t={rows['time'].iloc[0]:.4f}$")

    return figure, show, int(table["frame"].max()) + 1


@style.styled
def _draw_first(table: pd.DataFrame) -> Figure:
    """Figure with the moving line first in every panel, then the initial and final states; axes fit every frame."""
    figure = style.new_figure(6.4, 4.6)
    for axis, (case, quantity) in zip(figure.subplots(2, 2, sharex=True).flat, _PANELS, strict=True):
        rows = table[table["case"] == case].set_index("frame")
        start, limit = rows.loc[0], rows.loc[-1]
        axis.plot(start["x"], start[quantity], color=_COLOURS[quantity], linewidth=2.0)
        axis.plot(start["x"], start[quantity], ":", color=style.BLACK, label="start")
        axis.plot(limit["x"], limit[quantity], "--", color=style.BLACK, label="limit")
        low, high = rows[quantity].min(), rows[quantity].max()
        margin = 0.08 * (high - low)
        axis.set(xlim=(-1, 1), ylim=(low - margin, high + margin), ylabel=QUANTITIES[quantity], title=TITLES[case])
    for axis in figure.axes[-2:]:
        axis.set_xlabel(style.POSITION)
    figure.axes[0].legend(loc="upper left")
    return figure
