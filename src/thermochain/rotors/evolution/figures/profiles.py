"""Profiles in time: momentum, temperature and energy current of the driven and of the closed chain, as a strip."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure

from thermochain.core import style

QUANTITIES = {"momentum": "momentum $p$", "temperature": "temperature $T$", "energy_current": style.ENERGY_CURRENT}
TITLES = {"driven": "two baths, the right one turns", "closed": "closed ends"}
_N_CURVES = 9
_INNER = 0.5  # largest |x| for the axis range of the currents, which are initially infinite at a jump


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """One row for each case, one column for each quantity; colour is time, black the initial and the final state."""
    figure = style.new_figure(7.6, 4.9)
    axes = figure.subplots(len(TITLES), len(QUANTITIES), sharex=True)
    for row, case in zip(axes, TITLES, strict=True):
        rows = table[table["case"] == case]
        moments = rows[rows["frame"] > 0]["time"].unique()
        shown = moments[np.linspace(0, moments.size - 1, _N_CURVES).round().astype(int)]
        colours = ScalarMappable(LogNorm(shown[0], shown[-1]), style.FAMILY)
        for axis, (quantity, label) in zip(row, QUANTITIES.items(), strict=True):
            _draw_panel(axis, rows, quantity, shown, colours)
            axis.set(ylabel=label, xlim=(-1, 1))
        row[1].set_title(TITLES[case])
        figure.colorbar(colours, ax=row, label="time $t$", aspect=20, pad=0.01)
    for axis in axes[-1]:
        axis.set_xlabel(style.POSITION)
    axes[0, 0].legend(loc="upper left")
    figure.align_ylabels(axes)
    return figure


def _draw_panel(axis: Axes, rows: pd.DataFrame, quantity: str, shown: np.ndarray, colours: ScalarMappable) -> None:
    for time in shown:
        curve = rows[rows["time"] == time]
        axis.plot(curve["x"], curve[quantity], color=colours.to_rgba(time))
    for time, line, label in ((0.0, ":", "start"), (np.inf, "--", "limit")):
        curve = rows[rows["time"] == time]
        axis.plot(curve["x"], curve[quantity], line, color=style.BLACK, linewidth=1.3, label=label)
    if quantity == "energy_current":
        inner = rows[rows["time"].isin([0.0, *shown, np.inf]) & (rows["x"].abs() < _INNER)][quantity]
        margin = 0.05 * (inner.max() - inner.min())
        axis.set_ylim(inner.min() - margin, inner.max() + margin)
        axis.axhline(0.0, color=style.GREY, linewidth=0.6, zorder=0)
