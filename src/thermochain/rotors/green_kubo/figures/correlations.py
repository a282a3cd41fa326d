"""Figure of the correlations of the currents and of their running integrals at one temperature."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from thermochain.core import style

_COLOURS = {"pp": style.BLUE, "ee": style.ORANGE, "pe": style.GREEN}
_TAIL = Line2D([], [], color=style.GREY, linewidth=0.8, linestyle="--", label="start of the tail")
_LIMIT = Line2D(
    [], [], color=style.BLACK, linestyle="", marker="s", markersize=4, label="limit with two standard errors"
)
_CROSS = Line2D([], [], color=_COLOURS["pe"], label="$K^{p,e}(t)$")


@style.styled
def draw(running: pd.DataFrame, onsager: pd.DataFrame) -> Figure:
    """C(t)/C(0) (left) and K(t) (right), with two standard errors, the start of the tail and the limit.

    `running` has the columns temperature, time, C_*, K_* and their _std; `onsager` is the table of the estimates, of
    which one row has this temperature.
    """
    [(_, estimate)] = onsager[onsager["temperature"] == running["temperature"].iloc[0]].iterrows()
    figure = style.new_figure(7.2, 5.5)
    axes = figure.subplots(2, 2)
    for (left, right), pair in zip(axes, ("pp", "ee"), strict=True):
        _draw_correlation(left, running, pair)
        _draw_integral(right, running, estimate, pair)
    figure.suptitle(f"$T={estimate['temperature']:g}$, $M={estimate['n_rotors']:.0f}$ rotors", fontsize=10)
    style.add_legend_of_drawn(figure, [_TAIL, _LIMIT, _CROSS], 3)
    return figure


def _draw_curve(axis: Axes, rows: pd.DataFrame, column: str, scale: float = 1.0, label: str | None = None) -> None:
    """Draw one column over `scale` against time, with its band of errors."""
    value, error = rows[column] / scale, rows[f"{column}_std"] / scale
    colour = _COLOURS[column[-2:]]
    axis.plot(rows["time"], value, color=colour, label=label)
    style.draw_band(axis, rows["time"], value, error, color=colour)


def _draw_correlation(axis: Axes, running: pd.DataFrame, pair: str) -> None:
    rows = running[running["time"] > 0]
    _draw_curve(axis, rows, f"C_{pair}", running[f"C_{pair}"].iloc[0])
    axis.axhline(0.0, color=style.GREY, linewidth=0.6)
    a, b = pair
    axis.set(xscale="log", xlabel=r"time $t$", ylabel=rf"$C^{{{a},{b}}}(t)/C^{{{a},{b}}}(0)$")


def _draw_integral(axis: Axes, running: pd.DataFrame, estimate: pd.Series, pair: str) -> None:
    rows = running[running["time"] > 0]
    _draw_curve(axis, rows, f"K_{pair}")
    if pair == "ee":
        _draw_curve(axis, rows, "K_pe", label=_CROSS.get_label())
    start, value, error = (estimate[k] for k in (f"start_{pair}", pair, f"{pair}_error"))
    axis.axvline(start, color=style.GREY, linewidth=0.8, linestyle="--", label=_TAIL.get_label())
    axis.axhline(value, color=style.GREY, linewidth=0.6)
    look = {"marker": "s", "color": style.BLACK, "capsize": 3, "linewidth": None, "label": _LIMIT.get_label()}
    style.draw_points(axis, [1.3 * rows["time"].iloc[-1]], [value], [2 * error], **look)
    a, b = pair
    axis.set(xscale="log", xlabel=r"time $t$", ylabel=rf"running integral $K^{{{a},{b}}}(t)$")
    axis.margins(x=0.04)
