"""Driven anharmonic chains with velocity flips: the stationary equations beside simulations."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style


@style.styled
def draw(stationary: pd.DataFrame, extrapolated: pd.DataFrame, driven: pd.DataFrame, currents: pd.DataFrame) -> Figure:
    """Temperature, stretch, N times the difference of simulated and predicted temperature, and the energy current."""
    figure = style.new_figure(8.0, 5.6)
    (hot, long), (rest, flow) = figure.subplots(2, 2)
    sizes = sorted(driven["n"].unique())
    colours = {n: style.family_colour(k, range(len(sizes))) for k, n in enumerate(sizes)}
    x = stationary["x"]
    for axis, quantity in ((hot, "temperature"), (long, "stretch")):
        for n in sizes:
            rows = driven[driven["n"] == n]
            axis.plot(rows["x"], rows[quantity], color=colours[n], linewidth=0.8, label=f"simulated, $N={n}$")
        axis.plot(x, stationary[quantity], color=style.BLACK, linewidth=1.4, label="equations")
        points = extrapolated[extrapolated["quantity"] == quantity]
        axis.errorbar(
            points["x"],
            points["value"],
            2.0 * points["std"],
            fmt="o",
            markersize=3,
            color=style.ORANGE,
            label=r"$N\to\infty$",
        )
    hot.plot(x, stationary["harmonic_temperature"], "--", color=style.GREY, label="harmonic bonds (37)")
    hot.set(ylabel="temperature $T$", title=r"temperature")
    hot.legend()
    long.plot(x, stationary["tension"], "--", color=style.GREY)
    long.set(ylabel="stretch $r$", title="stretch")
    for n in sizes:
        rows = driven[driven["n"] == n]
        gap = rows["temperature"] - np.interp(rows["x"], x, stationary["temperature"])
        rest.plot(rows["x"], n * gap, color=colours[n])
        style.draw_band(rest, rows["x"], n * gap, n * rows["temperature_std"], color=colours[n])
    rest.axhline(0.0, color=style.GREY, linewidth=0.7)
    rest.set(ylabel=r"$N\,(T_N - T)$", title="approach of the temperature")
    _draw_currents(flow, extrapolated, currents)
    for axis in (hot, long, rest):
        axis.set(xlabel="position $x = i/N$", xlim=(0, 1))
    return figure


def _draw_currents(axis, extrapolated: pd.DataFrame, currents: pd.DataFrame) -> None:
    limit = extrapolated[extrapolated["quantity"] == "energy_current"]
    sets = (
        (1.0 / currents["n"], currents["energy_current"], currents["energy_current_std"], "o", style.BLUE, "simulated"),
        ([0.0], limit["value"], limit["std"], "o", style.ORANGE, r"$N\to\infty$"),
        ([-0.001], limit["predicted"], limit["predicted_std"], "s", style.BLACK, "equations"),
    )
    for x, value, std, marker, colour, label in sets:
        axis.errorbar(x, value, 2.0 * std, fmt=marker, markersize=4, color=colour, label=label)
    axis.set(xlabel="$1/N$", ylabel=r"$N\,\langle j^e\rangle$", title="energy current", xlim=(-0.003, None))
    axis.legend(loc="upper left")
