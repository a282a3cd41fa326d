"""Approach of finite chains with velocity flips to the limit equations."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.oscillators.harmonic.figures.profiles import TITLES


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """One panel for each case: errors of current and profile, and the mean of Var r less Var p, against 1/N laws."""
    figure = style.new_figure(7.2, 3.2)
    for axis, case in zip(figure.subplots(1, 2, sharey=True), TITLES, strict=True):
        rows = table[table["case"] == case]
        n = rows["n"].to_numpy()
        curves = {
            "current $|NJ - J_\\infty|$": (np.abs(rows["scaled_current"] - rows["current_limit"]), "o", style.BLUE),
            "profile $\\max|T_i - T(x_i)|$": (rows["profile_error"], "x", style.ORANGE),
            "equipartition $|\\langle r^2\\rangle_c - \\langle p^2\\rangle_c|$": (
                np.abs(rows["equipartition"]),
                "^",
                style.GREEN,
            ),
        }
        for label, (values, marker, colour) in curves.items():
            axis.plot(n, values, marker, markersize=4, color=colour, label=label)
        for power, (values, _, _) in zip((1, 1, 2), curves.values(), strict=True):
            axis.plot(n, values.iloc[-1] * (n[-1] / n) ** power, ":", color=style.GREY, zorder=0)
        axis.set(xscale="log", yscale="log", xlabel="springs $N$", title=TITLES[case])
        axis.set_xticks(n, [str(one) for one in n])
        axis.minorticks_off()
    figure.axes[0].set_ylabel("distance from the limit")
    figure.legend(*figure.axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    return figure
