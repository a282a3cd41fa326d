"""Coefficients of anharmonic chains with velocity flips: tension, heat capacity, heat conductivity."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style


@style.styled
def draw(coefficients: pd.DataFrame, conductivity: pd.DataFrame) -> Figure:
    """Left: tau against r; middle: c_v against r; right: measured kappa with the law through it and its bound."""
    figure = style.new_figure(9.0, 3.1)
    left, middle, right = figure.subplots(1, 3)
    temperatures = np.sort(coefficients["temperature"].unique())
    for T, curve in coefficients.groupby("temperature"):
        colour = style.family_colour(np.log(T), np.log(temperatures))
        left.plot(curve["stretch"], curve["tension"], color=colour, label=f"$T={T:g}$")
        middle.plot(curve["stretch"], curve["heat_capacity"], color=colour)
        right.plot(curve["stretch"], curve["conductivity"], color=colour)
        right.plot(curve["stretch"], curve["bound"], ":", color=colour)
        style.draw_band(right, curve["stretch"], curve["conductivity"], curve["conductivity_std"], color=colour)
        points = conductivity[conductivity["temperature"] == T]
        right.errorbar(
            points["stretch"], points["conductivity"], 2.0 * points["std"], fmt="o", markersize=3, color=colour
        )
    stretch = coefficients["stretch"].drop_duplicates()
    left.plot(stretch, stretch + stretch**3, "--", color=style.GREY, label="$T=0$")
    left.set(xlabel="stretch $r$", ylabel=r"tension $\tau(r, T)$", ylim=(0, 3.2))
    left.legend()
    middle.axhline(0.75, linestyle="--", color=style.GREY)
    middle.axhline(1.0, linestyle="--", color=style.GREY)
    for value, text in ((0.75, r"$T\to\infty$"), (1.0, r"$T\to 0$")):
        middle.annotate(text, (0.02, value), va="bottom", color=style.GREY)
    middle.set(xlabel="stretch $r$", ylabel="heat capacity $c_v(r, T)$", ylim=(0.72, 1.03))
    right.plot([], [], "o-", markersize=3, color=style.GREY, label="measured, and law")
    right.plot([], [], ":", color=style.GREY, label=r"bound $\langle V''\rangle/4\gamma$")
    right.set(xlabel="stretch $r$", ylabel=r"heat conductivity $\kappa(r, T)$", ylim=(0.4, None))
    right.legend()
    for axis in (left, middle, right):
        axis.set_xlim(0, stretch.max())
    return figure
