"""Long-range correlations of stochastic energy exchange in the Gaussian theory."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style

_TITLES = {"driven": r"unequal baths, $T_{\mathrm{L}}\ne T_{\mathrm{R}}$", "equal": r"both baths at their mean"}


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """N S_ij with the first cell near x = 1/4, between unequal and equal baths, for growing N."""
    figure = style.new_figure(6.4, 2.9)
    axes = figure.subplots(1, 2, sharey=True)
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
    return figure
