"""Weak coupling of anharmonic oscillators: sigma^2 over the energies, and relaxation of pairs against the limit."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_COLOURS = (style.BLACK, style.BLUE, style.GREEN, style.ORANGE)
_NAMES = {"harmonic": "harmonic", "quartic": "quartic", "log_cosh": r"$\log\cosh$"}


@style.styled
def draw(mobility: pd.DataFrame, pairs: pd.DataFrame) -> Figure:
    """sigma^2/(E_1 E_2) against the energy; mean difference of the energies of a pair in the time delta^2 t."""
    figure = style.new_figure(7.6, 3.1)
    left, right = figure.subplots(1, 2)
    for colour, ((pinning, bond), rows) in zip(
        _COLOURS, mobility.groupby(["pinning", "bond"], sort=False), strict=True
    ):
        equal = rows[rows["first"] == rows["second"]]
        other = rows[rows["first"] != rows["second"]]
        left.plot(equal["first"], equal["ratio"], "o-", color=colour, markersize=3)
        left.lines[-1].set_label(f"$U$ {_NAMES[pinning]}, $V$ {_NAMES[bond]}")
        left.plot(other["first"], other["ratio"], "--", color=colour, linewidth=0.8)
    left.set(xscale="log", yscale="log", xlabel="energy $E_1$", ylabel=r"$\sigma^2/(E_1E_2)$")
    left.legend(loc="upper left")
    _draw_pairs(right, pairs)
    return figure


def _draw_pairs(axis: Axes, pairs: pd.DataFrame) -> None:
    limit = pairs[pairs["coupling"] == 0]
    axis.plot(limit["time"], limit["difference"], color=style.BLACK, label=r"limit $\delta\to0$")
    axis.plot(limit["time"], limit["harmonic"], ":", color=style.GREY, label="of harmonic oscillators")
    couplings = sorted(pairs["coupling"].unique())[1:]
    for n, delta in enumerate(couplings):
        rows = pairs[pairs["coupling"] == delta]
        colour = (style.BLUE, style.GREEN, style.ORANGE, style.VIOLET)[n % 4]
        look = {"marker": "oD^v"[n % 4], "markersize": 3.5, "color": colour, "label": rf"$\delta={delta:g}$"}
        style.draw_points(axis, rows["time"], rows["difference"], rows["difference_std"], **look)
    axis.set(xlabel=r"time $\delta^2t$", ylabel=r"$\langle E_1-E_2\rangle$", ylim=(0, 1.35))
    axis.legend(loc="upper right")
