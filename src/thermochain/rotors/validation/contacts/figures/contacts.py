"""Figure of the resistances of contacts against temperature, and of what they predict for chains out of the fit."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.VIOLET)
_MARKERS = ("o", "D", "^", "v")


@style.styled
def draw(contacts: pd.DataFrame, currents: pd.DataFrame) -> Figure:
    """Three panels: rho_p and rho_T against T, and simulated over predicted currents of held-out chains against n.

    `contacts` has the columns friction, temperature, momentum, heat and their standard errors; `currents` has group,
    n_rotors, friction, momentum_current and its error, predicted_momentum, endless_momentum and momentum_scale.
    """
    figure = style.new_figure(7.8, 2.9)
    axes = figure.subplots(1, 3)
    for axis, (column, symbol) in zip(axes, {"momentum": r"\rho_p", "heat": r"\rho_T"}.items(), strict=False):
        _draw_resistances(axis, contacts, column)
        axis.set(xlabel=r"temperature $T$", ylabel=rf"resistance ${symbol}$", xscale="log", yscale="log")
        axis.set_xticks([0.3, 0.5, 1.0, 2.0], ["0.3", "0.5", "1", "2"])
        axis.minorticks_off()
    axes[0].legend(loc="upper left")
    _draw_held_out(axes[2], currents[currents["group"] == "held_out"])
    return figure


def _draw_resistances(axis: Axes, contacts: pd.DataFrame, column: str) -> None:
    for k, (friction, rows) in enumerate(contacts.groupby("friction")):
        look = {"marker": _MARKERS[k % len(_MARKERS)], "linestyle": "-", "color": _COLOURS[k % len(_COLOURS)]}
        x, error = rows["temperature"] * 1.02 ** (k - 1), np.minimum(rows[f"{column}_std"], 0.9 * rows[column])
        style.draw_points(axis, x, rows[column], error, label=rf"$\gamma={friction:g}$", **look)  # side by side


def _draw_held_out(axis: Axes, currents: pd.DataFrame) -> None:
    driven = currents[currents["p_left"] != currents["p_right"]]
    axis.axhline(1.0, color=style.GREY, linewidth=0.8)
    frictions = sorted(driven["friction"].unique())
    for k, friction in enumerate(frictions):
        rows = driven[driven["friction"] == friction]
        colour, marker = _COLOURS[k % len(_COLOURS)], _MARKERS[k % len(_MARKERS)]
        n = rows["n_rotors"] * 1.06 ** (k - 0.5 * (len(frictions) - 1))
        ratio = rows["momentum_current"] / rows["predicted_momentum"]
        error = (rows["momentum_current_std"] / rows["predicted_momentum"]).abs()
        style.draw_points(axis, n, ratio, error, marker=marker, color=colour)
        axis.plot(
            n, rows["momentum_current"] / rows["endless_momentum"], marker, color=colour, mfc="none", markersize=4
        )
    lengths = sorted(driven["n_rotors"].unique())
    axis.set(xlabel=r"chain length $n$", ylabel=r"$J^p$, simulated over predicted", xscale="log")
    axis.set_xticks(lengths, [f"{n:g}" for n in lengths])
    axis.minorticks_off()
    axis.text(0.97, 0.03, "open: without contacts", transform=axis.transAxes, ha="right", va="bottom")
