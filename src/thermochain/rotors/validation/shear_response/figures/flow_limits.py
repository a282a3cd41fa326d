"""Panels of the current over a field against 1/M, with the limit of long rings and the Green-Kubo value."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.VIOLET)
_MARKERS = ("o", "D", "^", "v")
_UNIT = 1000.0  # factor on 1/M on the axis


def draw_flow_limits(responses: pd.DataFrame, limits: pd.DataFrame, name: str, drive: str, symbol: str) -> Figure:
    """One panel for each temperature, in the style of the caller.

    `responses` has the columns temperature, n_rotors, `drive`, `name` and its standard error; `limits` has temperature,
    `name` and its error, both slopes, green_kubo and its error.  `symbol` is the symbol of the drive in formulas.
    """
    figure = style.new_figure(2.6 * len(limits), 2.9)
    axes = figure.subplots(1, len(limits), squeeze=False)[0]
    for axis, (_, limit) in zip(axes, limits.sort_values("temperature").iterrows(), strict=True):
        rows = responses[responses["temperature"] == limit["temperature"]]
        _draw_temperature(axis, rows, limit, name, drive, symbol)
    return figure


def _draw_temperature(axis: Axes, rows: pd.DataFrame, limit: pd.Series, name: str, drive: str, symbol: str) -> None:
    low, high = (limit["green_kubo"] + sign * limit["green_kubo_error"] for sign in (-1, 1))
    axis.axhspan(low, high, color=style.GREY, alpha=0.25, linewidth=0, label="Green-Kubo")
    inverse_size = np.array([0.0, 1.08 / rows["n_rotors"].min()])
    for n, (value, some) in enumerate(rows.groupby(drive)):
        colour = _COLOURS[n % len(_COLOURS)]
        slope = limit["size_slope"] + limit[f"{drive.rpartition('_')[2]}_slope"] * value**2
        axis.plot(_UNIT * inverse_size, limit[name] + slope * inverse_size, color=colour, linewidth=0.8)
        style.draw_points(
            axis,
            _UNIT / some["n_rotors"],
            some[name],
            some[f"{name}_std"],
            marker=_MARKERS[n % len(_MARKERS)],
            color=colour,
            label=f"${symbol}={value:g}$",
        )
    style.draw_points(
        axis,
        [0.0],
        [limit[name]],
        [limit[f"{name}_error"]],
        marker="s",
        color=style.BLACK,
        markersize=4.5,
        capsize=3,
        linewidth=1.0,
        label="limit",
    )
    right = _UNIT * inverse_size[1]
    axis.set(xlabel=r"inverse ring size $10^3/M$", title=f"$T={limit['temperature']:g}$", xlim=(-0.08 * right, right))
    axis.legend(loc="best")
