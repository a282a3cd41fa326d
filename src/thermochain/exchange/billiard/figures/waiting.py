"""Waiting times of the billiard: deviations from the exponential law, and their rate against the smaller energy."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.exchange.billiard.figures.densities import SERIES, draw_levels

# candidate -> its rate at E_2 = 1, its line, and whether it is drawn through the point of equal energies
_RATES = {
    r"$\propto\sqrt{\min(E_1,E_2)}$": (np.sqrt, "-", False),
    r"$\propto\sqrt{E_1E_2/(E_1+E_2)}$": (lambda ratio: np.sqrt(ratio / (1.0 + ratio)), "--", False),
    r"$\propto\sqrt{E_1+E_2}$": (lambda ratio: np.sqrt(1.0 + ratio), ":", True),
}
_ESTIMATES = {"rate": "1/mean", "tail_rate": "tail"}


@style.styled
def draw(waiting: pd.DataFrame, histograms: pd.DataFrame) -> Figure:
    """Density of the times between collisions; rates and scatter of first collisions from redrawn states."""
    figure = style.new_figure(7.6, 3.9)
    left, middle, right = figure.subplots(1, 3)
    draw_levels(left, histograms[histograms["quantity"] == "waiting time"])
    left.set(xlabel=r"level $1-\exp(-t/\langle t\rangle)$", title="times between collisions")
    left.legend()
    for k, (m, rows) in enumerate(waiting.groupby("n_particles")):
        for name, label in _ESTIMATES.items():
            _points(middle, rows, name, rows[f"{name}_std"], k, f"$M={m}$, {label}")
        _draw_rates(middle, rows, SERIES[k % len(SERIES)][0])
        _points(right, rows, "variation", rows["variation"] / np.sqrt(0.5 * rows["n_samples"]), k, f"$M={m}$")
    for label, (_, line, _) in _RATES.items():
        middle.plot([], [], line, color=style.GREY, linewidth=0.8, label=label)
    for axis in (middle, right):
        axis.set(xscale="log", xlabel=r"$E_1/E_2$ at $E_2=1$")
    middle.set(
        yscale="log",
        ylim=(0.6 * waiting["tail_rate"].min(), 3 * waiting["rate"].max()),
        ylabel="rate of the first collision",
        title="states redrawn: rate",
    )
    right.axhline(1.0, color=style.GREY, linewidth=0.8)
    right.set(ylabel="standard deviation / mean", title="states redrawn: scatter")
    right.legend()
    figure.legend(*middle.get_legend_handles_labels(), loc="outside lower center", ncols=4)
    return figure


def _draw_rates(axis: Axes, rows: pd.DataFrame, colour: str) -> None:
    """Draw the candidates, each through a measured rate: that at equal energies, or that of the leftmost tail."""
    ordered = rows.sort_values("energy_ratio")
    lowest, highest = ordered.iloc[0], ordered.iloc[-1]
    ratio = np.geomspace(lowest["energy_ratio"], highest["energy_ratio"], 100)
    for law, line, at_equal in _RATES.values():
        known, rate = (highest, highest["rate"]) if at_equal else (lowest, lowest["tail_rate"])
        axis.plot(ratio, rate / law(known["energy_ratio"]) * law(ratio), line, color=colour, linewidth=0.8)


def _points(axis: Axes, rows: pd.DataFrame, name: str, error: pd.Series, number: int, label: str) -> None:
    colour, marker = SERIES[number % len(SERIES)]
    fill = "white" if name == "tail_rate" else colour
    look = {"capsize": 1.5, "markerfacecolor": fill, "label": label}
    style.draw_points(axis, rows["energy_ratio"], rows[name], error, marker=marker, color=colour, **look)
