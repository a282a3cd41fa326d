"""Energy current against length: ballistic, diffusive, superdiffusive."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style

LOOK = {
    "none": ("no noise", "o", style.BLACK, 0.0, "$N^0$"),
    "velocity exchange": ("velocity exchange", "s", style.ORANGE, 0.5, "$N^{-1/2}$"),
    "velocity flip": ("velocity flips", "^", style.BLUE, 1.0, "$N^{-1}$"),
    "stretch flip": ("stretch flips", "x", style.GREEN, None, ""),
}


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Exact currents of chains between two baths; dotted powers of N through the longest."""
    figure = style.new_figure(4.6, 3.4)
    axis = figure.subplots()
    for noise, (label, marker, colour, power, text) in LOOK.items():
        rows = table[table["noise"] == noise]
        n, current = rows["n"].to_numpy(), rows["current"].abs().to_numpy()
        axis.plot(n, current, marker, markersize=5, color=colour, label=label, linestyle="none")
        if power is not None:
            axis.plot(n, current[-1] * (n[-1] / n) ** power, ":", color=style.GREY, zorder=0)
            axis.annotate(text, (n[-1], current[-1]), xytext=(8, -3), textcoords="offset points", color=style.GREY)
    axis.set(xscale="log", yscale="log", xlabel="springs $N$", ylabel=r"energy current $|\langle j\rangle|$")
    axis.set_xticks(n, [str(one) for one in n])
    axis.minorticks_off()
    axis.set_xlim(0.85 * n[0], 1.9 * n[-1])
    axis.legend(loc="lower left")
    return figure
