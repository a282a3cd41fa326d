"""Entropy balance in time: production in the chain, supply from the baths, and the change that results."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.rotors.evolution.figures.profiles import TITLES

_PRODUCED = r"produced, $\int [D^p (\partial_x p)^2/T + \kappa (\partial_x T)^2/T^2]\,dx$"


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Figure of the driven chain (left) and the closed chain (right); dots: dS/dt from differences of the entropy."""
    figure = style.new_figure(7.2, 3.5)
    left, right = figure.subplots(1, 2)
    for axis, case in ((left, "driven"), (right, "closed")):
        rows = table[(table["case"] == case) & (table["time"] > 0)]
        axis.plot(rows["time"], rows["entropy_production"], color=style.ORANGE, label=_PRODUCED)
        if case == "driven":
            axis.plot(rows["time"], -rows["entropy_supply"], color=style.BLUE, label=r"to the baths, $-\sum Q/T$")
        _draw_change(axis, rows)
        axis.set(xscale="log", yscale="log", xlabel="time $t$", ylabel=r"entropy a unit of $t$", title=TITLES[case])
        axis.set_xlim(rows["time"].min(), rows["time"].max())
    figure.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=2)
    return figure


def _draw_change(axis: Axes, rows: pd.DataFrame) -> None:
    """Draw dS/dt between stored times, filled where the entropy grows and open where it falls."""
    times, entropy = rows["time"].to_numpy(), rows["entropy"].to_numpy()
    change = np.diff(entropy) / np.diff(times)
    middle = np.sqrt(times[1:] * times[:-1])
    clear = np.abs(np.diff(entropy)) > 1e-7  # well above the error of the integration in time
    for sign, fill, label in ((1, style.BLACK, "$dS/dt$, growing"), (-1, "white", "$-dS/dt$, falling")):
        chosen = np.flatnonzero(clear & (sign * change > 0))[::6]
        look = {"color": style.BLACK, "markersize": 3, "markerfacecolor": fill, "label": label}
        axis.plot(middle[chosen], sign * change[chosen], "o", **look)
