"""One case of negative energy conductivity: heating the right end weakens the current."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from thermochain.core import style

_COLOURS = (style.BLUE, style.ORANGE)
_CURRENTS = {"energy_current": "-", "mechanical_current": "--", "heat_current": ":"}
_SYMBOLS = {"energy_current": "$J^e$", "mechanical_current": "$J^m$", "heat_current": "$J^Q$"}
_FACTORS = {
    "current": (style.BLACK, "$J^e$"),
    "drive": (style.ORANGE, "drive $A$"),
    "conductance": (style.BLUE, "conductance $M$"),
}


@style.styled
def draw(profiles: pd.DataFrame, response: pd.DataFrame) -> Figure:
    """Four panels: T(x), D^p(T(x)), the currents, and J^e with its factors against T_right.

    `profiles` and `response` hold published and measured coefficients; the first three panels show the measured ones,
    the last one both.  Bands are two standard errors.
    """
    rows = profiles[profiles["coefficients"] == "measured"]
    figure = style.new_figure(7.6, 6.0)
    axes = figure.subplots(2, 2)
    _draw_pair(axes[0, 0], rows, "temperature")
    _draw_pair(axes[0, 1], rows, "diffusivity")
    axes[0, 0].set_ylabel(style.TEMPERATURE)
    axes[0, 1].set(ylabel=r"momentum diffusivity $D^p(T_{\mathrm{ss}})$", yscale="log")
    axes[0, 0].legend(loc="upper left")
    _draw_currents(axes[1, 0], rows)
    _draw_response(axes[1, 1], response)
    held = style.boundary_title(["T_left", "p_left", "p_right"], rows.iloc[0])
    for axis, letter in zip(axes.flat, "abcd", strict=True):
        axis.set_title(f"({letter})", loc="left")
    figure.suptitle(held, fontsize=9)
    return figure


def _draw_pair(axis: Axes, rows: pd.DataFrame, quantity: str, linestyle: str = "-") -> None:
    for (T_right, curve), colour in zip(rows.groupby("T_right"), _COLOURS, strict=True):
        label = f"${style.equation('T_right', T_right)}$"
        axis.plot(curve["x"], curve[quantity], color=colour, linestyle=linestyle, label=label)
        style.draw_band(axis, curve["x"], curve[quantity], curve[f"{quantity}_std"], color=colour)
    axis.set(xlabel=style.POSITION, xlim=(-1, 1), xticks=(-1, -0.5, 0, 0.5, 1))


def _draw_currents(axis: Axes, rows: pd.DataFrame) -> None:
    for quantity, linestyle in _CURRENTS.items():
        _draw_pair(axis, rows, quantity, linestyle)
    axis.axhline(0.0, color=style.GREY, linewidth=0.6)
    axis.set_ylabel("currents $J^e=J^m+J^Q$")
    lines = [Line2D([], [], color=style.BLACK, linestyle=s, label=_SYMBOLS[q]) for q, s in _CURRENTS.items()]
    axis.legend(handles=lines, loc="upper left", ncols=3)
    low, high = axis.get_ylim()
    axis.set_ylim(low, high + 0.15 * (high - low))  # room for the legend


def _draw_response(axis: Axes, response: pd.DataFrame) -> None:
    for name, curve in response.groupby("coefficients"):
        measured = name == "measured"
        for quantity, (colour, label) in _FACTORS.items():
            line = {"linestyle": "-", "linewidth": 1.1, "label": label}
            if not measured:
                line = {"linestyle": "--", "linewidth": 0.8}
            axis.plot(curve["T_right"], curve[quantity], color=colour, **line)
            style.draw_band(axis, curve["T_right"], curve[quantity], curve[f"{quantity}_std"], color=colour)
    axis.axhline(1.0, color=style.GREY, linewidth=0.6)
    axis.set(
        xlabel=f"${style.SYMBOLS['T_right']}$",
        ylabel=r"$J^e=-AM/2$ over value at $T_{\mathrm{R}}=T_{\mathrm{L}}$",
        xlim=(response["T_right"].min(), response["T_right"].max()),
        yscale="log",
    )
    axis.set_ylim(0.08, 4.0)  # room for the legend
    axis.set_yticks([0.1, 0.2, 0.5, 1, 2], ["0.1", "0.2", "0.5", "1", "2"])
    axis.set_yticks([], minor=True)
    handles, _ = axis.get_legend_handles_labels()
    handles += [Line2D([], [], color=style.GREY, linestyle="--", linewidth=0.8, label="published coefficients")]
    axis.legend(handles=handles, loc="lower left")
