"""Figure of the bias of K^pp: ring sizes, tails and time steps."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.BLACK)
_MARKERS = "osD^v"


@style.styled
def draw(rings: pd.DataFrame, tails: pd.DataFrame, steps: pd.DataFrame) -> Figure:
    """Three panels: tails of the longest rings, K^pp against ring size, change with the time step.

    `rings` has one row per simulation (columns temperature, n_rotors, cut, pp, amplitude, bias_theory, errors),
    `tails` has the running integrals and S_M(t), `steps` the change of both coefficients with the time step.
    """
    figure = style.new_figure(10.2, 3.4)
    left, middle, right = figure.subplots(1, 3)
    _draw_tails(left, rings, tails)
    _draw_sizes(middle, rings)
    _draw_steps(right, steps)
    return figure


def _draw_tails(axis: Axes, rings: pd.DataFrame, tails: pd.DataFrame) -> None:
    temperatures = [T for T in sorted(tails["temperature"].unique()) if T >= 0.5]
    for T, colour in zip(temperatures, _COLOURS, strict=False):
        size = rings[rings["temperature"] == T]["n_rotors"].max()
        ring = rings[(rings["temperature"] == T) & (rings["n_rotors"] == size)].iloc[0]
        rows = tails[(tails["temperature"] == T) & (tails["n_rotors"] == size)]
        band = rows["integral_std"] / ring["pp"]
        value = rows["integral"] / ring["pp"]
        x = ring["amplitude"] * rows["shape"] / ring["pp"]
        axis.fill_between(x, value - 2 * band, value + 2 * band, color=colour, alpha=0.25, linewidth=0)
        axis.plot(x, value, color=colour, label=f"$T={T:g}$, $M={size}$")
    line = np.array([0.0, 0.45])
    axis.plot(line, 1 + line, color=style.BLACK, linewidth=0.9, linestyle="--", label="mode coupling")
    axis.set(xlim=(0, 0.45), ylim=(0.95, 1.5), xlabel=r"$A\,S_M(t)/K^{p,p}$", ylabel=r"$K_M(t)/K^{p,p}$")
    axis.legend(loc="upper left")


def _draw_sizes(axis: Axes, rings: pd.DataFrame) -> None:
    several = [T for T, rows in rings.groupby("temperature") if len(rows) > 1]
    for T, colour, marker in zip(several, _COLOURS, _MARKERS, strict=False):
        rows = rings[rings["temperature"] == T]
        best = np.average(rows["pp"], weights=1 / np.hypot(rows["pp_std"], rows["pp_systematic"]) ** 2)
        x = 1.0 / rows["n_rotors"]
        error = np.hypot(rows["pp_std"], rows["pp_systematic"]) / best
        look = {"marker": marker, "color": colour}
        style.draw_points(axis, x, rows["cut"] / best, rows["cut_std"] / best, mfc="white", **look)
        style.draw_points(axis, x, rows["pp"] / best, error, label=f"$T={T:g}$", **look)
        axis.plot(x, 1 + rows["bias_theory"] / best, color=colour, linewidth=0.9, linestyle="--")
    axis.axhline(1.0, color=style.GREY, linewidth=0.6)
    axis.set_ylim(top=axis.get_ylim()[1] + 0.2)  # room for the legend
    axis.set(xscale="log", xlabel=r"$1/M$", ylabel=r"$K^{p,p}$ / mean of the filled points")
    axis.legend(loc="upper left", title="filled: tail removed\nempty: cut at $t_{\\max}$; dashed: $A\\,S_M$")


def _draw_steps(axis: Axes, steps: pd.DataFrame) -> None:
    groups = steps.groupby(["temperature", "coefficient"])
    for n, ((T, coefficient), rows) in enumerate(groups):
        a, b = coefficient
        x = rows["time_step"] * (1 + 0.03 * (n - 1.5))
        look = {"marker": _MARKERS[n % 5], "color": _COLOURS[n % 4], "label": rf"$K^{{{a},{b}}}$, $T={T:g}$"}
        style.draw_points(axis, x, 100 * rows["change"], 100 * rows["change_std"], **look)
    axis.axhline(0.0, color=style.GREY, linewidth=0.6)
    axis.set(xscale="log", xlabel=r"time step $\Delta t$", ylabel=r"change of $K(t)$ in %")
    ticks = sorted(steps["time_step"].unique())
    axis.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axis.set_xticks([], minor=True)
    low, high = axis.get_ylim()
    axis.set_ylim(low - 0.5 * (high - low), high)  # room for the legend
    axis.legend(loc="lower left")
