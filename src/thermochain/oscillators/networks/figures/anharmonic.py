"""Fluxes of the examples against the anharmonicity, with first-order slopes and the ends of the strange directions."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from thermochain.core import style

COLOURS = (style.BLUE, style.GREEN, style.VIOLET)
MARKERS = ("o", "D", "^")


@style.styled
def draw(fluxes: pd.DataFrame, persistence: pd.DataFrame) -> Figure:
    """One panel for each example with the quantities that must be > 0 for its strange direction.

    `fluxes` has the columns example, epsilon, quantity, decides, value, value_std, slope; `persistence` has example,
    direction, ends_at and ends_at_std.
    """
    figure = style.new_figure(7.2, 5.8)
    axes = figure.subplots(2, 2).ravel()
    for axis, (_, row) in zip(axes, persistence.iterrows(), strict=False):
        _draw_example(axis, fluxes[fluxes["decides"] & (fluxes["example"] == row["example"])], row)
    for axis in axes[len(persistence) :]:
        axis.set_axis_off()
    return figure


def _draw_example(axis: Axes, rows: pd.DataFrame, row: pd.Series) -> None:
    smallest = rows.loc[rows["epsilon"] > 0.0, "epsilon"].min()
    for n, (quantity, some) in enumerate(rows.groupby("quantity", sort=False)):
        colour = COLOURS[n % len(COLOURS)]
        look = {"marker": MARKERS[n % len(MARKERS)], "markersize": 3.5, "color": colour, "label": label(quantity)}
        style.draw_points(axis, some["epsilon"], some["value"], 2.0 * some["value_std"], **look)
        _draw_slope(axis, some, colour)
    if np.isfinite(row["ends_at"]):
        axis.axvspan(row["ends_at"], 2.0 * rows["epsilon"].max(), color=style.GREY, alpha=0.18, linewidth=0)
    axis.axhline(0.0, color=style.GREY, linewidth=0.6, zorder=0)
    axis.set_xscale("symlog", linthresh=smallest, linscale=0.6)
    decades = np.arange(np.ceil(np.log10(smallest)), np.log10(rows["epsilon"].max()) + 1e-9)
    axis.set_xticks([0.0, *10.0**decades], labels=["0", *(f"$10^{{{n:.0f}}}$" for n in decades)])
    axis.xaxis.set_minor_locator(NullLocator())
    axis.set(
        xlabel=r"anharmonicity $\varepsilon$",
        ylabel=r"flux $\varphi$" if rows["quantity"].str.startswith("flux").all() else r"flux $\varphi$, difference",
        xlim=(-0.15 * smallest, 1.25 * rows["epsilon"].max()),
        title=f"Example {row['example']}\n{row['direction'].replace('->', '→')}",
    )
    low, high = rows["value"].min(), rows["value"].max()
    axis.set_ylim(low - 0.1 * (high - low), high + 0.3 * (high - low))
    axis.legend(loc="upper left", ncols=3, columnspacing=1.0, handletextpad=0.2)


def _draw_slope(axis: Axes, some: pd.DataFrame, colour: str) -> None:
    """Draw the exact first-order line from eps = 0 on."""
    at_zero = some.loc[some["epsilon"] == 0.0].iloc[0]
    epsilon = np.append(0.0, np.geomspace(*np.array([0.02, 1.0]) * some["epsilon"].max(), 60))
    epsilon = np.concatenate([np.linspace(0.0, epsilon[1], 20)[:-1], epsilon[1:]])
    axis.plot(epsilon, at_zero["value"] + at_zero["slope"] * epsilon, ":", color=colour, linewidth=1.0)


def label(quantity: str) -> str:
    """Label of a quantity of the table, in symbols."""
    kind, _, rest = quantity.rpartition("flux ")
    if not kind and "->" in rest:
        i, j = rest.split("->")
        return rf"$\varphi_{{{i}\to{j}}}$"
    i, j = quantity.removeprefix("kinetic temperature ").split(" - ")
    return rf"$\langle p_{i}^2\rangle-\langle p_{j}^2\rangle$"
