"""Exact energy diffusivities of harmonic chains with noise against the rate of its events."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Points are extrapolated from rings; lines are laws, dashed the printed one."""
    figure = style.new_figure(4.6, 3.4)
    axis = figure.subplots()
    limits = table[table["n"] == 0]
    rates = limits["rate"]
    fine = np.geomspace(0.7 * rates.min(), 4.0 * rates.max(), 200)
    for noise, label, marker, colour in (
        ("velocity flip", "velocity flips", "o", style.BLUE),
        ("stretch flip", "stretch flips", "x", style.GREEN),
        ("velocity exchange", "bending, exchange", "s", style.ORANGE),
    ):
        rows = limits[limits["noise"] == noise]
        axis.plot(rows["rate"], rows["energy_diffusivity"], marker, color=colour, label=label)
    axis.plot(fine, 0.25 / fine, color=style.BLUE, label=r"$1/4\gamma$", zorder=0)
    axis.plot(fine, 2.0 / fine + 0.5 * fine, color=style.ORANGE, label=r"$2/\gamma + \gamma/2$", zorder=0)
    axis.plot(fine, 1.0 / fine, "--", color=style.GREY, label=r"(27) as printed, $1/\gamma$", zorder=0)
    axis.set(xscale="log", yscale="log", xlabel=r"rate $\gamma$", ylabel="energy diffusivity $D_e$")
    axis.set_xticks(rates.unique(), [f"{rate:g}" for rate in rates.unique()])
    axis.minorticks_off()
    axis.legend(ncols=2, loc="lower left")
    axis.set_ylim(bottom=0.008)
    return figure
