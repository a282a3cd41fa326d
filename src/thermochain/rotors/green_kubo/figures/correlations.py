"""Figure of the correlations of the currents and of their running integrals at one temperature."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_COLOURS = {"pp": style.BLUE, "ee": style.ORANGE, "pe": style.GREEN}


@style.styled
def draw(running: pd.DataFrame, onsager: pd.DataFrame) -> Figure:
    """C(t)/C(0) (left) and K(t) (right), with two standard errors, the start of the tail and the limit.

    `running` has the columns temperature, time, C_*, K_* and their _std; `onsager` is the table of the estimates, of
    which one row has this temperature.
    """
    [(_, estimate)] = onsager[onsager["temperature"] == running["temperature"].iloc[0]].iterrows()
    figure = style.new_figure(7.2, 5.2)
    axes = figure.subplots(2, 2)
    for (left, right), pair in zip(axes, ("pp", "ee"), strict=True):
        _draw_correlation(left, running, pair)
        _draw_integral(right, running, estimate, pair)
    figure.suptitle(f"$T={estimate['temperature']:g}$, $M={estimate['n_rotors']:.0f}$ rotors", fontsize=10)
    return figure


def _draw_band(axis: Axes, rows: pd.DataFrame, column: str, colour: str, scale: float = 1.0) -> None:
    value, error = rows[column] / scale, rows[f"{column}_std"] / scale
    axis.fill_between(rows["time"], value - 2 * error, value + 2 * error, color=colour, alpha=0.25, linewidth=0)
    axis.plot(rows["time"], value, color=colour)


def _draw_correlation(axis: Axes, running: pd.DataFrame, pair: str) -> None:
    rows = running[running["time"] > 0]
    _draw_band(axis, rows, f"C_{pair}", _COLOURS[pair], running[f"C_{pair}"].iloc[0])
    axis.axhline(0.0, color=style.GREY, linewidth=0.6)
    a, b = pair
    axis.set(xscale="log", xlabel=r"time $t$", ylabel=rf"$C^{{{a},{b}}}(t)/C^{{{a},{b}}}(0)$")


def _draw_integral(axis: Axes, running: pd.DataFrame, estimate: pd.Series, pair: str) -> None:
    rows = running[running["time"] > 0]
    _draw_band(axis, rows, f"K_{pair}", _COLOURS[pair])
    if pair == "ee":
        _draw_band(axis, rows, "K_pe", _COLOURS["pe"])
        label_at = (rows["time"].iloc[0], 0.0)
        axis.annotate(r"$K^{p,e}$", label_at, xytext=(2, 4), textcoords="offset points", fontsize=8)
    start, value, error = (estimate[k] for k in (f"start_{pair}", pair, f"{pair}_error"))
    axis.axvline(start, color=style.GREY, linewidth=0.8, linestyle="--")
    axis.axhline(value, color=style.GREY, linewidth=0.6)
    axis.errorbar(
        [1.3 * rows["time"].iloc[-1]],
        [value],
        [2 * error],
        fmt="s",
        color=style.BLACK,
        markersize=4,
        capsize=3,
        label=r"limit, 2$\sigma$",
    )
    a, b = pair
    axis.set(xscale="log", xlabel=r"time $t$", ylabel=rf"$\int_0^t C^{{{a},{b}}}$")
    axis.margins(x=0.04)
    axis.legend(loc="best")
