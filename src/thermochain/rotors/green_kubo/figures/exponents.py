"""Local exponents of the coefficients: of the running integrals in time, and of K in temperature."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_COLD = 0.5  # highest temperature of the panels in time
_NAMES = {"pp": r"$K^{p,p}$", "ee": r"$K^{e,e}$"}
_COLOURS = {"pp": style.BLUE, "ee": style.ORANGE}


@style.styled
def draw(in_time: pd.DataFrame, in_temperature: pd.DataFrame) -> Figure:
    """Three panels: d ln K^ee/d ln t and d ln K^pp/d ln t at low temperatures, and d ln K/d ln T of both.

    `in_time` has the columns temperature, coefficient, time, exponent and exponent_std; `in_temperature` has
    coefficient, temperature, exponent, exponent_error, published and slips.
    """
    figure = style.new_figure(9.6, 3.4)
    left, middle, right = figure.subplots(1, 3)
    for axis, pair in ((left, "ee"), (middle, "pp")):
        _draw_in_time(axis, in_time[in_time["coefficient"] == pair], _NAMES[pair])
    left.legend(title="$T$", loc="upper right")
    _draw_in_temperature(right, in_temperature)
    return figure


def _draw_in_time(axis: Axes, rows: pd.DataFrame, name: str) -> None:
    cold = rows[(rows["temperature"] <= max(_COLD, rows["temperature"].min())) & (rows["exponent_std"] < 0.5)]
    temperatures = cold["temperature"].unique()
    for T, some in cold.groupby("temperature"):
        look = {"marker": "o", "markersize": 2.5, "capsize": 1.5, "linestyle": "-", "label": f"{T:g}"}
        look |= {"color": style.family_colour(T, temperatures)}
        style.draw_points(axis, some["time"], some["exponent"], 2.0 * some["exponent_std"], **look)
    for level in (0.0, 1.0):
        axis.axhline(level, color=style.GREY, linewidth=0.6, zorder=0)
    axis.set(xscale="log", xlabel="time $t$", ylabel=f"exponent of {name} in $t$", ylim=(-0.25, 1.1))


def _draw_in_temperature(axis: Axes, rows: pd.DataFrame) -> None:
    for pair, some in rows.groupby("coefficient", sort=False):
        colour = _COLOURS[pair]
        look = {"marker": "o", "markersize": 3.5, "color": colour, "label": _NAMES[pair]}
        style.draw_points(axis, some["temperature"], some["exponent"], 2.0 * some["exponent_error"], **look)
        axis.plot(some["temperature"], some["published"], "--", color=colour, label=f"{_NAMES[pair]}, published")
    slips = rows[rows["slips"].notna() & (rows["temperature"] < 1.0)]
    axis.plot(slips["temperature"], slips["slips"], color=style.BLACK, label="every slip stays")
    axis.set(xscale="log", xlabel="temperature $T$", ylabel=r"exponent in $T$")
    ticks = np.array([0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0])
    shown = ticks[(ticks >= 0.9 * rows["temperature"].min()) & (ticks <= 1.1 * rows["temperature"].max())]
    axis.set_xticks(shown, labels=[f"{T:g}" for T in shown])
    axis.minorticks_off()
    axis.legend(loc="lower right")
