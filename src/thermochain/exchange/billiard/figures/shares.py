"""How well the stated laws of shares fit the billiard: densities over the stated ones, and memory of the collision."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

SERIES = ((style.BLUE, "o"), (style.ORANGE, "s"), (style.GREEN, "^"), (style.VIOLET, "D"))
_LINES = ("-", "--", ":", "-.")


@style.styled
def draw_share(histograms: pd.DataFrame) -> Figure:
    """Share of a colliding disk in the energy of its cell, as density over that of Beta(1, M - 1)."""
    figure = style.new_figure(4.6, 3.6)
    axis = figure.subplots()
    draw_levels(axis, histograms[histograms["quantity"] == "share"])
    axis.set(xlabel=r"level $1-(1-e/E)^{M-1}$", title=r"share $e/E$ of a colliding disk in its cell")
    axis.legend()
    return figure


@style.styled
def draw_redistribution(histograms: pd.DataFrame, memory: pd.DataFrame) -> Figure:
    """Share of the left disk in the pair's energy after a collision: its density, and its mean by the share before."""
    figure = style.new_figure(7.2, 3.5)
    left, right = figure.subplots(1, 2)
    draw_levels(left, histograms[histograms["quantity"] == "redistribution"])
    left.set(xlabel=r"share after, $p^\prime=e_1^\prime/(e_1+e_2)$", title="density of the share after")
    left.set_ylim(0.7, 1.5)
    for k, (m, rows) in enumerate(memory.groupby("n_particles")):
        _points(right, rows["before"], rows["after"], rows["after_std"], k, f"$M={m}$")
    right.axhline(0.5, color=style.GREY, linewidth=0.8, label="uniform, no memory")
    exact = memory.sort_values("before")
    right.plot(exact["before"], exact["exact"], color=style.BLACK, linewidth=1.0, label="exact, equilibrium")
    right.set(xlabel=r"share before, $p=e_1/(e_1+e_2)$", ylabel=r"mean share after $\langle p^\prime\,|\,p\rangle$")
    right.set_title("memory of the share before")
    left.legend()
    right.legend()
    return figure


def draw_levels(axis: Axes, histograms: pd.DataFrame) -> None:
    """Measured over stated density against the level of the stated law, one series a number of disks.

    Lines are the exact law of equilibrium where there is one.
    """
    n_series = histograms["n_particles"].nunique()
    shared = n_series > 1 and (histograms.groupby("level")["exact"].nunique() == 1).all()
    for k, (m, rows) in enumerate(histograms.groupby("n_particles")):
        shift = 0.012 * (k - 0.5 * (n_series - 1))
        _points(axis, rows["level"] + shift, rows["density"], rows["density_std"], k, f"$M={m}$")
        if not shared and rows["exact"].notna().all():
            colour, line = SERIES[k % len(SERIES)][0], _LINES[k % len(_LINES)]
            axis.plot(rows["level"], rows["exact"], line, color=colour, linewidth=1.0, label=f"exact, $M={m}$")
    if shared:
        axis.plot(rows["level"], rows["exact"], color=style.BLACK, linewidth=1.0, label="exact, every $M$")
    axis.axhline(1.0, color=style.GREY, linewidth=0.8)
    axis.set(ylabel="measured density / stated density", xlim=(-0.02, 1.02))


def _points(axis: Axes, x: pd.Series, y: pd.Series, error: pd.Series, number: int, label: str) -> None:
    colour, marker = SERIES[number % len(SERIES)]
    look = {"markersize": 3.5, "capsize": 1.5, "linewidth": 0.7, "linestyle": "none"}
    axis.errorbar(x, y, error, marker=marker, color=colour, label=label, **look)
