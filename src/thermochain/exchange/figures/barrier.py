"""Generating function of the current through one barrier: symmetric where the fluctuation relation holds."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style

_COLOURS = (style.GREY, style.BLUE, style.GREEN, style.ORANGE, style.VIOLET)
_LABELS = {"cells": "cells in equilibrium", "exponential": "Li's baths"}


@style.styled
def draw(barrier: pd.DataFrame) -> Figure:
    """mu(lambda) over a times the mean current against -lambda/a, for baths that are cells and for those of Li."""
    figure = style.new_figure(4.6, 3.3)
    axis = figure.subplots()
    groups = barrier.groupby(["baths", "particles"], sort=False)
    for colour, ((baths, particles), rows) in zip(_COLOURS, groups, strict=False):
        wide = {"linewidth": 3.0, "alpha": 0.5} if baths == "cells" else {}
        label = f"{_LABELS[baths]}, $M={particles:g}$"
        axis.plot(rows["part"], rows["generating"], color=colour, label=label, **wide)
    axis.axhline(0.0, color=style.GREY, linewidth=0.6, zorder=0)
    axis.axvline(0.5, color=style.GREY, linewidth=0.6, linestyle=":", zorder=0)
    axis.set(xlabel=r"$-\lambda/a$", ylabel=r"$\mu(\lambda)\,t\,/\,(a\,\langle Q_t\rangle)$", xlim=(0, 1))
    axis.legend(loc="best")
    return figure
