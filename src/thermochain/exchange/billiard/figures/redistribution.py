"""Redistribution of energy in a collision through the hole: share of the left disk after it, and its memory."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.exchange.billiard.figures.densities import draw_levels, draw_points


@style.styled
def draw(histograms: pd.DataFrame, memory: pd.DataFrame) -> Figure:
    """Share of the left disk in the pair's energy after a collision: its density, and its mean by the share before."""
    figure = style.new_figure(7.2, 3.5)
    left, right = figure.subplots(1, 2)
    draw_levels(left, histograms[histograms["quantity"] == "redistribution"])
    left.set(xlabel=r"share after, $p^\prime=e_1^\prime/(e_1+e_2)$", title="density of the share after")
    left.set_ylim(0.7, 1.5)
    for k, (m, rows) in enumerate(memory.groupby("n_particles")):
        draw_points(right, rows["before"], rows["after"], rows["after_std"], k, f"$M={m}$")
    right.axhline(0.5, color=style.GREY, linewidth=0.8, label="uniform, no memory")
    exact = memory.sort_values("before")
    right.plot(exact["before"], exact["exact"], color=style.BLACK, linewidth=1.0, label="exact, equilibrium")
    right.set(xlabel=r"share before, $p=e_1/(e_1+e_2)$", ylabel=r"mean share after $\langle p^\prime\,|\,p\rangle$")
    right.set_title("memory of the share before")
    left.legend()
    right.legend()
    return figure
