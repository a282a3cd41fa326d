"""Profiles of temperature and momentum in driven chains, compared with the macroscopic equations."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from thermochain.core import style
from thermochain.rotors.driven.figures import marks

_SHOWN = 26  # approximate number of sites of each chain that are drawn
_LINES = {"measured": "-", "measured with contacts": "--"}
_LABELS = {
    "temperature": r"temperature $\mathrm{Var}\,p_i$, $T_{\mathrm{ss}}$",
    "momentum": r"momentum $\langle p_i\rangle$, $p_{\mathrm{ss}}$",
}


@style.styled
def draw(curves: pd.DataFrame) -> Figure:
    """Figure of temperatures (above) and momenta (below): one column per p_right, one colour per bath temperature.

    `curves` has the columns T_left, p_right, source (chain, measured, measured with contacts), n_rotors, x, temperature
    and momentum with errors.
    """
    driven = sorted(curves["p_right"].unique())
    temperatures = sorted(curves["T_left"].unique())
    figure = style.new_figure(max(5.4, 0.6 + 3.6 * len(driven)), 6.4)
    axes = figure.subplots(2, len(driven), squeeze=False, sharex=True)
    for column, p_right in zip(axes.T, driven, strict=True):
        for k, T in enumerate(temperatures):
            rows = curves[(curves["p_right"] == p_right) & (curves["T_left"] == T)]
            for axis, field in zip(column, _LABELS, strict=True):
                draw_profile(axis, rows, field, style.family_colour(k, range(len(temperatures))))
        column[0].set_title(style.boundary_title(["p_left", "p_right"], rows.iloc[0]))
        column[1].set(xlabel=style.POSITION, xlim=(-1, 1), xticks=np.linspace(-1.0, 1.0, 5))
    for axis, label in zip(axes[:, 0], _LABELS.values(), strict=True):
        axis.set_ylabel(label)
    marks.legend_below(figure, *_handles(temperatures, int(curves["n_rotors"].max())))
    return figure


def draw_profile(axis: Axes, rows: pd.DataFrame, field: str, colour) -> None:
    """Draw some sites of one chain with bands of two standard errors, and the solutions."""
    chain = rows[rows["source"] == "chain"]
    value, std = chain[field], chain[f"{field}_std"]
    axis.fill_between(chain["x"], value - 2 * std, value + 2 * std, color=colour, alpha=0.2, linewidth=0)
    shown = chain.iloc[:: max(1, len(chain) // _SHOWN)]
    axis.plot(shown["x"], shown[field], linestyle="none", marker="o", markersize=2.8, color=colour)
    for source, line in _LINES.items():
        solution = rows[rows["source"] == source]
        axis.plot(solution["x"], solution[field], color=colour, linestyle=line, linewidth=1.0)


def _handles(temperatures: list[float], n_rotors: int) -> list[list[Line2D]]:
    """Columns of the legend."""
    colours = [
        Line2D([], [], color=style.family_colour(k, range(len(temperatures))), linewidth=3, label=f"$T={T:g}$")
        for k, T in enumerate(temperatures)
    ]
    half = (len(colours) + 1) // 2
    points = {"linestyle": "none", "marker": "o", "markersize": 3}
    sources = [
        Line2D([], [], color=style.BLACK, label=f"chain, $n={n_rotors}$", **points),
        Line2D([], [], color=style.BLACK, label=r"(2.30) between the baths, $n\to\infty$"),
        Line2D([], [], color=style.BLACK, linestyle="--", label="(2.30) between the values that the bulk sees"),
    ]
    return [colours[:half], colours[half:], sources]
