"""Figure 1: the temperature profile is symmetric about its maximum, the momentum profile antisymmetric."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """T(x) and p(x) with their reflections in the point of maximal temperature."""
    x, T, p = (table[name].to_numpy() for name in ("x", "temperature", "momentum"))
    row = table.iloc[0]
    ratio = row["energy_current"] / row["momentum_current"]  # p at the maximum (2.36)
    x_max = np.interp(ratio, p, x)
    x_equal = 2.0 * x_max - 1.0  # position at which T equals the right boundary value again
    figure = style.new_figure(7.2, 3.0)
    left, right = figure.subplots(1, 2)
    left.plot(x, T, color=style.BLUE, linewidth=2.0, label=r"$T_{\mathrm{ss}}(x)$")
    left.plot(2.0 * x_max - x, T, "--", color=style.ORANGE, label=r"$T_{\mathrm{ss}}(2x_{T^{\mathrm{max}}}-x)$")
    left.axhline(row["T_right"], color=style.GREY, linewidth=0.6, linestyle=":")
    style.draw_band(left, x, T, table["temperature_std"], color=style.BLUE)
    style.draw_band(right, x, p, table["momentum_std"], color=style.BLUE)
    right.plot(x, p, color=style.BLUE, linewidth=2.0, label=r"$p_{\mathrm{ss}}(x)$")
    right.plot(
        2.0 * x_max - x,
        2.0 * ratio - p,
        "--",
        color=style.ORANGE,
        label=r"$2p_{\mathrm{ss}}(x_{T^{\mathrm{max}}})-p_{\mathrm{ss}}(2x_{T^{\mathrm{max}}}-x)$",
    )
    for axis in (left, right):
        axis.axvline(x_max, color=style.GREY, linewidth=0.8)
        axis.axvline(x_equal, color=style.GREY, linewidth=0.8, linestyle=":")
        axis.set(xlabel=style.POSITION, xlim=(-1, 1), title=style.boundary_title(list(style.SYMBOLS), row))
        ticks = axis.secondary_xaxis("top")
        ticks.set_xticks([x_equal, x_max], [r"$x_{\mathrm{R}}$", r"$x_{T^{\mathrm{max}}}$"])
    left.legend(loc="upper left")
    right.legend(loc="upper left", frameon=True, framealpha=1.0, edgecolor="none")
    left.set_ylabel(style.TEMPERATURE)
    right.set_ylabel(style.MOMENTUM)
    return figure
