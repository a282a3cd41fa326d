"""Distance of closed chains from the macroscopic equations against their length, with two sets of coefficients."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from thermochain.core import style

QUANTITIES = {"momentum": r"$p$", "energy": r"$e$"}
COEFFICIENTS = {"measured": "measured coefficients", "published": "published coefficients"}
_N_TIMES = 4  # number of times that are drawn, counted from the last
_MARKERS = ("^", "D", "s", "o")
_SPREAD = 1.035  # factor between the abscissae of successive times, so that their error bars do not overlap


@style.styled
def draw(distances: pd.DataFrame) -> Figure:
    """One row for each quantity and one column for each set of coefficients that is there, on common axes.

    `distances` has the columns n_rotors, quantity, time, coefficients, square and its standard error, chain_distance,
    offset.
    """
    sets = {name: title for name, title in COEFFICIENTS.items() if name in set(distances["coefficients"])}
    figure = style.new_figure(6.6, 5.6)
    axes = figure.subplots(len(QUANTITIES), len(sets), sharex=True, sharey=True, squeeze=False)
    shown = distances[distances["quantity"].isin(QUANTITIES)]
    times = np.sort(shown["time"].unique())[1:][-_N_TIMES:]
    for row, (quantity, symbol) in zip(axes, QUANTITIES.items(), strict=True):
        for axis, (coefficients, title) in zip(row, sets.items(), strict=True):
            some = shown[(shown["quantity"] == quantity) & (shown["coefficients"] == coefficients)]
            _draw_panel(axis, some, times)
            axis.set_title(f"{symbol}, {title}")
        row[0].set_ylabel(f"distance $d$ of {symbol}")
    sizes = np.sort(shown["n_rotors"].unique())
    axes[0, 0].set(xscale="log", yscale="log")
    axes[0, 0].xaxis.set_major_locator(NullLocator())
    axes[0, 0].set_xticks(sizes, [f"{n}" for n in sizes])
    axes[0, 0].xaxis.set_minor_locator(NullLocator())
    for axis in axes[-1]:
        axis.set_xlabel("chain length $n$")
    handles = {label: handle for handle, label in zip(*axes[0, -1].get_legend_handles_labels(), strict=True)}
    ordered = sorted(handles, key=lambda label: not label.startswith("$t"))  # the times come first
    figure.legend([handles[label] for label in ordered], ordered, loc="outside lower center", ncols=4)
    return figure


def _draw_panel(axis: Axes, rows: pd.DataFrame, times: np.ndarray) -> None:
    for k, time in enumerate(times):
        at = rows[rows["time"] == time].sort_values("n_rotors")
        x = at["n_rotors"].to_numpy() * _SPREAD ** (k - 0.5 * (len(times) - 1))
        colour, marker = style.family_colour(k, np.arange(len(times))), _MARKERS[k % len(_MARKERS)]
        _draw_distances(axis, x, at, colour, marker, rf"$t={time:g}$")
        if at["offset"].iloc[0] > 0:
            axis.axhline(at["offset"].iloc[0], color=colour, linewidth=0.7, linestyle=(0, (6, 3)), zorder=0)
    axis.plot([], [], color=style.GREY, linewidth=0.7, linestyle=(0, (6, 3)), label="between the equations")
    last = rows[rows["time"] == times[-1]].sort_values("n_rotors")
    n, chain = last["n_rotors"].to_numpy(), last["chain_distance"].to_numpy()
    axis.plot(n, chain, "x", color=style.GREY, label="a single chain")
    axis.plot(n, chain[0] * np.sqrt(n[0] / n), ":", color=style.GREY, linewidth=0.9, label=r"$n^{-1/2}$")
    start = np.sqrt(max(last["square"].iloc[0], last["square_std"].iloc[0]))
    axis.plot(n, start * n[0] / n, "--", color=style.BLACK, linewidth=0.9, label=r"$n^{-1}$")


def _draw_distances(axis: Axes, x: np.ndarray, rows: pd.DataFrame, colour, marker: str, label: str) -> None:
    """Points where d^2 exceeds two errors; elsewhere an arrow from the upper limit at two errors."""
    square, std = rows["square"].to_numpy(), rows["square_std"].to_numpy()
    seen = square > 2.0 * std
    d = np.sqrt(square[seen])
    low, high = (np.sqrt(np.maximum(square + sign * std, 0.0))[seen] for sign in (-1, 1))
    style.draw_points(axis, x[seen], d, [d - low, high - d], marker=marker, color=colour, label=label)
    limit = np.sqrt(np.maximum(square, 0.0) + 2.0 * std)[~seen]
    axis.errorbar(x[~seen], limit, 0.3 * limit, uplims=True, fmt="none", color=colour, capsize=2, linewidth=0.8)
