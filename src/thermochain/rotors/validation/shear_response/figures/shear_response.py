"""Figure of the current over the gradient of momentum against 1/M, with its limit and the Green-Kubo value."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.VIOLET)
_MARKERS = ("o", "D", "^", "v")
_UNIT = 1000.0  # factor on 1/M on the axis


@style.styled
def draw(responses: pd.DataFrame, limits: pd.DataFrame) -> Figure:
    """One panel for each temperature.

    `responses` has the columns temperature, n_rotors, momentum_jump, diffusivity and its standard error; `limits` has
    temperature, diffusivity and its error, size_slope, jump_slope, green_kubo and its error.
    """
    figure = style.new_figure(2.6 * len(limits), 2.9)
    axes = figure.subplots(1, len(limits), squeeze=False)[0]
    for axis, (_, limit) in zip(axes, limits.sort_values("temperature").iterrows(), strict=True):
        _draw_temperature(axis, responses[responses["temperature"] == limit["temperature"]], limit)
    axes[0].set_ylabel(r"$-\langle j^p\rangle/g$")
    return figure


def _draw_temperature(axis: Axes, rows: pd.DataFrame, limit: pd.Series) -> None:
    low, high = (limit["green_kubo"] + sign * limit["green_kubo_error"] for sign in (-1, 1))
    axis.axhspan(low, high, color=style.GREY, alpha=0.25, linewidth=0, label="Green-Kubo")
    inverse_size = np.array([0.0, 1.08 / rows["n_rotors"].min()])
    for n, (jump, some) in enumerate(rows.groupby("momentum_jump")):
        colour = _COLOURS[n % len(_COLOURS)]
        slope = limit["size_slope"] + limit["jump_slope"] * jump**2
        axis.plot(_UNIT * inverse_size, limit["diffusivity"] + slope * inverse_size, color=colour, linewidth=0.8)
        axis.errorbar(
            _UNIT / some["n_rotors"],
            some["diffusivity"],
            some["diffusivity_std"],
            fmt=_MARKERS[n % len(_MARKERS)],
            color=colour,
            markersize=4,
            capsize=2,
            linewidth=0.8,
            label=f"$gM={jump:g}$",
        )
    axis.errorbar(
        [0.0],
        [limit["diffusivity"]],
        [limit["diffusivity_error"]],
        fmt="s",
        color=style.BLACK,
        markersize=4.5,
        capsize=3,
        linewidth=1.0,
        label="limit",
    )
    right = _UNIT * inverse_size[1]
    axis.set(xlabel=r"inverse ring size $10^3/M$", title=f"$T={limit['temperature']:g}$", xlim=(-0.08 * right, right))
    axis.legend(loc="best")
