"""Long-range correlations of stochastic energy exchange: the Gaussian theory, and simulated chains beside it."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style

_TITLES = {"driven": r"unequal baths, $T_{\mathrm{L}}\ne T_{\mathrm{R}}$", "equal": r"both baths at their mean"}


@style.styled
def draw(table: pd.DataFrame, long_range: pd.DataFrame) -> Figure:
    """N S_ij with the first cell near x = 1/4, between unequal and equal baths; projections on modes, simulated."""
    figure = style.new_figure(9.8, 3.1)
    *axes, right = figure.subplots(1, 3)
    axes[1].sharey(axes[0])
    sizes = np.sort(table["n_cells"].unique())
    for axis, (name, title) in zip(axes, _TITLES.items(), strict=True):
        for n in sizes:
            rows = table[table["n_cells"] == n]
            colour = style.family_colour(np.log(n), np.log(sizes))
            axis.plot(
                rows["position"], rows[name], "o-", color=colour, markersize=2.5, linewidth=0.8, label=f"$N={n:g}$"
            )
        axis.axhline(0.0, color=style.GREY, linewidth=0.6, zorder=0)
        axis.set(xlabel="position of the second cell $j/(N+1)$", title=title, xlim=(0, 1))
    axes[0].set_ylabel(r"$N\,S_{ij}$, first cell at $x\approx1/4$")
    axes[1].legend(loc="upper right")
    for n, (n_cells, rows) in enumerate(long_range[long_range["mode"] > 0].groupby("n_cells")):
        colour = (style.BLUE, style.ORANGE, style.GREEN, style.VIOLET)[n % 4]
        right.plot(rows["mode"], rows["theory"], color=colour, linewidth=0.9)
        shifted = rows["mode"] + 0.06 * (n - 0.5)
        label = f"$N={n_cells:g}$, simulated"
        right.errorbar(
            shifted, rows["simulated"], rows["std"], fmt="o", color=colour, markersize=3.5, capsize=2, label=label
        )
    right.plot([], [], color=style.BLACK, linewidth=0.9, label="$S$")
    right.axhline(0.0, color=style.GREY, linewidth=0.6, zorder=0)
    right.set(xlabel="mode $k$", title="far from equilibrium")
    right.set_ylabel(r"$M\,\mathrm{Cov}$ of distant cells, in mode $k$")
    right.legend(loc="upper right")
    return figure
