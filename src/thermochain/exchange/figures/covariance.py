"""Fluctuations of stochastic energy exchange: simulation beside the Gaussian theory with either set of coefficients."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.VIOLET)
_MARKERS = ("o", "D", "^", "v")


@style.styled
def draw(stationary: pd.DataFrame, in_time: pd.DataFrame) -> Figure:
    """M Var E_i in the stationary state against M, and after a sharp start; M Cov(E_1(1), E_i(t)) between two times."""
    figure = style.new_figure(10.4, 3.4)
    left, right, between = figure.subplots(1, 3)
    rate = stationary["rate"].iloc[0]
    rows = stationary[stationary["rate"] == rate]
    variances = [name for name in rows["quantity"].unique() if name[0] == "C" and name[-2] == name[-1]]
    for n, name in enumerate(variances):
        _draw_stationary(left, rows[rows["quantity"] == name], n)
        _draw_in_time(right, in_time[in_time["quantity"] == name], n)
        _draw_in_time(between, in_time[in_time["quantity"] == f"D_1{name[-1]}"], n)
    left.set(xscale="log", xlabel="particles per cell $M$", ylabel=r"$M\,\mathrm{Var}\,E_i$, stationary")
    particles = sorted(rows["particles"].unique())
    left.set_xticks(particles, [f"{M:g}" for M in particles], minor=False)
    left.minorticks_off()
    right.set(xlabel="fast time $t$", ylabel=rf"$M\,\mathrm{{Var}}\,E_i(t)$, $M={stationary['particles'].max():g}$")
    between.set(xlabel="fast time $t$", ylabel=r"$M\,\mathrm{Cov}(E_1(1),E_i(t))$")
    for axis in (left, right):
        axis.set_ylim(bottom=0)
    for line, label in (("-", "Lemma 6.4"), ("--", "Theorem 6.1 as printed")):
        right.plot([], [], line, color=style.BLACK, label=label)
    right.plot([], [], "x", color=style.BLACK, markersize=4, label="mesoscopic equation")
    right.plot([], [], "o", color=style.BLACK, markersize=4, label="exact exchanges")
    figure.legend(
        *right.get_legend_handles_labels(), loc="outside upper center", ncols=4, columnspacing=1.2, handletextpad=0.5
    )
    left.legend(*left.get_legend_handles_labels(), loc="lower left", ncols=4, columnspacing=0.8, handletextpad=0.1)
    return figure


def _draw_stationary(axis: Axes, rows: pd.DataFrame, n: int) -> None:
    look = {"marker": _MARKERS[n % 4], "color": _COLOURS[n % 4], "label": f"$i={n + 1}$"}
    style.draw_points(axis, rows["particles"], rows["simulated"], rows["std"], **look)
    axis.axhline(rows["theory"].iloc[0], color=_COLOURS[n % 4], linewidth=1.0)
    axis.axhline(rows["printed"].iloc[0], color=_COLOURS[n % 4], linewidth=1.0, linestyle="--")


def _draw_in_time(axis: Axes, rows: pd.DataFrame, n: int) -> None:
    colour = _COLOURS[n % 4]
    axis.plot(rows["time"], rows["theory"], color=colour)
    axis.plot(rows["time"], rows["printed"], "--", color=colour)
    rows = rows[rows["simulated"].notna()]
    style.draw_points(axis, rows["time"], rows["simulated"], rows["std"], marker=_MARKERS[n % 4], color=colour)
    axis.plot(rows["time"], rows["mesoscopic"], "x", color=style.BLACK, markersize=4, markeredgewidth=0.8, zorder=3)
