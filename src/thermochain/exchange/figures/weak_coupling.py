"""Weak coupling: relaxation and fluctuations of pairs against their limit, and conductivity of chains over delta^2."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style


@style.styled
def draw(pairs: pd.DataFrame, scaling: pd.DataFrame) -> Figure:
    """Mean difference and variance of the energies of a pair in the time delta^2 t; kappa/delta^2 against delta."""
    figure = style.new_figure(7.6, 2.9)
    axes = figure.subplots(1, 3)
    for axis, name in zip(axes, ("difference", "variance"), strict=False):
        _draw_pairs(axis, pairs, name)
    axes[0].set(ylabel=r"$\langle E_1-E_2\rangle$", ylim=(0, None))
    axes[1].set(ylabel=r"$\mathrm{Var}\,E_1$", ylim=(0, None))
    axes[0].legend(loc="upper right")
    micro = scaling[scaling["coupling"] > 0]
    limit = scaling[scaling["coupling"] == 0]["over_square"].iloc[0]
    axes[2].plot(micro["coupling"], micro["over_square"], "o-", color=style.BLUE, markersize=4, label="chain, exact")
    axes[2].axhline(limit, color=style.BLACK, linewidth=1.0, label=r"$\sigma^2/(E_1E_2)=1/(4\gamma)$")
    axes[2].set(xlabel=r"coupling $\delta$", ylabel=r"$\kappa_\delta/\delta^2$", xlim=(0, None), ylim=(0, 1.2 * limit))
    axes[2].legend(loc="lower left")
    return figure


def _draw_pairs(axis: Axes, pairs: pd.DataFrame, name: str) -> None:
    limit = pairs[pairs["coupling"] == 0]
    axis.plot(limit["time"], limit[name], color=style.BLACK, label=r"limit $\delta\to0$")
    couplings = sorted(pairs["coupling"].unique())[1:]
    colours = (style.BLUE, style.GREEN, style.ORANGE, style.VIOLET)
    for n, delta in enumerate(couplings):
        rows = pairs[pairs["coupling"] == delta]
        look = {"marker": "oD^v"[n % 4], "markersize": 3.5, "color": colours[n % 4], "label": rf"$\delta={delta:g}$"}
        style.draw_points(axis, rows["time"], rows[name], rows[f"{name}_std"], **look)
    axis.set(xlabel=r"time $\delta^2t$")
