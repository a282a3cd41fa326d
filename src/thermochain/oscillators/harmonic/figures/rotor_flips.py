"""Onsager coefficients of rotors with stretch flips against the rate of the flips."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """K^pp and K^ee with standard errors."""
    figure = style.new_figure(4.6, 3.4)
    axis = figure.subplots()
    for name, label, marker, colour in (("pp", "$K^{pp}$", "o", style.BLUE), ("ee", "$K^{ee}$", "s", style.ORANGE)):
        options = {"fmt": marker, "markersize": 4, "color": colour, "label": label}
        axis.errorbar(table["rate"], table[name], table[f"{name}_std"], **options)
    axis.set(xscale="log", yscale="log", xlabel=r"rate $\gamma$ of the stretch flips", ylabel="Onsager coefficient")
    axis.legend()
    return figure
