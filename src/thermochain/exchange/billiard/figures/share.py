"""Share of a colliding disk in the energy of its cell, beside the stated law and the exact one."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.exchange.billiard.figures.densities import draw_levels


@style.styled
def draw(histograms: pd.DataFrame) -> Figure:
    """Share of a colliding disk in the energy of its cell, as density over that of Beta(1, M - 1)."""
    figure = style.new_figure(4.6, 3.6)
    axis = figure.subplots()
    draw_levels(axis, histograms[histograms["quantity"] == "share"])
    axis.set(xlabel=r"level $1-(1-e/E)^{M-1}$", title=r"share $e/E$ of a colliding disk in its cell")
    axis.legend()
    return figure
