"""Figure 1: the temperature profile is symmetric about its maximum, the momentum profile antisymmetric."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_REFLECTED = (
    r"reflected: $T_{\mathrm{ss}}(2x_{T^{\mathrm{max}}}-x)$ and "
    r"$2p_{\mathrm{ss}}(x_{T^{\mathrm{max}}})-p_{\mathrm{ss}}(2x_{T^{\mathrm{max}}}-x)$"
)


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """T(x) and p(x) with their reflections in the point of maximal temperature."""
    row = table.iloc[0]
    ratio = row["energy_current"] / row["momentum_current"]  # p at the maximum (2.36)
    x_max = np.interp(ratio, table["momentum"], table["x"])
    figure = style.new_figure(7.2, 3.3)
    left, right = figure.subplots(1, 2)
    _draw_profile(left, table, "temperature", x_max, table["temperature"])
    _draw_profile(right, table, "momentum", x_max, 2.0 * ratio - table["momentum"])
    left.axhline(row["T_right"], color=style.GREY, linewidth=0.6, linestyle=":")
    left.annotate(f"${style.SYMBOLS['T_right']}$", (-0.97, row["T_right"]), xytext=(0, 2), textcoords="offset points")
    left.set_ylabel(style.TEMPERATURE)
    right.set_ylabel(style.MOMENTUM)
    style.add_legend_of_drawn(figure, left.get_legend_handles_labels()[0], 2)
    return figure


def _draw_profile(axis: Axes, table: pd.DataFrame, quantity: str, x_max: float, reflected: pd.Series) -> None:
    """Draw one profile and the same profile reflected in x_max, where the temperature is highest."""
    x_equal = 2.0 * x_max - 1.0  # position at which T equals the right boundary value again
    axis.plot(table["x"], table[quantity], color=style.BLUE, linewidth=2.0, label="profile")
    axis.plot(2.0 * x_max - table["x"], reflected, "--", color=style.ORANGE, label=_REFLECTED)
    style.draw_band(axis, table["x"], table[quantity], table[f"{quantity}_std"], color=style.BLUE)
    axis.axvline(x_max, color=style.GREY, linewidth=0.8)
    axis.axvline(x_equal, color=style.GREY, linewidth=0.8, linestyle=":")
    title = style.boundary_title(list(style.SYMBOLS), table.iloc[0])
    axis.set(xlabel=style.POSITION, xlim=(-1, 1), title=title)
    ticks = axis.secondary_xaxis("top")
    ticks.set_xticks([x_equal, x_max], [r"$x_{\mathrm{R}}$", r"$x_{T^{\mathrm{max}}}$"])
