"""Figure of K^pp of the cold chain against 1/T, compared with the value for phase slips over the barrier."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_LOOK = {"marker": "o", "markersize": 4.5, "color": style.BLUE}


@style.styled
def draw(transmission: pd.DataFrame, barriers: pd.DataFrame) -> Figure:
    """K^pp (left), and the part of the passages over the barrier that stay, where slips explain K^pp (right)."""
    figure = style.new_figure(7.2, 3.2)
    left, right = figure.subplots(1, 2)
    _draw_arrhenius(left, transmission, barriers)
    _draw_transmission(right, transmission)
    return figure


def _draw_arrhenius(axis: Axes, rows: pd.DataFrame, barriers: pd.DataFrame) -> None:
    x = rows["inverse_temperature"]
    style.draw_points(axis, x, rows["pp"], rows["pp_error"], label="measured", **_LOOK)
    cold = rows[x >= 1.0]
    axis.plot(
        cold["inverse_temperature"], cold["bound"], color=style.BLACK, linestyle="--", label="every passage stays"
    )
    if rows["activation"].notna().any():
        fit = barriers[(barriers["power_error"] == 0) & (barriers["up_to"] == 0.35)].iloc[0]
        label = rf"$A\,T^2 e^{{B/T}}$, $B={fit['barrier']:.2f}\pm{fit['barrier_error']:.2f}$"
        axis.plot(cold["inverse_temperature"], cold["activation"], color=style.ORANGE, label=label)
        axis.axvspan(1 / fit["up_to"], 1 / fit["from"], color=style.ORANGE, alpha=0.12, linewidth=0)
    axis.set(yscale="log", xlabel=r"inverse temperature $1/T$", ylabel=r"$K^{p,p}$")
    axis.legend(loc="upper left")


def _draw_transmission(axis: Axes, rows: pd.DataFrame) -> None:
    cold = rows[rows["transmission"] - rows["transmission_error"] < 1.5]
    style.draw_points(axis, cold["inverse_temperature"], cold["transmission"], cold["transmission_error"], **_LOOK)
    axis.axhline(1.0, color=style.BLACK, linestyle="--")
    axis.set(xlabel=r"inverse temperature $1/T$", ylabel=r"dashed line / $K^{p,p}$", ylim=(0.0, 1.6))
